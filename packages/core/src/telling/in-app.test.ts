import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Incident } from './incident.ts';
import { type IncidentBefore, incidentNotice } from './in-app.ts';

const AFTER: Incident = {
  id: 'i',
  source: 'AUTOMATIC',
  status: 'CONFIRMED',
  severity: 'DOWN',
  title: 'shop is down',
  affectedRegions: [],
  reopenCount: 0,
  startedAtMs: 0,
  createdAtMs: 0,
  updatedAtMs: 0,
};

test('an incident is told when it opens, opens again, gets worse and ends, and not in between', () => {
  const down: IncidentBefore = { status: 'CONFIRMED', severity: 'DOWN' };
  const cases: readonly [IncidentBefore | undefined, Partial<Incident>, string | undefined][] = [
    [undefined, { status: 'WATCHING' }, undefined],
    [undefined, {}, 'incident.opened'],
    [{ status: 'WATCHING', severity: 'DOWN' }, {}, 'incident.opened'],
    [{ status: 'RESOLVED', severity: 'DOWN' }, {}, 'incident.reopened'],
    [{ status: 'CONFIRMED', severity: 'DEGRADED' }, {}, 'incident.worsened'],
    [down, { severity: 'DEGRADED' }, undefined],
    [down, { affectedRegions: ['eu'] }, undefined],
    [down, { status: 'RESOLVED' }, 'incident.resolved'],
    [{ status: 'RESOLVED', severity: 'DOWN' }, { status: 'RESOLVED' }, undefined],
    [{ status: 'WATCHING', severity: 'DOWN' }, { status: 'RESOLVED' }, undefined],
  ];
  for (const [before, after, type] of cases) assert.equal(incidentNotice(before, { ...AFTER, ...after })?.type, type);
});
