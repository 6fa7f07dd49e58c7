import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createHealth } from './health.ts';
import type { HealthState } from './report.ts';
import { manualClock } from './testing/manual-clock.ts';

const brief = (report: { readonly status: string; readonly message?: string }): readonly unknown[] => [
  report.status,
  report.message,
];

test('nothing is ready before every task of the start is done, and no check is run', async () => {
  const clock = manualClock();
  const told: HealthState[] = [];
  let checked = 0;
  const health = createHealth({
    clock,
    startup: ['migrations', 'warm-up'],
    checks: { database: { run: () => void (checked += 1) } },
    observer: { changed: (state) => told.push(state) },
  });
  assert.deepEqual(brief(await health.report()), ['unhealthy', 'starting: migrations, warm-up']);
  assert.equal(await health.startup('migrations', async () => 7), 7);
  assert.deepEqual(brief(await health.report()), ['unhealthy', 'starting: warm-up']);
  assert.deepEqual([checked, health.state, told], [0, 'starting', []]);
  await health.startup('warm-up', () => clock.pass(1_234));
  assert.deepEqual(brief(await health.report()), ['healthy', undefined]);
  assert.deepEqual([checked, health.state, told], [1, 'serving', ['serving']]);
  assert.deepEqual(
    health.started().checks!.map(({ name, status, responseTimeMs }) => [name, status, responseTimeMs]),
    [
      ['migrations', 'ok', 0],
      ['warm-up', 'ok', 1_234],
    ],
  );
});

test('a task that fails is shown with its message, keeps the door shut, and may be tried again', async () => {
  const health = createHealth({ startup: ['migrations'] });
  const failing = health.startup('migrations', () => Promise.reject(new Error('locked by postgres://a:hunter2@db')));
  await assert.rejects(failing, /locked/);
  assert.equal(health.started().checks![0]!.message, 'locked by postgres://***@db');
  assert.equal((await health.report()).status, 'unhealthy');
  await health.startup('migrations', () => undefined);
  assert.equal((await health.report()).status, 'healthy');
});

test('how far each task is can be seen', async () => {
  const clock = manualClock();
  const health = createHealth({ clock, startup: ['first', 'second'] });
  const done = Promise.withResolvers<void>();
  const running = health.startup('first', () => done.promise);
  await clock.pass(500);
  assert.deepEqual(
    health.started().checks!.map(({ status, message, responseTimeMs }) => [status, message, responseTimeMs]),
    [
      ['error', 'running', 500],
      ['error', 'waiting', 0],
    ],
  );
  done.resolve();
  await running;
});

test('a task that was not declared, runs or is done is refused', async () => {
  const health = createHealth({ startup: ['migrations'] });
  await assert.rejects(health.startup('migration', run), /startup must be one of migrations, got migration/);
  await health.startup('migrations', run);
  await assert.rejects(health.startup('migrations', run), /startup migrations must not run twice, it is done/);
});

test('without tasks it has started', async () => {
  const health = createHealth();
  assert.deepEqual(brief(health.started()), ['healthy', undefined]);
  assert.equal((await health.report()).status, 'healthy');
});

function run(): void {}
