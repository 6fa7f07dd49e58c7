import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { rehearse } from './rehearsal.ts';

test('a rehearsal looks at this machine alone, over TLS only where a target is, and ends what it began', async () => {
  for (const hasTls of [false, true]) {
    const urls: URL[] = [];
    await rehearse(async ({ url }) => urls.push(new URL(url)), hasTls);
    assert.ok(urls.every(({ hostname }) => hostname === 'localhost' || hostname === '127.0.0.1'));
    assert.equal(
      urls.some(({ protocol }) => protocol === 'https:'),
      hasTls,
    );
    assert.deepEqual(await listeners(), []);
  }
});

test('a look that throws leaves no listener behind', async () => {
  const thrown = rehearse(async () => {
    throw new Error('no settings');
  }, false);
  await assert.rejects(thrown, /no settings/);
  assert.deepEqual(await listeners(), []);
});

/**
 * Of this process, once what is being closed is closed: that takes some turns of the event loop. Asking the port would do
 * for a while: then another process is given it.
 */
async function listeners(): Promise<string[]> {
  let left: string[] = [];
  for (let turn = 0; turn < 100; turn++) {
    await setImmediate();
    left = process.getActiveResourcesInfo().filter((name) => name === 'TCPServerWrap');
    if (left.length === 0) break;
  }
  return left;
}
