import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Scope, Verdict } from '../deciding/state.ts';
import {
  combinedStanding,
  type ComponentStatus,
  groupStanding,
  type MonitorFacts,
  monitorStanding,
  overallStatus,
  saidByIncidents,
  STATIC_STANDING,
} from './component-status.ts';

const GLOBAL: Scope = { type: 'global' };
const REGIONAL: Scope = { type: 'regional', regions: ['eu'] };
const LOOKED_AT: MonitorFacts = {
  verdict: 'up',
  scope: GLOBAL,
  isEnabled: true,
  isInMaintenance: false,
  overdueMs: 0,
};

test('a monitor is shown as its verdict and its scope say', () => {
  const cases: readonly [Verdict, Scope, ComponentStatus, boolean][] = [
    ['up', GLOBAL, 'OPERATIONAL', true],
    ['degraded', GLOBAL, 'DEGRADED_PERFORMANCE', true],
    ['degraded', REGIONAL, 'DEGRADED_PERFORMANCE', true],
    ['down', REGIONAL, 'PARTIAL_OUTAGE', true],
    ['down', GLOBAL, 'MAJOR_OUTAGE', true],
    ['unknown', { type: 'probe' }, 'OPERATIONAL', false],
  ];
  for (const [verdict, scope, status, isCurrent] of cases) {
    assert.deepEqual(monitorStanding({ ...LOOKED_AT, verdict, scope }), { status, isCurrent }, verdict);
  }
});

test('maintenance explains a verdict; what is paused or overdue is not shown as current', () => {
  const down = { ...LOOKED_AT, verdict: 'down' } as const;
  assert.deepEqual(monitorStanding({ ...down, isInMaintenance: true }), {
    status: 'UNDER_MAINTENANCE',
    isCurrent: true,
  });
  assert.deepEqual(monitorStanding({ ...down, isEnabled: false }), { status: 'OPERATIONAL', isCurrent: false });
  assert.deepEqual(monitorStanding({ ...down, overdueMs: 1 }), { status: 'MAJOR_OUTAGE', isCurrent: false });
});

test('a group that holds out although members are down is out in part', () => {
  const members = { totalMembers: 3, currentMembers: 3 };
  const statusOf = (status: 'operational' | 'degraded' | 'down' | 'maintenance', failingCount: number) =>
    groupStanding({ status, failingCount, ...members }).status;
  assert.equal(statusOf('operational', 0), 'OPERATIONAL');
  assert.equal(statusOf('degraded', 0), 'DEGRADED_PERFORMANCE');
  assert.equal(statusOf('degraded', 1), 'PARTIAL_OUTAGE');
  assert.equal(statusOf('down', 2), 'MAJOR_OUTAGE');
  assert.equal(statusOf('maintenance', 0), 'UNDER_MAINTENANCE');
  const empty = groupStanding({ status: 'operational', failingCount: 0, totalMembers: 0, currentMembers: 0 });
  assert.equal(empty.isCurrent, false);
});

test('an incident speaks while it is published and open, and of announced work while it lasts', () => {
  const affected = [{ componentId: 'a', status: 'PARTIAL_OUTAGE' }] as const;
  const open = { isPublished: true, isResolved: false, affected };
  const said = (given: object, nowMs = 50) => saidByIncidents([{ ...open, ...given }], nowMs).get('a');
  assert.equal(said({}), 'PARTIAL_OUTAGE');
  assert.equal(said({ isPublished: false }), undefined);
  assert.equal(said({ isResolved: true }), undefined);
  const scheduled = { fromMs: 50, untilMs: 60 };
  assert.deepEqual(
    [49, 50, 59, 60].map((nowMs) => said({ scheduled }, nowMs)),
    [undefined, 'PARTIAL_OUTAGE', 'PARTIAL_OUTAGE', undefined],
  );
  const worse = { ...open, affected: [{ componentId: 'a', status: 'MAJOR_OUTAGE' }] } as const;
  for (const both of [
    [open, worse],
    [worse, open],
  ]) {
    assert.equal(saidByIncidents(both, 50).get('a'), 'MAJOR_OUTAGE');
  }
});

test('what is said and what is seen: the worse of both, and work that was announced explains what is seen', () => {
  const seen = { status: 'PARTIAL_OUTAGE', isCurrent: true } as const;
  assert.equal(combinedStanding(seen, undefined).status, 'PARTIAL_OUTAGE');
  assert.equal(combinedStanding(seen, 'OPERATIONAL').status, 'PARTIAL_OUTAGE');
  assert.equal(combinedStanding(seen, 'DEGRADED_PERFORMANCE').status, 'PARTIAL_OUTAGE');
  assert.equal(combinedStanding(seen, 'MAJOR_OUTAGE').status, 'MAJOR_OUTAGE');
  assert.equal(combinedStanding(seen, 'UNDER_MAINTENANCE').status, 'UNDER_MAINTENANCE');
  const quiet = { status: 'OPERATIONAL', isCurrent: false } as const;
  assert.deepEqual(combinedStanding(quiet, undefined), quiet);
  assert.equal(combinedStanding(quiet, 'MAJOR_OUTAGE').isCurrent, true);
  assert.equal(combinedStanding(STATIC_STANDING, 'DEGRADED_PERFORMANCE').status, 'DEGRADED_PERFORMANCE');
});

test('a page stands as its worst component, but for those left out; an empty one is operational', () => {
  const component = (status: ComponentStatus, isExcluded = false) => ({ status, isExcluded });
  assert.equal(overallStatus([]), 'OPERATIONAL');
  assert.equal(overallStatus([component('UNDER_MAINTENANCE'), component('OPERATIONAL')]), 'UNDER_MAINTENANCE');
  assert.equal(
    overallStatus([component('MAJOR_OUTAGE', true), component('DEGRADED_PERFORMANCE'), component('UNDER_MAINTENANCE')]),
    'DEGRADED_PERFORMANCE',
  );
});
