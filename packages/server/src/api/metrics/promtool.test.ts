/** What Prometheus' own tool says of what we give it. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { observationOf } from '../testing/quiet-engine.ts';
import { testApi } from '../testing/test-api.ts';
import { openIncidentOf } from '../testing/walk-operations.ts';

const run = (given: readonly string[], input?: string) =>
  spawnSync('promtool', given, { timeout: 20_000, encoding: 'utf8', ...(input !== undefined && { input }) });
const skip = run(['--version']).status === 0 ? false : 'promtool is not on the PATH';

test('promtool finds nothing wrong with /metrics', { skip }, async () => {
  await using api = await testApi();
  await openIncidentOf(api);
  const { status, stderr, stdout } = run(['check', 'metrics'], (await api.ask('GET', '/metrics')).text);
  assert.deepEqual([status, stderr, stdout], [0, '', '']);
});

test('promtool can read /probe, whose names are those of another exporter', { skip }, async () => {
  await using api = await testApi();
  api.engine.nextLook = async () => observationOf({});
  const { status, stderr } = run(['check', 'metrics'], (await api.ask('GET', '/probe?target=shop.example')).text);
  // 3: a name that the tool would have otherwise; 1: what it cannot read.
  assert.ok(status === 0 || status === 3, stderr);
});

test('promtool finds nothing wrong with the example rules', { skip }, () => {
  const rules = fileURLToPath(new URL('../../../../../examples/prometheus/upwatch.rules.yml', import.meta.url));
  const { status, stderr, stdout } = run(['check', 'rules', rules]);
  assert.equal(status, 0, stderr + stdout);
});
