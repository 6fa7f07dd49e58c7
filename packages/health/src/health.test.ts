import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { HealthCheck } from './check.ts';
import { createHealth } from './health.ts';
import type { HealthOptions } from './settings.ts';
import { manualClock, settled } from './testing/manual-clock.ts';

const ok = (): void => undefined;
const failing = (): Promise<never> => Promise.reject(new Error('refused'));

const VERDICTS: readonly (readonly [string, Readonly<Record<string, HealthCheck>>, string])[] = [
  ['nothing to depend on', {}, 'healthy'],
  ['all well', { a: { run: ok }, b: { run: ok } }, 'healthy'],
  ['one failed', { a: { run: ok }, b: { run: failing } }, 'unhealthy'],
  ['one failed that it can do without', { a: { run: ok }, b: { run: failing, critical: false } }, 'warn'],
  ['one only just well', { a: { run: () => ({ warn: true }) } }, 'warn'],
  ['one of each', { a: { run: failing }, b: { run: failing, critical: false } }, 'unhealthy'],
];

for (const [what, checks, status] of VERDICTS)
  test(`${what}: ${status}`, async () => assert.equal((await createHealth({ checks }).report()).status, status));

test('checks run side by side: readiness takes as long as the slowest', async () => {
  const clock = manualClock();
  const sleeping = (ms: number): HealthCheck => ({
    run: () => new Promise((done) => void clock.after(ms, done, true)),
    timeoutMs: 1_000,
  });
  const health = createHealth({ clock, checks: { a: sleeping(300), b: sleeping(700), c: sleeping(5_000) } });
  const report = health.report();
  await clock.pass(1_000);
  assert.deepEqual(
    (await report).checks!.map(({ name, responseTimeMs, message }) => [name, responseTimeMs, message]),
    [
      ['a', 300, undefined],
      ['b', 700, undefined],
      ['c', 1_000, 'no answer within 1000 ms'],
    ],
  );
});

test('once it drains nothing is ready, at once, whatever is under way; it is alive all the same', async () => {
  const clock = manualClock();
  let runs = 0;
  const run = (): Promise<void> => {
    runs += 1;
    return new Promise((done) => void clock.after(100, done, true));
  };
  const health = createHealth({ clock, checks: { slow: { run, cacheMs: 0 } } });
  const under = health.report();
  await settled();
  health.drain();
  health.drain();
  const { status, message, checks } = await health.report();
  assert.deepEqual({ status, message, checks }, { status: 'unhealthy', message: 'shutting down', checks: [] });
  await clock.pass(100);
  assert.equal((await under).status, 'unhealthy');
  assert.equal(runs, 1);
  assert.deepEqual([health.live().status, health.state], ['healthy', 'draining']);
});

test('an observer that throws or rejects breaks nothing', async () => {
  const broken = (): never => {
    throw new Error('observer');
  };
  const rejecting = (): void => void 0;
  const observer = { checked: broken, changed: broken, answered: rejecting };
  const health = createHealth({ checks: { a: { run: ok } }, observer });
  assert.equal((await health.report()).status, 'healthy');
  health.drain();
  const checked: (report: unknown) => unknown = () => Promise.reject(new Error('observer'));
  const rejected = createHealth({ checks: { a: { run: ok } }, observer: { checked } });
  assert.equal((await rejected.report()).status, 'healthy');
  await settled();
});

test('how often each ran, and what came of it, is counted and told', async () => {
  const told: unknown[] = [];
  const observer: HealthOptions['observer'] = {
    checked: ({ name, status, isFailed }) => told.push([name, status, isFailed]),
  };
  const checks = { a: { run: ok, cacheMs: 0 }, b: { run: failing, critical: false } };
  const health = createHealth({ checks, observer });
  await health.report();
  await health.report();
  assert.deepEqual(health.runs().get('a'), { ok: 2, warn: 0, error: 0 });
  assert.deepEqual(health.runs().get('b'), { ok: 0, warn: 0, error: 1 });
  assert.deepEqual(told, [
    ['a', 'ok', false],
    ['b', 'warn', true],
    ['a', 'ok', false],
  ]);
});

test('two of them in one process know nothing of each other', async () => {
  const one = createHealth({ checks: { a: { run: failing } } });
  const other = createHealth({ checks: { a: { run: ok } } });
  one.drain();
  assert.equal((await other.report()).status, 'healthy');
});
