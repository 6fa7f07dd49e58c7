import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { test } from 'node:test';
import { apiDocument } from '../../tools/sdkgen/src/api-document.ts';
import { GENERATED_FOLDER, generate } from '../../tools/sdkgen/src/generate.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const REMEDY = 'the API has changed: run `npm run generate` and commit what it writes';

test('what is committed of the SDK is what the API makes of it now', async () => {
  const files = await generate(await apiDocument());
  const stale = files.filter(({ path, text }) => text !== committed(path)).map(({ path }) => path);
  assert.deepEqual(stale, [], REMEDY);
  const there = globSync(`${GENERATED_FOLDER}/*`, { cwd: ROOT }).map((path) => path.replaceAll('\\', '/'));
  const made = files.map(({ path }) => path).filter((path) => path.startsWith(GENERATED_FOLDER));
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
