import assert from 'node:assert/strict';
import { test } from 'node:test';
import { failure, type Failure, type FailureCode, type Phases } from '@upwatch/core';
import type { DoubtReport } from '../port.ts';
import { settled } from '../testing/manual-time.ts';
import { NetworkDoubt } from './network-doubt.ts';
import type { Heard, Peer } from './witnesses.ts';

const NOBODY: Heard = { isAnswered: false, silentAnchors: 0, areAnchorsSilent: false, silentPeers: [], names: [] };
const ANSWERED: Heard = { ...NOBODY, isAnswered: true, names: ['198.51.100.1:443'] };

function rigOf() {
  const asked: { reach: string; peers: readonly Peer[]; answer: (heard: Heard) => void }[] = [];
  const reports: DoubtReport[] = [];
  let nowMs = 1000;
  let learned = 0;
  const network = new NetworkDoubt({
    clock: { wall: () => nowMs, monotonic: () => nowMs },
    witnesses: {
      ask: (reach, peers) => new Promise((answer) => asked.push({ reach, peers, answer })),
      learn: async () => void learned++,
      areKnownAt: () => false,
      compare: async () => ({ asUsual: 0, altered: 0, names: [] }),
    },
    onChange: (report) => reports.push(report),
  });
  const look = (host: string, seen: Failure | undefined, phases: Phases) =>
    network.see({
      host: `www.${host}.example`,
      endedMs: nowMs,
      wasWell: true,
      sample: { phases, facts: { remoteAddress: `203.0.113.${host}`, remotePort: 443 } },
      ...(seen && { failure: seen }),
    });
  return {
    network,
    asked,
    reports,
    learned: () => learned,
    pass: (ms: number) => void (nowMs += ms),
    /** A look that takes a millisecond and is answered. */
    answers: (host: string, code?: FailureCode) => {
      nowMs += 1;
      return look(host, code && failure(code), { dnsMs: 0, tcpMs: 0, ttfbMs: 1, totalMs: 1 });
    },
    /** A look that nothing comes back from, for `tookMs`. */
    silent: (host: string, tookMs = 0, code: FailureCode = 'timeout.tcp') =>
      look(host, failure(code, undefined, 'tcp'), { dnsMs: 0, tcpMs: tookMs, totalMs: tookMs }),
    /** The witnesses that were asked last say something. */
    heard: async (heard: Heard) => {
      asked.at(-1)!.answer(heard);
      await settled();
    },
  };
}

test('five hosts that fall silent together accuse our own network, and each look says so', async () => {
  const { silent, heard, asked, reports } = rigOf();
  const looks = ['1', '2', '3', '4', '5'].map((host) => silent(host));
  await heard(NOBODY);
  const codes = (await allOf(looks)).map((seen) => seen?.code);
  assert.deepEqual(codes, Array(5).fill('probe.network'));
  assert.equal(asked.length, 1, 'one question serves them all');
  assert.deepEqual(reports, [{ isInDoubt: true, reason: '5 hosts fell silent' }]);
});

test('four are too few: they are believed, so that no alarm is missed', async () => {
  const { silent, heard, reports } = rigOf();
  const looks = ['1', '2', '3', '4'].map((host) => silent(host));
  await heard(NOBODY);
  assert.deepEqual(await allOf(looks), Array(4).fill(undefined));
  assert.deepEqual(reports, []);
});

test('one host and four watched ones that answered before are enough', async () => {
  const { answers, silent, heard, asked, reports } = rigOf();
  for (const host of ['1', '2', '3', '4', '5', '6']) void answers(host);
  const look = silent('6');
  assert.deepEqual(
    asked[0]!.peers.map(({ address }) => address),
    ['203.0.113.5', '203.0.113.4', '203.0.113.3', '203.0.113.2'],
  );
  await heard({ ...NOBODY, silentPeers: asked[0]!.peers, names: ['203.0.113.5:443'] });
  assert.equal((await look)?.code, 'probe.network');
  assert.equal(reports[0]?.reason, '1 host fell silent, and so did 203.0.113.5:443');
});

test('three hosts and an anchor on their way are enough, though the router answers', async () => {
  const { silent, heard } = rigOf();
  const looks = ['1', '2', '3'].map((host) => silent(host));
  await heard({ ...NOBODY, silentAnchors: 1, names: ['198.51.100.1:443'] });
  assert.deepEqual(
    (await allOf(looks)).map((seen) => seen?.code),
    Array(3).fill('probe.network'),
  );
});

test('names of one owner are one host, and one witness', async () => {
  const { network, silent, heard, asked } = rigOf();
  const see = (n: number, seen?: Failure) => {
    const facts = { remoteAddress: `198.51.100.${n}`, remotePort: 443 };
    const sample = { phases: { totalMs: 0 }, facts };
    return network.see({
      host: `${n}.shop.example`,
      endedMs: 999,
      wasWell: true,
      sample,
      ...(seen && { failure: seen }),
    });
  };
  for (let n = 1; n <= 9; n++) void see(n);
  const one = silent('1');
  assert.deepEqual(
    asked[0]!.peers.map(({ host }) => host),
    ['1.shop.example'],
  );
  const looks = Array.from({ length: 9 }, (_, n) => see(n, failure('timeout.tcp')));
  await heard(NOBODY);
  assert.deepEqual(await allOf([one, ...looks]), Array(10).fill(undefined));
});

test('names of one machine are one host', async () => {
  const { network, heard, reports } = rigOf();
  const facts = { remoteAddress: '203.0.113.9', remotePort: 443 };
  const seen = failure('timeout.tcp');
  const looks = Array.from({ length: 9 }, (_, i) =>
    network.see({
      host: `${i}.example`,
      endedMs: 1000,
      wasWell: true,
      sample: { phases: { totalMs: 0 }, facts },
      failure: seen,
    }),
  );
  await heard(NOBODY);
  assert.deepEqual(await allOf(looks), Array(9).fill(undefined));
  assert.deepEqual(reports, []);
});

for (const code of ['connect.refused', 'tls.expired', 'status.unexpected', 'protocol.empty'] as const) {
  test(`an answer such as ${code} to what was asked later proves the way`, () => {
    const { answers, silent, asked, pass } = rigOf();
    pass(5000);
    void answers('1', code);
    assert.equal(silent('2', 5000), undefined);
    assert.equal(asked.length, 0);
  });
}

test('what was asked earlier proves nothing, though its answer came later', () => {
  const { answers, silent, asked } = rigOf();
  void answers('1');
  assert.ok(silent('2') instanceof Promise);
  assert.equal(asked.length, 1);
});

test('a witness that answers puts the blame on the host, and its next looks ask nobody', async () => {
  const { silent, heard, asked, pass } = rigOf();
  const look = silent('1');
  pass(20);
  await heard(ANSWERED);
  assert.equal(await look, undefined);
  pass(60_000);
  assert.equal(silent('1'), undefined);
  assert.equal(asked.length, 1);
});

test('hosts that were gone before are not counted when one more falls silent', async () => {
  const { answers, silent, heard, pass } = rigOf();
  for (const host of ['1', '2', '3', '4', '5', '6']) {
    const look = silent(host);
    pass(5);
    await heard(ANSWERED);
    assert.equal(await look, undefined);
  }
  void answers('7');
  pass(30_000);
  for (const host of ['1', '2', '3', '4', '5', '6']) assert.equal(silent(host), undefined);
  const look = silent('7');
  await heard(NOBODY);
  assert.equal(await look, undefined);
});

test('the silence of the anchors alone is enough', async () => {
  const { silent, heard, reports } = rigOf();
  const look = silent('1');
  await heard({ ...NOBODY, areAnchorsSilent: true, names: ['gateway 192.0.2.1'] });
  assert.equal((await look)?.code, 'probe.network');
  assert.equal(reports[0]?.reason, '1 host fell silent, and so did gateway 192.0.2.1');
});

function allOf(looks: readonly ReturnType<NetworkDoubt['see']>[]): Promise<readonly (Failure | undefined)[]> {
  return Promise.all(looks.map(async (look) => look));
}

async function inDoubt() {
  const rig = rigOf();
  const looks = ['1', '2', '3', '4', '5'].map((host) => rig.silent(host));
  await rig.heard(NOBODY);
  await allOf(looks);
  return rig;
}

test('in doubt every silence is ours, at once, whichever phase it came in', async () => {
  const { silent, pass } = await inDoubt();
  pass(1);
  for (const code of ['timeout.ttfb', 'connect.network_unreachable', 'dns.timeout', 'probe.resolver'] as const) {
    const seen = silent('9', 0, code);
    assert.ok(seen !== undefined && !(seen instanceof Promise));
    assert.equal(seen.code, 'probe.network');
  }
});

test('in doubt what answers is believed, and ends the doubt: the next silence is judged anew', async () => {
  const { answers, silent, reports, asked, heard, pass } = await inDoubt();
  pass(10);
  assert.equal(answers('9', 'connect.refused'), undefined);
  assert.deepEqual(reports.at(-1), { isInDoubt: false });
  const look = silent('1');
  assert.equal(asked.length, 2);
  pass(5);
  await heard(ANSWERED);
  assert.equal(await look, undefined);
});

test('what fell silent in doubt and is given up after its end is ours, and says nothing of the host', async () => {
  const { answers, silent, pass } = await inDoubt();
  pass(9000);
  void answers('9');
  pass(500);
  const seen = silent('1', 5000);
  assert.ok(seen && !(seen instanceof Promise));
  assert.equal(seen.code, 'probe.network');
  pass(10_000);
  assert.ok(silent('1', 1000) instanceof Promise);
});

test('in doubt what had been asked before it began ends nothing', async () => {
  const { network, reports } = await inDoubt();
  const sample = { phases: { totalMs: 50 }, facts: { remoteAddress: '203.0.113.77', remotePort: 443 } };
  void network.see({ host: 'late.example', endedMs: 1000, wasWell: true, sample });
  assert.equal(reports.length, 1);
});

test('in doubt the witnesses are asked every two seconds, and one answer ends it', async () => {
  const { network, asked, heard, reports, pass } = await inDoubt();
  pass(1000);
  network.tick();
  assert.equal(asked.length, 1);
  pass(1000);
  network.tick();
  assert.equal(asked.length, 2);
  pass(5);
  await heard(ANSWERED);
  assert.deepEqual(reports.at(-1), { isInDoubt: false });
});

test('a router that answers says nothing of the line behind it', async () => {
  const { network, silent, heard, reports } = rigOf();
  const looks = ['1', '2', '3', '4', '5'].map((host) => silent(host));
  const sample = { phases: { totalMs: 0 }, facts: { remoteAddress: '192.168.1.1', remotePort: 80 } };
  void network.see({ host: 'router.example', endedMs: 2000, wasWell: true, sample });
  await heard(NOBODY);
  assert.equal((await looks[0])?.code, 'probe.network');
  assert.equal(reports.length, 1);
});

test('what this machine says to itself is neither proof nor evidence', () => {
  const { network, asked } = rigOf();
  const sample = { phases: { totalMs: 0 }, facts: {} };
  assert.equal(
    network.see({ host: '127.0.0.1', endedMs: 1000, wasWell: true, sample, failure: failure('timeout.tcp') }),
    undefined,
  );
  assert.equal(asked.length, 0);
});

test('anchors are asked while all is well, every five minutes, so that their silence means something', () => {
  const { network, learned, pass } = rigOf();
  network.tick();
  network.tick();
  assert.equal(learned(), 1);
  pass(300_000);
  network.tick();
  assert.equal(learned(), 2);
});
