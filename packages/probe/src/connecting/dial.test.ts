import assert from 'node:assert/strict';
import { type AddressInfo, createServer } from 'node:net';
import { networkInterfaces } from 'node:os';
import { describe, test } from 'node:test';
import type { NameResolver } from '../check.ts';
import type { ResolvedAddress } from '../dns/resolver.ts';
import { BlackHole } from './testing/black-hole.ts';
import { clock, lookAt } from '../http/testing/look-at.ts';
import { answerOf, RawTarget } from '../http/testing/raw-target.ts';

const hasIpv6 = Object.values(networkInterfaces()).some((list) => list?.some(({ address }) => address === '::1'));
const isLinux = process.platform === 'linux';

/** A name with these addresses, in this order, cut to the family asked for. */
function nameWith(...addresses: string[]): NameResolver {
  const all = addresses.map(
    (address): ResolvedAddress => ({ address, family: address.includes(':') ? 6 : 4, ttlSeconds: 60 }),
  );
  return {
    resolve: (_, family) => all.filter((one) => family === 'auto' || family === `ipv${one.family}`),
  };
}

async function unusedPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

describe('a name with several addresses', () => {
  test('is up when the first refuses and the second answers, and the address that answered is told', async () => {
    await using target = await RawTarget.start(answerOf(''));
    const { failure, facts } = await lookAt(
      `http://name.test:${target.port}/`,
      {},
      { resolver: nameWith('127.0.0.2', '127.0.0.1') },
    );
    assert.equal(failure, undefined);
    assert.equal(facts.remoteAddress, '127.0.0.1');
  });

  test('fails with what the target said, all addresses told', async () => {
    const port = await unusedPort();
    const { failure } = await lookAt(`http://name.test:${port}/`, {}, { resolver: nameWith('127.0.0.1', '127.0.0.2') });
    assert.equal(failure?.code, 'connect.refused');
    assert.match(failure.message, new RegExp(`127\\.0\\.0\\.1:${port}.*127\\.0\\.0\\.2:${port}`));
  });

  test('that has no route for one family fails with what the other one said', async () => {
    const port = await unusedPort();
    // RFC 5735: 240.0.0.0/4 is reserved, and Linux has no route there.
    const { failure } = await lookAt(
      `http://name.test:${port}/`,
      { timeoutMs: 2000 },
      { resolver: nameWith('255.255.255.255', '127.0.0.1') },
    );
    assert.equal(failure?.code, 'connect.refused');
  });

  test('of hundreds of addresses, a few are tried', async () => {
    const port = await unusedPort();
    const addresses = Array.from({ length: 250 }, (_, i) => `127.0.1.${i + 1}`);
    const { failure } = await lookAt(`http://name.test:${port}/`, {}, { resolver: nameWith(...addresses) });
    assert.equal(failure?.code, 'connect.refused');
    assert.equal(failure.message.match(/127\.0\.1\./g)?.length, 6);
  });

  test('only those that may be connected to are', async () => {
    await using target = await RawTarget.start(answerOf(''));
    await using forbidden = await RawTarget.start(answerOf(''), { host: '127.0.0.2' });
    const egress = (addresses: readonly string[]) => addresses.filter((address) => address !== '127.0.0.2');
    const resolver = nameWith('127.0.0.2', '127.0.0.1');
    const one = await lookAt(`http://name.test:${target.port}/`, {}, { resolver, egress });
    assert.equal(one.facts.remoteAddress, '127.0.0.1');
    const none = await lookAt(`http://name.test:${forbidden.port}/`, {}, { resolver: nameWith('127.0.0.2'), egress });
    assert.equal(none.failure?.code, 'connect.blocked');
    assert.equal(forbidden.connections, 0);
  });
});

describe('a black hole', { skip: !isLinux && 'its full queue is one of Linux' }, () => {
  test('does not eat the deadline of a name that has another address', async () => {
    await using target = await RawTarget.start(answerOf(''));
    await using _ = await BlackHole.start('127.0.0.2', target.port);
    const resolver = nameWith('127.0.0.2', '127.0.0.1');
    const startMs = clock.monotonic();
    const { failure, facts } = await lookAt(`http://name.test:${target.port}/`, { timeoutMs: 5000 }, { resolver });
    assert.equal(failure, undefined);
    assert.equal(facts.remoteAddress, '127.0.0.1');
    assert.ok(clock.monotonic() - startMs < 3000);
  });

  test('still leaves time when the deadline is short', async () => {
    await using target = await RawTarget.start(answerOf(''));
    await using _ = await BlackHole.start('127.0.0.2', target.port);
    const resolver = nameWith('127.0.0.2', '127.0.0.1');
    const { failure } = await lookAt(`http://name.test:${target.port}/`, { timeoutMs: 240 }, { resolver });
    assert.equal(failure, undefined);
  });

  test('alone ends at the deadline: timeout.tcp', async () => {
    const port = await unusedPort();
    await using _ = await BlackHole.start('127.0.0.2', port);
    const startMs = clock.monotonic();
    const { failure, phases } = await lookAt(`http://127.0.0.2:${port}/`, { timeoutMs: 200 });
    const tookMs = clock.monotonic() - startMs;
    assert.equal(failure?.code, 'timeout.tcp');
    assert.match(failure.message, new RegExp(`127\\.0\\.0\\.2:${port}`));
    assert.ok(tookMs >= 190, `${tookMs} ms`);
    assert.ok(phases.tcpMs! > 0 && phases.tcpMs! <= tookMs);
  });

  test('on IPv6 is passed by with family auto, and is the failure with family ipv6', { skip: !hasIpv6 }, async () => {
    await using target = await RawTarget.start(answerOf(''));
    await using _ = await BlackHole.start('::1', target.port);
    const resolver = nameWith('::1', '127.0.0.1');
    const url = `http://name.test:${target.port}/`;
    const auto = await lookAt(url, {}, { resolver });
    assert.equal(auto.facts.remoteAddress, '127.0.0.1');
    const ipv6 = await lookAt(url, { ipFamily: 'ipv6', timeoutMs: 300 }, { resolver });
    assert.equal(ipv6.failure?.code, 'timeout.tcp');
    const ipv4 = await lookAt(url, { ipFamily: 'ipv4' }, { resolver });
    assert.equal(ipv4.failure, undefined);
  });
});
