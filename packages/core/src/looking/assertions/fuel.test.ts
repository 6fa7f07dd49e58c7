import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BudgetExceeded, createFuel, limitSteps } from './fuel.ts';

/** A clock that goes forward by so much at each reading. */
function tickingClock(stepMs: number): { nowMs: () => number; reads: () => number } {
  let reads = 0;
  return { nowMs: () => reads++ * stepMs, reads: () => reads };
}

test('work ends when its time is up', () => {
  const clock = tickingClock(1);
  const fuel = createFuel({ nowMs: clock.nowMs, limitMs: 10 });
  assert.throws(() => {
    for (let step = 0; step < 1e6; step++) fuel.spend(1);
  }, new BudgetExceeded('gave up after 10 ms'));
  assert.equal(clock.reads(), 12);
});

test('the clock is not read at every step', () => {
  const clock = tickingClock(0);
  const fuel = createFuel({ nowMs: clock.nowMs, limitMs: 10 });
  for (let step = 0; step < 1e6; step++) fuel.spend(1);
  assert.ok(clock.reads() < 300, `${clock.reads()} readings`);
});

test('a stall of the machine does not use up the budget', () => {
  let nowMs = 0;
  const fuel = createFuel({ nowMs: () => nowMs, limitMs: 50 });
  fuel.spend(1);
  nowMs += 3_600_000;
  fuel.spend(5000);
  nowMs += 10;
  fuel.spend(5000);
  assert.throws(() => {
    for (let stalls = 0; stalls < 20; stalls++) {
      nowMs += 1000;
      fuel.spend(5000);
    }
  }, BudgetExceeded);
});

test('a long piece of work that pays at once is charged in full', () => {
  let nowMs = 0;
  const fuel = createFuel({ nowMs: () => nowMs, limitMs: 50 });
  fuel.spend(1);
  nowMs += 60;
  assert.throws(() => fuel.spend(1_000_000), BudgetExceeded);
});

test('a step limit is the same on every machine', () => {
  const fuel = limitSteps(createFuel({ nowMs: () => 0, limitMs: 1 }), 10);
  for (let step = 0; step < 10; step++) fuel.spend(1);
  assert.throws(() => fuel.spend(1), new BudgetExceeded('gave up after 10 steps'));
});
