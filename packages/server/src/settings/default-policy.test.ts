/** The policy of monitors that say nothing. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CONFIG, testApi } from '../api/testing/test-api.ts';
import { loadSettings } from './load-settings.ts';
import { FileProblems, readYaml } from './yaml-file.ts';

const fileOf = (text: string) => readYaml(text, 'upwatch.yml', {});

test('the file says it in part, the environment as JSON', () => {
  const file = fileOf(
    'server: { defaultPolicy: { recovery: { cooldownMinutes: 30 }, flapping: { windowMinutes: 0 } } }',
  );
  assert.deepEqual(loadSettings({ flags: {}, env: {}, file }).defaultPolicy, {
    recovery: { cooldownMinutes: 30 },
    flapping: { windowMinutes: 0 },
  });
  const env = { UPWATCH_DEFAULT_POLICY: '{"confirmation":{"minRegionsFailing":1}}' };
  assert.deepEqual(loadSettings({ flags: {}, env, file }).defaultPolicy, { confirmation: { minRegionsFailing: 1 } });
  assert.equal(loadSettings({ flags: {}, env: {} }).defaultPolicy, undefined);
});

test('what is wrong in it is told with its place', () => {
  const rows = [
    ['{ recovery: { cooldownMinutes: -1 } }', /defaultPolicy\.recovery\.cooldownMinutes must be at least 0, got -1/],
    ['{ recover: {} }', /defaultPolicy.*recover/],
    ['{ triggerRules: [] }', /defaultPolicy\.triggerRules/],
    ['never', /defaultPolicy must be/],
  ] as const;
  for (const [text, expected] of rows) {
    assert.throws(
      () => loadSettings({ flags: {}, env: {}, file: fileOf(`server: { defaultPolicy: ${text} }`) }),
      (error) => error instanceof FileProblems && expected.test(error.message),
      text,
    );
  }
});

test('a new monitor without a policy of its own has it, one with its own has that alone', async () => {
  const defaultPolicy = { recovery: { cooldownMinutes: 30 } };
  await using api = await testApi({ config: { ...CONFIG, defaultPolicy } });
  const monitor = { type: 'HTTP', config: { url: 'https://shop.example/', method: 'GET' } };
  const made = await api.ask('POST', '/api/v1/monitors', { ...monitor, name: 'shop' });
  assert.deepEqual(made.body.data.incidentPolicy.recovery, {
    consecutiveSuccesses: 2,
    minRegionsPassing: 1,
    cooldownMinutes: 30,
  });
  const own = {
    triggerRules: [{ type: 'consecutive_failures', severity: 'down' }],
    confirmation: { type: 'multi_region', minRegionsFailing: 1, maxWaitSeconds: 60 },
    recovery: { consecutiveSuccesses: 1, minRegionsPassing: 1, cooldownMinutes: 1 },
  };
  const other = await api.ask('POST', '/api/v1/monitors', { ...monitor, name: 'other', incidentPolicy: own });
  assert.deepEqual(other.body.data.incidentPolicy.recovery, own.recovery);
});
