import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { defaultPolicy, type TriggerRule } from '../deciding/policy.ts';
import { INHERITABLE, type Inheritable } from '../looking/monitor.ts';
import { environmentIdOf, type ServerDefaults, withDefaults } from './member-defaults.ts';
import type { ResourceGroup } from './resource-group.ts';

const SERVER: ServerDefaults = { regions: ['local'] };
const SLOW: TriggerRule = { type: 'response_time', thresholdMs: 900, scope: 'per_region', severity: 'degraded' };
const OWN = { frequencySeconds: 7, regions: ['mine'], policy: defaultPolicy({ regionCount: 1, frequencySeconds: 7 }) };

function groupOf(said: Partial<ResourceGroup>): ResourceGroup {
  const group = { id: 'g', name: 'edge', slug: 'edge', suppressesMembers: false, managedBy: 'API' } as const;
  return { ...group, createdAtMs: 0, updatedAtMs: 0, ...said };
}

const monitorOf = (...inherits: readonly Inheritable[]) => ({ ...OWN, inherits });
const EDGE = groupOf({ defaultFrequencySeconds: 30, defaultRegions: ['eu', 'us', 'asia'] });
const PATIENT = groupOf({ defaultRetryStrategy: { type: 'fixed', maxRetries: 3, interval: 0 } });

test('what a monitor was given stays, whatever its groups and the server say', () => {
  const server = { ...SERVER, policy: { triggerRules: [SLOW] } };
  assert.deepEqual(withDefaults(OWN, [EDGE, PATIENT], server), OWN);
  const none = monitorOf();
  assert.equal(withDefaults(none, [EDGE, PATIENT], server), none);
});

test('what it was not given is that of its groups, then that of the server, then ours', () => {
  const all = monitorOf(...INHERITABLE);
  const ours = withDefaults(all, [], SERVER);
  assert.deepEqual([ours.frequencySeconds, ours.regions], [60, ['local']]);
  assert.deepEqual(ours.policy, defaultPolicy({ regionCount: 1, frequencySeconds: 60 }));
  const grouped = withDefaults(all, [groupOf({}), EDGE], SERVER);
  assert.deepEqual([grouped.frequencySeconds, grouped.regions], [30, ['eu', 'us', 'asia']]);
  assert.deepEqual(grouped.policy, defaultPolicy({ regionCount: 3, frequencySeconds: 30 }), 'a quorum of its regions');
  const one = withDefaults(monitorOf('frequencySeconds'), [EDGE], SERVER);
  assert.deepEqual([one.frequencySeconds, one.regions, one.policy], [30, OWN.regions, OWN.policy]);
});

test('of two groups that say the same thing the first one counts', () => {
  const other = groupOf({ defaultFrequencySeconds: 300, defaultRegions: ['us'] });
  const frequencyIn = (...groups: readonly ResourceGroup[]) =>
    withDefaults(monitorOf('frequencySeconds'), groups, SERVER).frequencySeconds;
  assert.deepEqual([frequencyIn(EDGE, other), frequencyIn(other, EDGE)], [30, 300]);
});

test('retries are failures more in a row; what else the server asks for stays', () => {
  const rulesIn = (server: ServerDefaults, ...groups: readonly ResourceGroup[]) =>
    withDefaults(monitorOf('incidentPolicy'), groups, server).policy.triggerRules.map(({ type, count }) => [
      type,
      count,
    ]);
  assert.deepEqual(rulesIn(SERVER), [['consecutive_failures', 2]]);
  assert.deepEqual(rulesIn(SERVER, PATIENT), [['consecutive_failures', 4]]);
  const failures: TriggerRule = { type: 'consecutive_failures', count: 9, scope: 'any_region', severity: 'down' };
  const both = { ...SERVER, policy: { triggerRules: [failures, SLOW] } };
  assert.deepEqual(rulesIn(both, PATIENT), [
    ['consecutive_failures', 4],
    ['response_time', undefined],
  ]);
  const slowAlone = { ...SERVER, policy: { triggerRules: [SLOW], recovery: { consecutiveSuccesses: 5 } } };
  assert.deepEqual(rulesIn(slowAlone, PATIENT), [
    ['consecutive_failures', 4],
    ['response_time', undefined],
  ]);
  const { recovery } = withDefaults(monitorOf('incidentPolicy'), [PATIENT], slowAlone).policy;
  assert.equal(recovery.consecutiveSuccesses, 5);
});

test('without an environment of its own it is in that of its first group which says one, or in none', () => {
  const inE = groupOf({ defaultEnvironmentId: 'e' });
  const inF = groupOf({ defaultEnvironmentId: 'f' });
  const own = { ...OWN, environmentId: 'mine' };
  const left = { ...own, inherits: ['environmentId'] } as const;
  const table: readonly [what: string, is: string | undefined, ...groups: readonly ResourceGroup[]][] = [
    ['the first that says one', 'e', EDGE, inE, inF],
    ['in their order', 'f', inF, inE],
    ['those that say none say nothing', undefined, EDGE, PATIENT],
    ['no group at all', undefined],
  ];
  for (const [what, is, ...groups] of table) {
    const whole = withDefaults(left, groups, SERVER);
    assert.equal(whole.environmentId, is, what);
    assert.equal(Object.hasOwn(whole, 'environmentId'), is !== undefined, `${what}: as it is kept`);
    assert.equal(withDefaults(own, groups, SERVER).environmentId, 'mine', 'its own stays');
    assert.equal(environmentIdOf(groups), is, what);
  }
});

test('whatever groups say, an environment is filled in for those alone that left it, and nothing else is changed', () => {
  const environment = fc.option(fc.constantFrom('e', 'f', 'g'), { nil: undefined });
  const inherits = fc.subarray([...INHERITABLE]);
  fc.assert(
    fc.property(environment, fc.array(environment), inherits, (own, said, left) => {
      const groups = said.map((id) => groupOf(id === undefined ? {} : { defaultEnvironmentId: id }));
      const given = { ...OWN, inherits: left, ...(own !== undefined && { environmentId: own }) };
      const { environmentId, ...whole } = withDefaults(given, groups, SERVER);
      const first = said.find((id) => id !== undefined);
      assert.equal(environmentId, left.includes('environmentId') ? first : own);
      const { environmentId: _, ...rest } = withDefaults(given, [], SERVER);
      assert.deepEqual(whole, rest);
    }),
  );
});

test('filled in twice it is the same', () => {
  const groups = [EDGE, PATIENT, groupOf({ defaultEnvironmentId: 'e' })];
  const once = withDefaults(monitorOf(...INHERITABLE), groups, SERVER);
  assert.deepEqual(withDefaults(once, groups, SERVER), once);
});
