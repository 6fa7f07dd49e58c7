/** Rows N02 to N04, and what the cache promises. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import type { Clock, FailureCode } from '@upwatch/core';
import type { AddressFamily, ResolvedAddress } from './address.ts';
import { DnsFailure } from './dns-failure.ts';
import { Resolver, type ResolverOptions } from './resolver.ts';
import { addresses, type DnsStub, startDnsStub, type StubScript } from './testing/dns-stub.ts';

/** A clock that stands still until it is moved. */
function standingClock(): Clock & { advance(ms: number): void } {
  let now = 1000;
  return {
    wall: () => now,
    monotonic: () => now,
    advance: (ms) => {
      now += ms;
    },
  };
}

interface Rig {
  readonly stub: DnsStub;
  readonly resolver: Resolver;
  readonly clock: ReturnType<typeof standingClock>;
}

async function rig(t: TestContext, script: StubScript, options: Partial<ResolverOptions> = {}): Promise<Rig> {
  const stub = await startDnsStub(script);
  const clock = standingClock();
  const resolver = new Resolver({ clock, servers: [stub.server], ...options });
  t.after(async () => {
    resolver.close();
    await stub[Symbol.asyncDispose]();
  });
  return { stub, resolver, clock };
}

async function listOf(answer: ReturnType<Resolver['resolve']>): Promise<string[]> {
  return (await answer).map(({ address }) => address);
}

async function failureOf(resolver: Resolver, host: string, family: AddressFamily = 'ipv4', servers?: string[]) {
  try {
    const found = await resolver.resolve(host, family, servers);
    assert.fail(`${host} has addresses: ${JSON.stringify(found)}`);
  } catch (error) {
    if (!(error instanceof DnsFailure)) throw error;
    return error.failure;
  }
}

test('an address that is known is given at once, without a promise', async (t) => {
  const { resolver } = await rig(t, { 'shop.example': addresses({ A: ['192.0.2.1'] }) });
  const first = resolver.resolve('shop.example', 'ipv4');
  assert.ok(first instanceof Promise);
  const found: readonly ResolvedAddress[] = [{ address: '192.0.2.1', family: 4, ttlSeconds: 60 }];
  assert.deepEqual(await first, found);
  assert.deepEqual(resolver.resolve('shop.example', 'ipv4'), found);
});

test('an answer is used for as long as its TTL says, and no longer', async (t) => {
  const { resolver, stub, clock } = await rig(t, { 'shop.example': addresses({ A: ['192.0.2.1'] }, 30) });
  for (const [advanceMs, asked] of [
    [0, 1],
    [29_999, 1],
    [1, 2],
    [15_000, 2],
    [15_000, 3],
  ] as const) {
    clock.advance(advanceMs);
    await resolver.resolve('shop.example', 'ipv4');
    assert.equal(stub.asked('shop.example', 'A'), asked, `after ${advanceMs} ms more`);
  }
});

test('an answer with a TTL of 0 is asked for each time', async (t) => {
  const { resolver, stub } = await rig(t, {
    'shop.example': addresses({ A: ['192.0.2.1'], AAAA: ['2001:db8::1'] }, 0),
  });
  for (let look = 1; look <= 3; look++) {
    assert.deepEqual(await listOf(resolver.resolve('shop.example', 'auto')), ['192.0.2.1', '2001:db8::1']);
    assert.equal(stub.asked('shop.example', 'A'), look);
    assert.equal(stub.asked('shop.example', 'AAAA'), look);
  }
});

test('an answer that claims to hold for a year is asked for again after an hour', async (t) => {
  const { resolver, stub, clock } = await rig(t, { 'shop.example': addresses({ A: ['192.0.2.1'] }, 31_536_000) });
  await resolver.resolve('shop.example', 'ipv4');
  clock.advance(3_599_999);
  await resolver.resolve('shop.example', 'ipv4');
  assert.equal(stub.asked('shop.example'), 1);
  clock.advance(1);
  await resolver.resolve('shop.example', 'ipv4');
  assert.equal(stub.asked('shop.example'), 2);
});

test('a thousand equal questions at once are one question', async (t) => {
  const { resolver, stub } = await rig(t, { 'shop.example': addresses({ A: ['192.0.2.1'] }, 0) });
  const answers = await Promise.all(Array.from({ length: 1000 }, async () => resolver.resolve('shop.example', 'ipv4')));
  assert.equal(stub.asked('shop.example'), 1);
  assert.ok(answers.every(([first]) => first?.address === '192.0.2.1'));
});

test('both families are asked for at once and come with IPv4 first', async (t) => {
  const { resolver, stub } = await rig(t, {
    'shop.example': addresses({ A: ['192.0.2.1', '192.0.2.2'], AAAA: ['2001:db8::1'] }),
  });
  assert.deepEqual((await listOf(resolver.resolve('shop.example', 'auto'))).toSorted(), [
    '192.0.2.1',
    '192.0.2.2',
    '2001:db8::1',
  ]);
  assert.equal((await resolver.resolve('shop.example', 'auto')).at(-1)?.family, 6);
  assert.equal(stub.asked('shop.example'), 2);
});

test('one family is enough: the other may be missing, failing or silent', async (t) => {
  const { resolver } = await rig(t, {
    'v4.example': addresses({ A: ['192.0.2.1'] }),
    'v6.example': addresses({ AAAA: ['2001:db8::1'] }),
    'broken.example': (asked) => (asked.type === 'A' ? addresses({ A: ['192.0.2.2'] })(asked) : { rcode: 'SERVFAIL' }),
    'hanging.example': (asked) => (asked.type === 'A' ? addresses({ A: ['192.0.2.3'] })(asked) : { isSilent: true }),
    'hanging4.example': (asked) =>
      asked.type === 'AAAA' ? addresses({ AAAA: ['2001:db8::3'] })(asked) : { isSilent: true },
  });
  assert.deepEqual(await listOf(resolver.resolve('v4.example', 'auto')), ['192.0.2.1']);
  assert.deepEqual(await listOf(resolver.resolve('v6.example', 'auto')), ['2001:db8::1']);
  assert.deepEqual(await listOf(resolver.resolve('broken.example', 'auto')), ['192.0.2.2']);
  assert.deepEqual(await listOf(resolver.resolve('hanging.example', 'auto')), ['192.0.2.3']);
  assert.deepEqual(await listOf(resolver.resolve('hanging4.example', 'auto')), ['2001:db8::3']);
});

test('a family that hangs is waited for once, not by every look', async (t) => {
  const { resolver, stub } = await rig(t, {
    'hanging.example': (asked) => (asked.type === 'A' ? addresses({ A: ['192.0.2.3'] })(asked) : { isSilent: true }),
  });
  await resolver.resolve('hanging.example', 'auto');
  assert.ok(Array.isArray(resolver.resolve('hanging.example', 'auto')));
  assert.equal(stub.asked('hanging.example', 'A'), 1);
});

test('both families hold only as long as the shorter-lived of them', async (t) => {
  const { resolver, stub, clock } = await rig(t, {
    'shop.example': (asked) =>
      asked.type === 'A' ? addresses({ A: ['192.0.2.1'] }, 60)(asked) : addresses({ AAAA: ['2001:db8::1'] }, 10)(asked),
  });
  await resolver.resolve('shop.example', 'auto');
  await resolver.resolve('shop.example', 'ipv6');
  clock.advance(9_999);
  assert.equal((await resolver.resolve('shop.example', 'auto')).length, 2);
  assert.equal(stub.asked('shop.example'), 2);
  clock.advance(1);
  await resolver.resolve('shop.example', 'auto');
  assert.equal(stub.asked('shop.example', 'AAAA'), 2);
  assert.equal(stub.asked('shop.example', 'A'), 1);
});

test('a family that comes late is there for the next look', async (t) => {
  const { resolver, stub } = await rig(t, {
    'late.example': (asked) => ({
      ...addresses({ A: ['192.0.2.3'], AAAA: ['2001:db8::3'] })(asked),
      ...(asked.type === 'AAAA' && { delayMs: 150 }),
    }),
  });
  assert.deepEqual(await listOf(resolver.resolve('late.example', 'auto')), ['192.0.2.3']);
  // The look for IPv6 alone joins the question under way.
  await resolver.resolve('late.example', 'ipv6');
  assert.deepEqual(await listOf(resolver.resolve('late.example', 'auto')), ['192.0.2.3', '2001:db8::3']);
  assert.equal(stub.asked('late.example'), 2);
});

const RCODE_CASES: readonly (readonly [string, StubScript[string], FailureCode])[] = [
  ['a name that does not exist', { rcode: 'NXDOMAIN' }, 'dns.nxdomain'],
  ['a name without addresses', {}, 'dns.nodata'],
  ['a server that fails', { rcode: 'SERVFAIL' }, 'dns.servfail'],
  ['a server that does not implement questions', { rcode: 'NOTIMP' }, 'dns.servfail'],
  ['a server that refuses', { rcode: 'REFUSED' }, 'dns.refused'],
  ['a server that finds the question malformed', { rcode: 'FORMERR' }, 'dns.malformed'],
  ['garbage', { raw: Buffer.from('garbage') }, 'dns.malformed'],
  ['an empty datagram', { raw: Buffer.alloc(0) }, 'dns.timeout'],
  ['an answer to another question', { hasWrongId: true }, 'dns.timeout'],
  ['silence', { isSilent: true }, 'dns.timeout'],
  [
    'a record cut short',
    ({ bytes, id }) => ({
      raw: Buffer.concat([
        Buffer.from([id >> 8, id & 255, 0x81, 0x80, 0, 1, 0, 9, 0, 0, 0, 0]),
        bytes,
        Buffer.from([0xc0]),
      ]),
    }),
    'dns.malformed',
  ],
  [
    'an alias that leads to itself',
    {
      records: [
        { type: 'CNAME', value: 'x.example', ttlSeconds: 60 },
        { type: 'CNAME', name: 'x.example', value: 'a.example', ttlSeconds: 60 },
      ],
    },
    'dns.nodata',
  ],
];

for (const [title, answer, code] of RCODE_CASES) {
  test(`${title} is ${code}`, async (t) => {
    const { resolver, stub } = await rig(t, { 'a.example': answer, '': { records: [] } }, { timeoutMs: 400 });
    for (const family of ['ipv4', 'ipv6', 'auto'] as const) {
      const failure = await failureOf(resolver, 'a.example', family, [stub.server]);
      assert.equal(failure.code, code);
      assert.equal(failure.phase, 'dns');
      const types = { ipv4: 'A', ipv6: 'AAAA', auto: 'A and AAAA' }[family];
      assert.ok(failure.message.includes(`a.example (${types}), asked of ${stub.server}`), failure.message);
    }
  });
}

test('five hundred addresses come over TCP, and a handful of them is kept', async (t) => {
  const many = Array.from({ length: 500 }, (_, i) => `192.0.${2 + (i >> 8)}.${i & 255}`);
  const { resolver, stub } = await rig(t, {
    'many.example': (asked) => ({ ...addresses({ A: many })(asked), isTooLongForUdp: true }),
  });
  const found = await resolver.resolve('many.example', 'ipv4');
  assert.equal(found.length, 50);
  assert.equal(stub.askedOverTcp('many.example'), 1);
});

test('a monitor’s name server that is not there is dns.unreachable', async (t) => {
  const { resolver } = await rig(t, {});
  const gone = await startDnsStub({});
  await gone[Symbol.asyncDispose]();
  assert.equal((await failureOf(resolver, 'a.example', 'auto', [gone.server])).code, 'dns.unreachable');
});

test('a monitor’s own name servers know what only they know', async (t) => {
  const { resolver, stub } = await rig(t, { 'a.example': addresses({ A: ['192.0.2.1'] }) });
  await using other = await startDnsStub({ 'a.example': addresses({ A: ['192.0.2.99'] }) });
  assert.deepEqual(await listOf(resolver.resolve('a.example', 'ipv4')), ['192.0.2.1']);
  assert.deepEqual(await listOf(resolver.resolve('a.example', 'ipv4', [other.server])), ['192.0.2.99']);
  assert.deepEqual(
    resolver.resolve('a.example', 'ipv4', [other.server]),
    await resolver.resolve('a.example', 'ipv4', [other.server]),
  );
  assert.equal(stub.asked('a.example'), 1);
  assert.equal(other.asked('a.example'), 1);
});

test('name servers that are no addresses are the configuration’s fault', async (t) => {
  const { resolver } = await rig(t, {});
  assert.equal((await failureOf(resolver, 'a.example', 'auto', ['dns.example'])).code, 'probe.config');
});

test('a failure is believed for a second, then asked for again', async (t) => {
  const { resolver, stub, clock } = await rig(t, {});
  await failureOf(resolver, 'gone.example');
  clock.advance(999);
  await failureOf(resolver, 'gone.example');
  assert.equal(stub.asked('gone.example'), 1);
  clock.advance(1);
  await failureOf(resolver, 'gone.example');
  assert.equal(stub.asked('gone.example'), 2);
});

test('IP literals are never asked for', async (t) => {
  const { resolver } = await rig(t, {});
  const literal = (host: string, family: AddressFamily = 'auto') => resolver.resolve(host, family);
  assert.deepEqual(literal('192.0.2.7'), [{ address: '192.0.2.7', family: 4, ttlSeconds: 0 }]);
  assert.deepEqual(literal('[2001:db8::7]'), [{ address: '2001:db8::7', family: 6, ttlSeconds: 0 }]);
  assert.deepEqual(literal('2001:db8::7', 'ipv6'), [{ address: '2001:db8::7', family: 6, ttlSeconds: 0 }]);
  assert.deepEqual(literal('fe80::1%lo'), [{ address: 'fe80::1%lo', family: 6, ttlSeconds: 0 }]);
  assert.equal((await failureOf(resolver, '192.0.2.7', 'ipv6')).code, 'dns.nodata');
});

test('localhost and names under it are the loopback, whatever a name server says', async (t) => {
  const { resolver, stub } = await rig(
    t,
    { localhost: addresses({ A: ['192.0.2.66'] }), 'a.localhost': addresses({ A: ['192.0.2.66'] }) },
    { hostsFile: '/nonexistent' },
  );
  for (const host of ['localhost', 'a.localhost', 'LOCALHOST', 'localhost.']) {
    assert.deepEqual(await listOf(resolver.resolve(host, 'auto')), ['127.0.0.1', '::1'], host);
    assert.deepEqual(await listOf(resolver.resolve(host, 'ipv6', [stub.server])), ['::1'], host);
  }
  assert.equal(stub.asked('localhost') + stub.asked('a.localhost'), 0);
});

test('the hosts file comes first, and is read again within a minute of a change', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'upwatch-hosts-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const hostsFile = join(folder, 'hosts');
  writeFileSync(hostsFile, '192.0.2.10 db.example DB-alias # 192.0.2.66 evil\n2001:db8::10 db.example\n');
  const { resolver, stub, clock } = await rig(
    t,
    { 'db.example': addresses({ A: ['192.0.2.66'] }), 'db-alias': addresses({ AAAA: ['2001:db8::66'] }) },
    { hostsFile },
  );
  assert.deepEqual(await listOf(resolver.resolve('db.example', 'auto')), ['192.0.2.10', '2001:db8::10']);
  assert.deepEqual(await listOf(resolver.resolve('db-alias', 'ipv4')), ['192.0.2.10']);
  // A family that the file lacks is asked for.
  assert.deepEqual(await listOf(resolver.resolve('db-alias', 'ipv6')), ['2001:db8::66']);
  assert.deepEqual(await listOf(resolver.resolve('db.example', 'auto', [stub.server])), ['192.0.2.66']);

  writeFileSync(hostsFile, '192.0.2.1110 db.example\n192.0.2.111 db.example\n');
  clock.advance(60_000);
  // The look that is due to notice goes by what it has.
  assert.deepEqual(await listOf(resolver.resolve('db.example', 'ipv4')), ['192.0.2.10']);
  await until(async () => (await listOf(resolver.resolve('db.example', 'ipv4')))[0] === '192.0.2.111');
});

test('no more names are remembered than allowed, and those in use stay', async (t) => {
  const script: StubScript = { 'used.example': addresses({ A: ['192.0.2.1'] }) };
  for (let i = 0; i < 50; i++) script[`n${i}.example`] = addresses({ A: ['192.0.2.2'] });
  const { resolver, stub } = await rig(t, script, { namesMax: 10 });
  for (let i = 0; i < 50; i++) {
    await resolver.resolve('used.example', 'ipv4');
    await resolver.resolve(`n${i}.example`, 'ipv4');
  }
  assert.equal(stub.asked('used.example'), 1);
  await resolver.resolve('n0.example', 'ipv4');
  assert.equal(stub.asked('n0.example'), 2);
});

test('names that hang do not hold up the others', async (t) => {
  const script: StubScript = {};
  for (let i = 0; i < 1000; i++) script[`good${i}.example`] = addresses({ A: ['192.0.2.1'] });
  for (let i = 0; i < 200; i++) script[`hang${i}.example`] = { isSilent: true };
  const { resolver, stub } = await rig(t, script, { timeoutMs: 60_000 });
  const hanging = Array.from({ length: 200 }, (_, i) => failureOf(resolver, `hang${i}.example`));
  const good = Array.from({ length: 1000 }, async (_, i) => resolver.resolve(`good${i}.example`, 'ipv4'));
  const found = await Promise.all(good);
  assert.ok(found.every(([first]) => first?.address === '192.0.2.1'));
  // Every good one is there while all the hanging ones still hang: none waited for another.
  assert.equal(stub.asked('hang199.example'), 1);
  resolver.close();
  const codes = new Set((await Promise.all(hanging)).map(({ code }) => code));
  assert.deepEqual([...codes], ['probe.resolver']);
});

test('a resolver that is closed rejects, and asks nothing more', async (t) => {
  const script: StubScript = { 'a.example': { isSilent: true } };
  const { resolver, stub } = await rig(t, script);
  const waiting = [failureOf(resolver, 'a.example')];
  await until(() => stub.asked('a.example') === 1);
  // More than are sent at once.
  for (let i = 0; i < 200; i++) waiting.push(failureOf(resolver, `n${i}.example`));
  resolver.close();
  const codes = new Set((await Promise.all(waiting)).map(({ code }) => code));
  assert.deepEqual([...codes], ['probe.resolver']);
  assert.equal(stub.asked('n199.example'), 0);
  assert.equal((await failureOf(resolver, 'b.example')).code, 'probe.resolver');
  assert.equal(stub.asked('b.example'), 0);
});

/** Waits for what other turns of the loop bring about. */
async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 5));
}
