import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { MatchRule, NotificationPolicy } from './notification-policy.ts';
import { matchOf, policiesFor, type RoutingSubject } from './routing.ts';
import { policyOf } from '../testing/policies.ts';

const SUBJECT: RoutingSubject = {
  severity: 'DEGRADED',
  status: 'CONFIRMED',
  regions: ['eu', 'us'],
  monitorId: 'm-1',
  monitorName: 'Shop: checkout (EU)',
  monitorType: 'HTTP',
  tags: ['t-1', 'production'],
  environments: ['e-1', 'live'],
  resourceGroupIds: ['g-1'],
  serviceId: 's-1',
  componentName: 'Payments',
};

const TABLE: readonly (readonly [rule: MatchRule, isHeld: boolean])[] = [
  [{ type: 'severity_gte', value: 'DEGRADED' }, true],
  [{ type: 'severity_gte', value: 'down' }, false],
  [{ type: 'severity_gte', value: 'MAINTENANCE' }, true],
  [{ type: 'severity_gte', value: 'dreadful' }, false],
  [{ type: 'monitor_id_in', monitorIds: ['m-0', 'm-1'] }, true],
  [{ type: 'monitor_id_in', monitorIds: [] }, false],
  [{ type: 'region_in', regions: ['us'] }, true],
  [{ type: 'region_in', regions: ['asia'] }, false],
  [{ type: 'incident_status', value: 'confirmed' }, true],
  [{ type: 'incident_status', values: ['RESOLVED'] }, false],
  [{ type: 'monitor_type_in', values: ['DNS', 'HTTP'] }, true],
  [{ type: 'monitor_type_in', values: ['TCP'] }, false],
  [{ type: 'service_id_in', values: ['s-1'] }, true],
  [{ type: 'service_id_in', values: ['s-2'] }, false],
  [{ type: 'resource_group_id_in', values: ['g-1'] }, true],
  [{ type: 'resource_group_id_in', values: ['g-2'] }, false],
  [{ type: 'component_name_in', values: ['payments'] }, true],
  [{ type: 'component_name_in', values: ['search'] }, false],
  [{ type: 'monitor_tag_in', values: ['Production'] }, true],
  [{ type: 'monitor_tag_in', values: ['t-1'] }, true],
  [{ type: 'monitor_tag_in', values: ['staging'] }, false],
  [{ type: 'environment_in', value: 'live' }, true],
  [{ type: 'environment_in', value: 'test' }, false],
  [{ type: 'monitor_name_matches', value: 'shop:*' }, true],
  [{ type: 'monitor_name_matches', value: '*(E?)' }, true],
  [{ type: 'monitor_name_matches', value: 'shop' }, false],
  [{ type: 'monitor_name_matches', values: ['blog*', '*checkout*'] }, true],
  [{ type: 'monitor_name_matches', value: '.*' }, false],
];

for (const [rule, isHeld] of TABLE) {
  test(`${JSON.stringify(rule)} ${isHeld ? 'holds' : 'does not hold'}`, () => {
    const { matched, matchedRules, unmatchedRules } = matchOf({ matchRules: [rule] }, SUBJECT);
    assert.equal(matched, isHeld);
    assert.deepEqual([matchedRules.length, unmatchedRules.length], isHeld ? [1, 0] : [0, 1]);
    // What is not known matches no rule about it.
    assert.equal(matchOf({ matchRules: [rule] }, {}).matched, false);
  });
}

test('all rules must hold, and it is said of each whether it does', () => {
  const matchRules: readonly MatchRule[] = [
    { type: 'severity_gte', value: 'DEGRADED' },
    { type: 'region_in', regions: ['asia', 'africa'] },
  ];
  assert.deepEqual(matchOf({ matchRules }, SUBJECT), {
    matched: false,
    matchedRules: ['severity_gte DEGRADED'],
    unmatchedRules: ['region_in asia, africa'],
  });
  assert.equal(matchOf({ matchRules: [] }, {}).matched, true, 'no rule at all holds always');
});

test('policies of a higher priority come first, disabled ones never', () => {
  const policies: NotificationPolicy[] = [
    policyOf('low', { priority: -1 }),
    policyOf('newer', { createdAtMs: 2 }),
    policyOf('older', { createdAtMs: 1 }),
    policyOf('off', { priority: 99, isEnabled: false }),
    policyOf('high', { priority: 10 }),
    policyOf('other', { matchRules: [{ type: 'severity_gte', value: 'DOWN' }] }),
  ];
  assert.deepEqual(
    policiesFor(policies, SUBJECT).map(({ id }) => id),
    ['high', 'older', 'newer', 'low'],
  );
});

test('a pattern made to be slow is judged at once', () => {
  const matchRules: readonly MatchRule[] = [{ type: 'monitor_name_matches', value: `${'*a'.repeat(100)}b` }];
  assert.equal(matchOf({ matchRules }, { monitorName: 'a'.repeat(255) }).matched, false);
});
