import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { HealthCheck } from './check.ts';
import { CheckFailure } from './checks/check-failure.ts';
import { runCheck } from './outcome.ts';
import { manualClock, STARTED_MS } from './testing/manual-clock.ts';

const trap = (): never => {
  throw new Error('trap');
};

/** Its `then` throws. */
const thenable = new Proxy(Promise.resolve(), { get: trap });

const ENDINGS: readonly (readonly [string, HealthCheck['run'], object])[] = [
  ['says nothing', () => undefined, { status: 'ok' }],
  ['says something', () => 'three replicas', { status: 'ok', message: 'three replicas' }],
  [
    'measures',
    async () => ({ message: 'half full', observedValue: 50, observedUnit: '%' }),
    { status: 'ok', message: 'half full', observedValue: 50, observedUnit: '%' },
  ],
  ['warns', () => ({ warn: true, message: 'nearly full' }), { status: 'warn', message: 'nearly full' }],
  ['measures what is no number', () => ({ observedValue: NaN }), { status: 'ok' }],
  ['rejects', () => Promise.reject(new Error('refused')), { status: 'error', message: 'refused' }],
  [
    'throws at once',
    () => {
      throw new Error('no client');
    },
    { status: 'error', message: 'no client' },
  ],
  [
    'throws what is no error',
    () => {
      throw undefined;
    },
    { status: 'error', message: 'failed with undefined undefined' },
  ],
  ['names a password', () => 'postgres://a:hunter2@db', { status: 'ok', message: 'postgres://***@db' }],
  [
    'gives back what throws when read',
    () => ({
      get message(): string {
        return trap();
      },
    }),
    { status: 'error', message: 'trap' },
  ],
  ['gives back a promise that throws when waited for', () => thenable, { status: 'error', message: 'trap' }],
  ['gives back something else', () => 7 as unknown as string, { status: 'ok' }],
];

for (const [what, run, expected] of ENDINGS) {
  test(`a check that ${what} is reported as itself`, async () => {
    const clock = manualClock();
    const outcome = await runCheck(run, 100, clock).outcome;
    assert.deepEqual(outcome, { ...expected, responseTimeMs: 0, atMs: STARTED_MS });
    assert.equal(clock.waiting(), 0, 'its timer is gone');
  });
}

test('a check that hangs has failed when its time is up, and hears of it', async () => {
  const clock = manualClock();
  let heard: AbortSignal | undefined;
  const run = runCheck(
    (signal) => {
      heard = signal;
      return new Promise(() => undefined);
    },
    100,
    clock,
  );
  await clock.pass(99);
  assert.equal(heard!.aborted, false);
  await clock.pass(1);
  assert.deepEqual(await run.outcome, {
    status: 'error',
    message: 'no answer within 100 ms',
    responseTimeMs: 100,
    atMs: STARTED_MS + 100,
  });
  assert.equal(heard!.aborted, true);
});

test('a check that ends well only because it was told to stop has failed', async () => {
  const clock = manualClock();
  const run = runCheck((signal) => new Promise((done) => signal.addEventListener('abort', () => done())), 100, clock);
  await clock.pass(100);
  const { status, message } = await run.outcome;
  assert.deepEqual([status, message], ['error', 'no answer within 100 ms']);
});

test('what comes after the time is up changes nothing, and is no unhandled rejection', async () => {
  const clock = manualClock();
  const late = Promise.withResolvers<void>();
  const run = runCheck(() => late.promise, 100, clock);
  await clock.pass(100);
  late.reject(new Error('late'));
  await clock.pass(1);
  assert.equal((await run.outcome).message, 'no answer within 100 ms');
});

test('a check that blocked the process beyond its time has failed, although no timer could run', async () => {
  const clock = { ...manualClock(), monotonicMs: () => nowMs };
  let nowMs = 0;
  const run = runCheck(
    () => {
      nowMs = 3_000;
    },
    2_000,
    clock,
  );
  assert.equal((await run.outcome).message, 'answered after 3000 ms, 2000 ms are allowed');
});

test('a run that is stopped ends at once', async () => {
  const run = runCheck(() => new Promise(() => undefined), 100, manualClock());
  run.stop();
  assert.equal((await run.outcome).message, 'stopped before it answered');
});

test('a ready-made check says what it was waiting for when its time is up, and any other only that it was', async () => {
  const waiting =
    (error: () => Error): HealthCheck['run'] =>
    (signal) =>
      new Promise((_, reject) => signal.addEventListener('abort', () => reject(error())));
  const messages = [];
  for (const run of [
    waiting(() => new CheckFailure('POOL_EXHAUSTED', 'pool exhausted: 2 of 2 in use')),
    waiting(() => new Error('aborted')),
  ]) {
    const clock = manualClock();
    const { outcome } = runCheck(run, 500, clock);
    await clock.pass(500);
    messages.push((await outcome).message);
  }
  assert.deepEqual(messages, ['pool exhausted: 2 of 2 in use', 'no answer within 500 ms']);
});

test('a failure of a ready-made check is said as it says it itself, without the cause that it was made of', async () => {
  const cause = new Error('connect ECONNREFUSED 127.0.0.1:5432');
  const failure = new CheckFailure('UNREACHABLE', '127.0.0.1:5432: connection refused (ECONNREFUSED)', { cause });
  const { outcome } = runCheck(() => Promise.reject(failure), 1_000, manualClock());
  assert.equal((await outcome).message, '127.0.0.1:5432: connection refused (ECONNREFUSED)');
});
