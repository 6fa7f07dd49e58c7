/** The probes of all regions: slots due → looks → messages to the server, which are kept until they are taken. */
import {
  classifyGap,
  confirmingSlot,
  failure,
  nextSlot,
  slotAt,
  type LookKind,
  type ObservationView,
  type Outcome,
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

/** A look on its way. */
export interface Message {
  readonly target: Target;
  readonly look: ObservationView;
}

export class Probes {
  readonly realLooks = new Map<string, RealLook[]>();
  looks = 0;
  readonly #world: World;
  /** @returns whether it was taken; otherwise it is sent again */
  readonly #send: (message: Message) => boolean;
  readonly #lastBeat = new Map<
    string,
    { readonly wallMs: number; readonly monotonicMs: number; readonly slotMs: number }
  >();
  readonly #confirmed = new Map<string, number>();
  #clockEpoch = 0;

  constructor(world: World, send: (message: Message) => boolean) {
    this.#world = world;
    this.#send = send;
  }

  start(): void {
    const wallMs = this.#world.wall();
    const monotonicMs = this.#world.agenda.nowMs;
    for (const target of this.#world.targets) {
      // So that a suspension before the very first look is a gap too.
      const slotMs = slotAt(target.id, target.intervalMs, wallMs);
      for (const region of this.#world.regions) {
        this.#lastBeat.set(`${target.id} ${region}`, {
          wallMs: slotMs,
          monotonicMs: monotonicMs + slotMs - wallMs,
          slotMs,
        });
      }
    }
    this.#scheduleAll();
  }

  /** The wall clock has jumped: slots are laid anew. */
  relay(): void {
    this.#clockEpoch++;
    this.#scheduleAll();
  }

  #scheduleAll(): void {
    for (const target of this.#world.targets) {
      for (const region of this.#world.regions) this.#schedule(target, region);
    }
  }

  confirm(target: Target, region: string, slotMs: number): void {
    const slot = confirmingSlot(slotMs);
    const key = `${target.id} ${region}`;
    if (this.#confirmed.get(key) === slot || this.#world.leftOf(this.#world.partitions, region) > 0) return;
    this.#confirmed.set(key, slot);
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
    const key = `${target.id} ${region}`;
    const wallMs = this.#world.wall();
    const monotonicMs = this.#world.agenda.nowMs;
    const slotMs = nextSlot(target.id, target.intervalMs, wallMs) - target.intervalMs;
    const last = this.#lastBeat.get(key);
    this.#lastBeat.set(key, { wallMs, monotonicMs, slotMs });
    const gap = last
      ? classifyGap({
          wallDeltaMs: wallMs - last.wallMs,
          monotonicDeltaMs: monotonicMs - last.monotonicMs,
          intervalMs: Math.max(
            target.intervalMs,
            slotMs - last.slotMs < 2 * target.intervalMs ? slotMs - last.slotMs : 0,
          ),
        })
      : { type: 'none' as const };
    this.#look(target, region, slotMs, 'scheduled', gap.type !== 'none');
  }

  #look(target: Target, region: string, slotMs: number, kind: LookKind, isInGap = false): void {
    const { random, faults, agenda } = this.#world;
    this.looks++;
    const isSpoiled = isInGap || this.#world.isIn(this.#world.probeSpells, region) || random.chance(faults.spoiledLook);
    // A probe hears of a change with the next message it gets; until then it looks as it was told before.
    const generation = random.chance(faults.change) ? Math.max(1, target.generation - 1) : target.generation;
    const truth = generation === target.wrongGeneration ? 'down' : this.#world.truth(target, region);
    const outcome: Outcome = isSpoiled ? 'unknown' : truth;
    const tookMs = outcome === 'down' && random.chance(0.1) ? 10_000 : random.int(20, 1500);
    const endedAtMs = this.#world.wall() + tookMs;
    if (!isSpoiled) this.#remember(target, region, { slotMs, generation, outcome, atMs: agenda.nowMs });
    const look: ObservationView = {
      region,
      slotMs,
      generation,
      kind,
      outcome,
      endedAtMs,
      ...(outcome === 'up' || outcome === 'degraded' ? { responseMs: tookMs } : {}),
      ...(outcome === 'down' && { failure: failure('connect.refused') }),
      ...(outcome === 'unknown' && { failure: failure('probe.network') }),
      ...(outcome === 'degraded' && { warning: 'the answer took longer than 800 ms' }),
    };
    agenda.in(tookMs, () => this.#post({ target, look }));
  }

  #post(message: Message): void {
    const { random, faults } = this.#world;
    const delayMs = random.chance(faults.delay) ? random.int(1000, 10 * MINUTE) : random.int(1, 200);
    this.#deliver(message, delayMs);
    if (random.chance(faults.redelivery)) this.#deliver(message, random.int(1, 5 * MINUTE));
  }

  #deliver(message: Message, delayMs: number): void {
    const { agenda, partitions, random } = this.#world;
    agenda.in(delayMs, () => {
      const cutOffMs = this.#world.leftOf(partitions, message.look.region);
      if (cutOffMs > 0) return this.#deliver(message, cutOffMs + random.int(1, 5000));
      if (!this.#send(message)) this.#deliver(message, random.int(500, 5000));
    });
  }

  #remember(target: Target, region: string, look: RealLook): void {
    const key = `${target.id} ${region}`;
    const known = this.realLooks.get(key) ?? [];
    known.push(look);
    if (known.length > 200) known.splice(0, 100);
    this.realLooks.set(key, known);
  }
}
