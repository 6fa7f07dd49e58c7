import assert from 'node:assert/strict';
import { test } from 'node:test';
import { comparedWith, draftOf, ruleOf } from './policy-draft.ts';
import { RULE_KEYS, type RuleType } from '../policies/policy-words.ts';

test('what a rule compares with comes back from where the API wants it, for every rule', () => {
  for (const type of Object.keys(RULE_KEYS) as RuleType[]) {
    const compared = type === 'severity_gte' || type === 'incident_status' ? ['DOWN'] : ['a', 'b'];
    assert.deepEqual(comparedWith(ruleOf(type, compared)), compared, type);
  }
  assert.deepEqual(ruleOf('region_in', ['eu']), { type: 'region_in', regions: ['eu'] });
  assert.deepEqual(ruleOf('severity_gte', []), { type: 'severity_gte' });
});

test('a policy that is opened and saved is sent back without the fields that only the server has', () => {
  const policy = {
    ...{
      id: 'p',
      organizationId: 1,
      createdAt: 'x',
      updatedAt: 'x',
      warnings: ['w'],
      warningsSaid: [],
      managedBy: 'API' as const,
    },
    ...{ name: 'night', enabled: true, priority: 2, fallbackChannelIds: [], quietHours: null },
    matchRules: [{ type: 'monitor_tag_in', value: null, monitorIds: null, regions: null, values: ['prod'] }],
    escalation: {
      steps: [{ delayMinutes: 0, channelIds: ['c'], requireAck: null, repeatIntervalSeconds: null }],
      ...{ onResolve: 'notify', onReopen: 'restart' },
    },
  } as const;
  assert.deepEqual(draftOf(policy), {
    ...{ name: 'night', enabled: true, priority: 2, fallbackChannelIds: [], quietHours: null },
    matchRules: [{ type: 'monitor_tag_in', values: ['prod'] }],
    escalation: policy.escalation,
  });
});
