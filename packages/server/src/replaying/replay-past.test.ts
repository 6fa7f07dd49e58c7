import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  defaultPolicy,
  type Incident,
  type Monitor,
  type MonitorState,
  type Plan,
  type Policy,
  type TriggerRule,
  withGeneration,
} from '@upwatch/core';
import * as fc from 'fast-check';
import { EVERYTHING } from '../stores/testing/opened-store.ts';
import { sampleId, T0 } from '../stores/testing/samples.ts';
import { replayPast } from './replay-past.ts';
import { heldAt, PastRig, type SeenLook } from './testing/past-rig.ts';

const MINUTE = 60_000;
const REGIONS = ['asia', 'eu', 'us'];

type Step =
  | { readonly type: 'looks'; readonly outcomes: readonly SeenLook['outcome'][]; readonly delays: readonly number[] }
  | { readonly type: 'confirm' | 'tick' | 'resolve' | 'crash' | 'late' }
  | { readonly type: 'configure'; readonly policy: Policy }
  | { readonly type: 'enable'; readonly isEnabled: boolean }
  | { readonly type: 'clock'; readonly byMs: number };

const outcome = fc.constantFrom<SeenLook['outcome'][]>('up', 'up', 'up', 'down', 'down', 'degraded', 'unknown');
const rule: fc.Arbitrary<TriggerRule> = fc.record({
  type: fc.constantFrom('consecutive_failures', 'failures_in_window', 'response_time'),
  count: fc.integer({ min: 1, max: 3 }),
  windowMinutes: fc.integer({ min: 2, max: 20 }),
  scope: fc.constantFrom('per_region', 'any_region'),
  thresholdMs: fc.constantFrom(100, 500),
  severity: fc.constantFrom('down', 'degraded'),
  aggregationType: fc.constantFrom('all_exceed', 'average', 'p95', 'max'),
});
const policy: fc.Arbitrary<Policy> = fc.record({
  triggerRules: fc.oneof(
    fc.constant(defaultPolicy({ regionCount: 3, frequencySeconds: 60 }).triggerRules),
    fc.array(rule, { minLength: 1, maxLength: 2 }),
  ),
  confirmation: fc.record({
    type: fc.constant('multi_region'),
    minRegionsFailing: fc.integer({ min: 1, max: 3 }),
    maxWaitSeconds: fc.constantFrom(0, 30, 120),
  }),
  recovery: fc.record({
    consecutiveSuccesses: fc.integer({ min: 1, max: 2 }),
    minRegionsPassing: fc.integer({ min: 1, max: 3 }),
    cooldownMinutes: fc.constantFrom(0, 3, 10),
  }),
});
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 12,
    arbitrary: fc.record({
      type: fc.constant('looks'),
      outcomes: fc.array(outcome, { minLength: 3, maxLength: 3 }),
      delays: fc.array(fc.integer({ min: 0, max: 70_000 }), { minLength: 3, maxLength: 3 }),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({ type: fc.constantFrom('confirm', 'confirm', 'tick', 'resolve', 'crash', 'late') }),
  },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('configure'), policy }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('enable'), isEnabled: fc.boolean() }) },
  {
    weight: 1,
    arbitrary: fc.record({
      type: fc.constant('clock'),
      byMs: fc.constantFrom(5_000, 600_000, 10_800_000, -5_000, -40_000, -600_000),
    }),
  },
);

const seen = (outcomes: readonly SeenLook['outcome'][], delays: readonly number[] = [0, 0, 0]): Step => ({
  type: 'looks',
  outcomes,
  delays,
});
const allUp = seen(['up', 'up', 'up']);

/** The held opening is let go by nobody: the last look comes a millisecond before the maintenance ends, and no tick after it. */
const HELD_TO_THE_END: [Policy, Step[]] = [
  {
    triggerRules: [{ type: 'consecutive_failures', count: 1, scope: 'per_region', severity: 'down' }],
    confirmation: { type: 'multi_region', minRegionsFailing: 2, maxWaitSeconds: 0 },
    recovery: { consecutiveSuccesses: 2, minRegionsPassing: 1, cooldownMinutes: 0 },
  },
  [
    ...Array.from({ length: 6 }, () => allUp),
    seen(['up', 'down', 'up']),
    seen(['up', 'up', 'down'], [0, 44_232, 0]),
    allUp,
    seen(['down', 'up', 'up']),
    { type: 'late' },
    seen(['up', 'up', 'up'], [59_410, 0, 0]),
  ],
];

/** What a rig lives through, with everything that can come between. Chance is drawn from the step itself. */
async function live(rig: PastRig, steps: readonly Step[], regions: readonly string[]): Promise<void> {
  let slotMs = T0;
  // So that no slot comes twice, however the clock is set.
  let shift = 0;
  for (const one of steps) {
    if (one.type === 'looks') {
      slotMs = Math.max(slotMs + MINUTE, Math.floor(rig.nowMs / MINUTE) * MINUTE + shift);
      const looks = regions.map((region, place): SeenLook => {
        const delayMs = one.delays[place]!;
        return { region, slotMs, outcome: one.outcomes[place]!, totalMs: (delayMs % 997) + 0.123, delayMs };
      });
      for (const look of looks.toSorted((a, b) => a.delayMs! - b.delayMs!)) {
        if (rig.nowMs - look.slotMs < 2 * MINUTE) rig.feed(look);
      }
    } else if (one.type === 'confirm') {
      for (const { region, slotMs: at } of rig.wanted.splice(0)) {
        rig.feed({ region, slotMs: at, outcome: at % 3 === 0 ? 'up' : 'down', kind: 'confirming' });
      }
    } else if (one.type === 'late') {
      rig.feed({ region: regions[0]!, slotMs: slotMs + 20, outcome: 'down', delayMs: 5 * MINUTE });
    } else if (one.type === 'tick') {
      rig.nowMs += 45_000;
      rig.tick();
    } else if (one.type === 'configure') {
      await rig.configure({ policy: one.policy });
    } else if (one.type === 'enable') {
      await rig.configure({ isEnabled: one.isEnabled });
    } else if (one.type === 'clock') {
      rig.setClock(one.byMs);
      // In a time that comes twice nobody looks: its slots would be the same, and history keeps the first look of each.
      if (one.byMs < 0) continue;
      shift += 7;
      slotMs = Math.max(slotMs, Math.floor(rig.nowMs / MINUTE) * MINUTE + shift);
    } else {
      await (one.type === 'resolve' ? rig.resolve() : rig.crash());
    }
    // What was fed just before a crash may be lost: it is not waited for then.
    if (one.type !== 'looks' || (slotMs - shift) % (3 * MINUTE) !== 0) await rig.onDisk();
  }
  await rig.onDisk();
}

/** Ids differ between what was and its replay: each becomes its place among those of the incidents. */
function withoutIds(value: unknown, incidents: readonly string[]): unknown {
  const text = incidents.reduce(
    (all, id, place) => all.replaceAll(`"${id}"`, `"incident ${place}"`),
    JSON.stringify(value),
  );
  return JSON.parse(text);
}

const comparable = ({ id: _id, ...incident }: Incident): object => incident;
const lineOf = ({ newStatus, body, createdAtMs }: Plan['updates'][number]) => `${createdAtMs} ${newStatus} ${body}`;
const tellingOf = ({ kind, sequence, channelId, createdAtMs, message }: Plan['deliveries'][number]) =>
  `${createdAtMs} ${kind} ${sequence} ${channelId} ${message.headline}`;

/** As it is under the newest configuration: what is on disk takes that up with its next change. */
function comparableState(state: MonitorState | undefined, { generation, regions }: Monitor): object {
  const newest = state && state.generation !== generation ? withGeneration(state, generation, regions) : state;
  return { ...newest, ...(newest?.verdict === 'unknown' && { sinceMs: 0 }) };
}

/** All that the stores say of a monitor. */
async function whatWas(rig: PastRig) {
  const { items } = await rig.core.incidents.list({}, EVERYTHING);
  const incidents = items.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const lines = await Promise.all(incidents.map(({ id }) => rig.core.incidents.updates(id)));
  const deliveries = await Promise.all(incidents.map(({ id }) => rig.core.outbox.listByIncident(id)));
  const state = (await rig.core.states.all()).get(sampleId(1));
  return {
    state: withoutIds(
      comparableState(state, rig.monitor),
      incidents.map(({ id }) => id),
    ),
    incidents: incidents.map(comparable),
    lines: lines.flat().map(lineOf).sort(),
    deliveries: deliveries.flat().map(tellingOf).sort(),
  };
}

/** The same of the replay of it. */
async function whatIsReplayed(rig: PastRig) {
  const rows = new Map<string, Incident>();
  const plans: Plan[] = [];
  const onPlanned = (plan: Plan): void => {
    plans.push(plan);
    if (plan.incident) rows.set(plan.incident.id, plan.incident);
  };
  const { id, name } = rig.monitor;
  const channels = rig.channelIds.map((channelId) => ({ id: channelId }));
  const target = 'https://shop-1.example/health';
  const telling = { monitor: { id, name, target }, channels, holdAt: heldAt, onPlanned };
  const replayed = await replayPast(rig, rig.monitor, rig.span, { telling });
  const { state, incident } = replayed!.replay.inForce;
  // Nothing is planned when the clock is set.
  if (incident && incident.status !== 'RESOLVED') rows.set(incident.id, incident);
  return {
    state: withoutIds(comparableState(state, rig.monitor), [...rows.keys()]),
    incidents: [...rows.values()].map(comparable),
    lines: plans.flatMap(({ updates }) => updates.map(lineOf)).sort(),
    deliveries: plans.flatMap(({ deliveries }) => deliveries.map(tellingOf)).sort(),
  };
}

for (const regions of [['local'], REGIONS]) {
  test(`replaying under the policies in force is what was, to the last bit (${regions.length} regions)`, async () => {
    let incidents = 0;
    await fc.assert(
      fc.asyncProperty(policy, fc.array(step, { minLength: 5, maxLength: 40 }), async (first, steps) => {
        await using rig = await PastRig.start(regions, first);
        await live(rig, steps, regions);
        const was = await whatWas(rig);
        incidents += was.incidents.length;
        if (was.lines.length > 0 || was.incidents.length > 0) assert.deepEqual(await whatIsReplayed(rig), was);
      }),
      { numRuns: 40, examples: [HELD_TO_THE_END] },
    );
    assert.ok(incidents > 10, `only ${incidents} incidents came up`);
  });
}
