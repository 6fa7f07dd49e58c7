/** `upwatch export`: what is configured on a server, as the file that would bring it about. */
import { writeFileSync } from 'node:fs';
import type { Command } from 'commander';
import { stringify } from 'yaml';
import type { ConnectionOptions } from '../contexts/connection.ts';
import { UsageError } from '../exit.ts';
import { clientOf } from './connection.ts';
import { withExamples } from './examples.ts';
import { SCHEMA_LINE } from './init.ts';

interface ExportOptions extends ConnectionOptions {
  readonly out?: string;
  readonly project?: string;
}

/** What was left out, as the API says it. */
interface Secret {
  readonly variable: string;
  readonly kind: string;
  readonly name: string;
  readonly field: string;
}

export function configure(command: Command): void {
  command
    .option('-O, --out <file>', 'where to write it; default: here')
    .option('--project <name>', 'only what files of this project brought; default: everything')
    .option('--server <url>', 'where the server is (UPWATCH_URL; default http://127.0.0.1:3000)')
    .option('--token <key>', 'API key (UPWATCH_API_TOKEN)')
    .option('--context <name>', 'a server of `upwatch login` (UPWATCH_CONTEXT)')
    .action(async (options: ExportOptions) => {
      const { out, project } = options;
      const { document, secrets } = await clientOf(options).configuration.export({
        ...(project !== undefined && { project }),
      });
      write(exportText(document, secrets), out);
    });
  withExamples(
    command,
    'upwatch export > upwatch.yml',
    'upwatch export --out upwatch.yml',
    'upwatch export --project shop > shop.yml',
  );
}

/** Secrets are named first: without them the file cannot be used. */
export function exportText(document: object, secrets: readonly Secret[]): string {
  const list = secrets.map(
    ({ variable, kind, name, field }) => `#   ${variable}   ${field} of ${kind} ${oneLine(name)}`,
  );
  const head = [
    SCHEMA_LINE,
    '# What was configured, by `upwatch export`. `upwatch plan` finds nothing to change as long as that is so.',
    ...(list.length > 0
      ? ['# Secrets were left out. Set these variables to their values before the file is used:', ...list]
      : []),
  ];
  // Quoted, whatever a variable holds is text.
  return `${head.join('\n')}\n\n${stringify(document, { defaultStringType: 'QUOTE_DOUBLE', defaultKeyType: 'PLAIN', lineWidth: 0 })}`;
}

function oneLine(text: string): string {
  return JSON.stringify(text);
}

function write(text: string, out: string | undefined): void {
  if (out === undefined) {
    process.stdout.write(text);
    return;
  }
  try {
    writeFileSync(out, text, { flag: 'wx' });
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? String(error);
    throw new UsageError(code === 'EEXIST' ? `${out} is there already` : `cannot write ${out}: ${code}`, {
      cause: error,
    });
  }
}
