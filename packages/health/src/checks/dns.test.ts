import assert from 'node:assert/strict';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { test } from 'node:test';
import { dnsCheck } from './dns.ts';
import { freePort } from './testing/free-port.ts';
import { failure, note } from './testing/outcome.ts';

/** A name server that answers each question with one address, with a code, or not at all. */
async function nameServer(manner: 'address' | 'silence' | number): Promise<{ at: string } & AsyncDisposable> {
  const socket = createSocket('udp4');
  socket.on('message', (question, from) => {
    if (manner === 'silence') return;
    const head = Buffer.from(question.subarray(0, 12));
    head.writeUInt16BE(0x8180 | (manner === 'address' ? 0 : manner), 2);
    head.writeUInt16BE(manner === 'address' ? 1 : 0, 6);
    head.writeUInt16BE(0, 10);
    const asked = question.subarray(12, question.indexOf(0, 12) + 5);
    const answer = Buffer.from('c00c000100010000003c00047f000001', 'hex');
    socket.send(Buffer.concat([head, asked, ...(manner === 'address' ? [answer] : [])]), from.port, from.address);
  });
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  return {
    at: `127.0.0.1:${socket.address().port}`,
    [Symbol.asyncDispose]: async () => {
      socket.close();
      await once(socket, 'close');
    },
  };
}

test('a name that resolves is well, and the addresses are said', async () => {
  await using server = await nameServer('address');
  const target = { name: 'db.example', servers: [server.at] };
  assert.deepEqual(await note(dnsCheck(target)), { message: 'A db.example: 127.0.0.1' });
  assert.deepEqual(await note(dnsCheck({ ...target, expected: '127.0.0.1' })), { message: 'A db.example: 127.0.0.1' });
  const { message } = await failure(dnsCheck({ ...target, expected: '127.0.0.2' }));
  assert.equal(message, 'A db.example: expected 127.0.0.2, got 127.0.0.1');
});

for (const [rcode, expected] of [
  [2, 'A db.example: the name server could not find out (ESERVFAIL)'],
  [3, 'A db.example: the name does not exist (ENOTFOUND)'],
  [5, 'A db.example: the name server refuses to answer (EREFUSED)'],
  [0, 'A db.example: the name has no such record (ENODATA)'],
] as const) {
  test(`the answer ${rcode} without an address is told: ${expected}`, async () => {
    await using server = await nameServer(rcode);
    assert.deepEqual(await failure(dnsCheck({ name: 'db.example', servers: [server.at] })), {
      code: 'FAILED',
      message: expected,
    });
  });
}

test('name servers that are silent, or not there, are told', async () => {
  await using server = await nameServer('silence');
  const { code } = await failure(dnsCheck({ name: 'db.example', servers: [server.at] }), 200);
  assert.equal(code, 'NO_ANSWER');
  const gone = `127.0.0.1:${await freePort()}`;
  assert.equal((await failure(dnsCheck({ name: 'db.example', servers: [gone] }))).code, 'UNREACHABLE');
});

test('an empty name is refused at once', () => {
  assert.throws(() => dnsCheck({ name: '' }), /^TypeError: name must not be empty$/);
});
