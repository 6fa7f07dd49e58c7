import assert from 'node:assert/strict';
import { test } from 'node:test';
import { failure } from '../looking/failure.ts';
import type { Observation } from '../looking/observation.ts';
import type { Delivery } from '../telling/alert.ts';
import type { Incident } from '../telling/incident.ts';
import { explain } from './explain.ts';
import type { ExplainInput, WordedEvaluation } from './explanation.ts';

const T0 = Date.UTC(2026, 0, 5, 12, 0, 0);
const MINUTE = 60_000;

function look(slotMs: number, given: Partial<Observation> = {}): Observation {
  return {
    monitorId: 'm',
    region: 'eu',
    slotMs,
    generation: 1,
    kind: 'scheduled',
    startedAtMs: slotMs,
    latenessMs: 0,
    phases: { totalMs: 40, ttfbMs: 20 },
    attempts: [],
    facts: { statusCode: 200, remoteAddress: '192.0.2.7', headers: { server: 'a', date: 'now' } },
    assertions: [],
    ...given,
  };
}

const BAD = {
  facts: { statusCode: 503, remoteAddress: '192.0.2.8', headers: { server: 'b', date: 'later' } },
  phases: { totalMs: 900, ttfbMs: 880 },
  failure: failure('status.unexpected', 'expected 2xx, got 503'),
};

const incident: Incident = {
  id: 'i',
  monitorId: 'm',
  source: 'AUTOMATIC',
  status: 'RESOLVED',
  severity: 'DOWN',
  title: 'shop is down',
  affectedRegions: ['eu'],
  reopenCount: 0,
  startedAtMs: T0,
  confirmedAtMs: T0 + MINUTE,
  resolvedAtMs: T0 + 3 * MINUTE,
  resolutionReason: 'AUTO_RECOVERED',
  createdAtMs: T0,
  updatedAtMs: T0,
};

const met: WordedEvaluation = {
  type: 'consecutive_failures',
  ruleIndex: 0,
  rule: '2 consecutive failures in eu',
  scope: 'per_region',
  region: 'eu',
  slotMs: T0 + MINUTE,
  inputs: [
    { region: 'eu', slotMs: T0 },
    { region: 'eu', slotMs: T0 + MINUTE },
  ],
  isMatched: true,
  counted: 2,
  needed: 2,
};

function delivery(channelId: string, change: Partial<Delivery> = {}): Delivery {
  return {
    id: channelId,
    key: channelId,
    incidentId: 'i',
    channelId,
    kind: 'INCIDENT_CREATED',
    sequence: 1,
    message: { kind: 'INCIDENT_CREATED' } as Delivery['message'],
    status: 'DELIVERED',
    attemptCount: 1,
    deliveredAtMs: T0 + MINUTE + 800,
    createdAtMs: T0 + MINUTE,
    ...change,
  };
}

const whole: ExplainInput = {
  monitorName: 'shop',
  incident,
  transitions: [
    {
      id: 't',
      incidentId: 'i',
      monitorId: 'm',
      occurredAtMs: T0 + MINUTE,
      from: 'WATCHING',
      to: 'CONFIRMED',
      reason: '2 consecutive failures in eu: down',
      evaluations: [met],
      regions: ['eu'],
      source: 'pipeline',
    },
  ],
  evaluations: [met],
  looks: [look(T0, BAD), look(T0 + MINUTE, BAD), look(T0 + 2 * MINUTE)],
  goodLook: look(T0 - MINUTE),
  updates: [],
  deliveries: [delivery('c1'), delivery('c2', { status: 'FAILED', attemptCount: 3, errorMessage: 'answered 410' })],
  attempts: [],
  dispatches: [],
  channels: [
    { id: 'c1', name: 'team', type: 'slack' },
    { id: 'c2', name: 'pager', type: 'webhook' },
    { id: 'c3', name: 'boss', type: 'email' },
  ],
  namedChannelIds: ['c1', 'c2'],
  nowMs: T0 + 10 * MINUTE,
};

test('an incident is explained in sentences: why, where, what was different, who was told and who was not', () => {
  assert.deepEqual(
    explain(whole).told.map(({ deliveryId }) => deliveryId),
    whole.deliveries.map(({ id }) => id),
  );
  assert.deepEqual(explain(whole).sentences, [
    'shop was down in eu for 3 min; it recovered.',
    'The rule "2 consecutive failures in eu" was met at 2026-01-05 12:01:00 UTC: 2 of 2 (2026-01-05 12:00:00 UTC eu; 2026-01-05 12:01:00 UTC eu).',
    'eu first saw it at 2026-01-05 12:00:00 UTC: The status code is not one of those expected: expected 2xx, got 503; it was good again at 2026-01-05 12:02:00 UTC.',
    'Between the last good look and the first bad one: address 192.0.2.7 → 192.0.2.8; status code 200 → 503; header server a → b; first byte time 20 ms → 880 ms; total time 40 ms → 900 ms.',
    'It was confirmed at 2026-01-05 12:01:00 UTC: 2 consecutive failures in eu: down.',
    'At 2026-01-05 12:01:00 UTC team (slack) was told of the opening.',
    'At 2026-01-05 12:01:00 UTC pager (webhook) could not be told of the opening after 3 attempts: answered 410.',
    'boss (email) was not told: the monitor names other channels.',
  ]);
});

test('a look is said to be one more at once where it follows another, and not where a job reported beside the grid', () => {
  const whyOf = (...slots: readonly number[]) =>
    explain({
      ...whole,
      transitions: [],
      evaluations: [{ ...met, inputs: slots.map((slotMs) => ({ region: 'eu', slotMs })) }],
    }).sentences.find((sentence) => sentence.startsWith('The rule'))!;
  assert.match(whyOf(T0, T0 + 1), /12:00:00 UTC eu; 2026-01-05 12:00:00 UTC eu, looked again at once\)/);
  assert.match(whyOf(T0 + 13, T0 + MINUTE + 27), /12:00:00 UTC eu; 2026-01-05 12:01:00 UTC eu\)/);
});

test('the timeline has everything in its order: seen, then judged, then decided, then told', () => {
  const { timeline } = explain(whole);
  assert.deepEqual(
    timeline.map(({ atMs, type }) => `${Math.floor((atMs - T0) / MINUTE)} ${type}`),
    ['-1 look', '0 look', '1 evaluation', '1 transition', '1 delivery', '1 delivery', '2 look'],
  );
});

test('whoever was not told is told why', () => {
  const reasonOf = (change: Partial<ExplainInput>) =>
    explain({ ...whole, deliveries: [], channels: [whole.channels[2]!], ...change }).notTold[0]?.reason;
  const { confirmedAtMs: _, ...unconfirmed } = incident;
  assert.equal(reasonOf({ incident: unconfirmed }), 'it was never confirmed, so nobody was told');
  assert.equal(reasonOf({ incident: { ...incident, source: 'MANUAL' } }), 'whoever opened it had nobody told');
  const held = {
    id: 'u',
    incidentId: 'i',
    createdBy: 'SYSTEM',
    topic: 'hold',
    notifySubscribers: true,
    createdAtMs: T0,
  } as const;
  const body = 'Nobody is told for now: maintenance until 14:00 UTC (upgrade).';
  assert.equal(reasonOf({ updates: [{ ...held, body }] }), 'nobody was told: maintenance until 14:00 UTC (upgrade)');
  const added = { ...whole.channels[2]!, createdAtMs: T0 + 5 * MINUTE };
  assert.equal(reasonOf({ channels: [added] }), 'the channel was added after it was over');
  assert.equal(reasonOf({ namedChannelIds: undefined }), 'nothing was sent to it');
});

test('acknowledgements, what held the telling and what changed are said in their order; a repeat is no opening', () => {
  const line = (id: string, atMs: number, body: string, more: object = {}) => ({
    ...{ id, incidentId: 'i', createdBy: 'SYSTEM' as const, notifySubscribers: true, createdAtMs: atMs, body },
    ...more,
  });
  const message = { kind: 'INCIDENT_CREATED', occasion: 'repeat', repeats: 1 } as Delivery['message'];
  const { sentences } = explain({
    ...whole,
    updates: [
      line('1', T0 + 70_000, 'Nobody is told for now: maintenance until 14:00 UTC (upgrade).', { topic: 'hold' }),
      line('2', T0 + 80_000, 'Acknowledged by ops.', { topic: 'acknowledgement', createdBy: 'USER' }),
      line('3', T0 + 90_000, 'It is the disk.', { createdBy: 'USER' }),
      line('4', T0 + 100_000, 'Spread to us.'),
    ],
    deliveries: [delivery('c1', { message, digestId: 'd', digestPart: 2 })],
    channels: [whole.channels[0]!],
  });
  assert.deepEqual(sentences.slice(4), [
    'It was confirmed at 2026-01-05 12:01:00 UTC: 2 consecutive failures in eu: down.',
    'At 2026-01-05 12:01:10 UTC: Nobody is told for now: maintenance until 14:00 UTC (upgrade).',
    'At 2026-01-05 12:01:20 UTC: Acknowledged by ops.',
    'At 2026-01-05 12:01:30 UTC: somebody wrote: It is the disk.',
    'At 2026-01-05 12:01:40 UTC: Spread to us.',
    'At 2026-01-05 12:01:00 UTC team (slack) was told of it once more, together with others.',
  ]);
});

test('incidents of groups, of persons and of what comes and goes are explained as what they are', () => {
  const about = (change: Partial<Incident>, monitorName = 'shop') =>
    explain({ ...whole, monitorName, incident: { ...incident, ...change }, transitions: [], evaluations: [] })
      .sentences;
  const { monitorId: _, ...noMonitor } = incident;
  const group = { id: 'g', name: 'Payments' };
  const ofGroup = {
    ...noMonitor,
    source: 'RESOURCE_GROUP' as const,
    resourceGroup: group,
    title: 'Payments is down: 3 of 5',
  };
  assert.equal(about(ofGroup, 'Payments')[1], 'The group "Payments" counts its members: Payments is down: 3 of 5.');
  assert.equal(about({ source: 'MANUAL', title: 'Slow' })[0], '"Slow" (down) lasted 3 min; it recovered.');
  assert.equal(about({ isFlapping: true })[0], 'shop was down in eu for 3 min of coming and going; it recovered.');
});

test('without what is no longer kept, the explanation says so and goes on', () => {
  const { goodLook: _, ...rest } = whole;
  const { sentences, differences } = explain({
    ...rest,
    transitions: [],
    evaluations: [],
    looks: [],
    incident: { ...incident, triggeredByRule: '2 consecutive failures in eu' },
  });
  assert.deepEqual(differences, []);
  assert.equal(
    sentences[1],
    'It fired by the rule "2 consecutive failures in eu"; how that was judged is no longer kept.',
  );
});
