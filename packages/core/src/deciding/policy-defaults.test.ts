import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inheritPolicy } from './policy-defaults.ts';
import { defaultPolicy, type TriggerRule } from './policy.ts';

const GIVEN = { regionCount: 3, frequencySeconds: 60 };
const SLOW: TriggerRule = { type: 'response_time', thresholdMs: 900, scope: 'per_region', severity: 'degraded' };

test('where nobody says anything it is the built-in default', () => {
  const { policy, origins } = inheritPolicy(GIVEN, {});
  assert.deepEqual(policy, defaultPolicy(GIVEN));
  assert.deepEqual(new Set(Object.values(origins)), new Set(['built-in']));
});

test('the monitor is stronger than its group, the group than the server, field by field', () => {
  const { policy, origins } = inheritPolicy(GIVEN, {
    server: { recovery: { cooldownMinutes: 30, consecutiveSuccesses: 5 }, flapping: { windowMinutes: 20 } },
    group: { recovery: { consecutiveSuccesses: 3 }, confirmation: { minRegionsFailing: 1 } },
    monitor: { confirmation: { minRegionsFailing: 2 } },
  });
  assert.deepEqual(policy.recovery, { consecutiveSuccesses: 3, minRegionsPassing: 2, cooldownMinutes: 30 });
  assert.deepEqual(policy.confirmation, { type: 'multi_region', minRegionsFailing: 2, maxWaitSeconds: 120 });
  const daily = inheritPolicy({ regionCount: 1, frequencySeconds: 86_400 }, {}).policy;
  assert.equal(daily.confirmation.maxWaitSeconds, 86_400, 'no more than a policy may say itself');
  assert.deepEqual(policy.flapping, { changesMax: 2, windowMinutes: 20 });
  assert.deepEqual(origins, {
    triggerRules: 'built-in',
    'confirmation.minRegionsFailing': 'monitor',
    'confirmation.maxWaitSeconds': 'built-in',
    'recovery.consecutiveSuccesses': 'group',
    'recovery.minRegionsPassing': 'built-in',
    'recovery.cooldownMinutes': 'server',
    'flapping.windowMinutes': 'server',
  });
});

test('rules are taken whole, never mixed', () => {
  const { policy, origins } = inheritPolicy(GIVEN, { server: { triggerRules: [SLOW] }, group: { recovery: {} } });
  assert.deepEqual(policy.triggerRules, [SLOW]);
  assert.equal(origins['triggerRules'], 'server');
});
