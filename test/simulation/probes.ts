/**
 * The probes of all regions, as a model: slots due → looks → messages to the server, which are kept until they are
 * taken. The real looker owns timers of the platform and sockets; what it promises the recorder is what is sent here.
 */
import {
  classifyGap,
  classOf,
  confirmingSlot,
  failure,
  type FailureCode,
  type LookKind,
  type LookRow,
  nextSlot,
  type Observation,
  type Outcome,
  slotAt,
  type TlsFacts,
} from '@upwatch/core';
import type { Names, Unresolved } from './names.ts';
import { SLOW_MS } from './response-times.ts';
import { MINUTE, type Target, type World } from './world.ts';

/** A look as it really was. */
export interface RealLook {
  readonly slotMs: number;
  readonly generation: number;
  readonly outcome: Outcome;
  readonly tookMs: number;
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
  /** Fingerprint of the certificate that was told of last: another one comes whole. */
  shown: string | undefined;
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
  readonly #names: Names | undefined;
  #clockEpoch = 0;

  /** @param given.names where names can be in trouble */
  constructor(
    world: World,
    given: {
      readonly send: (message: Message) => boolean;
      readonly isPaused: (target: Target) => boolean;
      readonly names: Names | undefined;
    },
  ) {
    this.#world = world;
    this.#send = given.send;
    this.#isPaused = given.isPaused;
    this.#names = given.names;
  }

  start(): void {
    const wallMs = this.#world.wall();
    const monotonicMs = this.#world.agenda.nowMs;
    for (const target of this.#world.probed) {
      // So that a suspension before the very first look is a gap too.
      const slotMs = slotAt(target.id, target.intervalMs, wallMs);
      const lastBeat = { wallMs: slotMs, monotonicMs: monotonicMs + slotMs - wallMs, slotMs };
      const byRegion = new Map<string, Assignment>();
      for (const region of this.#world.regions) {
        const looks: RealLook[] = [];
        this.realLooks.set(`${target.id} ${region}`, looks);
        byRegion.set(region, { lastBeat, confirmedSlotMs: undefined, generation: 0, shown: undefined, looks });
      }
      this.#assignments.set(target, byRegion);
    }
    this.#scheduleAll();
  }

  /** A process begins, and knows nothing of what was shown to the one before. */
  begin(): void {
    for (const byRegion of this.#assignments.values())
      for (const assignment of byRegion.values()) assignment.shown = undefined;
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
    for (const target of this.#world.probed) {
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
    const ownFault = this.#ownFault(region, isInGap);
    const trouble = ownFault ? undefined : this.#names?.troubleOf(target, region);
    if (trouble === undefined) {
      if (!ownFault) this.#names?.found(target, region);
      return this.#seen({ target, region, slotMs, kind }, ownFault && { code: ownFault, isOurs: true });
    }
    this.#world.agenda.awaited(0, () => {
      void this.#names!.unresolved(region, trouble).then((seen) => this.#seen({ target, region, slotMs, kind }, seen));
    });
  }

  /** A look is over. @param seen what was in its way, if anything was */
  #seen({ target, region, slotMs, kind }: LookId, seen: Unresolved | undefined): void {
    const { random, faults, agenda } = this.#world;
    this.looks++;
    const isSpoiled = seen !== undefined && classOf(seen.code) === 'probe';
    // A probe hears of a change with the next message it gets; until then it looks as it was told before.
    const generation = random.chance(faults.change) ? Math.max(1, target.generation - 1) : target.generation;
    const truth = generation === target.wrongGeneration ? 'down' : this.#world.truth(target, region);
    const outcome: Outcome = isSpoiled ? 'unknown' : seen ? 'down' : truth;
    const isSlow = outcome !== 'down' && this.#world.isSlow(target);
    const tookMs = outcome === 'down' && random.chance(0.1) ? 10_000 : random.int(20, 1500) + (isSlow ? SLOW_MS : 0);
    const latenessMs = Math.max(0, this.#world.wall() - slotMs);
    const assignment = this.#of(target, region);
    if (!isSpoiled && !seen?.isOurs)
      remember(assignment.looks, { slotMs, generation, outcome, tookMs, atMs: agenda.nowMs });
    const tls = outcome === 'up' || outcome === 'degraded' ? this.#shownNow(target) : undefined;
    const isOther = tls !== undefined && tls.fingerprint !== assignment.shown;
    const isWhole = outcome !== 'up' || isOther || generation !== assignment.generation;
    if (tls) assignment.shown = tls.fingerprint;
    assignment.generation = generation;
    const code = seen?.code ?? (outcome === 'down' ? 'connect.refused' : undefined);
    const found = {
      outcome,
      latenessMs,
      tookMs,
      nowMs: this.#world.wall(),
      ...(code && { code }),
      ...(tls && { tls }),
    };
    const made = { target, region, slotMs, kind, generation, ...found };
    const delayMs = random.chance(faults.delay) ? random.int(1000, 10 * MINUTE) : random.int(1, 200);
    const message = messageOf(made, isWhole || delayMs > 200);
    this.#deliver(message, made, tookMs + delayMs);
    if (random.chance(faults.redelivery)) this.#deliver(message, made, tookMs + random.int(1, 5 * MINUTE));
  }

  #shownNow(target: Target): TlsFacts | undefined {
    return this.#world.certificatesOf(target).findLast(({ fromMs }) => fromMs <= this.#world.agenda.nowMs)?.tls;
  }

  /** What of ours spoils a look now, if anything does: a probe that has no network hides what it knows at once. */
  #ownFault(region: string, isInGap: boolean): FailureCode | undefined {
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
      if (!this.#send(message)) return later(random.int(500, 5000));
      // What comes late says nothing of what is shown now: it is said again.
      if (Math.abs(this.#world.wall() - made.nowMs) > MINUTE) this.#of(made.target, made.region).shown = undefined;
    });
  }
}

function remember(looks: RealLook[], look: RealLook): void {
  looks.push(look);
  if (looks.length > 200) looks.splice(0, 100);
}

interface LookId {
  readonly target: Target;
  readonly region: string;
  readonly slotMs: number;
  readonly kind: LookKind;
}

interface MadeLook extends LookId {
  readonly outcome: Outcome;
  /** Where it failed. */
  readonly code?: FailureCode;
  readonly generation: number;
  readonly latenessMs: number;
  readonly tookMs: number;
  readonly nowMs: number;
  readonly tls?: TlsFacts;
}

function messageOf(made: MadeLook, isWhole: boolean): Message {
  const { target, region, slotMs, kind, outcome, code, latenessMs, tookMs } = made;
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
    ...(code && { failureCode: code }),
  };
  return { target, region, row, observation: isWhole ? observationOf(made) : undefined };
}

const SLOW: Observation['assertions'] = [
  { type: 'response_time_warn', severity: 'warn', passed: false, message: 'it took longer than 800 ms' },
];

function observationOf(made: MadeLook): Observation {
  const { target, region, slotMs, kind, outcome, code, generation, latenessMs, tookMs, nowMs, tls } = made;
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
    facts: tls ? { tls } : {},
    assertions: outcome === 'degraded' ? SLOW : [],
    ...(code && { failure: failure(code) }),
  };
}
