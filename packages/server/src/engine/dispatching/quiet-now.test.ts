import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Dispatch, IncidentSeverity, NotificationPolicy } from '@upwatch/core';
import type { SendOutcome } from '../../channels/port.ts';
import { QuietNow } from './quiet-now.ts';
import { deliveryOf, idOf, incidentOf, OPERATOR, type Rig, SENT, startRig, T0 } from '../testing/dispatcher-rig.ts';

const MINUTE_MS = 60_000;
const LATER: SendOutcome = { type: 'retry', reason: 'too many', statusCode: 429, retryAfterMs: 6 * MINUTE_MS };

/** Quiet from 12:05 to 13:00; it is 12:00. */
const POLICY: NotificationPolicy = {
  id: idOf('policy'),
  name: 'on call',
  matchRules: [],
  escalation: { steps: [{ delayMinutes: 0, channelIds: [idOf('hook')] }] },
  isEnabled: true,
  priority: 0,
  quietHours: { timeZone: 'UTC', from: '12:05', to: '13:00', severities: ['DEGRADED'] },
  managedBy: 'API',
  createdAtMs: T0,
  updatedAtMs: T0,
};

async function quietRig(policies: () => readonly NotificationPolicy[] = () => [POLICY]): Promise<Rig> {
  const rig: Rig = await startRig((options) => ({
    ...options,
    quiet: new QuietNow({ dispatches: { get: (id) => rig.store.dispatches.get(id) }, routing: { policies } }),
  }));
  return rig;
}

function dispatchOf(id: string, incidentId: string, nowMs: number): Dispatch {
  return {
    ...{ id, incidentId, policyId: POLICY.id, policyName: POLICY.name },
    status: 'COMPLETED',
    completionReason: 'EXHAUSTED',
    currentStep: 1,
    totalSteps: 1,
    fires: [{ stepNumber: 1, fireCount: 1 }],
    toldChannelIds: [idOf('hook')],
    fellBackAtSteps: [],
    createdAtMs: nowMs,
    updatedAtMs: nowMs,
  };
}

/** An opening, told by the policy's first step, as the recorder commits it. */
async function open(rig: Rig, name: string, severity: IncidentSeverity): Promise<void> {
  const nowMs = rig.time.wall();
  const incident = { ...incidentOf(name, 'INCIDENT_CREATED', nowMs, undefined), severity };
  const dispatch = dispatchOf(idOf(`d-${name}`), incident.id, nowMs);
  const plain = deliveryOf({ incident, kind: 'INCIDENT_CREATED', sequence: 1, channelId: idOf('hook'), nowMs });
  const firing = { dispatchId: dispatch.id, stepNumber: 1, fireCount: 1 };
  const alert = { ...plain, ...firing, message: { ...plain.message, severity } };
  await rig.store.incidents.commit({ incident, updates: [], deliveries: [alert], dispatches: [dispatch] }, OPERATOR);
}

const minutesOf = (rig: Rig): readonly number[] => rig.sent.map(({ atMs }) => Math.floor((atMs - T0) / MINUTE_MS));

test('an attempt that comes to lie in quiet hours waits for their end; what need not wait does not (A16)', async () => {
  for (const [severity, minutes] of [
    ['DEGRADED', [0, 60]],
    ['DOWN', [0, 6]],
  ] as const) {
    await using rig = await quietRig();
    await rig.addChannel('hook', (_message, count) => (count === 1 ? LATER : SENT));
    await open(rig, 'shop', severity);
    rig.dispatcher.wake();
    await rig.time.settle();
    await rig.time.advance(30 * MINUTE_MS);
    rig.crash();
    await rig.time.advance(40 * MINUTE_MS);
    assert.deepEqual(minutesOf(rig), minutes, severity);
    assert.equal((await rig.alerts('shop'))[0]?.status, 'DELIVERED');
    assert.deepEqual(rig.troubles, []);
  }
});

test('a storm that a channel could not take before the quiet hours waits for their end', async () => {
  await using rig = await quietRig();
  const names = Array.from({ length: 12 }, (_, place) => `n${place}`);
  await rig.addChannel('hook', ({ atMs }) => (atMs < T0 + 5 * MINUTE_MS ? LATER : SENT));
  for (const name of names) await open(rig, name, 'DEGRADED');
  rig.dispatcher.wake();
  await rig.time.settle();
  await rig.time.advance(59 * MINUTE_MS);
  assert.ok(
    minutesOf(rig).every((minute) => minute < 5),
    `told at ${minutesOf(rig).join()}`,
  );
  await rig.time.advance(15 * MINUTE_MS);
  for (const name of names) assert.equal((await rig.alerts(name))[0]?.status, 'DELIVERED', name);
});

test('hours that are taken from a policy hold nothing up any more', async () => {
  let policies = [POLICY];
  await using rig = await quietRig(() => policies);
  await rig.addChannel('hook', (_message, count) => (count === 1 ? LATER : SENT));
  await open(rig, 'shop', 'DEGRADED');
  rig.dispatcher.wake();
  await rig.time.settle();
  await rig.time.advance(20 * MINUTE_MS);
  const { quietHours: _, ...always } = POLICY;
  policies = [always];
  await rig.time.advance(2 * MINUTE_MS);
  assert.deepEqual(minutesOf(rig), [0, 21]);
});
