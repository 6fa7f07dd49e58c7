import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { advance, isSteady, type DecideContext } from './advance.ts';
import { failure } from '../looking/failure.ts';
import type { Incident } from '../telling/incident.ts';
import type { ObservationView } from './observation-view.ts';
import type { Outcome } from '../looking/observation.ts';
import { incidentIdOf, plan } from '../telling/plan.ts';
import { RULE_COUNT_MAX, type Policy, type TriggerRule } from './policy.ts';
import { initialState, rankOf, type DraftState, type MonitorState } from './state.ts';
import { lookAt, policyFor } from '../testing/looks.ts';

const MINUTE = 60_000;
const START = 1_800_000_000_000;
const THREE = ['asia', 'eu', 'us'];

const outcomes = fc.constantFrom<Outcome[]>('up', 'up', 'down', 'down', 'degraded', 'unknown');
const rules: fc.Arbitrary<TriggerRule> = fc.record({
  type: fc.constantFrom('consecutive_failures', 'failures_in_window', 'response_time'),
  count: fc.integer({ min: 1, max: 5 }),
  windowMinutes: fc.integer({ min: 1, max: 60 }),
  scope: fc.constantFrom('per_region', 'any_region'),
  thresholdMs: fc.constant(500),
  severity: fc.constantFrom('down', 'degraded'),
  aggregationType: fc.constantFrom('all_exceed', 'average', 'p95', 'max'),
});
const policies: fc.Arbitrary<Policy> = fc.record({
  triggerRules: fc.array(rules, { minLength: 1, maxLength: 3 }),
  confirmation: fc.record({
    type: fc.constant('multi_region'),
    minRegionsFailing: fc.integer({ min: 1, max: 4 }),
    maxWaitSeconds: fc.integer({ min: 0, max: 600 }),
  }),
  recovery: fc.record({
    consecutiveSuccesses: fc.integer({ min: 1, max: 4 }),
    minRegionsPassing: fc.integer({ min: 1, max: 4 }),
    cooldownMinutes: fc.integer({ min: 0, max: 10 }),
  }),
});

/** Looks of three regions, each in the slot of its place. */
const histories: fc.Arbitrary<ObservationView[]> = fc
  .array(
    fc.record({ outcome: outcomes, region: fc.constantFrom(...THREE), responseMs: fc.integer({ min: 1, max: 1000 }) }),
    {
      maxLength: 80,
    },
  )
  .map((looks) =>
    looks.map(({ outcome, region, responseMs }, i) => {
      const isAnswer = outcome === 'up' || outcome === 'degraded';
      return lookAt(START + i * 20_000, outcome, { region, ...(isAnswer && { responseMs }) });
    }),
  );

function follow(looks: readonly ObservationView[], policy: Policy, from: DraftState = initialState(1, START)) {
  const events: ReturnType<typeof advance>['events'][number][] = [];
  let state = from;
  for (const look of looks) {
    const advanced = advance(state, look, policy, contextOf(look));
    state = advanced.state;
    events.push(...advanced.events);
  }
  return { state, events };
}

function contextOf(look: ObservationView, regions: readonly string[] = THREE): DecideContext {
  return { nowMs: look.endedAtMs, regions };
}

test('what was decided once is decided again, also when all of it is delivered twice', () => {
  fc.assert(
    fc.property(histories, policies, (looks, policy) => {
      const once = follow(looks, policy);
      assert.deepEqual(follow(looks, policy), once);
      for (const look of looks) {
        const again = advance(once.state, look, policy, contextOf(looks.at(-1)!));
        assert.equal(again.state, once.state);
        assert.deepEqual(again.events, []);
      }
      const stuttered = follow(
        looks.flatMap((look) => [look, look]),
        policy,
      );
      assert.deepEqual(stuttered, once);
    }),
  );
});

test('a state is a plain JSON value, and nothing depends on its identity', () => {
  fc.assert(
    fc.property(histories, histories, policies, (before, after, policy) => {
      const { state } = follow(before, policy);
      const copy = JSON.parse(JSON.stringify(state)) as DraftState;
      assert.deepEqual(copy, state);
      const later = after.map((look) => ({
        ...look,
        slotMs: look.slotMs + MINUTE,
        endedAtMs: look.endedAtMs + MINUTE,
      }));
      assert.deepEqual(follow(later, policy, copy), follow(later, policy, state));
    }),
  );
});

test('one outage opens one incident, however its looks are repeated and reordered', () => {
  const outage = fc
    .tuple(fc.nat(10), fc.nat(20), fc.nat(20))
    .map(([up, down, upAgain]) => [
      ...Array.from({ length: up }, (): Outcome => 'up'),
      ...Array.from({ length: down }, (): Outcome => 'down'),
      ...Array.from({ length: upAgain }, (): Outcome => 'up'),
    ]);
  const delivered = outage.chain((all) => {
    const looks = all.map((outcome, i) => lookAt(START + i * 1000, outcome));
    const drawn = looks.length === 0 ? fc.constant([]) : fc.array(fc.constantFrom(...looks), { maxLength: 120 });
    // Mostly in order, as links are, and then some.
    return fc
      .tuple(drawn, fc.boolean())
      .map(([some, isSorted]) => (isSorted ? some.toSorted((a, b) => a.slotMs - b.slotMs) : some));
  });
  fc.assert(
    fc.property(delivered, (looks) => {
      const policy = policyFor(1, { recovery: { cooldownMinutes: 0 } });
      const rows = new Map<string, Incident>();
      let state: MonitorState = initialState(1, START);
      let ids = 0;
      for (const look of looks) {
        const advanced = advance(state, look, policy, { nowMs: START + 60_000, regions: ['local'] });
        const planned = plan({
          ...advanced,
          monitor: { id: 'm', name: 'shop', target: 'https://shop.example/' },
          previous: state,
          incident: rows.get(incidentIdOf(state) ?? ''),
          channels: [{ id: 'c' }],
          nowMs: START + 60_000,
          newId: () => `id${++ids}`,
        });
        state = planned.state;
        if (planned.incident) rows.set(planned.incident.id, planned.incident);
      }
      assert.ok(rows.size <= 1);
    }),
  );
});

test('regions that are not heard never block: those that are decide, for worse and for better', () => {
  const some = fc.subarray(THREE, { minLength: 1 });
  fc.assert(
    fc.property(histories, some, policies, (looks, heard, base) => {
      const rule: TriggerRule = { type: 'consecutive_failures', count: 2, scope: 'per_region', severity: 'down' };
      const policy = { ...base, triggerRules: [rule] };
      let { state } = follow(looks, policy);
      let slotMs = START + 3_600_000;
      const see = (outcome: Outcome, times: number): void => {
        for (let i = 0; i < times; i++) {
          for (const region of heard) {
            const look = lookAt((slotMs += 1000), outcome, { region });
            state = advance(state, look, policy, contextOf(look, heard)).state;
          }
        }
      };
      see('down', 2);
      assert.equal(state.verdict, 'down');
      see('up', 4);
      assert.equal(state.verdict, 'up');
    }),
  );
});

test('a region that is assigned and says nothing blocks no longer than a confirmation may take', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 3 }),
      fc.integer({ min: 0, max: 600 }),
      (minRegionsFailing, maxWaitSeconds) => {
        const policy = policyFor(3, { confirmation: { minRegionsFailing, maxWaitSeconds } });
        let state: DraftState = initialState(1, START);
        for (const slotMs of [START, START + 1000, START + 2000 + maxWaitSeconds * 1000]) {
          const look = lookAt(slotMs, 'down', { region: 'eu' });
          state = advance(state, look, policy, contextOf(look)).state;
        }
        assert.equal(state.verdict, 'down');
      },
    ),
  );
});

test('the verdict is monotone in evidence: a failure in place of a success never makes it better', () => {
  const inPlaces = fc.tuple(histories, fc.nat(), fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 3 }));
  fc.assert(
    fc.property(inPlaces, ([history, at, minRegionsFailing, minRegionsPassing]) => {
      const policy = policyFor(3, { confirmation: { minRegionsFailing }, recovery: { minRegionsPassing } });
      const first = THREE.map((region, i) => lookAt(START - MINUTE + i * 1000, 'up', { region }));
      const looks = [...first, ...history.filter(({ outcome }) => outcome === 'up' || outcome === 'down')];
      const place = first.length + (at % Math.max(1, looks.length - first.length));
      const changed = looks[place];
      if (!changed) return;
      const worse = looks.with(place, lookAt(changed.slotMs, 'down', { region: changed.region }));
      const before = follow(looks, policy).state;
      const after = follow(worse, policy).state;
      assert.ok(rankOf(after.verdict) >= rankOf(before.verdict), `${before.verdict} became ${after.verdict}`);
      for (const region of THREE) {
        assert.ok(rankOf(after.regions[region]!.verdict) >= rankOf(before.regions[region]!.verdict));
      }
    }),
    { numRuns: 300 },
  );
});

test('looks that our own fault spoiled neither open nor end an incident, wherever they come (I5)', () => {
  fc.assert(
    fc.property(histories, policies, (looks, policy) => {
      let state: DraftState = initialState(1, START);
      for (const look of looks) {
        const advanced = advance(state, look, policy, contextOf(look));
        if (look.outcome === 'unknown') {
          const { incident, cooldown, regions } = advanced.state;
          assert.deepEqual({ incident, cooldown }, { incident: state.incident, cooldown: state.cooldown });
          assert.ok(advanced.events.every(({ type }) => type === 'region-changed'));
          assert.equal(regions[look.region]!.consecutiveFailures, state.regions[look.region]?.consecutiveFailures ?? 0);
          assert.equal(
            regions[look.region]!.consecutiveSuccesses,
            state.regions[look.region]?.consecutiveSuccesses ?? 0,
          );
        }
        state = advanced.state;
      }
    }),
  );
});

test('a state is of bounded size whatever comes', () => {
  const wide: TriggerRule[] = [
    { type: 'failures_in_window', count: 100_000, windowMinutes: 1e6, scope: 'any_region', severity: 'down' },
    { type: 'response_time', windowMinutes: 1e6, thresholdMs: 1e6, scope: 'per_region', severity: 'degraded' },
    { type: 'consecutive_failures', count: 1e9, scope: 'per_region', severity: 'down' },
  ];
  const policy = policyFor(3, { triggerRules: wide });
  let state: DraftState = initialState(1, START);
  for (let i = 0; i < 20 * RULE_COUNT_MAX; i++) {
    const outcome: Outcome = i % 3 === 0 ? 'up' : 'down';
    const look = lookAt(START + i * 1000, outcome, {
      region: i % 50 === 0 ? `region ${i}` : THREE[(i % 7) % 3]!,
      ...(outcome === 'down' && { failure: failure('status.unexpected', 'x'.repeat(400)) }),
    });
    state = advance(state, look, policy, contextOf(look)).state;
  }
  assert.deepEqual(Object.keys(state.regions).sort(), THREE);
  assert.ok(JSON.stringify(state).length < 40_000, `${JSON.stringify(state).length} characters`);
});

test('a steady look is exactly one from which advance learns nothing but its slot', () => {
  let steady = 0;
  fc.assert(
    fc.property(histories, policies, fc.constantFrom(...THREE), (looks, policy, region) => {
      const state = follow(looks, policy).state as MonitorState;
      const look = lookAt(START + 80 * 20_000, 'up', { region });
      if (!isSteady(state, region, look.outcome, look.slotMs)) return;
      steady++;
      const { state: after, events } = advance(state, look, policy, contextOf(look));
      const lastSlotMs = look.slotMs;
      assert.deepEqual(after, {
        ...state,
        regions: { ...state.regions, [region]: { ...state.regions[region]!, lastSlotMs } },
      });
      assert.deepEqual(events, []);
    }),
    { numRuns: 1000 },
  );
  assert.ok(steady > 0, 'no state was steady');
});
