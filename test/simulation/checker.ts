/** The invariants of what is decided, checked at each commit. It knows what is really so. */
import assert from 'node:assert/strict';
import {
  advance,
  countOf,
  type Incident,
  type IncidentTie,
  isSteady,
  type MonitorState,
  type RegionState,
  type TriggerRule,
} from '@upwatch/core';
import type { Commit } from '../../packages/server/src/stores/port.ts';
import { type Before, listed, type MemoryTables } from './memory-tables.ts';
import type { RealLook, RealLooks } from './probes.ts';
import { SLOW_MS } from './response-times.ts';
import { HOUR, MINUTE, type Target, type World } from './world.ts';

/** A look decides only this long after it was made: two minutes after its end. Said here anew, so as not to believe `core`. */
const NEWS_FOR_MS = 2 * MINUTE + 15_000;

/** A state of five regions with every window full stays below this. */
const STATE_BYTES_MAX = 16_384;

/** A commit with what it follows. */
export interface Step {
  readonly target: Target;
  readonly before: Before;
  readonly commit: Commit;
  /** By the wall clock, when it was decided. */
  readonly decidedAtMs: number;
}

export class Checker {
  /** How often each kind of thing happened: a run in which nothing happens shows nothing. */
  readonly seen = new Map<string, number>();
  readonly #world: World;
  readonly #tables: MemoryTables;
  readonly #realLooks: RealLooks;
  /** When each region turned bad, by the true clock. */
  readonly #badFrom = new Map<string, number>();
  /** When the look was made that each region recovered by: what came before it counts no more. */
  readonly #recoveredAtMs = new Map<string, number>();
  /** By monitor. */
  readonly #rowsOf = new Map<string, Rows>();

  constructor(world: World, tables: MemoryTables, realLooks: RealLooks) {
    this.#world = world;
    this.#tables = tables;
    this.#realLooks = realLooks;
  }

  count(what: string): void {
    this.seen.set(what, (this.seen.get(what) ?? 0) + 1);
  }

  committed(step: Step): void {
    const { target, before, commit } = step;
    const { state, incident } = commit;
    if (this.#world.random.chance(0.02)) this.#isSmall(state);
    this.#countEvents(before, commit);
    this.#rows(target, state, incident);
    for (const [region, after] of Object.entries(state.regions))
      if (after !== before.state?.regions[region]) this.#isRightlySteady(step, region);
    const isByClock = commit.forensics?.decision?.step.type === 'clock-set';
    if (isByClock) return;
    for (const [region, after] of Object.entries(state.regions)) this.#region(step, region, after);
    const heard = this.#world.heardAt.get(step.decidedAtMs) ?? this.#world.regions;
    if (isConfirmed(state.incident) && !isConfirmed(before.state?.incident)) this.#hasQuorum(target, state, heard);
    if (!incident || before.row?.status === incident.status) return;
    if (before.row?.status === 'RESOLVED') this.#mayReopen(before.row);
    if (incident.status === 'RESOLVED' && incident.resolutionReason === 'AUTO_RECOVERED')
      this.#hasPassed(target, state, heard);
  }

  /** A good look of a steady region is history only: it must be one that changes nothing. */
  #isRightlySteady({ target, commit: { state }, decidedAtMs }: Step, region: string): void {
    if (!isSteady(state, region, 'up', Infinity)) return;
    const before = state.regions[region]!;
    const slotMs = before.lastSlotMs + 1;
    const { generation } = state;
    const look = { region, slotMs, endedAtMs: decidedAtMs, kind: 'scheduled', outcome: 'up', generation } as const;
    const context = { nowMs: decidedAtMs, regions: this.#world.regions };
    const after = advance(state, look, target.policy, context).state.regions[region]!;
    const { lastSlotMs } = before;
    assert.deepEqual({ ...after, lastSlotMs }, before, `${region} is said to be steady, and a good look changes it`);
  }

  #isSmall(state: MonitorState): void {
    const text = JSON.stringify(state);
    assert.deepEqual(JSON.parse(text), state, 'a state is a plain JSON value');
    assert.ok(text.length < STATE_BYTES_MAX, 'a state stays small');
  }

  #countEvents(before: Before, { state, incident, forensics }: Step['commit']): void {
    const tie = state.incident;
    const was = before.state?.incident;
    if (incident && before.row?.status !== incident.status)
      this.count(before.row?.status === 'RESOLVED' ? 'REOPENED' : incident.status);
    if (tie?.held && !was?.held) this.count(`held by ${tie.held.because}`);
    if (was?.held && tie && !tie.held) this.count('released');
    if (tie?.flapping && !was?.flapping) this.count('flapping');
    if (incident && before.row && before.row.severity !== incident.severity) this.count('worse');
    if (incident?.resolutionReason && before.row?.status !== 'RESOLVED') this.count(incident.resolutionReason);
    if (forensics?.decision) this.count(`decided by ${forensics.decision.step.type}`);
  }

  /** What a person has ended, or what was never confirmed, is over for good. */
  #mayReopen({ id, resolutionReason }: Incident): void {
    assert.equal(resolutionReason, 'AUTO_RECOVERED', `${id} was reopened, after it had ended by ${resolutionReason}`);
  }

  /** I2: what the state is tied to is the one open row; a new row begins after the last has ended. */
  #rows(target: Target, state: MonitorState, incident: Incident | undefined): void {
    const rows = listed(this.#rowsOf, target.id, noRows);
    if (incident && !rows.known.has(incident.id)) this.#opensRightly(incident, rows.newestId);
    if (incident) note(rows, incident);
    const open = [...rows.open];
    assert.ok(open.length <= 1, `I2: ${open.length} incidents of one monitor are open`);
    const tied = state.incident?.isReopening ? undefined : state.incident?.id;
    assert.equal(open[0], tied, 'I2: the state is tied to the incident that is open');
    if (state.verdict === 'down') assert.equal(state.incident?.status, 'CONFIRMED', 'I2: down has its incident');
    if (incident?.resolvedAtMs !== undefined)
      assert.ok(incident.resolvedAtMs >= incident.startedAtMs, 'I2: end ≥ start');
  }

  #opensRightly(incident: Incident, lastId: string | undefined): void {
    const last = lastId === undefined ? undefined : this.#tables.incidents.get(lastId);
    if (!last || this.#hasJumped(6 * HOUR)) return;
    assert.ok(last.resolvedAtMs !== undefined && incident.startedAtMs >= last.resolvedAtMs, 'I2: incidents overlap');
    // It was decided a moment before it is kept, or minutes where the disk was full.
    const isCooling = last.cooldownUntilMs !== undefined && incident.updatedAtMs < last.cooldownUntilMs;
    assert.ok(!isCooling, `a new incident opened in the cooldown of the last: ${incident.title}`);
  }

  #hasJumped(withinMs: number): boolean {
    return this.#world.agenda.nowMs - this.#world.lastJumpMs < withinMs;
  }

  #region(step: Step, region: string, after: RegionState): void {
    const before = step.before.state?.regions[region];
    const from = before?.verdict ?? 'unknown';
    if (from === after.verdict) return;
    const wasHidden = before?.lastKnownVerdict !== undefined;
    const key = `${step.target.id} ${region}`;
    if (!wasHidden && from === 'up') this.#badFrom.set(key, this.#world.agenda.nowMs);
    // What only had not been heard of for a while has not recovered.
    const lastKnown = before?.lastKnownVerdict ?? from;
    if (after.verdict === 'up' && (lastKnown === 'down' || lastKnown === 'degraded'))
      this.#recoveredAtMs.set(key, this.#newestAtMs(step.target, after.lastSlotMs, [region]));
    if (wasHidden || this.#hasJumped(30 * MINUTE)) return;
    if (after.verdict === 'up' && from !== 'unknown') this.#reallyRecovered(step, region, from);
    if (after.verdict === 'down' || (after.verdict === 'degraded' && from === 'up'))
      this.#reallyFailed(step, region, after);
  }

  /** I5: a region goes down only on looks that really failed, each counted once, made as the monitor is configured. */
  #reallyFailed({ target, commit: { state }, decidedAtMs }: Step, region: string, after: RegionState): void {
    // What jobs say is measured by what they did: jobs.ts.
    if (target.job) return;
    const { cause, sinceMs, lastSlotMs } = after;
    // By warnings, which are no rule of the policy.
    if (after.verdict === 'degraded' && cause?.ruleIndex === undefined) return;
    const decidedMs = this.#world.agenda.nowMs - (this.#world.wall() - decidedAtMs);
    const ageMs = decidedMs - this.#newestAtMs(target, cause?.metBy?.slotMs ?? lastSlotMs);
    assert.ok(ageMs < NEWS_FOR_MS, `${region} is down by a look of the past: ${ageMs} ms`);
    const rule = target.policy.triggerRules[cause?.ruleIndex ?? -1];
    assert.ok(rule, `I5: ${region} is down by no rule`);
    if (rule.type === 'response_time') this.#reallySlow(target, region, rule, cause!.metBy!.slotMs);
    if (rule.type !== 'consecutive_failures') return;
    const isPooled = rule.scope === 'any_region';
    const regions = isPooled ? this.#world.regions : [region];
    const isEvidence = ({ outcome, generation, slotMs }: RealLook): boolean =>
      outcome === 'down' &&
      generation === state.generation &&
      (isPooled || (slotMs >= sinceMs && slotMs <= lastSlotMs));
    const count = regions.reduce((sum, name) => sum + this.#count(target, name, isEvidence), 0);
    assert.ok(count >= countOf(rule), `I5: ${region} is down by "${cause!.rule}" on ${count} failed looks`);
  }

  /** A rule of response times is met only by looks that really were slow: by all that it judges, or by one at least. */
  #reallySlow(target: Target, region: string, rule: TriggerRule, slotMs: number): void {
    const regions = rule.scope === 'any_region' ? this.#world.regions : [region];
    // By when they were made: a clock that was set, and seen to be, moves slots and not what was seen.
    const toMs = this.#newestAtMs(target, slotMs) + MINUTE;
    const fromMs = toMs - (rule.windowMinutes ?? Infinity) * MINUTE - 2 * MINUTE;
    const sinceMs = (rule.scope === 'per_region' && this.#recoveredAtMs.get(`${target.id} ${region}`)) || -Infinity;
    const isEvidence = ({ atMs, tookMs, outcome }: RealLook): boolean =>
      tookMs > SLOW_MS && outcome !== 'down' && atMs >= Math.max(sinceMs, fromMs) && atMs <= toMs;
    const count = regions.reduce((sum, name) => sum + this.#count(target, name, isEvidence), 0);
    const needed = (rule.aggregationType ?? 'all_exceed') === 'all_exceed' ? (rule.count ?? 3) : 1;
    this.count('slow');
    assert.ok(count >= needed, `I5: ${region} is said to be slow by ${count} of ${needed} slow looks`);
  }

  /** A region is up again only after as many looks that really succeeded as its policy asks for. */
  #reallyRecovered({ target, commit: { state } }: Step, region: string, from: string): void {
    if (target.generation !== state.generation) return;
    // Looks that were on their way when it turned bad may count, and so may a row on its way when it was configured.
    const fromMs = (this.#badFrom.get(`${target.id} ${region}`) ?? -Infinity) - 15 * MINUTE;
    const isEvidence = ({ outcome, generation, atMs }: RealLook): boolean =>
      outcome !== 'down' &&
      (target.job !== undefined || generation === state.generation || atMs > target.changedAtMs - 2000) &&
      atMs >= fromMs;
    const count = this.#count(target, region, isEvidence);
    const needed = target.policy.recovery.consecutiveSuccesses;
    assert.ok(count >= needed, `${region} is up again after ${from} by ${count} of ${needed} successes`);
  }

  /** When the newest look for a slot was really made: a confirming look is younger than its slot. */
  #newestAtMs(target: Target, slotMs: number, regions = this.#world.regions): number {
    let newestMs = -Infinity;
    for (const region of regions) {
      for (const look of this.#realLooks.get(`${target.id} ${region}`) ?? [])
        if (look.slotMs === slotMs) newestMs = Math.max(newestMs, look.atMs);
    }
    return newestMs;
  }

  /** Distinct looks: one that came twice counts once. */
  #count(target: Target, region: string, isEvidence: (look: RealLook) => boolean): number {
    const looks = this.#realLooks.get(`${target.id} ${region}`) ?? [];
    return new Set(looks.filter(isEvidence).map((look) => look.slotMs)).size;
  }

  #hasPassed(target: Target, state: MonitorState, heard: readonly string[]): void {
    const verdicts = heard.map((region) => state.regions[region]?.verdict ?? 'unknown').filter((v) => v !== 'unknown');
    const needed = Math.min(target.policy.recovery.minRegionsPassing, verdicts.length);
    const passing = verdicts.filter((verdict) => verdict === 'up').length;
    assert.ok(passing >= needed, `came up by ${passing} of ${needed} regions`);
  }

  #hasQuorum(target: Target, state: MonitorState, heard: readonly string[]): void {
    const verdicts = heard.map((region) => state.regions[region]?.verdict ?? 'unknown');
    const isDown = state.incident?.severity === 'down';
    const failing = verdicts.filter((verdict) => verdict === 'down' || (!isDown && verdict === 'degraded')).length;
    const voting = verdicts.filter((verdict) => verdict !== 'unknown').length;
    const majority = Math.floor(voting / 2) + 1;
    const asked = target.policy.confirmation.minRegionsFailing;
    const needed = Math.min(isDown ? Math.max(asked, majority) : asked, voting);
    assert.ok(failing >= needed, `confirmed by ${failing} of ${needed} regions`);
  }
}

/** The incidents of one monitor. */
interface Rows {
  readonly known: Set<string>;
  readonly open: Set<string>;
  newestId?: string;
}

function noRows(): Rows {
  return { known: new Set(), open: new Set() };
}

function note(rows: Rows, { id, status }: Incident): void {
  if (!rows.known.has(id)) rows.newestId = id;
  rows.known.add(id);
  if (status === 'RESOLVED') rows.open.delete(id);
  else rows.open.add(id);
}

function isConfirmed(tie: IncidentTie | undefined): boolean {
  return tie?.status === 'CONFIRMED';
}
