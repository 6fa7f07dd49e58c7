/** Writes what is made of the API's document, the schema of configuration files, and the page of the command line: `npm run generate`. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { CHECK_TYPES } from '@upwatch/probe';
import { CHANNELS, documentSchema } from '@upwatch/server';
import { apiDocument } from './api-document.ts';
import { GENERATED_FOLDERS, generate } from './generate.ts';

const ROOT = resolve(import.meta.dirname, '../../..');

const files = await generate(await apiDocument());
// A resource that is gone leaves no file behind.
for (const folder of GENERATED_FOLDERS) {
  rmSync(join(ROOT, folder), { recursive: true, force: true });
  mkdirSync(join(ROOT, folder), { recursive: true });
}
for (const { path, text } of files) writeFileSync(join(ROOT, path), text);
const schema = documentSchema({ checkTypes: Object.values(CHECK_TYPES), channels: CHANNELS });
writeFileSync(join(ROOT, 'packages/cli/upwatch.schema.json'), `${JSON.stringify(schema)}\n`);
// Only now: the page is made of commands that are made of what was written.
const [{ programOf }, { cliPage }] = await Promise.all([
  import('../../../packages/cli/src/program.ts'),
  import('../../../packages/cli/src/reference/cli-page.ts'),
]);
writeFileSync(join(ROOT, 'docs/cli.md'), cliPage(await programOf((name) => !name.startsWith('_'))));
console.log(`${files.length + 2} files written`);
