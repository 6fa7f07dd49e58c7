/** What a person opened is told like what looks found. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { policyOf, stepOf } from '../testing/policies.ts';
import type { Delivery } from './alert.ts';
import {
  acknowledgeByHand,
  changeSeverityByHand,
  endWithMonitor,
  escalateByHand,
  fallBackByHand,
  openByHand,
  type PlanByHand,
  resolveByHand,
  unacknowledgeByHand,
} from './by-hand.ts';
import type { Dispatch } from './dispatch.ts';
import type { Incident } from './incident.ts';
import type { NotificationPolicy } from './notification-policy.ts';

const MINUTE = 60_000;
const NOON = Date.UTC(2026, 10, 21, 12, 0);

/** An incident, and what a store would keep of telling it. */
class Opened {
  incident: Incident;
  nowMs = NOON;
  readonly deliveries: Delivery[] = [];
  readonly dispatches = new Map<string, Dispatch>();
  readonly #policies: readonly NotificationPolicy[];
  #ids = 0;

  constructor(policies: readonly NotificationPolicy[], part: Partial<Incident> = {}) {
    this.#policies = policies;
    this.incident = {
      ...{ id: 'i1', source: 'MANUAL', status: 'CONFIRMED', severity: 'DOWN', title: 'Payments are slow' },
      ...{ affectedRegions: [], reopenCount: 0, startedAtMs: NOON, createdAtMs: NOON, updatedAtMs: NOON },
      ...part,
    };
  }

  given() {
    const channels = ['slack', 'pager', 'phone'].map((id) => ({ id }));
    const monitor = { id: this.incident.monitorId ?? '', name: 'shop', target: 'opened by hand' };
    const newId = () => `id${++this.#ids}`;
    const kept = { incident: this.incident, deliveries: this.deliveries, dispatches: [...this.dispatches.values()] };
    return { ...kept, monitor, channels, policies: this.#policies, nowMs: this.nowMs, newId };
  }

  keep(plan: PlanByHand | undefined): readonly string[] {
    this.incident = plan?.incident ?? this.incident;
    this.deliveries.push(...(plan?.deliveries ?? []));
    for (const dispatch of plan?.dispatches ?? []) this.dispatches.set(dispatch.id, dispatch);
    return (plan?.deliveries ?? []).map(({ kind, channelId }) => `${kind.replace('INCIDENT_', '')} ${channelId}`);
  }

  pass(minutes: number): readonly string[] {
    this.nowMs += minutes * MINUTE;
    return this.keep(escalateByHand(this.given()));
  }
}

const CHAIN = { steps: [stepOf(0, ['slack']), stepOf(10, ['pager'])] };

test('where no policy matches all channels are told, in the words of the person, and of the end', () => {
  const opened = new Opened([]);
  assert.deepEqual(opened.keep(openByHand(opened.given())), ['CREATED slack', 'CREATED pager', 'CREATED phone']);
  const [first] = opened.deliveries;
  assert.equal(first?.message.headline, 'Payments are slow');
  assert.equal(first?.monitorId, undefined, 'it is of no monitor');
  assert.equal(opened.pass(60).length, 0);
  assert.deepEqual(opened.keep(resolveByHand(opened.given())), ['RESOLVED slack', 'RESOLVED pager', 'RESOLVED phone']);
  assert.equal(opened.incident.status, 'RESOLVED');
  assert.equal(new Set(opened.deliveries.map(({ key }) => key)).size, 6);
});

test('a policy tells it step by step in the same words, and those that were told hear of the end', () => {
  const opened = new Opened([policyOf('on call', {}, CHAIN)], { monitorId: 'm1' });
  assert.deepEqual(opened.keep(openByHand(opened.given())), ['CREATED slack']);
  assert.deepEqual(opened.pass(9), []);
  assert.deepEqual(opened.pass(1), ['CREATED pager']);
  const headlines = new Set(opened.deliveries.map(({ message }) => message.headline));
  assert.deepEqual([...headlines], ['shop: Payments are slow']);
  assert.ok(opened.deliveries.every(({ monitorId }) => monitorId === 'm1'));
  assert.deepEqual(opened.keep(resolveByHand({ ...opened.given(), body: 'paid' })), [
    'RESOLVED slack',
    'RESOLVED pager',
  ]);
});

test('one before its first step ends without a word, because nobody was told that it began', () => {
  const opened = new Opened([policyOf('late', {}, { steps: [stepOf(10, ['slack'])] })]);
  assert.deepEqual(opened.keep(openByHand(opened.given())), []);
  assert.deepEqual(opened.keep(resolveByHand(opened.given())), []);
});

test('a channel that the monitor names itself hears of the end, whatever a policy that told it too wants', () => {
  const opened = new Opened([policyOf('on call', {}, { ...CHAIN, onResolve: 'silent' })], { monitorId: 'm1' });
  const own = () => ({ ...opened.given(), channels: [{ id: 'slack' }], namesChannels: true });
  const reachable = ['slack', 'pager'].map((id) => ({ id }));
  assert.deepEqual(opened.keep(openByHand({ ...own(), reachable })), ['CREATED slack']);
  opened.nowMs += 10 * MINUTE;
  assert.deepEqual(opened.keep(escalateByHand({ ...own(), reachable })), ['CREATED pager']);
  assert.deepEqual(opened.keep(resolveByHand({ ...own(), reachable })), ['RESOLVED slack']);
});

test('whoever takes it on ends its steps, until it is given back', () => {
  const opened = new Opened([policyOf('on call', {}, CHAIN)]);
  opened.keep(openByHand(opened.given()));
  const done = acknowledgeByHand({ ...opened.given(), by: 'Ada' });
  opened.keep(done);
  assert.deepEqual(done?.cancelDispatches, [...opened.dispatches.keys()]);
  assert.deepEqual(opened.incident.acknowledgement, { by: 'Ada', atMs: NOON });
  assert.equal(acknowledgeByHand({ ...opened.given(), by: 'Bob' }), undefined);
  assert.deepEqual(opened.pass(600), []);
  opened.keep(unacknowledgeByHand({ ...opened.given(), by: 'Ada' }));
  assert.deepEqual(opened.pass(0), ['CREATED slack']);
});

test('one whose monitor is deleted ends without a person, and those that were told hear why', () => {
  const opened = new Opened([policyOf('on call', {}, CHAIN)], { monitorId: 'm1' });
  opened.keep(openByHand(opened.given()));
  opened.nowMs += 3 * MINUTE;
  const plan = endWithMonitor({ ...opened.given(), state: undefined });
  assert.deepEqual(opened.keep(plan), ['RESOLVED slack']);
  assert.equal(opened.incident.resolutionReason, 'AUTO_RESOLVED');
  assert.deepEqual(
    plan.updates.map(({ body, createdBy }) => [body, createdBy]),
    [['The monitor was deleted.', 'SYSTEM']],
  );
  assert.equal(
    opened.deliveries.at(-1)?.message.headline,
    'the incident of shop was closed after 3 min: the monitor was deleted',
  );
  assert.equal(opened.deliveries.at(-1)?.message.isClosed, true, 'no look said that it is up');
  assert.equal([...opened.dispatches.values()][0]?.completionReason, 'RESOLVED');
});

test('of an incident that is not told yet, or held, nobody is told the end when its monitor is deleted', () => {
  const opened = new Opened([], { monitorId: 'm1', source: 'AUTOMATIC', status: 'TRIGGERED' });
  assert.deepEqual(opened.keep(endWithMonitor({ ...opened.given(), state: undefined })), []);
  assert.equal(opened.incident.status, 'RESOLVED');
});

test('a step that reached nobody goes to the fallback', () => {
  const opened = new Opened([policyOf('on call', { fallbackChannelIds: ['phone'] }, CHAIN)]);
  opened.keep(openByHand(opened.given()));
  assert.deepEqual(opened.keep(fallBackByHand(opened.given())), [], 'it may still arrive');
  opened.deliveries[0] = { ...opened.deliveries[0]!, status: 'FAILED' };
  assert.deepEqual(opened.keep(fallBackByHand(opened.given())), ['CREATED phone']);
  assert.deepEqual(opened.keep(fallBackByHand(opened.given())), []);
});

test('announced maintenance is told as that, and matches no policy for what is down', () => {
  const grave = policyOf('grave', { matchRules: [{ type: 'severity_gte', value: 'DOWN' }] }, CHAIN);
  const opened = new Opened([grave], { severity: 'MAINTENANCE' });
  assert.equal(opened.keep(openByHand(opened.given())).length, 3);
  assert.ok(opened.deliveries.every(({ message }) => message.severity === 'MAINTENANCE'));
});

test('whoever was told that it is down hears of the end in quiet hours too, though a person has judged it milder since', () => {
  const quietHours = { timeZone: 'UTC', from: '12:00', to: '14:00' };
  const at = (severity: Incident['severity']) => {
    const opened = new Opened([policyOf('on call', { quietHours }, CHAIN)], { severity });
    opened.keep(openByHand(opened.given()));
    opened.keep(changeSeverityByHand({ ...opened.given(), by: 'Ada', severity: 'MAINTENANCE' }));
    opened.keep(resolveByHand(opened.given()));
    return opened.deliveries.map(({ notBeforeMs }) => (notBeforeMs === undefined ? 'at once' : 'waits'));
  };
  assert.deepEqual(at('DOWN'), ['at once', 'waits', 'at once']);
  assert.deepEqual(at('DEGRADED'), ['waits', 'waits', 'waits']);
});
