/** The invariants of a run, checked after each step and at its end. It knows what is really so. */
import assert from 'node:assert/strict';
import {
  advance,
  countOf,
  uptimePercent,
  type DecideContext,
  type Incident,
  type MonitorEvent,
  type MonitorState,
  type ObservationView,
  type Plan,
} from '@upwatch/core';
import type { Received } from './dispatcher.ts';
import type { RealLook, RealLooks } from './probes.ts';
import type { Store } from './store.ts';
import { MINUTE, type Target, type World } from './world.ts';

type RegionChanged = Extract<MonitorEvent, { type: 'region-changed' }>;

/** A look decides only this long after it was made: two minutes after its end. Said here anew, so as not to believe `core`. */
const NEWS_FOR_MS = 2 * MINUTE + 15_000;

/** A state of five regions with every window full stays below this. */
const STATE_BYTES_MAX = 16_384;

export class Checker {
  /** How often each kind of event happened: a run in which nothing happens shows nothing. */
  readonly seen = new Map<string, number>();
  readonly #world: World;
  readonly #store: Store;
  #realLooks: RealLooks = new Map();
  /** Why each incident ended last. */
  readonly #endings = new Map<string, string>();
  /** When each region turned bad, by the true clock. */
  readonly #badFrom = new Map<string, number>();
  readonly #rowsOf = new Map<string, Set<string>>();

  constructor(world: World, store: Store) {
    this.#world = world;
    this.#store = store;
  }

  knows(realLooks: RealLooks): void {
    this.#realLooks = realLooks;
  }

  /** A steady look is one from which `advance` learns nothing but its slot. Asked of every hundredth. */
  steady(target: Target, state: MonitorState, look: ObservationView, context: DecideContext): void {
    if (!this.#world.random.chance(0.01)) return;
    const advanced = advance(state, look, target.policy, context);
    const region = { ...state.regions[look.region]!, lastSlotMs: look.slotMs };
    assert.deepEqual(advanced, {
      state: { ...state, regions: { ...state.regions, [look.region]: region } },
      events: [],
    });
  }

  toldEarly({ incident }: Plan): void {
    const row = this.#store.incidents.get(incident?.id ?? '');
    assert.ok(row?.status === 'CONFIRMED', `I3: incident ${incident?.id} is told of before it is kept`);
  }

  committed(
    target: Target,
    previous: MonitorState,
    plan: Plan,
    events: readonly MonitorEvent[],
    heard: readonly string[],
  ): void {
    for (const { type } of events) this.seen.set(type, (this.seen.get(type) ?? 0) + 1);
    const kept = this.#store.state(target.id)!;
    if (this.#world.random.chance(0.02)) assert.deepEqual(kept, plan.state, 'a state is a plain JSON value');
    assert.ok(this.#store.stateBytes(target.id) < STATE_BYTES_MAX, 'a state stays small');
    this.#rows(target, kept, plan);
    const { incident } = plan;
    for (const delivery of plan.deliveries) {
      const row = this.#store.incidents.get(delivery.incidentId);
      assert.ok(row?.confirmedAtMs !== undefined, `alert ${delivery.key} tells of what is not confirmed`);
    }
    for (const event of events) {
      if (event.type === 'region-changed') this.#regionChanged(target, previous, kept, event);
      if (event.type === 'went-down' || event.type === 'reopened') this.#hasQuorum(target, event.cause.regions, heard);
      if (event.type === 'reopened') this.#mayReopen(kept.incident!.id);
      if (event.type === 'came-up') this.#hasPassed(target, kept, heard);
    }
    if (incident?.resolutionReason) this.#endings.set(incident.id, incident.resolutionReason);
  }

  /** What a person has ended, or what was never confirmed, is over for good. */
  #mayReopen(incidentId: string): void {
    const reason = this.#endings.get(incidentId);
    assert.equal(reason, 'AUTO_RECOVERED', `${incidentId} was reopened, after it had ended by ${reason}`);
  }

  /** I2: what the state is tied to is the one open row; a new row begins after the last has ended. */
  #rows(target: Target, state: MonitorState, { incident }: Plan): void {
    const ids = this.#rowsOf.get(target.id) ?? new Set();
    this.#rowsOf.set(target.id, ids);
    if (incident && !ids.has(incident.id)) this.#opensRightly(incident, [...ids].at(-1));
    if (incident) ids.add(incident.id);
    const open = [...ids].filter((id) => this.#store.incidents.get(id)!.status !== 'RESOLVED');
    assert.ok(open.length <= 1, `I2: ${open.length} incidents of one monitor are open`);
    const tied = state.incident?.isReopening ? undefined : state.incident?.id;
    assert.equal(open[0], tied, 'I2: the state is tied to the incident that is open');
    if (state.verdict === 'down') assert.equal(state.incident?.status, 'CONFIRMED', 'I2: down has its incident');
    if (incident?.resolvedAtMs !== undefined)
      assert.ok(incident.resolvedAtMs >= incident.startedAtMs, 'I2: end ≥ start');
  }

  #opensRightly(incident: Incident, lastId: string | undefined): void {
    const last = lastId === undefined ? undefined : this.#store.incidents.get(lastId);
    const hasJumped = this.#world.agenda.nowMs - this.#world.lastJumpMs < 6 * 60 * MINUTE;
    if (!last || hasJumped) return;
    assert.ok(last.resolvedAtMs !== undefined && incident.startedAtMs >= last.resolvedAtMs, 'I2: incidents overlap');
    const isCooling = last.cooldownUntilMs !== undefined && this.#world.wall() < last.cooldownUntilMs;
    assert.ok(!isCooling, `a new incident opened in the cooldown of the last: ${incident.title}`);
  }

  #regionChanged(target: Target, previous: MonitorState, state: MonitorState, event: RegionChanged): void {
    const wasHidden = previous.regions[event.region]?.lastKnownVerdict !== undefined;
    const key = `${target.id} ${event.region}`;
    if (!wasHidden && event.from === 'up') this.#badFrom.set(key, this.#world.agenda.nowMs);
    if (wasHidden || this.#world.agenda.nowMs - this.#world.lastJumpMs < 30 * MINUTE) return;
    if (event.to === 'up' && event.from !== 'unknown') this.#reallyRecovered(target, state, event);
    if (event.to !== 'down') return;
    assert.ok(this.#ageOf(target, event.slotMs) < NEWS_FOR_MS, `${event.region} is down by a look of the past`);
    this.#reallyFailed(target, state, event);
  }

  /** I5: a region goes down only on looks that really failed, each counted once, made as the monitor is configured. */
  #reallyFailed(target: Target, state: MonitorState, { region, cause }: RegionChanged): void {
    const rule = target.policy.triggerRules[cause?.ruleIndex ?? -1];
    assert.ok(rule, `I5: ${region} is down by no rule`);
    if (rule.type !== 'consecutive_failures') return;
    const isPooled = rule.scope === 'any_region';
    const regions = isPooled ? this.#world.regions : [region];
    const { sinceMs, lastSlotMs } = state.regions[region]!;
    const isEvidence = ({ outcome, generation, slotMs }: RealLook): boolean =>
      outcome === 'down' &&
      generation === state.generation &&
      (isPooled || (slotMs >= sinceMs && slotMs <= lastSlotMs));
    const count = regions.reduce((sum, name) => sum + this.#count(target, name, isEvidence), 0);
    assert.ok(count >= countOf(rule), `I5: ${region} is down by "${cause!.rule}" on ${count} failed looks`);
  }

  /** A region is up again only after as many looks that really succeeded as its policy asks for. */
  #reallyRecovered(target: Target, state: MonitorState, { region, from }: RegionChanged): void {
    // Looks that were on their way when it turned bad may count.
    const fromMs = (this.#badFrom.get(`${target.id} ${region}`) ?? -Infinity) - 3 * MINUTE;
    const isEvidence = ({ outcome, generation, atMs }: RealLook): boolean =>
      outcome !== 'down' && generation === state.generation && atMs >= fromMs;
    const count = this.#count(target, region, isEvidence);
    const needed = target.policy.recovery.consecutiveSuccesses;
    assert.ok(count >= needed, `${region} is up again after ${from} by ${count} of ${needed} successes`);
  }

  /** How long ago the newest look for a slot was really made: a confirming look is younger than its slot. */
  #ageOf(target: Target, slotMs: number): number {
    const looks = this.#world.regions.flatMap((region) => this.#realLooks.get(`${target.id} ${region}`) ?? []);
    const made = looks.filter((look) => look.slotMs === slotMs).map(({ atMs }) => atMs);
    return this.#world.agenda.nowMs - Math.max(...made);
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

  #hasQuorum(target: Target, regions: readonly string[], heard: readonly string[]): void {
    const doubted = heard.filter(
      (name) => (this.#store.state(target.id)!.regions[name]?.verdict ?? 'unknown') === 'unknown',
    );
    const needed = Math.min(target.policy.confirmation.minRegionsFailing, heard.length - doubted.length);
    assert.ok(regions.length >= needed, `confirmed by ${regions.length} of ${needed} regions`);
  }

  /** What the channels received, so far. */
  received(sink: readonly Received[]): void {
    const { channelId, delivery } = sink.at(-1)!;
    const { incidentId, sequence, kind, key } = delivery;
    const before = sink.slice(0, -1).filter((r) => r.channelId === channelId && r.delivery.incidentId === incidentId);
    assert.ok(
      before.every((r) => r.delivery.sequence <= sequence),
      `I4: ${key} came after a later alert`,
    );
    const times = before.filter((r) => r.delivery.key === key).length;
    assert.ok(times <= this.#world.crashes, `I3: ${key} came ${times + 1} times with ${this.#world.crashes} crashes`);
    if (kind !== 'INCIDENT_RESOLVED') return;
    const opening = before.findLast((r) => r.delivery.sequence < sequence);
    assert.ok(opening && opening.delivery.kind !== 'INCIDENT_RESOLVED', `I4: ${key} ends what was not told`);
  }

  /** Liveness: faults have stopped long enough ago. */
  calm(sink: readonly Received[]): void {
    assert.deepEqual(
      this.#store.open().map(({ key }) => key),
      [],
      'the outbox is empty',
    );
    const reached = new Set(sink.map(({ delivery }) => delivery.key));
    for (const { key } of this.#store.outbox.values()) assert.ok(reached.has(key), `I3: ${key} reached nobody`);
    const told = new Set(sink.map(({ delivery }) => `${delivery.incidentId} ${delivery.channelId} ${delivery.kind}`));
    for (const row of this.#store.incidents.values()) {
      if (row.confirmedAtMs === undefined) continue;
      assert.ok(told.has(`${row.id} slack INCIDENT_CREATED`), `I3: nobody was told of ${row.id}`);
      if (row.status === 'RESOLVED')
        assert.ok(told.has(`${row.id} mail INCIDENT_RESOLVED`), `I3: no end of ${row.id} was told`);
    }
    for (const target of this.#world.targets) this.#truth(target);
  }

  #truth(target: Target): void {
    const state = this.#store.state(target.id)!;
    const { regions } = this.#world;
    const isLeftWaiting =
      state.incident?.status === 'TRIGGERED' && this.#world.wall() > (state.incident.waitsUntilMs ?? 0) + MINUTE;
    assert.ok(!isLeftWaiting, `${target.id} waits for ever to be confirmed`);
    const finals = regions.map((region) => target.final[region]!);
    for (const region of regions) {
      assert.equal(
        state.regions[region]!.verdict,
        target.final[region],
        `${target.id} in ${region} is not seen as it is`,
      );
    }
    const down = finals.filter((outcome) => outcome === 'down').length;
    const bad = finals.filter((outcome) => outcome !== 'up').length;
    const expected = new Set(
      ['down', 'degraded', 'up'].filter((verdict) => this.#isPossible(verdict, down, bad, target)),
    );
    assert.ok(
      expected.has(state.verdict),
      `${target.id} is ${state.verdict}, with ${down} down and ${bad} bad regions`,
    );
    const counts = { up: 0, degraded: 0, down: 0, unknown: 0 };
    for (const outcome of finals) counts[outcome]++;
    const uptime = uptimePercent(counts);
    assert.ok(uptime === null || (uptime >= 0 && uptime <= 100), 'I7');
  }

  /** Between the numbers that open and that end an incident, either verdict may stand. */
  #isPossible(verdict: string, down: number, bad: number, { policy }: Target): boolean {
    const count = this.#world.regions.length;
    const needFailing = Math.min(policy.confirmation.minRegionsFailing, count);
    const needPassing = Math.min(policy.recovery.minRegionsPassing, count);
    const mayStand = (failing: number): boolean => failing >= needFailing || count - failing < needPassing;
    const mayFall = (failing: number): boolean => failing < needFailing;
    if (verdict === 'down') return mayStand(down);
    if (verdict === 'degraded') return mayFall(down) && bad > 0;
    return bad === 0;
  }
}
