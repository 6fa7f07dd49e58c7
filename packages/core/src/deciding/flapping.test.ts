/** Row O04: a target that comes and goes. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { advance, expire, type Advanced } from './advance.ts';
import { shiftState } from './clock-shift.ts';
import type { MonitorEvent } from './event.ts';
import type { Policy } from './policy.ts';
import { initialState, type DraftState, type MonitorState } from './state.ts';
import { lookAt, policyFor } from '../testing/looks.ts';

const MINUTE = 60_000;
const START = 1_800_000_000_000;
/** One look decides. */
const HASTY = policyFor(1, {
  triggerRules: [{ type: 'consecutive_failures', count: 1, scope: 'per_region', severity: 'down' }],
  recovery: { consecutiveSuccesses: 1 },
});

class Watched {
  state: DraftState = initialState(1, START);
  nowMs = START;
  readonly events: MonitorEvent[] = [];
  readonly policy: Policy;

  constructor(policy: Policy = HASTY) {
    this.policy = policy;
  }

  /** One look a minute: `u`, `w`, `d` or `-`. Returns what is told of. */
  see(looks: string): string[] {
    const from = this.events.length;
    for (const letter of looks) {
      this.nowMs += MINUTE;
      const outcome = ({ u: 'up', w: 'degraded', d: 'down', '-': 'unknown' } as const)[letter as 'u' | 'w' | 'd' | '-'];
      this.#keep(advance(this.state, lookAt(this.nowMs, outcome), this.policy, this.context));
    }
    return this.#told(from);
  }

  waits(minutes: number): string[] {
    const from = this.events.length;
    this.nowMs += minutes * MINUTE;
    this.#keep(expire(this.state, this.policy, this.context));
    return this.#told(from);
  }

  get context() {
    return { nowMs: this.nowMs, regions: ['local'] };
  }

  #keep({ state, events }: Advanced): void {
    this.state = state;
    this.events.push(...events);
  }

  #told(from: number): string[] {
    const told = new Set(['went-down', 'went-degraded', 'reopened', 'came-up']);
    return this.events
      .slice(from)
      .filter(({ type }) => told.has(type))
      .map((event) => (hasFlapped(event) ? `${event.type}, flaps` : event.type));
  }
}

function hasFlapped(event: MonitorEvent): boolean {
  return 'cause' in event && event.cause !== undefined && 'flapping' in event.cause;
}

test('the third change within ten minutes says that it flaps, and nothing more is told while it does', () => {
  const watched = new Watched();
  assert.deepEqual(watched.see('ududu'), ['went-down', 'came-up', 'reopened, flaps']);
  assert.deepEqual(watched.see('dudududududududududu'), []);
  assert.equal(watched.state.verdict, 'up');
  assert.equal(watched.state.incident?.status, 'CONFIRMED');
  watched.see('d');
  assert.equal(watched.state.verdict, 'down', 'at each moment the verdict is what is so');
});

test('it ends once, dated to when it came up for good, after it has been well for the window', () => {
  const watched = new Watched();
  watched.see('udududu');
  const wellMs = watched.nowMs;
  assert.deepEqual(watched.see('uuuuuuuuu'), []);
  assert.deepEqual(watched.see('u'), ['came-up']);
  assert.equal(watched.events.at(-1)?.slotMs, wellMs);
  assert.equal(watched.state.cooldown?.resolvedAtMs, wellMs);
  assert.equal(watched.state.incident, undefined);
});

test('time alone ends it where no look comes', () => {
  const watched = new Watched();
  watched.see('udududu');
  assert.deepEqual(watched.waits(9), []);
  assert.deepEqual(watched.waits(1), ['came-up']);
});

test('one that stays down for the window has stopped flapping: its end is told at once', () => {
  const watched = new Watched();
  assert.deepEqual(watched.see('udud'), ['went-down', 'came-up', 'reopened, flaps']);
  watched.see('dddddddddddd');
  assert.deepEqual(watched.see('u'), ['came-up']);
});

test('changes further apart than the window are each told', () => {
  const watched = new Watched();
  const apart = `u${'dddddduuuuuu'.repeat(5)}`;
  assert.deepEqual(watched.see(apart), Array.from({ length: 5 }, () => ['went-down', 'came-up']).flat());
});

test('a window of nothing switches it off', () => {
  const watched = new Watched({ ...HASTY, flapping: { changesMax: 2, windowMinutes: 0 } });
  const told = watched.see(`u${'du'.repeat(10)}`);
  assert.equal(told.length, 20);
  assert.equal(watched.state.changesMs, undefined);
});

test('while nothing is heard it neither ends nor is it bad', () => {
  const watched = new Watched();
  watched.see('udududu');
  assert.deepEqual(watched.see('---------------'), []);
  assert.deepEqual(watched.waits(30), []);
  assert.deepEqual(watched.see('u'), ['came-up']);
});

test('one that was degraded and becomes down while it flaps is told as down', () => {
  const degraded = { ...HASTY.triggerRules[0]!, severity: 'degraded' as const };
  const slow = { ...HASTY, triggerRules: [degraded, { ...HASTY.triggerRules[0]!, count: 2 }] };
  const watched = new Watched(slow);
  assert.deepEqual(watched.see('ududu'), ['went-degraded', 'came-up', 'reopened, flaps']);
  assert.deepEqual(watched.see('d'), []);
  assert.deepEqual(watched.see('d'), ['went-down']);
});

interface Told {
  readonly atMs: number;
  readonly what: string;
}

/** Each end that was told, with the first opening before it. */
function pairsOf(told: readonly Told[]): { readonly openedMs: number; readonly endMs: number }[] {
  const pairs: { openedMs: number; endMs: number }[] = [];
  let openedMs: number | undefined;
  for (const { atMs, what } of told) {
    if (what !== 'came-up') openedMs ??= atMs;
    else if (openedMs !== undefined) {
      pairs.push({ openedMs, endMs: atMs });
      openedMs = undefined;
    }
  }
  return pairs;
}

test('whatever comes, no more than one opening with its end is told within ten minutes', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('u', 'u', 'd', 'd', 'w', '-'), maxLength: 120 }), (looks) => {
      const watched = new Watched();
      const toldAt: Told[] = [];
      for (const look of looks) {
        for (const what of watched.see(look)) toldAt.push({ atMs: watched.nowMs, what });
        const { state } = watched;
        if (state.verdict === 'down') assert.equal(state.incident?.status, 'CONFIRMED');
        assert.ok((state.changesMs?.length ?? 0) <= 2);
      }
      const pairs = pairsOf(toldAt);
      for (const [i, { endMs }] of pairs.entries()) {
        const inside = pairs.slice(0, i).filter(({ openedMs }) => openedMs > endMs - 10 * MINUTE);
        assert.deepEqual(inside, [], `two pairs within ten minutes in ${looks}`);
      }
      watched.see('u'.repeat(15));
      assert.equal(watched.state.incident, undefined, 'in the end it is over');
      assert.equal(watched.state.verdict, 'up');
    }),
    { numRuns: 500 },
  );
});

test('it rests as long as it should when the clock is set (T02)', () => {
  for (const byMs of [-120 * MINUTE, 60 * MINUTE]) {
    const watched = new Watched();
    watched.see('udududu');
    watched.state = shiftState(watched.state as MonitorState, byMs);
    watched.nowMs += byMs;
    assert.deepEqual(watched.see('uuuuuuuuu'), []);
    assert.deepEqual(watched.see('u'), ['came-up']);
  }
});

test('with several regions it is well only when as many pass as recovery asks for', () => {
  const regions = ['eu', 'us'];
  const policy = { ...policyFor(2, { recovery: { consecutiveSuccesses: 1 } }), triggerRules: HASTY.triggerRules };
  let state: DraftState = initialState(1, START);
  let nowMs = START;
  const see = (outcome: 'up' | 'down', region: string): void => {
    nowMs += MINUTE / 2;
    state = advance(state, lookAt(nowMs, outcome, { region }), policy, { nowMs, regions }).state;
  };
  for (const outcome of ['up', 'down', 'up', 'down', 'up'] as const) for (const region of regions) see(outcome, region);
  assert.notEqual(state.incident?.flapping?.restingSinceMs, undefined);
  see('down', 'eu');
  for (let i = 0; i < 40; i++) see('up', 'us');
  assert.notEqual(state.incident, undefined, 'one of two is bad');
  see('up', 'eu');
  assert.equal(state.incident, undefined);
});
