import assert from 'node:assert/strict';
import { test } from 'node:test';
import { advance, expire } from '../deciding/advance.ts';
import type { Delivery } from './alert.ts';
import { failure } from '../looking/failure.ts';
import type { Incident, IncidentUpdate } from './incident.ts';
import type { Outcome } from '../looking/observation.ts';
import { incidentIdOf, plan, type Plan } from './plan.ts';
import type { Policy } from '../deciding/policy.ts';
import { resolveManually } from './resolve.ts';
import { shiftIncident, shiftState } from '../deciding/clock-shift.ts';
import { initialState, type MonitorState } from '../deciding/state.ts';
import { lookAt, policyFor } from '../testing/looks.ts';

const MINUTE = 60_000;
const NOON = Date.UTC(2026, 10, 21, 12, 0);
const THREE = ['asia', 'eu', 'us'];

/** A monitor with all that is kept of it, as if each plan were committed at once. */
class Kept {
  state: MonitorState = initialState(1, NOON);
  channels: { id: string }[] = [{ id: 'slack' }, { id: 'mail' }];
  reachable: { id: string }[] = [...this.channels];
  readonly incidents = new Map<string, Incident>();
  readonly updates: IncidentUpdate[] = [];
  readonly deliveries: Delivery[] = [];
  nowMs = NOON;
  #ids = 0;
  readonly policy: Policy;
  readonly regions: readonly string[];

  constructor(policy: Policy = policyFor(1), regions: readonly string[] = ['local']) {
    this.policy = policy;
    this.regions = regions;
  }

  telling() {
    const { channels, reachable, nowMs } = this;
    const monitor = { id: 'm1', name: 'shop', target: 'https://shop.example/' };
    return { monitor, channels, reachable, nowMs, newId: () => `id${++this.#ids}` };
  }

  see(looks: string, region = this.regions[0]!, detail?: string): Delivery[] {
    const told: Delivery[] = [];
    for (const letter of looks) {
      this.nowMs += MINUTE;
      const outcome = { u: 'up', w: 'degraded', d: 'down', '-': 'unknown' }[letter] as Outcome;
      const given = letter === 'd' ? { failure: failure('tls.expired', detail ?? '3 days ago') } : {};
      const look = lookAt(this.nowMs, outcome, { region, ...given });
      told.push(...this.keep(advance(this.state, look, this.policy, this)));
    }
    return told;
  }

  keep(advanced: ReturnType<typeof advance>): readonly Delivery[] {
    const incident = this.incidents.get(incidentIdOf(this.state) ?? '');
    return this.commit(plan({ ...this.telling(), previous: this.state, ...advanced, incident }));
  }

  commit(planned: Plan): readonly Delivery[] {
    this.state = planned.state;
    if (planned.incident) this.incidents.set(planned.incident.id, planned.incident);
    this.updates.push(...planned.updates);
    this.deliveries.push(...planned.deliveries);
    return planned.deliveries;
  }

  get last(): Incident {
    return [...this.incidents.values()].at(-1)!;
  }
}

const said = (deliveries: readonly Delivery[]): string[] => [
  ...new Set(deliveries.map(({ message }) => message.headline)),
];
const kinds = (deliveries: readonly Delivery[]): string[] =>
  deliveries.map(({ kind, channelId }) => `${kind} ${channelId}`);

test('a confirmed incident is a row, a line of its timeline and one alert a channel', () => {
  const kept = new Kept();
  const told = kept.see('uudd');
  assert.deepEqual(kinds(told), ['INCIDENT_CREATED slack', 'INCIDENT_CREATED mail']);
  assert.deepEqual(said(told), ['shop is down in local since 12:03 UTC: the certificate has expired (3 days ago)']);
  assert.equal(kept.last.status, 'CONFIRMED');
  assert.equal(kept.last.severity, 'DOWN');
  assert.equal(kept.last.startedAtMs, NOON + 3 * MINUTE);
  assert.equal(kept.last.triggeredByRule, '2 consecutive failures in local');
  assert.equal(kept.last.failure?.code, 'tls.expired');
  assert.equal(kept.state.incident?.id, kept.last.id);
  assert.equal(told[0]!.key, `${kept.last.id}:1:slack`);
  assert.deepEqual(
    kept.updates.map(({ newStatus }) => newStatus),
    ['CONFIRMED'],
  );
});

test('recovery ends it, tells for how long it lasted, under the next key', () => {
  const kept = new Kept();
  kept.see('uudd');
  const told = kept.see('duu');
  assert.deepEqual(kinds(told), ['INCIDENT_RESOLVED slack', 'INCIDENT_RESOLVED mail']);
  assert.deepEqual(said(told), ['shop is up again after 4 min']);
  assert.equal(told[0]!.key, `${kept.last.id}:2:slack`);
  assert.equal(kept.last.status, 'RESOLVED');
  assert.equal(kept.last.resolutionReason, 'AUTO_RECOVERED');
  assert.equal(kept.last.resolvedAtMs, kept.nowMs);
  assert.equal(told[0]!.message.resolvedAtMs, kept.nowMs);
});

test('only a channel that was told of the opening is told of the end (I4)', () => {
  const kept = new Kept();
  kept.see('uudd');
  kept.channels = [{ id: 'mail' }, { id: 'new' }];
  kept.reachable = [{ id: 'mail' }, { id: 'new' }];
  assert.deepEqual(kinds(kept.see('uu')), ['INCIDENT_RESOLVED mail'], 'slack was deleted, new was told nothing');
});

test('a channel that the monitor no longer tells still hears the end of what it was told', () => {
  const kept = new Kept();
  kept.see('uudd');
  kept.channels = [{ id: 'mail' }];
  assert.deepEqual(kinds(kept.see('uu')), ['INCIDENT_RESOLVED slack', 'INCIDENT_RESOLVED mail']);
});

test('within the cooldown the same incident is reopened, told again and ended again', () => {
  const kept = new Kept(policyFor(1, { flapping: { changesMax: 10, windowMinutes: 10 } }));
  kept.see('uudduu');
  const first = kept.last;
  const told = kept.see('dd');
  assert.deepEqual(kinds(told), ['INCIDENT_REOPENED slack', 'INCIDENT_REOPENED mail']);
  assert.match(said(told)[0]!, /^shop is down again in local since 12:07 UTC: /);
  assert.equal(kept.last.id, first.id);
  assert.equal(kept.last.reopenCount, 1);
  assert.equal(kept.last.resolvedAtMs, undefined);
  assert.equal(told[0]!.key, `${first.id}:3:slack`);
  assert.equal(kept.see('uu')[0]!.key, `${first.id}:4:slack`);
  kept.see('uuuuuu');
  kept.see('dd');
  assert.notEqual(kept.last.id, first.id);
});

test('a target that comes and goes is told of once as flapping, then once when it has been well for long enough (O04)', () => {
  const policy = policyFor(1, {
    triggerRules: [{ type: 'consecutive_failures', count: 1, scope: 'per_region', severity: 'down' }],
    recovery: { consecutiveSuccesses: 1 },
  });
  const kept = new Kept(policy);
  kept.channels = [{ id: 'slack' }];
  kept.reachable = kept.channels;
  kept.see('u');
  kept.see('du'.repeat(30));
  assert.deepEqual(kinds(kept.deliveries), [
    'INCIDENT_CREATED slack',
    'INCIDENT_RESOLVED slack',
    'INCIDENT_REOPENED slack',
  ]);
  assert.match(
    said(kept.deliveries)[2]!,
    /^shop is down again in local since 12:04 UTC and flaps \(3 changes within 10 min; its end is told when it has been well for 10 min\): /,
  );
  assert.equal(kept.last.status, 'CONFIRMED');
  assert.equal(kept.last.isFlapping, true);
  assert.equal(kept.state.verdict, 'up', 'the verdict says what is so');
  assert.deepEqual(kinds(kept.see('uuuuuuuuu')), []);
  const told = kept.see('uu');
  assert.deepEqual(kinds(told), ['INCIDENT_RESOLVED slack']);
  assert.deepEqual(said(told), ['shop is up again after 59 min of flapping']);
  assert.equal(kept.incidents.size, 1);
  assert.equal(kept.state.incident, undefined);
  assert.equal(kept.updates.filter(({ body }) => body?.startsWith('It flaps')).length, 1);
  assert.ok(kept.updates.length < 10, 'not a line for each change');
});

test('nothing is told before it is confirmed, nor of what never was', () => {
  const kept = new Kept(policyFor(3), THREE);
  for (const region of THREE) kept.see('uu', region);
  assert.deepEqual(kept.see('dd', 'eu'), []);
  assert.equal(kept.last.status, 'TRIGGERED');
  kept.nowMs += 10 * MINUTE;
  assert.deepEqual(kept.keep(expire(kept.state, kept.policy, kept)), []);
  assert.equal(kept.last.status, 'RESOLVED');
  assert.equal(kept.last.resolutionReason, 'AUTO_RESOLVED');
});

test('it says in how many regions, and keeps every region it reached', () => {
  const kept = new Kept(policyFor(3), THREE);
  for (const region of THREE) kept.see('uu', region);
  kept.see('dd', 'eu');
  assert.match(said(kept.see('dd', 'us'))[0]!, /^shop is down in eu and us \(2 of 3 regions\) since 12:07 UTC: /);
  kept.see('dd', 'asia');
  kept.see('uu', 'eu');
  assert.deepEqual(kept.last.affectedRegions, THREE);
  assert.equal(kept.incidents.size, 1);
});

test('where one region is enough it is degraded there, and down when most of them are', () => {
  const kept = new Kept(policyFor(3, { confirmation: { minRegionsFailing: 1 } }), THREE);
  for (const region of THREE) kept.see('uu', region);
  assert.match(said(kept.see('dd', 'eu'))[0]!, /^shop is degraded in eu only \(1 of 3 regions\) since /);
  assert.match(said(kept.see('dd', 'us'))[0]!, /^shop is now down in eu and us \(2 of 3 regions\) \(degraded since /);
});

test('a degraded incident that becomes down is told once more, and keeps its worst severity', () => {
  const kept = new Kept();
  assert.match(said(kept.see('uuww'))[0]!, /^shop is degraded in local since 12:03 UTC: the answer took longer/);
  assert.match(kept.last.warning ?? '', /^the answer took longer/, 'nothing failed, and still it says why');
  const told = kept.see('dd');
  assert.deepEqual(kinds(told), ['INCIDENT_CREATED slack', 'INCIDENT_CREATED mail']);
  assert.match(said(told)[0]!, /^shop is now down in local \(degraded since 12:03 UTC\): /);
  assert.deepEqual(kept.see('wwdd'), []);
  assert.equal(kept.last.severity, 'DOWN');
  assert.equal(new Set(kept.deliveries.map(({ key }) => key)).size, kept.deliveries.length);
});

test('each change of severity is a line of the timeline, and only the first worsening is told', () => {
  const kept = new Kept();
  kept.see('uuww');
  assert.equal(kept.see('dd').length, 2);
  assert.deepEqual(kept.see('ww'), [], 'easing is not told');
  assert.equal(kept.state.verdict, 'degraded');
  assert.deepEqual(kept.see('dd'), [], 'nor is it told again that it is down');
  assert.equal(kept.state.verdict, 'down');
  assert.deepEqual(kinds(kept.see('uu')), ['INCIDENT_RESOLVED slack', 'INCIDENT_RESOLVED mail']);
  assert.deepEqual(
    kept.updates.map(({ body }) => body?.replace(/ in local: .*| consecutive .*/, '')),
    [
      'Confirmed: 2 looks in a row with a warning in local.',
      'Now down',
      'Eased: degraded in local.',
      'Now down',
      'Recovered.',
    ],
  );
  assert.equal(kept.last.severity, 'DOWN', 'the incident keeps its worst');
});

test('a person ends it: those told are told, and the next failing look does not open it again', () => {
  const kept = new Kept();
  kept.see('uudd');
  const told = kept.commit(
    resolveManually({ ...kept.telling(), state: kept.state, incident: kept.last, body: 'planned' }),
  );
  assert.deepEqual(kinds(told), ['INCIDENT_RESOLVED slack', 'INCIDENT_RESOLVED mail']);
  assert.equal(kept.last.resolutionReason, 'MANUAL');
  assert.equal(kept.updates.at(-1)!.body, 'planned');
  assert.equal(kept.updates.at(-1)!.createdBy, 'USER');
  assert.equal(kept.state.verdict, 'unknown');
  assert.deepEqual(kept.see('d'), []);
  const first = kept.last.id;
  assert.deepEqual(kinds(kept.see('d')), ['INCIDENT_CREATED slack', 'INCIDENT_CREATED mail']);
  assert.notEqual(kept.last.id, first, 'a new incident: the old one was ended for good');
  assert.ok(kept.last.startedAtMs >= kept.incidents.get(first)!.resolvedAtMs!);
});

test('ending it twice, or another incident, leaves the state as it is', () => {
  const kept = new Kept();
  kept.see('uudd');
  const other: Incident = { ...kept.last, id: 'other', source: 'MANUAL' };
  const planned = resolveManually({ ...kept.telling(), state: kept.state, incident: other });
  assert.equal(planned.state, kept.state);
  assert.equal(planned.incident?.status, 'RESOLVED');
  assert.deepEqual(planned.deliveries, []);
  const again = resolveManually({ ...kept.telling(), state: kept.state, incident: planned.incident });
  assert.equal(again.incident, undefined);
});

test('an end lies never before its beginning, though the clock was set back (T02)', () => {
  const kept = new Kept();
  kept.see('uudd');
  kept.nowMs -= 120 * MINUTE;
  kept.see('uu');
  assert.equal(kept.last.status, 'RESOLVED');
  assert.ok(kept.last.resolvedAtMs! >= kept.last.startedAtMs);
});

test('the end is told though the row was lost', () => {
  const kept = new Kept();
  kept.see('uudd');
  const { id } = kept.last;
  kept.incidents.clear();
  assert.deepEqual(kinds(kept.see('uu')), ['INCIDENT_RESOLVED slack', 'INCIDENT_RESOLVED mail']);
  assert.equal(kept.last.id, id);
});

test('who has taken an incident on has it for as long as was said, though the clock was set', () => {
  const kept = new Kept();
  kept.see('uudd');
  const acknowledgement = { by: 'ops', atMs: kept.nowMs, snoozedUntilMs: kept.nowMs + 30 * MINUTE };
  const shifted = shiftIncident({ ...kept.last, acknowledgement }, -120 * MINUTE);
  assert.equal(shifted.acknowledgement?.snoozedUntilMs, kept.nowMs - 90 * MINUTE);
  assert.equal(shifted.acknowledgement.atMs, kept.nowMs - 120 * MINUTE);
});

test('an incident lasts as long as it really did when its times are shifted with the clock (T02)', () => {
  for (const byMs of [-120 * MINUTE, 60 * MINUTE, 10 * 365 * 24 * 60 * MINUTE]) {
    const kept = new Kept();
    kept.see('uudd');
    kept.state = shiftState(kept.state, byMs);
    kept.incidents.set(kept.last.id, shiftIncident(kept.last, byMs));
    kept.nowMs += byMs;
    kept.see('ddu');
    assert.equal(kept.state.verdict, 'down', 'no look is lost');
    kept.see('u');
    assert.equal(kept.last.resolvedAtMs! - kept.last.startedAtMs, 5 * MINUTE);
    assert.equal(shiftIncident(kept.last, byMs), kept.last, 'what has ended keeps its times');
    assert.match(said(kept.deliveries.slice(-1))[0]!, /after 5 min$/);
    kept.see('dd');
    assert.equal(kept.last.reopenCount, 1, 'the cooldown lasts as long as it should');
  }
});

test('an incident does not begin before the last one has ended, though its first failure was seen before', () => {
  const kept = new Kept(policyFor(3), THREE);
  for (const region of THREE) kept.see('uu', region);
  kept.see('dd', 'eu');
  kept.see('d', 'us');
  const last = kept.last;
  kept.nowMs += 5 * MINUTE;
  kept.keep(expire(kept.state, kept.policy, kept));
  const ended = kept.incidents.get(last.id)!;
  assert.equal(ended.status, 'RESOLVED');
  kept.see('d', 'us');
  assert.notEqual(kept.last.id, last.id);
  assert.ok(kept.last.startedAtMs >= ended.resolvedAtMs!);
});
