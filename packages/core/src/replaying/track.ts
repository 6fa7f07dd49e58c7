/** One way that a monitor may have gone: decided by the functions that decide live, told by those that tell. */
import { advance, type Advanced, type DecideContext, expire, isSteady, release } from '../deciding/advance.ts';
import { usualDaysOf } from '../deciding/baseline.ts';
import { shiftIncident, shiftState } from '../deciding/clock-shift.ts';
import type { Cause, MonitorEvent } from '../deciding/event.ts';
import { isOnlyNewer } from '../deciding/only-newer.ts';
import type { ObservationView } from '../deciding/observation-view.ts';
import { isResting } from '../deciding/flapping.ts';
import { flappingOf, type Policy } from '../deciding/policy.ts';
import { type DraftTie, initialState, type MonitorState, withGeneration, withSeenSlots } from '../deciding/state.ts';
import { isFresh, isNews } from '../deciding/timeliness.ts';
import type { AlertKind } from '../telling/alert.ts';
import { escalate, escalatesAtMs } from '../telling/escalate.ts';
import type { Hold } from '../telling/hold.ts';
import type { Incident } from '../telling/incident.ts';
import { incidentIdOf, plan, type Plan, type PlanInput } from '../telling/plan.ts';
import { resolveManually } from '../telling/resolve.ts';
import type { Era } from './steps.ts';

/** A time that a monitor was confirmed to be bad. */
export interface Outage {
  readonly incidentId: string;
  /** Whether the incident came back within its cooldown: another outage, and no other incident. */
  readonly isReopening: boolean;
  readonly severity: Cause['severity'];
  /** Slot of the first failing look. */
  readonly sinceMs: number;
  readonly confirmedAtMs: number;
  /** Absent while it lasts. */
  readonly endedAtMs?: number;
  readonly rule: string;
  readonly regions: readonly string[];
}

/** Something that was told, to however many channels. */
export interface Told {
  readonly kind: AlertKind;
  readonly incidentId: string;
  readonly atMs: number;
  readonly headline: string;
  /** How many channels were told. */
  readonly alerts: number;
}

/** What is known of the times that a track goes through, beside the looks. */
export interface ThenKnown {
  /** Whether something held what was to be told then, such as maintenance. @default nothing did */
  readonly holdAt?: (atMs: number) => Hold | undefined;
  /** What an opening waits for besides, and how long from when nothing else holds it, such as its groups. @default nothing */
  readonly waitAt?: (atMs: number) => (Hold & { readonly waitMs: number }) | undefined;
  /** Whether somebody was told of an opening at this very instant, so that nothing can have held it. @default not known */
  readonly wasToldAt?: (atMs: number) => boolean;
  /** What was usual in each region then, over so many days: rules that go by it wait where it is not known. */
  readonly usualAt?: (atMs: number, days: number) => DecideContext['usualMs'];
  /** Is called with all that would have been committed. */
  readonly onPlanned?: (plan: Plan, atMs: number) => void;
}

/** Whom a track tells. Every step of the policies is told in its time, as if nobody ever acknowledged. */
export type ReplayTelling = ThenKnown &
  Pick<PlanInput, 'monitor' | 'channels' | 'namesChannels' | 'policies' | 'subject' | 'reachable'>;

/** A look is decided within this time of its end; what waits for time alone is looked through as often. Milliseconds. */
const TICK_MS = 1_000;

/** What became of a look. */
export type Fate = 'nothing' | 'changed' | 'left';

/** Follows one policy through the steps of a monitor. */
export class Track {
  readonly outages: Outage[] = [];
  readonly told: Told[] = [];
  state: MonitorState;
  incident: Incident | undefined;
  #era: Era;
  readonly #policy: Policy | undefined;
  readonly #telling: ReplayTelling;
  readonly #whom: Omit<ReplayTelling, keyof ThenKnown>;
  readonly #lastSlotMs = new Map<string, number>();
  #askedFirst: { readonly sinceMs: number; readonly atMs: number } | undefined;
  #ids = 0;

  /** @param policy in place of those of the eras */
  constructor(era: Era, telling: ReplayTelling, policy?: Policy) {
    this.#era = era;
    this.#telling = telling;
    const { holdAt: _, waitAt: __, wasToldAt: ___, usualAt: ____, onPlanned: _____, ...whom } = telling;
    this.#whom = whom;
    this.#policy = policy;
    this.state = initialState(era.generation, era.fromMs);
  }

  /** The configuration that holds from now on. */
  enter(era: Era): void {
    if (era === this.#era) return;
    this.#era = era;
    if (era.generation !== this.state.generation) {
      this.state = withGeneration(this.state, era.generation, era.regions);
    }
  }

  /**
   * Decides a look as it is decided live: first whether it is steady, or news at all, and last whether it changes more than the slot.
   * @param given.isKnown whether it is known to have been news
   * @param given.isLeft asked of a look that would change something: whether to leave the track as it is
   */
  look(
    seen: ObservationView,
    atMs: number,
    given: { readonly isKnown: boolean; readonly isLeft?: () => boolean },
  ): Fate {
    const { region, slotMs } = seen;
    const lastSlotMs = this.#lastSlotMs.get(region);
    if (!given.isKnown) {
      if (!this.#era.isEnabled || !isNews(lastSlotMs, seen, atMs)) return 'nothing';
      if (seen.outcome === 'up' && isSteady(this.state, region, 'up', Number.POSITIVE_INFINITY)) {
        this.#lastSlotMs.set(region, slotMs);
        return 'nothing';
      }
    }
    const advanced = advance(this.state, seen, this.policy, this.#context(atMs));
    const isNothing = advanced.state === this.state || isOnlyNewer(this.state, advanced, region);
    if (!isNothing && given.isLeft?.()) return 'left';
    this.#lastSlotMs.set(region, slotMs);
    if (isNothing) return 'nothing';
    this.#follow(advanced, atMs, this.#holdAt(atMs, advanced.state.incident));
    return 'changed';
  }

  /** Time alone, where it is known that it decided something then: what was held was let go, whatever held it. */
  time(atMs: number): void {
    if (!this.#expire(atMs) && this.state.incident?.held) this.#release(atMs);
  }

  /** The same where no step of the record says when: as it would have been, had somebody looked every second. */
  timeUntil(atMs: number): void {
    const { incident } = this.state;
    if (!incident || (incident.status !== 'TRIGGERED' && !this.#era.isEnabled)) return;
    const dueMs = this.#dueMs();
    if (dueMs !== undefined && dueMs + TICK_MS <= atMs) {
      this.tellUntil(dueMs);
      this.#expire(dueMs);
    }
    const tie = this.state.incident;
    if (tie?.held && !isResting(tie) && this.#isFresh(atMs) && !this.#holdAt(atMs, tie)) this.#release(atMs);
  }

  /** What policies tell as time passes: no record has it, because nothing is decided by it. */
  tellUntil(atMs: number): void {
    if (!this.#era.isEnabled || isResting(this.state.incident)) return;
    for (let dueMs = escalatesAtMs(this.state); dueMs !== undefined && dueMs <= atMs; ) {
      const nowMs = this.#holdAt(dueMs, this.state.incident) ? atMs : dueMs;
      const hold = this.#holdAt(nowMs, this.state.incident);
      const planned = escalate({ ...this.#told(nowMs, hold), state: this.state, incident: this.incident });
      if (!planned) return;
      this.#take(planned, nowMs);
      dueMs = escalatesAtMs(this.state);
    }
  }

  /** When time alone decides something: a wait for other regions, or the rest of what flapped. */
  #dueMs(): number | undefined {
    const { incident } = this.state;
    if (incident?.status === 'TRIGGERED') return incident.waitsUntilMs;
    const restingSinceMs = incident?.flapping?.restingSinceMs;
    return restingSinceMs === undefined ? undefined : restingSinceMs + flappingOf(this.policy).windowMs;
  }

  /** A person ended what was open. @param slotsMs up to which looks had come then, by region, where that is known */
  resolve(atMs: number, slotsMs: Readonly<Record<string, number>> = {}): void {
    const { incident, state } = this;
    if (!incident || state.incident?.id !== incident.id) return;
    const hold = this.#holdAt(atMs, state.incident);
    const seen = withSeenSlots(state, (region) => slotsMs[region]);
    const planned = resolveManually({ ...this.#told(atMs, hold), state: seen, incident });
    this.#take(planned, atMs);
    this.#endOutage(atMs);
  }

  /** Somebody set the clock. */
  shift(byMs: number): void {
    this.state = shiftState(this.state, byMs);
    this.incident = this.incident && shiftIncident(this.incident, byMs);
    for (const [region, slotMs] of this.#lastSlotMs) this.#lastSlotMs.set(region, slotMs + byMs);
    const open = this.outages.at(-1);
    if (!open || open.endedAtMs !== undefined) return;
    const { sinceMs, confirmedAtMs } = open;
    this.outages[this.outages.length - 1] = {
      ...open,
      sinceMs: sinceMs + byMs,
      confirmedAtMs: confirmedAtMs + byMs,
    };
  }

  get policy(): Policy {
    return this.#policy ?? this.#era.policy;
  }

  /** Whether a region has been seen at all. */
  hasSeen(region: string): boolean {
    return this.state.regions[region] !== undefined;
  }

  /** @returns whether something has waited, or rested, long enough */
  #expire(atMs: number): boolean {
    const advanced = expire(this.state, this.policy, this.#context(atMs));
    if (advanced.state === this.state) return false;
    this.#follow(advanced, atMs, this.#holdAt(atMs, advanced.state.incident));
    return true;
  }

  #release(atMs: number): void {
    const released = release(this.state, this.policy, this.#context(atMs));
    if (released.events.length > 0) this.#follow(released, atMs, undefined);
  }

  #isFresh(atMs: number): boolean {
    const slots = Object.values(this.state.regions).map(({ lastSlotMs }) => lastSlotMs);
    return isFresh(Math.max(...slots, ...this.#lastSlotMs.values()), this.#era.frequencySeconds, atMs);
  }

  /** What holds the telling of an incident. The wait for its groups begins when nothing else holds it any more. */
  #holdAt(atMs: number, tie: DraftTie | undefined): Hold | undefined {
    const { holdAt, waitAt, wasToldAt } = this.#telling;
    if (wasToldAt?.(atMs)) return undefined;
    const hold = holdAt?.(atMs);
    if (hold || tie?.status !== 'CONFIRMED') return hold;
    const wait = waitAt?.(atMs);
    if (!wait) return undefined;
    if (this.#askedFirst?.sinceMs !== tie.sinceMs) this.#askedFirst = { sinceMs: tie.sinceMs, atMs };
    const waitedMs = atMs - this.#askedFirst.atMs;
    return waitedMs >= 0 && waitedMs < wait.waitMs ? wait : undefined;
  }

  #follow({ state, events }: Advanced, atMs: number, hold: Hold | undefined): void {
    const { incident } = this;
    const planned = plan({ ...this.#told(atMs, hold), previous: this.state, state, events, incident });
    const openId = this.state.incident?.id;
    this.#take(planned, atMs);
    for (const event of events) this.#note(event, atMs, planned.state.incident?.id ?? openId ?? '');
  }

  #take(planned: Plan, atMs: number): void {
    this.state = planned.state;
    const incident = planned.incident ?? this.incident;
    this.incident = incidentIdOf(planned.state) === incident?.id ? incident : undefined;
    for (const deliveries of Map.groupBy(planned.deliveries, ({ sequence }) => sequence).values()) {
      const { kind, incidentId, message } = deliveries[0]!;
      this.told.push({ kind, incidentId, atMs, headline: message.headline, alerts: deliveries.length });
    }
    this.#telling.onPlanned?.(planned, atMs);
  }

  #note(event: MonitorEvent, atMs: number, incidentId: string): void {
    const isOpening = (event.type === 'went-down' || event.type === 'went-degraded') && event.from === undefined;
    if (isOpening || event.type === 'reopened') {
      const { severity, sinceMs, rule, regions } = event.cause;
      const isReopening = event.type === 'reopened';
      this.outages.push({ incidentId, isReopening, severity, sinceMs, confirmedAtMs: atMs, rule, regions });
    } else if (event.type === 'went-down') {
      this.#change({ severity: 'down' });
    } else if (event.type === 'came-up') {
      this.#endOutage(event.slotMs);
    }
  }

  #endOutage(atMs: number): void {
    const open = this.outages.at(-1);
    if (open && open.endedAtMs === undefined) this.#change({ endedAtMs: Math.max(open.sinceMs, atMs) });
  }

  #change(part: Partial<Outage>): void {
    const open = this.outages.at(-1);
    if (open) this.outages[this.outages.length - 1] = { ...open, ...part };
  }

  #context(atMs: number): DecideContext {
    const days = usualDaysOf(this.policy);
    const usualMs = days === undefined ? undefined : this.#telling.usualAt?.(atMs, days);
    return { nowMs: atMs, regions: this.#era.regions, ...(usualMs && { usualMs }) };
  }

  #told(atMs: number, hold: Hold | undefined) {
    return { ...this.#whom, nowMs: atMs, newId: () => `replay-${++this.#ids}`, ...(hold && { hold }) };
  }
}
