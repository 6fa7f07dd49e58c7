import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LateGauge } from './late-gauge.ts';

test('whoever asks is told the same, and nothing where no look has begun', () => {
  const gauge = new LateGauge(0);
  assert.equal(gauge.p99(), 0);
  for (let n = 0; n < 100; n++) gauge.note(n < 98 ? 1 : 40);
  assert.ok(Math.abs(gauge.p99() - 40) <= 0.2, `${gauge.p99()}`);
  assert.equal(gauge.p99(), gauge.p99());
});

test('what is two minutes old counts no more, what is not one minute old still does', () => {
  const gauge = new LateGauge(0);
  gauge.note(500);
  for (let second = 1; second <= 60; second++) gauge.turn(second * 1000);
  gauge.note(3);
  for (let second = 61; second < 120; second++) gauge.turn(second * 1000);
  assert.ok(gauge.p99() > 499);
  gauge.turn(120_000);
  assert.ok(gauge.p99() < 4);
  gauge.turn(180_000);
  assert.equal(gauge.p99(), 0);
});
