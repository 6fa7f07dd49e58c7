import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { getHeapStatistics } from 'node:v8';
import { failure, type Failure, type FailureCode, type Facts } from '@upwatch/core';
import { settled } from '../testing/manual-time.ts';
import { AlterationDoubt } from './alteration-doubt.ts';
import type { Compared } from './usual-responses.ts';

const AS_USUAL: Compared = { asUsual: 2, altered: 0, names: [] };
const ALTERED: Compared = { asUsual: 0, altered: 1, names: ['anchor.example:443'] };
const BOTH_ALTERED: Compared = { asUsual: 0, altered: 2, names: ['one.example:443', 'two.example:443'] };

function rigOf({ ports = [80, 443] } = {}) {
  const asked: ((compared: Compared) => void)[] = [];
  const reasons: (readonly string[])[] = [];
  let nowMs = 100_000;
  const doubt: AlterationDoubt = new AlterationDoubt({
    clock: { wall: () => nowMs, monotonic: () => nowMs },
    anchors: {
      areKnownAt: (reach, port) => reach === 'public' && ports.includes(port),
      compare: () => new Promise((resolve) => asked.push(resolve)),
    },
    onChange: () => reasons.push(doubt.reasons),
  });
  const look = (host: string, seen: Failure | undefined, { wasWell = true, tookMs = 0, facts = {} } = {}) => {
    const place = { host: `${host}.example`, address: `203.0.113.${host}` };
    const sample = { phases: { totalMs: tookMs }, facts: { remotePort: 443, ...(facts as Facts) } };
    const all = { host: place.host, endedMs: nowMs, wasWell, sample, ...(seen && { failure: seen }) };
    return doubt.see(all, 'public', place.address);
  };
  return {
    doubt,
    asked,
    reasons,
    pass: (ms: number) => void (nowMs += ms),
    well: (host: string, tookMs = 0) => look(host, undefined, { tookMs }),
    turns: (host: string, code: FailureCode = 'connect.refused', more = {}) => look(host, failure(code), more),
    heard: async (compared: Compared) => {
      for (const answer of asked.splice(0)) answer(compared);
      await settled();
    },
  };
}

async function codesOf(looks: readonly ReturnType<AlterationDoubt['see']>[]) {
  return (await Promise.all(looks.map(async (look) => look))).map((seen) => seen?.code);
}

test('targets that are refused together with an anchor are no longer believed, and the doubt says why', async () => {
  const { turns, heard, reasons } = rigOf();
  const looks = ['1', '2', '3'].map((host) => turns(host));
  await heard(ALTERED);
  assert.deepEqual(await codesOf(looks), Array(3).fill('probe.network'));
  assert.deepEqual(reasons, [['3 hosts on port 443 turned at once (connect.refused), and so did anchor.example:443']]);
});

test('a provider that fails as a whole is believed: the anchors say what they always did', async () => {
  const { turns, heard, reasons } = rigOf();
  const looks = Array.from({ length: 40 }, (_, n) => turns(String(n)));
  await heard(AS_USUAL);
  assert.deepEqual(await codesOf(looks), Array(40).fill(undefined));
  assert.deepEqual(reasons, []);
});

test('without an anchor on the port, and of what runs near by, nobody is asked', () => {
  const { turns, doubt, asked } = rigOf({ ports: [80] });
  for (let n = 0; n < 40; n++) assert.equal(turns(String(n)), undefined);
  const sample = { phases: { totalMs: 0 }, facts: { remotePort: 80 } };
  const look = { host: 'a', endedMs: 1, wasWell: true, sample, failure: failure('connect.refused') };
  for (const reach of ['own', 'private'] as const) assert.equal(doubt.see(look, reach, undefined), undefined);
  assert.equal(asked.length, 0);
});

test('the first that turns is held for two anchors, so that not one alarm goes out', async () => {
  const { turns, heard } = rigOf();
  const look = turns('1', 'tls.hostname');
  await heard(BOTH_ALTERED);
  assert.deepEqual(await codesOf([look]), ['probe.network']);
});

test('one owner that turns is one place, however many names it has', async () => {
  const { doubt, heard } = rigOf();
  const looks = Array.from({ length: 9 }, (_, n) => {
    const sample = { phases: { totalMs: 0 }, facts: { remotePort: 443 } };
    const host = `${n}.shop.example`;
    const look = { host, endedMs: 100_000, wasWell: true, sample, failure: failure('connect.refused') };
    return doubt.see(look, 'public', undefined);
  });
  await heard(ALTERED);
  assert.deepEqual(await codesOf(looks), Array(9).fill(undefined));
});

test('where most of those asked since are well, the few that turned are to blame', () => {
  const { turns, well, pass, asked } = rigOf();
  void turns('1');
  for (const host of ['2', '3', '4']) {
    pass(10);
    void well(host);
  }
  asked.length = 0;
  assert.equal(turns('5'), undefined);
  assert.equal(asked.length, 0);
});

test('one that failed before, or turned long ago, is no evidence', async () => {
  const { turns, pass, heard } = rigOf();
  for (const host of ['1', '2']) assert.equal(turns(host, 'connect.refused', { wasWell: false }), undefined);
  const before = ['3', '4'].map((host) => turns(host));
  await heard(AS_USUAL);
  await codesOf(before);
  pass(61_000);
  const look = turns('5');
  await heard(ALTERED);
  assert.deepEqual(await codesOf([look]), [undefined]);
});

test('a page is the target’s own where its certificate proves it, and another’s where a plain redirect led there', async () => {
  const { turns, heard } = rigOf();
  const tls = { isVerified: true };
  assert.equal(turns('1', 'status.unexpected', { facts: { tls } }), undefined);
  const redirects = [{ url: 'http://2.example/', statusCode: 302, phases: { totalMs: 1 } }];
  const look = turns('2', 'body.missing_text', { facts: { tls, redirects, remotePort: 443 } });
  await heard(BOTH_ALTERED);
  assert.deepEqual(await codesOf([look]), ['probe.network']);
});

async function inDoubt() {
  const rig = rigOf();
  const looks = ['1', '2', '3'].map((host) => rig.turns(host));
  await rig.heard(ALTERED);
  await codesOf(looks);
  rig.pass(10);
  return rig;
}

test('in doubt whatever is answered so is ours at once; what is well, is, and ends nothing unless it had turned', async () => {
  const { turns, well, reasons } = await inDoubt();
  const seen = turns('9', 'tls.untrusted', { wasWell: false });
  assert.ok(seen && !(seen instanceof Promise));
  assert.equal(seen.code, 'probe.network');
  assert.equal(well('8'), undefined);
  assert.equal(reasons.length, 1);
  assert.equal(well('1'), undefined);
  assert.deepEqual(reasons.at(-1), []);
});

test('in doubt anchors are asked every two seconds, and one that speaks as it used to ends it', async () => {
  const { doubt, asked, heard, pass, reasons, turns } = await inDoubt();
  doubt.tick();
  assert.equal(asked.length, 0);
  pass(2000);
  doubt.tick();
  doubt.tick();
  assert.equal(asked.length, 1);
  await heard(AS_USUAL);
  assert.deepEqual(reasons.at(-1), []);
  // What was asked while it lasted was answered by whatever it was.
  assert.deepEqual(await codesOf([turns('1', 'connect.refused', { tookMs: 1000, wasWell: false })]), ['probe.network']);
  const fresh = turns('2');
  assert.ok(fresh instanceof Promise || fresh === undefined);
});

test('a thousand that turn at once ask the anchors once', () => {
  const { turns, asked } = rigOf();
  for (let n = 0; n < 1000; n++) void turns(String(n));
  assert.equal(asked.length, 1);
});

/** How often maps are read while something goes on: whoever goes through a crowd asks for each of it. */
function readsDuring(t: TestContext, run: () => void): number {
  const { mock } = t.mock.method(Map.prototype, 'get');
  run();
  mock.restore();
  return mock.callCount();
}

test('a look that turns costs the same in a crowd of thousands as in one of hundreds, while others recover and grow old', (t) => {
  const costOf = (looks: number): number => {
    const { turns, well, pass } = rigOf();
    const one = (n: number): void => {
      void turns(String(n));
      if (n % 3 === 0) void well(String(n / 3));
      if (n % 5 === 0) void well(`never-${n}`);
      pass(30_000 / looks);
    };
    // As many as a time in which they count together holds, and then as many again.
    for (let n = 0; n < looks; n++) one(n);
    return readsDuring(t, () => Array.from({ length: 100 }, (_, n) => one(looks + n)));
  };
  const [few, many] = [costOf(200), costOf(4000)];
  assert.ok(many < 2 * few, `${many} reads of maps for 100 looks among 4000, ${few} among 200`);
});

test('a good look leaves no garbage while nothing has turned, though it was redirected', () => {
  const { doubt } = rigOf();
  const redirects = [{ url: 'https://1.example/', statusCode: 302, phases: { totalMs: 1 } }];
  const sample = { phases: { totalMs: 1 }, facts: { remotePort: 443, redirects } };
  const look = { host: '1.example', endedMs: 100_000, wasWell: true, sample };
  const bytesOf = (looks: number): number => {
    const before = getHeapStatistics().total_allocated_bytes;
    for (let n = 0; n < looks; n++) void doubt.see(look, 'public', '203.0.113.1');
    return getHeapStatistics().total_allocated_bytes - before;
  };
  // The compiler works, too, until it has compiled all of it.
  bytesOf(200_000);
  const bytes = bytesOf(1_000_000);
  assert.ok(bytes < 8_000_000, `${bytes} bytes for a million looks: the smallest object has 12`);
});
