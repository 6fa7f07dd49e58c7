import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { HealthCheck } from './check.ts';
import type { CheckReport } from './report.ts';
import { type ManualClock, manualClock } from './testing/manual-clock.ts';
import { WatchedCheck } from './watched-check.ts';

interface Watched {
  readonly clock: ManualClock;
  readonly check: WatchedCheck;
  readonly begun: () => number;
  readonly told: readonly CheckReport[];
}

function watched(settings: Partial<HealthCheck> = {}): Watched {
  const clock = manualClock();
  const told: CheckReport[] = [];
  let begun = 0;
  const run: HealthCheck['run'] = (signal) => {
    begun += 1;
    return settings.run?.(signal);
  };
  const check = new WatchedCheck('database', { ...settings, run }, clock, (report) => told.push(report));
  return { clock, check, begun: () => begun, told };
}

test('a herd of probes asks the dependency once', async () => {
  const { check, begun, told } = watched({ cacheMs: 0 });
  const reports = await Promise.all(Array.from({ length: 500 }, () => check.report()));
  assert.equal(begun(), 1);
  assert.equal(told.length, 1);
  assert.ok(reports.every((report) => report === reports[0]));
});

test('an outcome is given again for a second, and then asked for anew', async () => {
  const { check, clock, begun } = watched();
  await check.report();
  await clock.pass(999);
  await check.report();
  assert.equal(begun(), 1);
  await clock.pass(1);
  await check.report();
  assert.equal(begun(), 2);
});

test('a failure is kept no longer and no shorter than a success', async () => {
  const { check, clock, begun } = watched({ run: () => Promise.reject(new Error('refused')), cacheMs: 50 });
  assert.equal((await check.report()).status, 'error');
  await clock.pass(49);
  await check.report();
  assert.equal(begun(), 1);
  await clock.pass(1);
  await check.report();
  assert.equal(begun(), 2);
});

test('what is written as undefined has its default', async () => {
  const clock = manualClock();
  const settings = { run: () => new Promise<void>(() => undefined), timeoutMs: undefined, critical: undefined };
  const check = new WatchedCheck('a', settings as unknown as HealthCheck, clock, () => undefined);
  const report = check.report();
  await clock.pass(2_000);
  assert.equal((await report).message, 'no answer within 2000 ms');
  assert.equal((await report).status, 'error');
});

test('the failure of what is not critical warns, and is counted as a failure', async () => {
  const { check } = watched({ run: () => Promise.reject(new Error('cold')), critical: false });
  const { status, isFailed, message } = await check.report();
  assert.deepEqual({ status, isFailed, message }, { status: 'warn', isFailed: true, message: 'cold' });
  assert.deepEqual(check.runs, { ok: 0, warn: 0, error: 1 });
});

test('in the background it runs by itself, and no probe waits for the dependency', async () => {
  const { check, clock, begun } = watched({ refreshMs: 10_000 });
  assert.equal(begun(), 1, 'at once, before anybody asks');
  await clock.pass(35_000);
  assert.equal(begun(), 4);
  await check.report();
  assert.equal(begun(), 4);
  check.close();
});

test('an outcome of the background that is too old is not believed', async () => {
  const asleep = manualClock();
  let begun = 0;
  const run = (): void => {
    begun += 1;
  };
  // A machine that was suspended: time went on, and no timer ran.
  const clock = { ...asleep, after: () => () => undefined };
  const check = new WatchedCheck('a', { run, refreshMs: 1_000, maxAgeMs: 4_000 }, clock, () => undefined);
  await check.report();
  await asleep.pass(3_999);
  await check.report();
  assert.equal(begun, 1);
  await asleep.pass(1);
  await check.report();
  assert.equal(begun, 2);
});

test('closed, nothing runs in the background, and the run under way is given up', async () => {
  const { check, clock, begun } = watched({ refreshMs: 1_000, run: () => new Promise(() => undefined) });
  const report = check.report();
  check.close();
  assert.equal((await report).message, 'stopped before it answered');
  await clock.pass(60_000);
  assert.equal(begun(), 1);
  assert.equal(clock.waiting(), 0);
});

test('a check that never ends is begun ten times, then once a minute, and again freely once runs end', async () => {
  const ends: (() => void)[] = [];
  const hanging = (): Promise<void> => new Promise((done) => void ends.push(done));
  const { check, clock, begun } = watched({ run: hanging, timeoutMs: 10, cacheMs: 0 });
  const ask = async (): Promise<string | undefined> => {
    const report = check.report();
    await clock.pass(10);
    return (await report).message;
  };
  for (let asked = 0; asked < 50; asked += 1) await ask();
  assert.equal(begun(), 10);
  assert.equal(await ask(), '10 earlier runs have not ended: the check does not heed its signal');
  await clock.pass(60_000);
  assert.equal(await ask(), 'no answer within 10 ms');
  assert.equal(begun(), 11);
  for (const end of ends) end();
  await clock.pass(0);
  for (let asked = 0; asked < 3; asked += 1) await ask();
  assert.equal(begun(), 14);
});
