import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SendWindow } from './send-window.ts';

test('no more than a hundred questions are out at once, and each answer lets one go', () => {
  const window = new SendWindow();
  const leaves: (() => void)[] = [];
  for (let i = 0; i < 150; i++) window.enter((leave) => leaves.push(leave));
  assert.equal(leaves.length, 100);
  for (let i = 0; i < 30; i++) leaves[i]!();
  assert.equal(leaves.length, 130);
  for (const leave of leaves) leave();
  assert.equal(leaves.length, 150);
  for (const leave of leaves) leave();
});

test('a question that nobody answers makes room by its age', (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const window = new SendWindow();
  let sent = 0;
  for (let i = 0; i < 250; i++) window.enter(() => sent++);
  assert.equal(sent, 100);
  t.mock.timers.tick(100);
  assert.equal(sent, 200);
  t.mock.timers.tick(100);
  assert.equal(sent, 250);
});
