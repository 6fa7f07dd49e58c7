import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { programOf } from '../program.ts';
import { cliPage } from './cli-page.ts';

test('docs/cli.md is made of the commands', async () => {
  const file = new URL('../../../../docs/cli.md', import.meta.url);
  const page = cliPage(await programOf((name) => !name.startsWith('_')));
  assert.equal(readFileSync(file, 'utf8'), page, 'run `npm run generate`');
});
