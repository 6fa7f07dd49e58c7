/**
 * The probes of all regions, as a model: slots due → looks → messages to the server, which are kept until they are
 * taken. The real looker owns timers of the platform and sockets; what it promises the recorder is what is sent here.
 */
import {
  classifyGap,
  confirmingSlot,
  failure,
  type LookKind,
  type LookRow,
  nextSlot,
  type Observation,
  type Outcome,
  slotAt,
} from '@upwatch/core';
import { MINUTE, type Target, type World } from './world.ts';

/** A look as it really was. */
export interface RealLook {
  readonly slotMs: number;
  readonly generation: number;
  readonly outcome: Outcome;
  /** When it was made, by the true clock. */
  readonly atMs: number;
}

/** What was really seen of late, by monitor and region. Spoiled looks saw nothing and are left out. */
export type RealLooks = ReadonlyMap<string, readonly RealLook[]>;

/** A look on its way: its row, and the whole of it where that tells more. */
export interface Message {
  readonly target: Target;
  readonly region: string;
  readonly row: LookRow;
  readonly observation: Observation | undefined;
}

/** What a probe knows of one monitor. */
interface Assignment {
  lastBeat: { readonly wallMs: number; readonly monotonicMs: number; readonly slotMs: number };
  confirmedSlotMs: number | undefined;
  /** Of the last look: one made as it is configured otherwise comes whole. */
  generation: number;
  readonly looks: RealLook[];
}

export class Probes {
  readonly realLooks = new Map<string, RealLook[]>();
  looks = 0;
  readonly #world: World;
  /** @returns whether it was taken; otherwise it is sent again */
  readonly #send: (message: Message) => boolean;
  readonly #isPaused: (target: Target) => boolean;
  readonly #assignments = new Map<Target, Map<string, Assignment>>();
  #clockEpoch = 0;

  constructor(world: World, send: (message: Message) => boolean, isPaused: (target: Target) => boolean) {
    this.#world = world;
    this.#send = send;
    this.#isPaused = isPaused;
  }

  start(): void {
    const wallMs = this.#world.wall();
    const monotonicMs = this.#world.agenda.nowMs;
    for (const target of this.#world.targets) {
      // So that a suspension before the very first look is a gap too.
      const slotMs = slotAt(target.id, target.intervalMs, wallMs);
      const lastBeat = { wallMs: slotMs, monotonicMs: monotonicMs + slotMs - wallMs, slotMs };
      const byRegion = new Map<string, Assignment>();
      for (const region of this.#world.regions) {
        const looks: RealLook[] = [];
        this.realLooks.set(`${target.id} ${region}`, looks);
        byRegion.set(region, { lastBeat, confirmedSlotMs: undefined, generation: 0, looks });
      }
      this.#assignments.set(target, byRegion);
    }
    this.#scheduleAll();
  }

  /** The wall clock has jumped: slots are laid anew. */
  relay(): void {
    this.#clockEpoch++;
    this.#scheduleAll();
  }

  /** Slot of the newest look of a monitor that was made, in any region; by the true clock. */
  newestAtMs(target: Target): number {
    const all = this.#world.regions.map((region) => this.#of(target, region).looks.at(-1)?.atMs ?? -Infinity);
    return Math.max(...all);
  }

  #scheduleAll(): void {
    for (const target of this.#world.targets) {
      for (const region of this.#world.regions) this.#schedule(target, region);
    }
  }

  #of(target: Target, region: string): Assignment {
    return this.#assignments.get(target)!.get(region)!;
  }

  confirm(target: Target, region: string, slotMs: number): void {
    const slot = confirmingSlot(slotMs);
    const assignment = this.#of(target, region);
    if (assignment.confirmedSlotMs === slot || this.#world.leftOf(this.#world.partitions, region) > 0) return;
    assignment.confirmedSlotMs = slot;
    this.#world.agenda.in(this.#world.random.int(5, 200), () => this.#look(target, region, slot, 'confirming'));
  }

  #schedule(target: Target, region: string): void {
    const { agenda, random } = this.#world;
    const epoch = this.#clockEpoch;
    const wallMs = this.#world.wall();
    const slot = nextSlot(target.id, target.intervalMs, wallMs);
    const suspendedMs = this.#world.leftOf(this.#world.suspensions, region);
    agenda.in(Math.max(slot - wallMs, suspendedMs) + random.int(0, 20), () => {
      if (epoch !== this.#clockEpoch) return;
      if (this.#world.leftOf(this.#world.suspensions, region) > 0) return this.#schedule(target, region);
      this.#due(target, region);
      this.#schedule(target, region);
    });
  }

  /** A slot is due. After a gap of our own making its look says nothing of the target. */
  #due(target: Target, region: string): void {
    const assignment = this.#of(target, region);
    const wallMs = this.#world.wall();
    const monotonicMs = this.#world.agenda.nowMs;
    const slotMs = slotAt(target.id, target.intervalMs, wallMs);
    const last = assignment.lastBeat;
    assignment.lastBeat = { wallMs, monotonicMs, slotMs };
    if (this.#isPaused(target)) return;
    const gap = classifyGap({
      wallDeltaMs: wallMs - last.wallMs,
      monotonicDeltaMs: monotonicMs - last.monotonicMs,
      intervalMs: Math.max(target.intervalMs, slotMs - last.slotMs < 2 * target.intervalMs ? slotMs - last.slotMs : 0),
    });
    this.#look(target, region, slotMs, 'scheduled', gap.type !== 'none');
  }

  #look(target: Target, region: string, slotMs: number, kind: LookKind, isInGap = false): void {
    const { random, faults, agenda } = this.#world;
    this.looks++;
    const ownFault = this.#ownFault(region, isInGap);
    const isSpoiled = ownFault !== undefined;
    // A probe hears of a change with the next message it gets; until then it looks as it was told before.
    const generation = random.chance(faults.change) ? Math.max(1, target.generation - 1) : target.generation;
    const truth = generation === target.wrongGeneration ? 'down' : this.#world.truth(target, region);
    const outcome: Outcome = isSpoiled ? 'unknown' : truth;
    const tookMs = outcome === 'down' && random.chance(0.1) ? 10_000 : random.int(20, 1500);
    const latenessMs = Math.max(0, this.#world.wall() - slotMs);
    const assignment = this.#of(target, region);
    if (!isSpoiled) remember(assignment.looks, { slotMs, generation, outcome, atMs: agenda.nowMs });
    const isWhole = outcome !== 'up' || generation !== assignment.generation;
    assignment.generation = generation;
    const seen = { outcome, latenessMs, tookMs, nowMs: this.#world.wall(), ...(ownFault && { ownFault }) };
    const made = { target, region, slotMs, kind, generation, ...seen };
    const delayMs = random.chance(faults.delay) ? random.int(1000, 10 * MINUTE) : random.int(1, 200);
    const message = messageOf(made, isWhole || delayMs > 200);
    this.#deliver(message, made, tookMs + delayMs);
    if (random.chance(faults.redelivery)) this.#deliver(message, made, tookMs + random.int(1, 5 * MINUTE));
  }

  /** What of ours spoils a look now, if anything does: a probe that has no network hides what it knows at once. */
  #ownFault(region: string, isInGap: boolean): OwnFault | undefined {
    const { random, faults, probeSpells } = this.#world;
    if (isInGap) return 'probe.suspended';
    if (this.#world.isIn(probeSpells, region)) return 'probe.network';
    return random.chance(faults.spoiledLook) ? 'probe.overloaded' : undefined;
  }

  /** What is long on its way may come under another configuration: it comes whole, and says under which it was made. */
  #deliver(message: Message, made: MadeLook, delayMs: number): void {
    const { agenda, partitions, random } = this.#world;
    const later = (ms: number): void => this.#deliver(messageOf(made, true), made, ms);
    agenda.in(delayMs, () => {
      const cutOffMs = this.#world.leftOf(partitions, message.region);
      if (cutOffMs > 0) return later(cutOffMs + random.int(1, 5000));
      if (!this.#send(message)) later(random.int(500, 5000));
    });
  }
}

function remember(looks: RealLook[], look: RealLook): void {
  looks.push(look);
  if (looks.length > 200) looks.splice(0, 100);
}

/** Faults of ours that spoil a look. */
type OwnFault = 'probe.suspended' | 'probe.network' | 'probe.overloaded';

interface MadeLook {
  readonly target: Target;
  readonly region: string;
  readonly slotMs: number;
  readonly kind: LookKind;
  readonly outcome: Outcome;
  /** Where the outcome is unknown. */
  readonly ownFault?: OwnFault;
  readonly generation: number;
  readonly latenessMs: number;
  readonly tookMs: number;
  readonly nowMs: number;
}

function messageOf(made: MadeLook, isWhole: boolean): Message {
  const { target, region, slotMs, kind, outcome, ownFault, latenessMs, tookMs } = made;
  const row: LookRow = {
    monitorKey: target.key,
    slotMs,
    latenessMs,
    kind,
    outcome,
    attempts: 1,
    phases: { totalMs: tookMs },
    statusCode: outcome === 'up' ? 200 : 0,
    bodyBytes: 0,
    ...(outcome === 'down' && { failureCode: 'connect.refused' }),
    ...(ownFault && { failureCode: ownFault }),
  };
  return { target, region, row, observation: isWhole ? observationOf(made) : undefined };
}

const SLOW: Observation['assertions'] = [
  { type: 'response_time_warn', severity: 'warn', passed: false, message: 'it took longer than 800 ms' },
];

function observationOf(made: MadeLook): Observation {
  const { target, region, slotMs, kind, outcome, ownFault, generation, latenessMs, tookMs, nowMs } = made;
  return {
    monitorId: target.id,
    region,
    slotMs,
    generation,
    kind,
    startedAtMs: nowMs,
    latenessMs,
    phases: { totalMs: tookMs },
    attempts: [],
    facts: {},
    assertions: outcome === 'degraded' ? SLOW : [],
    ...(outcome === 'down' && { failure: failure('connect.refused') }),
    ...(ownFault && { failure: failure(ownFault) }),
  };
}
