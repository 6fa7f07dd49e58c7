import assert from 'node:assert/strict';
import { connect, createServer } from 'node:net';
import { test } from 'node:test';
import type { FailureCode, Phase } from '@upwatch/core';
import { connectFailure } from './errno.ts';

const CASES: readonly (readonly [string, Phase, FailureCode])[] = [
  ['ECONNREFUSED', 'tcp', 'connect.refused'],
  ['ECONNRESET', 'tcp', 'connect.reset'],
  ['ECONNRESET', 'tls', 'connect.reset'],
  ['ECONNRESET', 'ttfb', 'protocol.reset'],
  ['ECONNRESET', 'download', 'protocol.reset'],
  ['EPIPE', 'tls', 'connect.reset'],
  ['EPIPE', 'ttfb', 'protocol.reset'],
  ['EHOSTUNREACH', 'tcp', 'connect.host_unreachable'],
  ['ENETUNREACH', 'tcp', 'connect.network_unreachable'],
  ['EINVAL', 'tcp', 'connect.network_unreachable'],
  ['EACCES', 'tcp', 'connect.prohibited'],
  ['EPERM', 'tcp', 'connect.prohibited'],
  ['ETIMEDOUT', 'tcp', 'timeout.tcp'],
  ['ETIMEDOUT', 'download', 'timeout.download'],
  ['EMFILE', 'tcp', 'probe.resources'],
  ['ENFILE', 'tcp', 'probe.resources'],
  ['EADDRNOTAVAIL', 'tcp', 'probe.resources'],
  ['ENOBUFS', 'ttfb', 'probe.resources'],
  ['ENETDOWN', 'tcp', 'probe.network'],
  ['EWHATEVER', 'tcp', 'connect.failed'],
  ['EWHATEVER', 'ttfb', 'protocol.reset'],
];

for (const [code, phase, expected] of CASES) {
  test(`${code} in phase ${phase} is ${expected}`, () => {
    const error = Object.assign(new Error('the text does not matter'), { code });
    const failure = connectFailure(error, { address: '192.0.2.1', port: 443 }, phase);
    assert.equal(failure.code, expected);
    assert.equal(failure.phase, phase);
    assert.ok(failure.message.endsWith(`192.0.2.1:443 (${code})`), failure.message);
  });
}

test('a port that nothing listens on is refused', async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  const error = await new Promise<Error>((resolve) => connect(port, '127.0.0.1').once('error', resolve));
  const failure = connectFailure(error, { address: '127.0.0.1', port }, 'tcp');
  assert.equal(failure.code, 'connect.refused');
});

test('an IPv6 address stands in brackets before its port', () => {
  const error = Object.assign(new Error('no'), { code: 'ECONNREFUSED' });
  assert.match(connectFailure(error, { address: '2001:db8::1', port: 80 }, 'tcp').message, /\[2001:db8::1\]:80/);
});
