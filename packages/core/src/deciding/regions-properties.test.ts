/** What holds of several regions whatever they say: rows M01, M02 and M04. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { advance, expire, type Advanced } from './advance.ts';
import type { MonitorEvent } from './event.ts';
import type { ObservationView } from './observation-view.ts';
import type { Outcome } from '../looking/observation.ts';
import { initialState, type DraftState, type RegionState } from './state.ts';
import { lookAt, policyFor } from '../testing/looks.ts';
import type { Policy } from './policy.ts';
import { failingNeeded, policyWarnings } from './reconcile.ts';

const START = 1_800_000_000_000;
const STEP_MS = 20_000;
const FIVE = ['asia', 'eu', 'sa', 'uk', 'us'];

const outcomes = fc.constantFrom<Outcome[]>('up', 'up', 'down', 'down', 'degraded', 'unknown');
const fleets = fc.integer({ min: 2, max: 5 }).map((count) => FIVE.slice(0, count));

/** Looks in some regions, one each step. */
function historiesOf(regions: readonly string[], maxLength = 100): fc.Arbitrary<ObservationView[]> {
  const look = fc.record({ outcome: outcomes, region: fc.constantFrom(...regions) });
  return fc
    .array(look, { maxLength })
    .map((looks) => looks.map(({ outcome, region }, i) => lookAt(START + i * STEP_MS, outcome, { region })));
}

const fleetHistories = fleets.chain((regions) => fc.tuple(fc.constant(regions), historiesOf(regions)));

/** A monitor in so many regions, under its default policy but for what is said of confirming. */
class Watched {
  state: DraftState = initialState(1, START);
  nowMs = START;
  readonly regions: readonly string[];
  heard: readonly string[];
  readonly seen: { readonly event: MonitorEvent; readonly heardCount: number }[] = [];

  readonly policy: Policy;

  constructor(regions: readonly string[], confirmation: Partial<Policy['confirmation']> = {}) {
    this.regions = regions;
    this.heard = regions;
    this.policy = policyFor(regions.length, { confirmation });
  }

  take(look: ObservationView): void {
    this.nowMs = look.endedAtMs;
    this.#keep(expire(this.state, this.policy, this.context));
    this.#keep(advance(this.state, look, this.policy, this.context));
  }

  /** One look in each region, in the order given. */
  round(outcomeOf: (region: string) => Outcome, order: readonly string[] = this.regions): void {
    for (const region of order) this.take(lookAt(this.nowMs + STEP_MS, outcomeOf(region), { region }));
  }

  get context() {
    return { nowMs: this.nowMs, regions: this.heard };
  }

  votes(): { readonly heard: string[]; readonly down: string[]; readonly bad: string[] } {
    const verdictOf = (name: string) => this.state.regions[name]?.verdict ?? 'unknown';
    const heard = this.heard.filter((name) => verdictOf(name) !== 'unknown');
    const bad = heard.filter((name) => verdictOf(name) !== 'up');
    return { heard, bad, down: bad.filter((name) => verdictOf(name) === 'down') };
  }

  #keep({ state, events }: Advanced): void {
    this.state = state;
    this.seen.push(...events.map((event) => ({ event, heardCount: this.votes().heard.length })));
  }
}

test('with several regions a minority never brings the monitor down: it is down there, and degraded as a whole (M01)', () => {
  let openings = 0;
  fc.assert(
    fc.property(fleetHistories, ([regions, looks]) => {
      const watched = new Watched(regions);
      for (const look of looks) {
        const before = watched.state;
        watched.take(look);
        const { heard, down, bad } = watched.votes();
        const { state } = watched;
        if (state.verdict === 'down' && before.verdict !== 'down' && before.verdict !== 'unknown') {
          openings++;
          assert.ok(2 * down.length > heard.length, `${down.join()} of ${heard.join()}`);
        }
        if (state.incident?.status === 'CONFIRMED' || bad.length === 0 || heard.length === 0) continue;
        assert.equal(state.verdict, 'degraded');
        const isPartial = bad.length < heard.length;
        assert.deepEqual(state.scope, isPartial ? { type: 'regional', regions: bad.toSorted() } : { type: 'global' });
      }
      for (const { event, heardCount } of watched.seen) {
        if (event.type !== 'went-down' && event.type !== 'reopened') continue;
        assert.ok(2 * event.cause.regions.length > heardCount);
      }
    }),
    { numRuns: 500 },
  );
  assert.ok(openings > 0, 'nothing ever went down');
});

test('nor does it where the policy asks for fewer regions: then a few are an incident, of a degraded monitor', () => {
  let [isDegradedByFew, isDown] = [false, false];
  fc.assert(
    fc.property(fleetHistories, fc.integer({ min: 1, max: 5 }), ([regions, looks], minRegionsFailing) => {
      const watched = new Watched(regions, { minRegionsFailing });
      for (const look of looks) {
        const before = watched.state;
        watched.take(look);
        const { heard, down, bad } = watched.votes();
        const { verdict, incident } = watched.state;
        if (incident?.status !== 'CONFIRMED' || before.verdict === verdict) continue;
        if (verdict === 'down') assert.ok(2 * down.length > heard.length, `${down.join()} of ${heard.join()}`);
        isDown ||= verdict === 'down';
        isDegradedByFew ||= verdict === 'degraded' && 2 * bad.length <= heard.length;
      }
    }),
    { numRuns: 300 },
  );
  assert.ok(isDown && isDegradedByFew);
});

test('how many regions it takes, by what the policy asks for and how many are heard', () => {
  const needed = (asked: number, severity: 'down' | 'degraded') =>
    [1, 2, 3, 4, 5].map((count) => {
      return failingNeeded(policyFor(3, { confirmation: { minRegionsFailing: asked } }), severity, count);
    });
  assert.deepEqual(needed(1, 'down'), [1, 2, 2, 3, 3]);
  assert.deepEqual(needed(1, 'degraded'), [1, 1, 1, 1, 1]);
  assert.deepEqual(needed(2, 'down'), [1, 2, 2, 3, 3]);
  assert.deepEqual(needed(2, 'degraded'), [1, 2, 2, 2, 2]);
  assert.deepEqual(needed(4, 'down'), [1, 2, 3, 4, 4]);
  assert.deepEqual(needed(4, 'degraded'), [1, 2, 3, 4, 4]);
});

test('a policy that asks for fewer regions than down takes says so, and no other', () => {
  const warnings = (minRegionsFailing: number, count: number) =>
    policyWarnings(policyFor(count, { confirmation: { minRegionsFailing } }), count);
  assert.deepEqual(warnings(1, 3), [
    'confirmation.minRegionsFailing 1 opens a degraded incident: down takes 2 of 3 regions',
  ]);
  for (const [asked, count] of [
    [1, 1],
    [2, 2],
    [2, 3],
    [9, 3],
  ] as const)
    assert.deepEqual(warnings(asked, count), []);
});

test('a region that is not heard leaves the denominator: whatever it last saw decides nothing (M02)', () => {
  const otherStates: fc.Arbitrary<Partial<RegionState>> = fc.record({
    verdict: fc.constantFrom('unknown', 'up', 'degraded', 'down'),
    consecutiveFailures: fc.nat(2),
    consecutiveSuccesses: fc.nat(2),
  });
  fc.assert(
    fc.property(fleetHistories, otherStates, ([regions, looks], altered) => {
      const watched = new Watched(regions);
      for (const look of looks) watched.take(look);
      const [gone, ...heard] = regions as [string, ...string[]];
      const known = watched.state.regions[gone];
      if (!known) return;
      const other = { ...watched.state, regions: { ...watched.state.regions, [gone]: { ...known, ...altered } } };
      const nowMs = watched.nowMs + STEP_MS;
      for (const outcome of ['up', 'down', 'degraded', 'unknown'] as const) {
        const look = lookAt(nowMs, outcome, { region: heard[0]! });
        const one = advance(watched.state, look, watched.policy, { nowMs, regions: heard });
        const two = advance(other, look, watched.policy, { nowMs, regions: heard });
        assert.deepEqual(two.events, one.events);
        assert.deepEqual(
          { ...two.state, regions: undefined },
          {
            ...one.state,
            regions: undefined,
          },
        );
      }
    }),
    { numRuns: 300 },
  );
});

test('a region that doubts itself leaves the denominator as one that is not heard does', () => {
  fc.assert(
    fc.property(fleetHistories, ([regions, looks]) => {
      const watched = new Watched(regions);
      for (const look of looks) watched.take(look);
      const [doubting, ...others] = regions as [string, ...string[]];
      watched.round(() => 'unknown', [doubting, doubting, doubting]);
      assert.equal(watched.state.regions[doubting]!.verdict, 'unknown');
      const nowMs = watched.nowMs + STEP_MS;
      for (const outcome of ['up', 'down'] as const) {
        const look = lookAt(nowMs, outcome, { region: others[0]! });
        const assigned = advance(watched.state, look, watched.policy, { nowMs, regions });
        const alone = advance(watched.state, look, watched.policy, { nowMs, regions: others });
        assert.deepEqual(assigned.state, alone.state);
      }
    }),
    { numRuns: 300 },
  );
});

test('when all others fall silent, the one that is left decides by itself, for worse and for better (M02)', () => {
  fc.assert(
    fc.property(fleetHistories, ([regions, looks]) => {
      const watched = new Watched(regions);
      for (const look of looks) watched.take(look);
      watched.heard = [regions[0]!];
      const alone = [regions[0]!, regions[0]!, regions[0]!];
      watched.round(() => 'down', alone);
      assert.equal(watched.state.verdict, 'down');
      watched.round(() => 'up', alone);
      assert.equal(watched.state.verdict, 'up');
    }),
  );
});

test('regions that disagree for ever settle on one verdict and keep it (M04)', () => {
  const disagreeing = fleetHistories.chain(([regions, looks]) =>
    fc.record({
      regions: fc.constant(regions),
      looks: fc.constant(looks),
      bad: fc.subarray([...regions], { minLength: 1 }),
      orders: fc.array(fc.shuffledSubarray([...regions], { minLength: regions.length }), {
        minLength: 60,
        maxLength: 60,
      }),
    }),
  );
  fc.assert(
    fc.property(disagreeing, ({ regions, looks, bad, orders }) => {
      const watched = new Watched(regions);
      for (const look of looks) watched.take(look);
      const settling = orders.slice(0, 30);
      for (const order of settling) watched.round((region) => (bad.includes(region) ? 'down' : 'up'), order);
      const { verdict, scope, incident } = watched.state;
      const before = watched.seen.length;
      for (const order of orders.slice(30)) {
        watched.round((region) => (bad.includes(region) ? 'down' : 'up'), order);
        assert.deepEqual(
          [watched.state.verdict, watched.state.scope, watched.state.incident],
          [verdict, scope, incident],
        );
      }
      assert.deepEqual(watched.seen.slice(before), []);
    }),
    { numRuns: 200 },
  );
});

test('a tie keeps what stands: half of the regions neither bring it down nor bring it back (M04)', () => {
  for (const regions of [FIVE.slice(0, 2), FIVE.slice(0, 4)]) {
    const half = regions.slice(regions.length / 2);
    const tie = (region: string): Outcome => (half.includes(region) ? 'down' : 'up');
    const fromUp = new Watched(regions);
    for (let i = 0; i < 5; i++) fromUp.round(() => 'up');
    for (let i = 0; i < 30; i++) fromUp.round(tie);
    assert.equal(fromUp.state.verdict, 'degraded');
    assert.equal(fromUp.state.incident, undefined, 'no incident is confirmed');
    assert.deepEqual(fromUp.state.scope, { type: 'regional', regions: half });

    const fromDown = new Watched(regions);
    for (let i = 0; i < 5; i++) fromDown.round(() => 'down');
    const opened = fromDown.seen.length;
    for (let i = 0; i < 30; i++) fromDown.round(tie);
    assert.equal(fromDown.state.verdict, 'down');
    assert.deepEqual(fromDown.state.scope, { type: 'regional', regions: half });
    assert.ok(fromDown.seen.slice(opened).every(({ event }) => event.type !== 'came-up'));
  }
});
