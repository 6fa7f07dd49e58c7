import assert from 'node:assert/strict';
import { test } from 'node:test';
import { served } from '../testing/served.ts';

test('a server that is well says so, in words and as JSON', { timeout: 120_000 }, async (t) => {
  const { cli } = await served(t);
  const shown = await cli('self');
  assert.match(shown.stdout, /^ok\nversion {3}\d.*\nlooks {5}0 monitors, .*\nalerts {4}none waits\n/, shown.stderr);
  const { data: _, ...seen } = JSON.parse((await cli('self', '-o', 'json')).stdout);
  assert.deepEqual([seen.status, seen.reasons, seen.storage.isWritable], ['ok', [], true]);
});
