import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { test } from 'node:test';
import { apiDocument } from '../../tools/sdkgen/src/api-document.ts';
import { GENERATED_FOLDERS, generate } from '../../tools/sdkgen/src/generate.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const REMEDY = 'the API has changed: run `npm run generate` and commit what it writes';

test('what is committed of the SDK and of the command line is what the API makes of it now', async () => {
  const files = await generate(await apiDocument());
  const stale = files.filter(({ path, text }) => text !== committed(path)).map(({ path }) => path);
  assert.deepEqual(stale, [], REMEDY);
  const isOurs = (path: string): boolean => GENERATED_FOLDERS.some((folder) => path.startsWith(folder));
  const folders = GENERATED_FOLDERS.map((folder) => `${folder}/*`);
  const there = globSync(folders, { cwd: ROOT }).map((path) => path.replaceAll('\\', '/'));
  const made = files.map(({ path }) => path).filter(isOurs);
  assert.deepEqual(there.sort(), made.sort(), REMEDY);
});

function committed(path: string): string | undefined {
  try {
    return readFileSync(join(ROOT, path), 'utf8');
  } catch {
    // Not there yet: as stale as a file can be.
    return undefined;
  }
}
