import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type Beat, deafUntil, dueMs, heard, NEVER_HEARD, shiftBeat, type Signal, unheard } from './beat.ts';
import { expectationOf, scheduleProblem } from './expectation.ts';

const T0 = Date.UTC(2026, 0, 1);
const MINUTE = 60_000;
const EVERY_10_MIN = expectationOf({ expectedInterval: 600, gracePeriod: 60, timeZone: 'UTC' });
const NIGHTLY = expectationOf({ cron: '0 3 * * *', gracePeriod: 1800, timeZone: 'Europe/Berlin' });
const BOUNDED = expectationOf({ expectedInterval: 3600, gracePeriod: 60, timeZone: 'UTC', maxRunSeconds: 120 });
const repeatMs = 10 * MINUTE;
const success = (atMs: number, more: Partial<Signal> = {}): Signal => ({ kind: 'success', atMs, ...more });

test('nothing is expected of a job that was never heard', () => {
  assert.equal(dueMs(NEVER_HEARD, EVERY_10_MIN, repeatMs), undefined);
  assert.equal(unheard(NEVER_HEARD, EVERY_10_MIN, { nowMs: T0 * 2, repeatMs }).look, undefined);
});

test('a sign that does not come is missing after interval and grace, once, then again each interval, until it comes', () => {
  let { beat } = heard(NEVER_HEARD, success(T0), EVERY_10_MIN);
  const due = T0 + 11 * MINUTE;
  assert.equal(dueMs(beat, EVERY_10_MIN, repeatMs), due);
  assert.equal(unheard(beat, EVERY_10_MIN, { nowMs: due - 1, repeatMs }).look, undefined);
  const missed = unheard(beat, EVERY_10_MIN, { nowMs: due, repeatMs });
  assert.equal(missed.look?.failure?.code, 'timeout.heartbeat');
  assert.match(
    missed.look.failure.message,
    /expected by 2026-01-01T00:11:00.000Z; the last success was at 2026-01-01T00:00:00.000Z/,
  );
  ({ beat } = missed);
  assert.equal(unheard(beat, EVERY_10_MIN, { nowMs: due + repeatMs - 1, repeatMs }).look, undefined);
  assert.equal(dueMs(beat, EVERY_10_MIN, repeatMs), due + repeatMs);
  assert.ok(unheard(beat, EVERY_10_MIN, { nowMs: due + repeatMs, repeatMs }).look);
  const back = heard(beat, success(due + 5), EVERY_10_MIN);
  assert.equal(back.look?.failure, undefined);
  assert.equal(back.look?.facts.intervalMs, 11 * MINUTE + 5);
  assert.equal(back.look?.facts.expectedIntervalMs, 10 * MINUTE);
  assert.equal(dueMs(back.beat, EVERY_10_MIN, repeatMs), due + 5 + 11 * MINUTE);
});

test('a nightly job is expected by the clock of its zone, also over the night in which the clock changes', () => {
  const before = Date.parse('2026-03-28T02:10:00Z');
  const { beat } = heard(NEVER_HEARD, success(before), NIGHTLY);
  assert.equal(new Date(dueMs(beat, NIGHTLY, repeatMs)!).toISOString(), '2026-03-29T01:30:00.000Z');
});

test('a job that reports its failure is down with exit code and last line, and what it says does not end the waiting', () => {
  const { beat, look } = heard(
    NEVER_HEARD,
    { kind: 'failure', atMs: T0, exitCode: 3, payload: 'a\ndisk full\n' },
    EVERY_10_MIN,
  );
  assert.equal(look?.failure?.code, 'status.job_failed');
  assert.match(look.failure.message, /exit code 3: disk full$/);
  assert.equal(beat.lastSuccessAtMs, undefined);
  assert.equal(dueMs(beat, EVERY_10_MIN, repeatMs), T0 + 11 * MINUTE);
});

test('runs are timed each by its own id, and one that lasts too long is told of while it lasts', () => {
  const start = (runId: string, atMs: number): Signal => ({ kind: 'start', atMs, runId });
  let { beat, look } = heard(NEVER_HEARD, start('a', T0), BOUNDED);
  assert.equal(look, undefined);
  ({ beat } = heard(beat, start('b', T0 + 30_000), BOUNDED));
  ({ beat, look } = heard(beat, success(T0 + 90_000, { runId: 'a' }), BOUNDED));
  assert.equal(look?.facts.runMs, 90_000);
  assert.equal(dueMs(beat, BOUNDED, repeatMs), T0 + 150_000);
  const late = unheard(beat, BOUNDED, { nowMs: T0 + 150_000, repeatMs });
  assert.equal(late.look?.failure?.code, 'timeout.run');
  assert.equal(late.look.facts.runId, 'b');
  const ended = heard(late.beat, success(T0 + 200_000, { runId: 'b' }), BOUNDED);
  assert.equal(ended.look?.failure?.code, 'timeout.run');
  assert.match(ended.look.failure.message, /at most 120 s, it took 170 s/);
});

test('what fell due while nobody listened is not missing: it is expected anew', () => {
  const { beat } = heard(NEVER_HEARD, success(T0), EVERY_10_MIN);
  const nowMs = T0 + 3_600_000;
  const after = deafUntil(beat, EVERY_10_MIN, nowMs);
  assert.equal(dueMs(after, EVERY_10_MIN, repeatMs), nowMs + 11 * MINUTE);
  assert.equal(deafUntil(beat, EVERY_10_MIN, T0 + MINUTE), beat, 'what is not due yet stays as it is');
  const missed = unheard(beat, EVERY_10_MIN, { nowMs, repeatMs }).beat;
  assert.equal(deafUntil(missed, EVERY_10_MIN, nowMs + 1), missed, 'what was missing stays so');
});

test('whatever comes in whatever order, memory is bounded and a success leaves nothing missing', () => {
  const signal = fc.record({
    kind: fc.constantFrom('start' as const, 'success' as const, 'failure' as const, 'log' as const),
    atMs: fc.nat({ max: 10_000_000 }).map((ms) => T0 + ms),
    runId: fc.constantFrom('a', 'b', 'c', 'd'),
  });
  fc.assert(
    fc.property(
      fc.array(signal, { maxLength: 200 }),
      fc.constantFrom(EVERY_10_MIN, BOUNDED, NIGHTLY),
      (signals, expectation) => {
        let beat: Beat = NEVER_HEARD;
        for (const one of signals) {
          ({ beat } = heard(beat, one, expectation));
          assert.ok(beat.runs.length <= 50);
          if (one.kind === 'success') assert.equal(beat.missedAtMs, undefined);
          ({ beat } = unheard(beat, expectation, { nowMs: one.atMs, repeatMs }));
        }
      },
    ),
  );
});

test('a schedule that cannot be kept is refused at its field', () => {
  for (const [config, field, says] of [
    [{ cron: 'every day' }, 'cron', /cron expression/],
    [{ cron: '0 0 30 2 *' }, 'cron', /run ahead/],
    [{ onCalendar: '25:00' }, 'onCalendar', /hour from 0 to 23/],
    [{ onCalendar: '2020-01-01' }, 'onCalendar', /occurrence ahead/],
    [{ cron: '0 3 * * *', timeZone: 'Mars/Base' }, 'timeZone', /IANA/],
  ] as const) {
    const found = scheduleProblem(config, T0);
    assert.equal(found?.field, field, JSON.stringify(config));
    assert.match(found.problem, says);
  }
  assert.equal(scheduleProblem({ cron: '*/5 * * * *' }, T0), undefined);
});

test('a run that never ends is missing until another goes well, and is timed should it end after all', () => {
  const start = (atMs: number, runId: string): Signal => ({ kind: 'start', atMs, runId });
  let { beat } = heard(NEVER_HEARD, start(T0, 'lost'), BOUNDED);
  ({ beat } = unheard(beat, BOUNDED, { nowMs: T0 + 2 * MINUTE, repeatMs }));
  ({ beat } = heard(beat, start(T0 + 5 * MINUTE, 'next'), BOUNDED));
  ({ beat } = heard(beat, success(T0 + 6 * MINUTE, { runId: 'next' }), BOUNDED));
  assert.equal(dueMs(beat, BOUNDED, repeatMs), T0 + 67 * MINUTE, 'the next sign is waited for, not the lost end');
  const late = heard(beat, success(T0 + 9 * MINUTE, { runId: 'lost' }), BOUNDED);
  assert.equal(late.look?.failure?.code, 'timeout.run');
});

test('a bad end is remembered as the look that it is, without what it sent along, until a good one', () => {
  const bad = heard(NEVER_HEARD, { kind: 'failure', atMs: T0, payload: 'no space' }, EVERY_10_MIN);
  const { payload, ...facts } = bad.look!.facts;
  assert.equal(payload, 'no space');
  assert.deepEqual(bad.beat.failed, { ...bad.look, facts });
  assert.equal(heard(bad.beat, success(T0 + 1), EVERY_10_MIN).beat.failed, undefined);
});

test('under a clock that was set everything lasts as long as before', () => {
  let { beat } = heard(NEVER_HEARD, success(T0), BOUNDED);
  ({ beat } = heard(beat, { kind: 'start', atMs: T0 + 10 }, BOUNDED));
  const dueBefore = dueMs(beat, BOUNDED, repeatMs)!;
  assert.equal(dueMs(shiftBeat(beat, -3 * MINUTE), BOUNDED, repeatMs), dueBefore - 3 * MINUTE);
  assert.equal(shiftBeat(beat, MINUTE).lastSuccessAtMs, T0 + MINUTE);
  assert.equal(shiftBeat(beat, MINUTE).lastEndAtMs, T0 + MINUTE);
});

test('a calendar that is asked again says the same, whatever it was asked between', () => {
  const [first, again] = [NIGHTLY.next(T0), NIGHTLY.next(T0)];
  assert.notEqual(NIGHTLY.next(T0 + 3 * 86_400_000), first);
  assert.equal(NIGHTLY.next(T0), first);
  assert.equal(again, first);
});
