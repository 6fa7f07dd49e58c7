import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { test } from 'node:test';
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
    await assert.rejects(connected(Number(urls[0]!.port)), { code: 'ECONNREFUSED' });
  }
});

test('a look that throws leaves no listener behind', async () => {
  let port = 0;
  const thrown = rehearse(async ({ url }) => {
    port = Number(new URL(url).port);
    throw new Error('no settings');
  }, false);
  await assert.rejects(thrown, /no settings/);
  await assert.rejects(connected(port), { code: 'ECONNREFUSED' });
});

function connected(port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy();
      resolve();
    });
    socket.on('error', reject);
  });
}
