import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { untilShown } from './until.ts';

test('what is shown at last is given back', async () => {
  const answers = ['? unknown', '✔ up', '✘ down 1', '✔ up'];
  const ask = async () => ({ code: 0, stdout: answers.shift() ?? '', stderr: '' });
  assert.equal((await untilShown('down', ask)).stdout, '✘ down 1');
});

test('what is never shown fails with what was, instead of waiting for ever', { timeout: 5000 }, async () => {
  const ask = async () => {
    await nextTurn();
    return { code: 1, stdout: '', stderr: 'upwatch: cannot reach it\n' };
  };
  await assert.rejects(
    untilShown('down', ask, 0),
    /"down" was not shown within 0 s; .*exit code 1:\nupwatch: cannot reach it/,
  );
});
