import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Delivery } from '../telling/alert.ts';
import type { IncidentUpdate } from '../telling/incident.ts';
import type { AttemptFacts, TimelineInput } from './explanation.ts';
import { incidentTimeline } from './incident-timeline.ts';
import type { IncidentTransition } from './transition.ts';

const T0 = Date.UTC(2026, 0, 5, 12, 0, 0);
const MINUTE = 60_000;

const NOTHING: TimelineInput = {
  incident: {
    ...{ id: 'i', source: 'MANUAL', status: 'CONFIRMED', severity: 'DOWN', title: 'Slow', affectedRegions: [] },
    ...{ reopenCount: 0, startedAtMs: T0, createdAtMs: T0, updatedAtMs: T0 },
  },
  ...{ updates: [], deliveries: [], attempts: [], dispatches: [], transitions: [], evaluations: [], looks: [] },
  channels: [{ id: 'c', name: 'pager', type: 'webhook' }],
};

function delivery(change: Partial<Delivery>): Delivery {
  return {
    ...{ id: 'd', key: 'k', incidentId: 'i', channelId: 'c', kind: 'INCIDENT_CREATED', sequence: 1 },
    message: { kind: 'INCIDENT_CREATED' } as Delivery['message'],
    ...{ status: 'PENDING', attemptCount: 0, createdAtMs: T0 },
    ...change,
  };
}

function attempt(attemptNumber: number, minutes: number, change: Partial<AttemptFacts> = {}): AttemptFacts {
  return { deliveryId: 'd', attemptNumber, status: 'sent', attemptedAtMs: T0 + minutes * MINUTE, ...change };
}

const told = (of: Partial<Delivery>, ...attempts: readonly AttemptFacts[]) =>
  incidentTimeline({ ...NOTHING, deliveries: [delivery(of)], attempts }).map(({ text }) => text);

test('each alert says what became of it, attempt by attempt', () => {
  const failing = attempt(1, 0, { status: 'retry', errorMessage: 'answered 503' });
  const refused = attempt(1, 0, { status: 'reject', errorMessage: 'answered 410' });
  assert.deepEqual(told({ status: 'DELIVERED' }, failing, attempt(2, 1)), [
    'pager (webhook) could not be told of the opening: answered 503; it is tried again',
    'pager (webhook) was told of the opening, attempt 2',
  ]);
  assert.deepEqual(told({ status: 'DELIVERED' }, attempt(1, 5)), [
    'pager (webhook) was told of the opening, 5 min late',
  ]);
  assert.deepEqual(told({ status: 'DELIVERED', digestId: 'x', digestPart: 1 }, attempt(1, 0)), [
    'pager (webhook) was told of the opening, together with others',
  ]);
  assert.deepEqual(told({ status: 'FAILED', errorMessage: 'answered 410' }, refused), [
    'pager (webhook) refused the opening: answered 410',
    'pager (webhook): the opening is given up',
  ]);
  assert.deepEqual(told({ status: 'CANCELLED', errorMessage: 'it was acknowledged' }), [
    'pager (webhook): the opening was cancelled: it was acknowledged',
  ]);
  const quiet = { notBeforeMs: T0 + 60 * MINUTE };
  assert.deepEqual(told({ ...quiet, status: 'DELIVERED' }, attempt(1, 61)), [
    'pager (webhook): the opening waits for the end of the quiet hours, 13:00 UTC',
    'pager (webhook) was told of the opening',
  ]);
  assert.deepEqual(told({ channelId: 'gone' }), ['a channel that is gone is to be told of the opening']);
});

test('steps that no transition says, of groups and of what a person opened, are said by their lines', () => {
  const line: IncidentUpdate = {
    ...{ id: 'u', incidentId: 'i', newStatus: 'CONFIRMED', body: 'Confirmed: 3 of 5.', createdBy: 'SYSTEM' },
    ...{ notifySubscribers: true, createdAtMs: T0 },
  };
  const transition: IncidentTransition = {
    ...{ id: 't', incidentId: 'i', monitorId: 'm', occurredAtMs: T0, from: 'WATCHING', to: 'CONFIRMED' },
    ...{ reason: 'the rule', evaluations: [], regions: [], source: 'pipeline' },
  };
  const texts = (change: Partial<TimelineInput>) => incidentTimeline({ ...NOTHING, ...change }).map(({ text }) => text);
  assert.deepEqual(texts({ updates: [line] }), ['WATCHING → CONFIRMED: Confirmed: 3 of 5.']);
  assert.deepEqual(texts({ updates: [line], transitions: [transition] }), ['WATCHING → CONFIRMED: the rule']);
});

test('everything kept is in it once, oldest first', () => {
  const minutes = fc.integer({ min: 0, max: 500 });
  const topic = fc.constantFrom('acknowledgement', 'severity', 'escalation', 'hold', undefined);
  fc.assert(
    fc.property(fc.array(fc.tuple(minutes, topic)), fc.array(minutes), (lines, tries) => {
      const updates = lines.map(([at, about], place): IncidentUpdate => {
        const atMs = T0 + at * MINUTE;
        const line = { id: `${place}`, incidentId: 'i', body: 'x', createdBy: 'USER' as const, createdAtMs: atMs };
        return { ...line, notifySubscribers: false, ...(about && { topic: about }) };
      });
      const attempts = tries.map((at, place) => attempt(place + 1, at, { status: 'retry' }));
      const deliveries = tries.length > 0 ? [delivery({ status: 'RETRY_PENDING' })] : [];
      const timeline = incidentTimeline({ ...NOTHING, updates, attempts, deliveries });
      assert.equal(timeline.length, lines.length + tries.length);
      const times = timeline.map(({ atMs }) => atMs);
      assert.deepEqual(
        times,
        times.toSorted((a, b) => a - b),
      );
    }),
  );
});
