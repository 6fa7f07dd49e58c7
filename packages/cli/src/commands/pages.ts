/** `upwatch pages export`: a status page as files, for another host. What else there is of pages is made of the API. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Command } from 'commander';
import { MissingError, UsageError } from '../exit.ts';
import { type AnswerOptions, clientOf, withConnection } from './connection.ts';
import { withExamples } from './examples.ts';

/** What a file of the copy may be called: the server is asked, but a folder is written to. */
const PATH = /^[\w-]+(\/[\w-]+)?\.(html|css|js|svg|json|rss|atom|ics)$/;
const PAGES_MAX = 200;

export function configure(command: Command): void {
  const exported = command
    .command('export')
    .description('write a status page as files for another host')
    .argument('<slug>', 'of the page: what stands behind /status/')
    .argument('<dir>', 'the folder, which is made where it is not there; files of an earlier export are written over');
  withConnection(exported).action(async (slug: string, dir: string, options: AnswerOptions) => {
    const { statusPages } = clientOf(options);
    const { data } = await statusPages.list({ size: PAGES_MAX });
    const page = data.find((one) => one.slug === slug);
    if (!page) throw new MissingError(`there is no status page with the slug ${JSON.stringify(slug)}`);
    const { files } = await statusPages.copy(page.id);
    for (const { path, text } of files) write(dir, path, text);
    process.stdout.write(`${files.length} files of ${slug} as it is now, in ${dir}; nobody renews them\n`);
  });
  const example = 'upwatch pages export shop ./public';
  withExamples(exported, example, 'upwatch pages export shop /var/www/status');
  withExamples(command, example);
}

function write(dir: string, path: string, text: string): void {
  if (!PATH.test(path)) throw new UsageError(`the server named a file ${JSON.stringify(path)}, which is not written`);
  const file = join(dir, path);
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? String(error);
    throw new UsageError(`cannot write ${file}: ${code}`, { cause: error });
  }
}
