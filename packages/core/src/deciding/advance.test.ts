import assert from 'node:assert/strict';
import { test } from 'node:test';
import { advance, expire, isSteady } from './advance.ts';
import type { MonitorEvent } from './event.ts';
import { failure } from '../looking/failure.ts';
import type { Outcome } from '../looking/observation.ts';
import { defaultPolicy, type Policy } from './policy.ts';
import { initialState, type DraftState, withGeneration, type MonitorState } from './state.ts';
import { lookAt, policyFor, THREE_IN_TEN_MINUTES } from '../testing/looks.ts';

const MINUTE = 60_000;
const START = 1_800_000_000_000;
const THREE = ['asia', 'eu', 'us'];

/** A monitor that is looked at in a test: each look is a minute after the one before, and is told in one letter. */
class Watch {
  state: DraftState = initialState(1, START);
  events: MonitorEvent[] = [];
  nowMs = START;
  readonly policy: Policy;
  readonly regions: string[];

  constructor(policy: Policy = policyFor(1), regions: readonly string[] = ['local']) {
    this.policy = policy;
    this.regions = [...regions];
  }

  /** `u` up, `w` warned, `d` down, `-` unknown: one look each, a minute apart. @returns types of the last look's events */
  see(looks: string, region = this.regions[0]!): string[] {
    for (const letter of looks) {
      this.nowMs += MINUTE;
      this.look({ u: 'up', w: 'degraded', d: 'down', '-': 'unknown' }[letter] as Outcome, region, this.nowMs);
    }
    return this.types();
  }

  look(outcome: Outcome, region: string, slotMs: number, given: Parameters<typeof lookAt>[2] = {}): void {
    const view = lookAt(slotMs, outcome, { region, ...given });
    const { state, events } = advance(this.state, view, this.policy, { nowMs: this.nowMs, regions: this.regions });
    this.state = state;
    this.events = [...events];
  }

  incident(): DraftState['incident'] {
    return this.state.incident;
  }

  types(): string[] {
    return this.events.map((event) => event.type);
  }
}

test('the first success makes a monitor up', () => {
  const watch = new Watch();
  assert.deepEqual(watch.see('u'), ['region-changed']);
  assert.equal(watch.state.verdict, 'up');
  assert.deepEqual(watch.state.scope, { type: 'global' });
});

test('it is down since the first failure, however long it had warned before', () => {
  const watch = new Watch();
  watch.see('uuwwwd');
  const failedAt = watch.nowMs;
  watch.see('d');
  assert.equal(watch.state.regions['local']!.sinceMs, failedAt);
});

test('nothing begins in the future, though the clock was set back in a streak', () => {
  const watch = new Watch();
  watch.see('uud');
  watch.nowMs -= 120 * MINUTE;
  watch.see('d');
  assert.equal(watch.state.verdict, 'down');
  assert.ok(watch.state.sinceMs <= watch.nowMs);
});

test('one failure is not down: it asks for a confirming look', () => {
  const watch = new Watch();
  watch.see('uu');
  assert.deepEqual(watch.see('d'), ['failing', 'confirm-wanted']);
  assert.equal(watch.state.verdict, 'up');
});

test('a confirming look that fails makes it down since the first failure, and explains why', () => {
  const watch = new Watch();
  watch.see('uud');
  const failedAt = watch.nowMs;
  watch.look('down', 'local', failedAt + 1);
  assert.equal(watch.state.verdict, 'down');
  assert.equal(watch.state.sinceMs, failedAt);
  assert.deepEqual(watch.types(), ['region-changed', 'went-down']);
  const event = watch.events.at(-1)!;
  assert.ok(event.type === 'went-down');
  assert.equal(event.cause.rule, '2 consecutive failures in local');
  assert.equal(event.cause.ruleIndex, 0);
  assert.equal(event.cause.failure?.code, 'connect.refused');
  assert.deepEqual(event.cause.regions, ['local']);
});

test('a monitor that fails from its first look on goes down like any other', () => {
  const watch = new Watch();
  assert.deepEqual(watch.see('d'), ['failing', 'confirm-wanted']);
  assert.equal(watch.state.verdict, 'unknown');
  watch.see('d');
  assert.equal(watch.state.verdict, 'down');
});

test('two successes bring it up again, the first of them asks for the second at once', () => {
  const watch = new Watch();
  watch.see('uudd');
  assert.deepEqual(watch.see('u'), ['confirm-wanted']);
  assert.equal(watch.state.verdict, 'down');
  assert.deepEqual(watch.see('u'), ['region-changed', 'came-up']);
  assert.equal(watch.state.verdict, 'up');
  assert.equal(watch.incident(), undefined);
});

test('failures and successes that alternate neither bring it down nor up', () => {
  const watch = new Watch();
  watch.see('uudududud');
  assert.equal(watch.state.verdict, 'up');
  watch.see('dudududud');
  assert.equal(watch.state.verdict, 'down');
});

test('a failure within the cooldown reopens the same incident, after it a new one opens', () => {
  const watch = new Watch(policyFor(1, { flapping: { changesMax: 10, windowMinutes: 10 } }));
  watch.see('uudduud');
  assert.deepEqual(watch.see('d'), ['region-changed', 'reopened']);
  watch.see('uuuuuuu');
  assert.deepEqual(watch.see('dd'), ['region-changed', 'went-down']);
});

test('what our own fault spoiled never counts: it neither opens, confirms nor closes anything (I5)', () => {
  const watch = new Watch();
  watch.see('uu--------------');
  assert.equal(watch.incident(), undefined);
  assert.equal(watch.state.verdict, 'unknown');
  assert.deepEqual(watch.state.scope, { type: 'probe' });
  watch.see('u');
  assert.equal(watch.state.verdict, 'up', 'heard again, it takes up what it was');

  watch.see('d-');
  assert.equal(watch.state.verdict, 'up');
  assert.deepEqual(watch.see('d'), ['region-changed', 'went-down'], 'the failures on both sides are consecutive');
  watch.see('-----u');
  assert.equal(watch.state.verdict, 'down', 'silence is no success');
  assert.equal(watch.incident()?.status, 'CONFIRMED');
  assert.deepEqual(watch.see('u'), ['region-changed', 'came-up']);
});

test('one look that our own fault spoiled changes no verdict; three in a row do, and one without a network of our own', () => {
  const watch = new Watch();
  watch.see('uu--');
  assert.equal(watch.state.verdict, 'up');
  watch.see('-');
  assert.equal(watch.state.verdict, 'unknown');

  const alone = new Watch();
  alone.see('uu');
  alone.look('unknown', 'local', (alone.nowMs += MINUTE), { failure: failure('probe.network') });
  assert.deepEqual([alone.state.verdict, alone.state.scope], ['unknown', { type: 'probe' }]);
  alone.see('u');
  assert.equal(alone.state.verdict, 'up');
});

test('a warning makes it degraded once it repeats, and clean looks make it up', () => {
  const watch = new Watch();
  watch.see('uu');
  assert.deepEqual(watch.see('w'), ['confirm-wanted']);
  assert.equal(watch.state.verdict, 'up');
  assert.deepEqual(watch.see('w'), ['region-changed', 'went-degraded']);
  assert.equal(watch.state.verdict, 'degraded');
  const event = watch.events.at(-1)!;
  assert.ok(event.type === 'went-degraded');
  assert.equal(event.cause.rule, '2 looks in a row with a warning in local');
  assert.equal(event.cause.ruleIndex, undefined);
  watch.see('uwu');
  assert.equal(watch.state.verdict, 'degraded');
  assert.deepEqual(watch.see('u'), ['region-changed', 'came-up']);
});

test('degraded gets worse and better within one incident', () => {
  const watch = new Watch();
  watch.see('uuww');
  assert.deepEqual(watch.see('dd'), ['region-changed', 'went-down']);
  const event = watch.events.at(-1)!;
  assert.ok(event.type === 'went-down' && event.from === 'degraded');
  assert.deepEqual(watch.see('ww'), ['region-changed', 'eased']);
  assert.equal(watch.state.verdict, 'degraded');
  assert.deepEqual(watch.see('uu'), ['region-changed', 'came-up']);
});

test('a look under another configuration or from a region that is not assigned changes nothing', () => {
  const watch = new Watch();
  watch.see('uu');
  const before = watch.state;
  watch.look('down', 'local', watch.nowMs + MINUTE, { generation: 2 });
  assert.equal(watch.state, before);
  watch.look('down', 'mars', watch.nowMs + MINUTE);
  assert.equal(watch.state, before);
});

test('a redelivered look changes nothing, nor does an older one', () => {
  const watch = new Watch();
  watch.see('uud');
  const before = watch.state;
  watch.look('down', 'local', watch.nowMs);
  watch.look('down', 'local', watch.nowMs - MINUTE);
  assert.equal(watch.state, before);
});

test('looks that come minutes late open no incident for the past (N06)', () => {
  const watch = new Watch();
  watch.see('uu');
  const before = watch.state;
  const slots = [1, 2, 3, 4].map((n) => watch.nowMs + n * MINUTE);
  watch.nowMs += 10 * MINUTE;
  for (const slot of slots) watch.look('down', 'local', slot);
  assert.equal(watch.state, before);
});

test('a clock that is set back does not make the monitor blind (T01)', () => {
  const watch = new Watch();
  watch.see('uu');
  const fromBefore = watch.nowMs;
  watch.nowMs -= 120 * MINUTE;
  watch.see('dd');
  assert.equal(watch.state.verdict, 'down');
  const before = watch.state;
  watch.look('up', 'local', watch.nowMs, {});
  watch.look('up', 'local', watch.nowMs - 1, {});
  assert.equal(watch.state, before, 'duplicates are still known');
  watch.look('up', 'local', fromBefore - MINUTE, {});
  watch.see('uu');
  assert.equal(watch.state.verdict, 'up');
});

test('with three regions one that is down makes it regional, two make it down', () => {
  const watch = new Watch(policyFor(3), THREE);
  for (const region of THREE) watch.see('uu', region);
  assert.deepEqual(watch.see('dd', 'eu'), ['region-changed', 'triggered']);
  assert.equal(watch.state.verdict, 'degraded');
  assert.deepEqual(watch.state.scope, { type: 'regional', regions: ['eu'] });
  assert.equal(watch.incident()?.status, 'TRIGGERED');
  assert.deepEqual(watch.see('dd', 'us'), ['region-changed', 'went-down']);
  assert.equal(watch.state.verdict, 'down');
  assert.deepEqual(watch.state.scope, { type: 'regional', regions: ['eu', 'us'] });
  assert.deepEqual(watch.see('dd', 'asia'), ['region-changed', 'spread']);
  assert.deepEqual(watch.state.scope, { type: 'global' });
  assert.deepEqual(watch.see('uu', 'eu'), ['region-changed', 'eased']);
  assert.equal(watch.state.verdict, 'down');
  assert.deepEqual(watch.see('uu', 'us'), ['region-changed', 'came-up']);
  assert.deepEqual(watch.state.scope, { type: 'regional', regions: ['asia'] });
});

test('the first failure asks for a look in the other regions too, when they have a say', () => {
  const watch = new Watch(policyFor(3), THREE);
  for (const region of THREE) watch.see('uu', region);
  watch.see('d', 'eu');
  const event = watch.events.at(-1)!;
  assert.ok(event.type === 'confirm-wanted');
  assert.deepEqual([...event.regions].sort(), THREE);
});

test('what is not confirmed in time goes away silently, by a look or by the clock', () => {
  const byLook = new Watch(policyFor(3), THREE);
  for (const region of THREE) byLook.see('uu', region);
  byLook.see('dd', 'eu');
  const { state: pending, nowMs } = byLook;
  assert.deepEqual(byLook.see('u', 'us'), []);
  assert.deepEqual(byLook.see('u', 'us'), ['abandoned']);
  assert.equal(byLook.state.incident, undefined);

  const context = { nowMs: nowMs + 2 * MINUTE - 1, regions: THREE };
  assert.equal(expire(pending, byLook.policy, context).state, pending);
  const expired = expire(pending, byLook.policy, { ...context, nowMs: nowMs + 2 * MINUTE });
  assert.deepEqual(
    expired.events.map((event) => event.type),
    ['abandoned'],
  );
  assert.equal(expired.state.incident, undefined);
  assert.equal(expired.state.verdict, 'degraded');
});

test('a region that is not heard leaves the denominator', () => {
  const watch = new Watch(policyFor(3), THREE);
  for (const region of THREE) watch.see('uu', region);
  watch.regions.splice(0, 3, 'eu');
  assert.deepEqual(watch.see('dd', 'eu'), ['region-changed', 'went-down']);
});

test('a region that has said nothing yet is waited for, but not for ever', () => {
  const watch = new Watch(policyFor(3), THREE);
  assert.deepEqual(watch.see('dd', 'eu'), ['region-changed', 'triggered']);
  watch.see('d', 'eu');
  assert.equal(watch.incident()?.status, 'TRIGGERED');
  assert.deepEqual(watch.see('d', 'eu'), ['went-down']);
});

test('regions that disagree for ever do not make it flap', () => {
  const watch = new Watch(policyFor(2), ['eu', 'us']);
  const seen: string[] = [];
  for (let i = 0; i < 50; i++) {
    watch.see('uu', i % 2 === 0 ? 'us' : 'eu');
    seen.push(...watch.types());
    watch.see('dd', i % 2 === 0 ? 'eu' : 'us');
    seen.push(...watch.types());
  }
  assert.ok(!seen.includes('went-down'));
  watch.see('dddd', 'eu');
  watch.see('dddd', 'us');
  assert.equal(watch.state.verdict, 'down');
  for (let i = 0; i < 50; i++) {
    watch.see('uu', i % 2 === 0 ? 'eu' : 'us');
    assert.equal(watch.state.verdict, 'down', 'a tie keeps the present verdict');
    watch.see('dd', i % 2 === 0 ? 'eu' : 'us');
  }
});

test('failures in a window count though successes lie between, and recovery forgets them', () => {
  const watch = new Watch(policyFor(1, { triggerRules: [THREE_IN_TEN_MINUTES] }));
  watch.see('uududu');
  assert.equal(watch.state.verdict, 'up');
  assert.deepEqual(watch.see('d'), ['failing', 'region-changed', 'went-down']);
  watch.see('uu');
  assert.equal(watch.state.verdict, 'up');
  watch.see('duduuuuuuuuuudu');
  assert.equal(watch.state.verdict, 'up', 'two of the three lie outside the window');
});

test('any_region counts what all regions saw together', () => {
  const rule = { type: 'consecutive_failures', count: 2, scope: 'any_region', severity: 'down' } as const;
  const watch = new Watch(policyFor(3, { triggerRules: [rule] }), THREE);
  for (const region of THREE) watch.see('uu', region);
  watch.see('d', 'eu');
  assert.deepEqual(watch.see('d', 'us'), ['failing', 'region-changed', 'region-changed', 'went-down']);
  assert.deepEqual(watch.state.scope, { type: 'regional', regions: ['eu', 'us'] });
});

test('response times are judged as the rule says', () => {
  const rule = {
    type: 'response_time',
    count: 3,
    thresholdMs: 500,
    scope: 'per_region',
    severity: 'degraded',
  } as const;
  const cases = [
    ['all_exceed', [600, 600, 400, 600, 600], 'up'],
    ['all_exceed', [600, 600, 600], 'degraded'],
    ['average', [100, 100, 1400], 'degraded'],
    ['average', [100, 100, 600], 'up'],
    ['average', [1400, 1400], 'up'],
    ['max', [100, 100, 501], 'degraded'],
    ['p95', [100, 100, 501], 'degraded'],
    ['p95', [100, 100, 500], 'up'],
  ] as const;
  for (const [aggregationType, times, verdict] of cases) {
    const watch = new Watch(policyFor(1, { triggerRules: [{ ...rule, aggregationType }] }));
    watch.see('uu');
    watch.state = { ...watch.state, regions: { local: { ...watch.state.regions['local']!, responseTimes: [] } } };
    for (const responseMs of times) watch.look('up', 'local', (watch.nowMs += MINUTE), { responseMs });
    assert.equal(watch.state.verdict, verdict, `${aggregationType} of ${times.join(', ')}`);
  }
});

test('what other regions saw under a clock that was set back since is judged with nothing', () => {
  const cases = [
    { type: 'response_time', count: 3, thresholdMs: 500, scope: 'any_region', severity: 'degraded' },
    { type: 'failures_in_window', count: 2, windowMinutes: 60, scope: 'any_region', severity: 'down' },
  ] as const;
  for (const rule of cases) {
    const watch = new Watch(policyFor(2, { triggerRules: [rule] }), ['eu', 'us']);
    const isSlow = rule.type === 'response_time';
    watch.see('uuu', 'us');
    for (const responseMs of [100, 100, 100]) watch.look('up', 'eu', (watch.nowMs += MINUTE), { responseMs });
    if (!isSlow) watch.see('d', 'eu');
    watch.nowMs -= 24 * 60 * MINUTE;
    if (!isSlow) watch.see('d', 'us');
    else for (const responseMs of [600, 600, 600]) watch.look('up', 'us', (watch.nowMs += MINUTE), { responseMs });
    assert.equal(watch.state.regions['us']!.verdict, isSlow ? 'degraded' : 'up');
  }
});

test('confirming looks end: never more than the policy counts, and never more than five', () => {
  for (const [count, expected] of [
    [1, 0],
    [2, 1],
    [4, 3],
    [100, 5],
  ] as const) {
    const rule = { type: 'consecutive_failures', count, scope: 'per_region', severity: 'down' } as const;
    const watch = new Watch(policyFor(1, { triggerRules: [rule] }));
    watch.see('uud');
    let extra = 0;
    for (let slot = watch.nowMs; watch.types().includes('confirm-wanted'); extra++) {
      watch.look('down', 'local', (slot += 1));
    }
    assert.equal(extra, expected, `count ${count}`);
  }
});

test('only the first failure in a row is told as one, under any policy', () => {
  const rule = { type: 'consecutive_failures', count: 1, scope: 'per_region', severity: 'degraded' } as const;
  const watch = new Watch(policyFor(1, { triggerRules: [rule] }));
  watch.see('uuw');
  assert.deepEqual(watch.see('d'), ['failing']);
  assert.deepEqual(watch.see('d'), []);
});

test('a steady look is one that advance would not learn from', () => {
  const watch = new Watch(defaultPolicy({ regionCount: 1, frequencySeconds: 60 }));
  watch.see('uuu');
  const state = watch.state as MonitorState;
  assert.ok(isSteady(state, 'local', 'up', watch.nowMs + MINUTE));
  assert.ok(!isSteady(state, 'local', 'up', watch.nowMs), 'redelivered');
  assert.ok(!isSteady(state, 'local', 'down', watch.nowMs + MINUTE));
  assert.ok(!isSteady(state, 'mars', 'up', watch.nowMs + MINUTE));
  watch.see('-');
  assert.ok(!isSteady(watch.state as MonitorState, 'local', 'up', watch.nowMs + MINUTE));
});

test('a changed configuration keeps the verdict and forgets what was counted', () => {
  const watch = new Watch(policyFor(1));
  watch.see('uudd');
  const next = withGeneration(watch.state as MonitorState, 2, ['local']);
  assert.equal(next.verdict, 'down');
  assert.equal(next.regions['local']!.consecutiveFailures, 0);
  assert.equal(next.incident?.status, 'CONFIRMED');
  assert.deepEqual(withGeneration(next, 3, ['eu']).regions, {});
});
