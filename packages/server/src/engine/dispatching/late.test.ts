import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AlertKind, Incident } from '@upwatch/core';
import { LATE_AFTER_MS, lateNotice } from './late.ts';
import { deliveryOf, idOf, incidentOf, T0 } from '../testing/dispatcher-rig.ts';

const NOW = T0 + 3_600_000;
const down = incidentOf('shop', 'INCIDENT_CREATED', T0, undefined);
const over = incidentOf('shop', 'INCIDENT_RESOLVED', T0 + 600_000, down);
const next: Incident = { ...down, id: idOf('next'), startedAtMs: T0 + 1_800_000, severity: 'DEGRADED' };

/** What an alert of `shop` says now, with these incidents in the store. */
function noticeOf(kind: AlertKind, own: Incident, others: readonly Incident[] = []) {
  const alert = deliveryOf({ incident: down, kind, sequence: 1, channelId: idOf('hook'), nowMs: T0 });
  const incidents = {
    get: async () => own,
    list: async () => ({ items: others, total: others.length }),
  };
  return lateNotice(incidents, { ...alert, monitorId: idOf('monitor') }, NOW);
}

test('a late alert says what is true now', async () => {
  const rows = [
    ['INCIDENT_CREATED', down, [], 'It is still down now.'],
    ['INCIDENT_CREATED', over, [], 'It has been up again since 2026-11-21 12:10:00 UTC.'],
    ['INCIDENT_CREATED', over, [next], 'It is degraded again now, since 2026-11-21 12:30:00 UTC.'],
    ['INCIDENT_RESOLVED', over, [], 'No incident of it is open now.'],
    ['INCIDENT_RESOLVED', over, [next], 'It is degraded again now, since 2026-11-21 12:30:00 UTC.'],
    ['INCIDENT_RESOLVED', down, [], 'It is down again now.'],
    ['NOTICE', down, [next], 'It is a notice: no incident belongs to it.'],
  ] as const;
  for (const [kind, own, others, expected] of rows)
    assert.deepEqual(await noticeOf(kind, own, others), { byMs: 3_600_000, nowTrue: expected });
});

test('an alert in time says nothing of the kind', async () => {
  const alert = deliveryOf({
    incident: down,
    kind: 'INCIDENT_CREATED',
    sequence: 1,
    channelId: idOf('hook'),
    nowMs: T0,
  });
  const unread = { get: () => assert.fail('not asked'), list: () => assert.fail('not asked') };
  assert.equal(await lateNotice(unread, alert, T0 + LATE_AFTER_MS), undefined);
});
