import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { createHealth } from './health.ts';
import { METRICS_CONTENT_TYPE, metricsText } from './metrics.ts';
import { manualClock } from './testing/manual-clock.ts';

const EXPECTED = `# HELP health_ready Whether readiness is answered with 200.
# TYPE health_ready gauge
health_ready 1
# HELP health_check_up Whether the check succeeded when it last ran.
# TYPE health_check_up gauge
health_check_up{check="database"} 1
health_check_up{check="cache"} 0
health_check_up{check="dead letters"} 1
# HELP health_check_warn Whether the check warns.
# TYPE health_check_warn gauge
health_check_warn{check="database"} 0
health_check_warn{check="cache"} 1
health_check_warn{check="dead letters"} 1
# HELP health_check_critical Whether readiness depends on the check.
# TYPE health_check_critical gauge
health_check_critical{check="database"} 1
health_check_critical{check="cache"} 0
health_check_critical{check="dead letters"} 1
# HELP health_check_duration_seconds How long the check took when it last ran.
# TYPE health_check_duration_seconds gauge
health_check_duration_seconds{check="database"} 0.25
health_check_duration_seconds{check="cache"} 0
health_check_duration_seconds{check="dead letters"} 0
# HELP health_check_last_run_timestamp_seconds When the check last ran.
# TYPE health_check_last_run_timestamp_seconds gauge
health_check_last_run_timestamp_seconds{check="database"} 1767323045.928
health_check_last_run_timestamp_seconds{check="cache"} 1767323045.678
health_check_last_run_timestamp_seconds{check="dead letters"} 1767323045.678
# HELP health_check_runs_total How often the check ran, by what came of it.
# TYPE health_check_runs_total counter
health_check_runs_total{check="database",result="ok"} 1
health_check_runs_total{check="database",result="warn"} 0
health_check_runs_total{check="database",result="error"} 0
health_check_runs_total{check="cache",result="ok"} 0
health_check_runs_total{check="cache",result="warn"} 0
health_check_runs_total{check="cache",result="error"} 1
health_check_runs_total{check="dead letters",result="ok"} 0
health_check_runs_total{check="dead letters",result="warn"} 1
health_check_runs_total{check="dead letters",result="error"} 0
`;

test('readiness and checks are told as Prometheus reads them', async (context) => {
  const clock = manualClock();
  const health = createHealth({
    clock,
    checks: {
      database: { run: () => new Promise((done) => void clock.after(250, done, true)) },
      cache: { run: () => Promise.reject(new Error('cold')), critical: false },
      'dead letters': { run: () => ({ warn: true }) },
    },
  });
  const text = metricsText(health);
  await clock.pass(250);
  assert.equal(await text, EXPECTED);
  assert.equal(await metricsText(health), EXPECTED, 'a second reader finds the same');
  assert.match(METRICS_CONTENT_TYPE, /version=0\.0\.4/);
  const linted = spawnSync('promtool', ['check', 'metrics'], { input: EXPECTED, encoding: 'utf8', timeout: 20_000 });
  if (linted.error) context.diagnostic('promtool is not here: the text was not linted');
  else assert.equal(linted.stdout + linted.stderr, '');
});

test('without checks, or while it shuts down, it is readiness alone', async () => {
  const health = createHealth();
  health.drain();
  assert.match(await metricsText(health), /^# HELP health_ready .*\n# TYPE health_ready gauge\nhealth_ready 0\n$/);
});
