/** DNS looks at a name server on loopback that tells the truth, lies, and keeps silent. */
import assert from 'node:assert/strict';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { describe, test } from 'node:test';
import type { FailureCode } from '@upwatch/core';
import type { CheckEnv } from '../check.ts';
import { Resolver } from '../dns/resolver.ts';
import type { Sample } from '../port.ts';
import { dnsConfigSchema } from './config.ts';
import { DNS_RUN } from './run.ts';
import { addressData, type Answer, lyingServer, nameData, type Seen, u16 } from './testing/lying-server.ts';

const clock = { wall: () => Date.now(), monotonic: () => performance.now() };
const resolver = new Resolver({ clock });

function lookAt(settings: object, env: Partial<CheckEnv> = {}): Promise<Sample> {
  const config = dnsConfigSchema.parse({ hostname: 'shop.example', timeoutMs: 300, totalTimeoutMs: 2000, ...settings });
  const deadlineMs = clock.monotonic() + config.totalTimeoutMs;
  return DNS_RUN.run(config, { clock, resolver, deadlineMs, wantsBody: false, ...env });
}

const A = 1;
const address = (ip: string, name = 'shop.example', ttlSeconds = 300) => ({
  name,
  type: 'A',
  ttlSeconds,
  data: addressData(ip),
});
const alias = (name: string, to: string) => ({ name, type: 'CNAME', data: nameData(to) });

test('records come with their time to live, the server and the question that was put', async () => {
  await using stub = await lyingServer(() => ({
    isAuthoritative: true,
    answers: [address('192.0.2.7', 'SHOP.example', 60)],
  }));
  const { failure, facts, phases } = await lookAt({ nameservers: [stub.server] });
  assert.equal(failure?.message, undefined);
  assert.deepEqual(facts.dns, {
    hostname: 'shop.example',
    requestedTypes: ['A'],
    server: stub.server,
    records: [{ type: 'A', name: 'SHOP.example', ttlSeconds: 60, value: '192.0.2.7' }],
    queries: [
      { server: stub.server, type: 'A', transport: 'udp', outcome: 'NOERROR', tookMs: facts.dns!.queries[0]!.tookMs },
    ],
    isAuthoritative: true,
  });
  assert.equal(facts.remoteAddress, '127.0.0.1');
  assert.deepEqual(Object.keys(phases).toSorted(), ['dnsMs', 'totalMs']);
  assert.deepEqual([stub.seen[0]?.isRecursive, stub.seen[0]?.hasEdns], [true, true]);
});

const VALUES: Readonly<Record<string, readonly [data: Buffer, value: string]>> = {
  A: [addressData('192.0.2.1'), '192.0.2.1'],
  AAAA: [Buffer.from('20010db8000000000000000000000001', 'hex'), '2001:db8::1'],
  CNAME: [nameData('web.shop.example'), 'web.shop.example'],
  MX: [Buffer.concat([u16(10), nameData('mail.shop.example')]), '10 mail.shop.example'],
  NS: [nameData('ns1.shop.example'), 'ns1.shop.example'],
  PTR: [nameData('host.shop.example'), 'host.shop.example'],
  TXT: [Buffer.from('\x07v=spf1 \x04-all', 'latin1'), 'v=spf1 -all'],
  SRV: [Buffer.concat([u16(10), u16(5), u16(5060), nameData('sip.example')]), '10 5 5060 sip.example'],
  SOA: [
    Buffer.concat([
      nameData('ns1.example'),
      nameData('host\\.master.example'),
      Buffer.from('0000000100000e100000038400093a8000000e10', 'hex'),
    ]),
    'ns1.example host\\.master.example 1 3600 900 604800 3600',
  ],
  CAA: [Buffer.from('\x00\x05issueletsencrypt.org', 'latin1'), '0 issue "letsencrypt.org"'],
  TYPE65: [Buffer.from([0, 1, 0, 255]), '\\# 4 000100ff'],
};

for (const [type, [data, value]] of Object.entries(VALUES)) {
  test(`a ${type} record reads ${value}`, async () => {
    await using stub = await lyingServer(({ name }) => ({ answers: [{ name, type, data }] }));
    const { failure, facts } = await lookAt({ recordTypes: [type], nameservers: [stub.server] });
    assert.equal(failure?.message, undefined);
    assert.deepEqual(facts.dns?.records, [{ type, name: 'shop.example', ttlSeconds: 300, value }]);
  });
}

test('aliases are followed within the answer, and what they do not lead to is not taken', async () => {
  await using stub = await lyingServer(() => ({
    answers: [
      address('192.0.2.66', 'evil.example'),
      alias('shop.example', 'CDN.example'),
      alias('cdn.example', 'edge.example'),
      address('192.0.2.7', 'Edge.example'),
    ],
  }));
  const { facts } = await lookAt({ nameservers: [stub.server] });
  assert.deepEqual(
    facts.dns?.records.map(({ type, value }) => `${type} ${value}`),
    ['CNAME CDN.example', 'CNAME edge.example', 'A 192.0.2.7'],
  );
});

test('an answer that does not fit into a datagram is asked for again over TCP', async () => {
  const many = Array.from({ length: 200 }, (_, i) => address(`192.0.2.${i % 250}`));
  await using stub = await lyingServer(({ isTcp }) => (isTcp ? { answers: many } : { isTruncated: true }));
  const { failure, facts } = await lookAt({ nameservers: [stub.server] });
  assert.equal(failure?.message, undefined);
  assert.equal(facts.dns?.records.length, 200);
  assert.deepEqual(
    facts.dns.queries.map(({ transport, outcome }) => `${transport} ${outcome}`),
    ['udp truncated', 'tcp NOERROR'],
  );
});

test('over TCP alone nothing is asked over UDP', async () => {
  await using stub = await lyingServer(() => ({ answers: [address('192.0.2.7')] }));
  await lookAt({ nameservers: [stub.server], transport: 'tcp' });
  assert.deepEqual(
    stub.seen.map(({ isTcp }) => isTcp),
    [true],
  );
});

test('a datagram that is lost is sent again, and a late answer to the first still counts', async () => {
  let asked = 0;
  await using stub = await lyingServer(() => (++asked === 1 ? undefined : { answers: [address('192.0.2.7')] }));
  const { failure, facts } = await lookAt({ nameservers: [stub.server] });
  assert.equal(failure?.message, undefined);
  assert.equal(facts.dns?.queries.length, 1, 'it is one question');
});

test('a server from before EDNS is asked without it', async () => {
  await using stub = await lyingServer(({ hasEdns }) =>
    hasEdns ? { rcode: 1, hasNoQuestion: true } : { answers: [address('192.0.2.7')] },
  );
  const { failure } = await lookAt({ nameservers: [stub.server] });
  assert.equal(failure?.message, undefined);
});

/** A name that points to itself where the answer's first record begins. */
function loopingAnswer({ id, name }: Seen): Buffer {
  const question = Buffer.concat([nameData(name), u16(A), u16(1)]);
  const header = Buffer.concat([u16(id), u16(0x8180), u16(1), u16(1), u16(0), u16(0)]);
  const at = header.length + question.length;
  const record = Buffer.concat([
    u16(0xc000 | at),
    u16(A),
    u16(1),
    Buffer.from([0, 0, 0, 60]),
    u16(4),
    addressData('192.0.2.7'),
  ]);
  return Buffer.concat([header, question, record]);
}

interface Case {
  readonly title: string;
  readonly behave: (seen: Seen) => Answer | readonly Answer[];
  readonly settings?: object;
  readonly code: FailureCode | undefined;
  readonly message?: RegExp;
}

const nsRecord = { name: 'example', type: 'NS', data: nameData('a.gtld.example') };
const soaRecord = { name: 'example', type: 'SOA', data: VALUES['SOA']![0] };

const CASES: readonly Case[] = [
  {
    title: 'no such name',
    behave: () => ({ rcode: 3 }),
    code: 'dns.nxdomain',
    message: /shop\.example \(A\), asked of 127/,
  },
  { title: 'SERVFAIL', behave: () => ({ rcode: 2 }), code: 'dns.servfail' },
  { title: 'REFUSED', behave: () => ({ rcode: 5 }), code: 'dns.refused' },
  { title: 'another code', behave: () => ({ rcode: 9 }), code: 'dns.servfail', message: /NOTAUTH/ },
  {
    title: 'no such record',
    behave: () => ({ authorities: [soaRecord] }),
    code: 'dns.nodata',
    message: /no such record/,
  },
  {
    title: 'a referral',
    behave: () => ({ authorities: [nsRecord] }),
    code: 'dns.lame',
    message: /refers to the servers of example/,
  },
  {
    title: 'a refusal of the server that should have the zone',
    behave: () => ({ rcode: 5 }),
    settings: { authoritative: true },
    code: 'dns.lame',
    message: /REFUSED/,
  },
  {
    title: 'an answer out of a cache where authority is asked for',
    behave: ({ isRecursive }) => ({ answers: isRecursive ? [] : [address('192.0.2.7')] }),
    settings: { authoritative: true },
    code: 'dns.lame',
    message: /without authority/,
  },
  {
    title: 'the zone itself where authority is asked for',
    behave: () => ({ isAuthoritative: true, answers: [address('192.0.2.7')] }),
    settings: { authoritative: true },
    code: undefined,
  },
  { title: 'silence', behave: () => undefined, code: 'dns.timeout', message: /silent/ },
  {
    title: 'another number',
    behave: ({ id }) => ({ id: id ^ 1, answers: [address('192.0.2.66')] }),
    code: 'dns.timeout',
    message: /another number/,
  },
  {
    title: 'another number first, and then the answer',
    behave: ({ id }) => [{ id: id ^ 1, answers: [address('192.0.2.66')] }, { answers: [address('192.0.2.7')] }],
    code: undefined,
  },
  {
    title: 'an answer to another name',
    behave: () => ({ question: { name: 'evil.example', type: 'A' }, answers: [address('192.0.2.66')] }),
    code: 'dns.malformed',
    message: /another question/,
  },
  {
    title: 'an answer to another type',
    behave: () => ({ question: { name: 'shop.example', type: 'AAAA' } }),
    code: 'dns.malformed',
  },
  {
    title: 'the question in another case',
    behave: () => ({ question: { name: 'SHOP.Example', type: 'A' }, answers: [address('192.0.2.7', 'sHoP.example')] }),
    code: undefined,
  },
  {
    title: 'no question at all',
    behave: () => ({ hasNoQuestion: true }),
    code: 'dns.malformed',
    message: /does not repeat/,
  },
  { title: 'a name that points to itself', behave: loopingAnswer, code: 'dns.malformed', message: /points to itself/ },
  {
    title: 'garbage under the right number',
    behave: ({ id }) => Buffer.concat([u16(id), Buffer.alloc(30, 0xff)]),
    code: 'dns.malformed',
  },
  { title: 'garbage', behave: () => Buffer.from('hello'), code: 'dns.timeout' },
  {
    title: 'an address of three bytes',
    behave: () => ({ answers: [{ name: 'shop.example', type: 'A', data: Buffer.from([1, 2, 3]) }] }),
    code: 'dns.malformed',
    message: /too short/,
  },
  {
    title: 'aliases in a circle',
    behave: () => ({ answers: [alias('shop.example', 'b.example'), alias('b.example', 'shop.example')] }),
    code: 'dns.nodata',
    message: /circle/,
  },
  { title: 'cut over TCP too', behave: () => ({ isTruncated: true }), code: 'dns.malformed', message: /cut short/ },
];

describe('what a name server can do', () => {
  for (const { title, behave, settings, code, message } of CASES) {
    for (const transport of ['udp', 'tcp'] as const) {
      test(`${title}, over ${transport.toUpperCase()}: ${code ?? 'up'}`, async () => {
        await using stub = await lyingServer(behave);
        const { failure } = await lookAt({ nameservers: [stub.server], transport, ...settings });
        // Over TCP nobody else can answer, so that another number is the server's fault.
        const isStray = transport === 'tcp' && /number|garbage$/.test(title);
        assert.equal(failure?.code, isStray ? 'dns.malformed' : code, failure?.message ?? 'no failure');
        if (code !== undefined && message && !isStray) assert.match(failure!.message, message);
      });
    }
  }
});

test('a server that is not there is told from one that is silent', async () => {
  const socket = createSocket('udp4').bind(0, '127.0.0.1');
  await once(socket, 'listening');
  const { port } = socket.address();
  socket.close();
  await once(socket, 'close');
  const { failure, facts } = await lookAt({ nameservers: [`127.0.0.1:${port}`] });
  assert.equal(failure?.code, 'dns.unreachable', failure?.message ?? 'no failure');
  assert.match(failure.message, /ECONNREFUSED/);
  assert.equal(facts.dns?.queries[0]?.outcome, 'unreachable');
});

test('a server to which there is no way is not reachable either', async () => {
  // Linux refuses to connect to it, so that nothing is sent.
  const { failure } = await lookAt({ nameservers: ['255.255.255.255'] });
  assert.equal(failure?.code, 'dns.unreachable', failure?.message ?? 'no failure');
  assert.match(failure.message, /EACCES/);
});

describe('several types', () => {
  test('one that there is none of is no failure beside one that there is', async () => {
    await using stub = await lyingServer(({ type }) => (type === A ? { answers: [address('192.0.2.7')] } : {}));
    const { failure, facts } = await lookAt({ recordTypes: ['A', 'AAAA', 'MX'], nameservers: [stub.server] });
    assert.equal(failure?.message, undefined);
    assert.deepEqual(facts.dns?.requestedTypes, ['A', 'AAAA', 'MX']);
    assert.equal(facts.dns.queries.length, 3);
  });

  test('one that fails is named', async () => {
    await using stub = await lyingServer(({ type }) =>
      type === A ? { answers: [address('192.0.2.7')] } : { rcode: 2 },
    );
    const { failure } = await lookAt({ recordTypes: ['A', 'MX'], nameservers: [stub.server] });
    assert.equal(failure?.code, 'dns.servfail');
    assert.match(failure.message, /shop\.example \(MX\)/);
  });
});

describe('several name servers', () => {
  test('are tried in order, until one has an answer', async () => {
    await using broken = await lyingServer(() => ({ rcode: 2 }));
    await using good = await lyingServer(() => ({ answers: [address('192.0.2.7')] }));
    await using spare = await lyingServer(() => ({ answers: [address('192.0.2.8')] }));
    const { failure, facts } = await lookAt({ nameservers: [broken.server, good.server, spare.server] });
    assert.equal(failure?.message, undefined);
    assert.equal(facts.dns?.server, good.server);
    assert.deepEqual(
      facts.dns.queries.map(({ server, outcome }) => [server, outcome]),
      [
        [broken.server, 'SERVFAIL'],
        [good.server, 'NOERROR'],
      ],
    );
    assert.equal(spare.seen.length, 0);
  });

  test('what one of them said counts more than that another was silent', async () => {
    await using silent = await lyingServer(() => undefined);
    await using refusing = await lyingServer(() => ({ rcode: 5 }));
    const { failure } = await lookAt({ nameservers: [silent.server, refusing.server] });
    assert.equal(failure?.code, 'dns.refused');
    assert.match(failure.message, new RegExp(`asked of ${refusing.server}; ${silent.server}: dns.timeout`));
  });

  test('where all must agree, an order or a case or a time to live that differs does no harm', async () => {
    const both = [address('192.0.2.7', 'shop.example', 300), address('192.0.2.8')];
    await using one = await lyingServer(() => ({ answers: both }));
    await using two = await lyingServer(() => ({ answers: [both[1]!, address('192.0.2.7', 'SHOP.example', 17)] }));
    const { failure } = await lookAt({ nameservers: [one.server, two.server], requireAll: true });
    assert.equal(failure?.message, undefined);
  });

  test('and one that says something else is named', async () => {
    await using one = await lyingServer(() => ({ answers: [address('192.0.2.7')] }));
    await using two = await lyingServer(() => ({ answers: [address('192.0.2.99')] }));
    const { failure } = await lookAt({ nameservers: [one.server, two.server], requireAll: true });
    assert.equal(failure?.code, 'dns.records');
    assert.match(failure.message, new RegExp(`${one.server} says 192.0.2.7, but ${two.server} says 192.0.2.99`));
  });

  test('and so is one that is silent', async () => {
    await using one = await lyingServer(() => ({ answers: [address('192.0.2.7')] }));
    await using two = await lyingServer(() => undefined);
    const { failure } = await lookAt({ nameservers: [one.server, two.server], requireAll: true });
    assert.equal(failure?.code, 'dns.timeout');
    assert.match(failure.message, new RegExp(two.server));
  });
});

describe("the system's name servers", () => {
  const own = (server: string): Resolver => new Resolver({ clock, servers: [server], timeoutMs: 600 });

  test('are asked where none are named', async () => {
    await using stub = await lyingServer(() => ({ answers: [address('192.0.2.7')] }));
    const system = own(stub.server);
    // Where a monitor may send us says nothing of where the system does.
    const { failure, facts } = await lookAt({}, { resolver: system, egress: () => [] });
    system.close();
    assert.equal(failure?.message, undefined);
    assert.equal(facts.dns?.server, stub.server);
  });

  test('that are silent to everything are our own trouble', async () => {
    await using stub = await lyingServer(() => undefined);
    const system = own(stub.server);
    const { failure } = await lookAt({}, { resolver: system });
    system.close();
    assert.equal(failure?.code, 'probe.resolver', failure?.message ?? 'no failure');
  });

  test('that are silent to this name alone are not', async () => {
    await using stub = await lyingServer(({ name }) =>
      name === '.' ? { answers: [{ ...nsRecord, name: '.' }] } : undefined,
    );
    const system = own(stub.server);
    const { failure } = await lookAt({}, { resolver: system });
    system.close();
    assert.equal(failure?.code, 'dns.timeout', failure?.message ?? 'no failure');
  });

  test('are our own trouble too where there are none', async () => {
    const { failure } = await lookAt({}, { resolver: { resolve: () => [], servers: [] } });
    assert.equal(failure?.code, 'probe.resolver');
  });
});

test('a name server may be called by its name, and may be one that we must not connect to', async () => {
  await using stub = await lyingServer(() => ({ answers: [address('192.0.2.7')] }));
  const named = `localhost:${stub.server.split(':')[1]}`;
  const { failure, facts } = await lookAt({ nameservers: [named] });
  assert.equal(failure?.message, undefined);
  assert.equal(facts.dns?.server, `${named} (127.0.0.1)`);
  const blocked = await lookAt({ nameservers: [named] }, { egress: () => [] });
  assert.equal(blocked.failure?.code, 'connect.blocked');
});

test('a look that is given up rejects with the reason', async () => {
  await using stub = await lyingServer(() => undefined);
  const giveUp = new AbortController();
  const look = lookAt({ nameservers: [stub.server] }, { signal: giveUp.signal });
  setImmediate(() => giveUp.abort(new Error('enough')));
  await assert.rejects(look, /enough/);
});
