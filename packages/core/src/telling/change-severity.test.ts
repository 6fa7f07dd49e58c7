import assert from 'node:assert/strict';
import { test } from 'node:test';
import { initialState, type IncidentTie } from '../deciding/state.ts';
import { policyOf, stepOf } from '../testing/policies.ts';
import { changeSeverity } from './change-severity.ts';
import type { Incident } from './incident.ts';
import type { NotificationPolicy } from './notification-policy.ts';
import { occasionOf } from './occasion.ts';

const NOON = Date.UTC(2026, 10, 21, 12, 0);

const INCIDENT: Incident = {
  ...{ id: 'i1', monitorId: 'm1', source: 'AUTOMATIC', status: 'CONFIRMED', severity: 'DEGRADED', title: 'shop' },
  ...{ affectedRegions: ['eu'], reopenCount: 0, startedAtMs: NOON, createdAtMs: NOON, updatedAtMs: NOON },
};
const TIE: IncidentTie = {
  ...{ id: 'i1', status: 'CONFIRMED', severity: 'degraded', sinceMs: NOON, rule: 'slow', sequence: 1 },
  toldChannelIds: ['slack'],
};

function change(to: Incident['severity'], given: Partial<IncidentTie> = {}, policies: NotificationPolicy[] = []) {
  let ids = 0;
  const plan = changeSeverity({
    state: { ...initialState(1, NOON), incident: { ...TIE, ...given } },
    incident: INCIDENT,
    monitor: { id: 'm1', name: 'shop', target: 'https://shop.example/' },
    channels: ['slack', 'pager'].map((id) => ({ id })),
    ...{ policies, nowMs: NOON + 60_000, newId: () => `id${++ids}`, by: 'Ada', severity: to },
  });
  const told = plan?.deliveries.map(
    ({ channelId, message }) => `${channelId} ${occasionOf(message)} ${message.severity}`,
  );
  return { plan, told };
}

const PAGER = policyOf(
  'pager',
  { matchRules: [{ type: 'severity_gte', value: 'DOWN' }] },
  { steps: [stepOf(0, ['pager', 'slack']), stepOf(10, ['pager'])] },
);

test('those that were told hear of a changed severity once, and the row and the story say it', () => {
  const { plan, told } = change('DOWN');
  assert.deepEqual(told, ['slack severity-change DOWN']);
  assert.equal(plan?.deliveries[0]?.message.headline, 'shop: Ada changed the severity from degraded to down');
  assert.equal(plan?.incident?.severity, 'DOWN');
  assert.deepEqual(
    plan?.updates.map(({ body, topic }) => [body, topic]),
    [['Severity changed from degraded to down by Ada.', 'severity']],
  );
  assert.deepEqual([plan?.state.incident?.sequence, plan?.state.incident?.severityByHand], [2, 'DOWN']);
  assert.equal(change('DEGRADED').plan, undefined, 'it is that already');
});

test('a policy that it now concerns begins, with an opening for those that have not heard of it', () => {
  const { plan, told } = change('DOWN', {}, [PAGER]);
  assert.deepEqual(told, ['slack severity-change DOWN', 'pager opening DOWN']);
  assert.deepEqual(
    plan?.dispatches?.map(({ policyName, currentStep }) => [policyName, currentStep]),
    [['pager', 1]],
  );
  assert.deepEqual(plan?.state.incident?.toldChannelIds, ['slack', 'pager']);
});

test('a policy that it no longer concerns goes on; while telling is held nobody hears of the change', () => {
  const begun = change('DOWN', {}, [PAGER]).plan!.state.incident!;
  const { told, plan } = change('MAINTENANCE', begun, [PAGER]);
  assert.deepEqual(told, ['slack severity-change MAINTENANCE', 'pager severity-change MAINTENANCE']);
  assert.deepEqual(plan?.dispatches, []);
  const held = change('DOWN', { held: { because: 'maintenance', kind: 'INCIDENT_CREATED' } });
  assert.deepEqual([held.told, held.plan?.incident?.severity], [[], 'DOWN']);
});
