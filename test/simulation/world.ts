/** What is really so: the targets, the clock, who is cut off from whom. The oracle; nothing of it is shown to the engine. */
import type { Clock, Outcome } from '@upwatch/core';
import type { Agenda } from './agenda.ts';
import { drawCertificates, type Shown } from './certificates.ts';
import { drawFaults, NO_FAULTS, type Faults } from './faults.ts';
import { asMember, drawGroups, type Group } from './groups.ts';
import { drawJobs } from './job-plan.ts';
import type { Random } from './random.ts';
import { withResponseTimes } from './response-times.ts';
import type { Scene } from './scenes.ts';
import { withWorsening } from './severity.ts';
import { HOUR, idOf, MINUTE, type Target } from './target.ts';
import { drawTargets } from './targets.ts';

export { HOUR, idOf, MINUTE, type Target } from './target.ts';

const BASE_MS = Date.UTC(2026, 10, 21);
const REGIONS = ['eu', 'us', 'asia', 'africa', 'oceania'];

/** How large a run is. */
export interface Size {
  readonly monitors: number;
  readonly regions: number;
  readonly hours: number;
  /** What goes on beside looks. @default as the seed draws it */
  readonly scenes?: readonly Scene[];
}

/** A time in which something is so, by the true clock. */
export interface Spell {
  readonly fromMs: number;
  readonly toMs: number;
}

interface RegionSpell extends Spell {
  readonly region: string;
}

export class World implements Clock {
  readonly agenda: Agenda;
  readonly random: Random;
  readonly regions: readonly string[];
  readonly targets: readonly Target[];
  readonly groups: readonly Group[];
  /** Faults stop here. */
  readonly calmMs: number;
  readonly outages: readonly RegionSpell[];
  readonly probeSpells: readonly RegionSpell[];
  readonly partitions: readonly RegionSpell[];
  readonly suspensions: readonly RegionSpell[];
  readonly storms: readonly Spell[];
  readonly fullDisks: readonly Spell[];
  /** When the wall clock jumped last, by the true clock. */
  lastJumpMs = -Infinity;
  /** When the process died, by the true clock. */
  readonly crashedAtMs: number[] = [];
  readonly #scenes: ReadonlySet<Scene>;
  readonly #certificates = new Map<string, readonly Shown[]>();
  readonly #drawn: Faults;
  /** By the wall clock of a decision, the regions that were heard then, where not all were. */
  readonly heardAt = new Map<number, readonly string[]>();
  #skewMs = 0;
  #ids = 0;

  /** @param beside what scenes are drawn with, so that they change nothing of what goes on without them */
  constructor(agenda: Agenda, random: Random, size: Size, beside: Random) {
    this.agenda = agenda;
    this.random = random;
    this.calmMs = size.hours * HOUR;
    this.#scenes = new Set(size.scenes);
    this.regions = REGIONS.slice(0, size.regions);
    this.#drawn = drawFaults(random);
    const count = this.regions.length;
    const plain = drawTargets(size.monitors, random, this.regions, this.calmMs)
      .map((one) => (this.has('response-times') ? withResponseTimes(one, beside, count, this.calmMs) : one))
      .map((one) => (this.has('severity') ? withWorsening(one, beside) : one));
    const jobs = this.has('heartbeats') ? drawJobs(plain, beside, this.regions[0]!, this.calmMs) : [];
    this.groups = this.has('groups') ? drawGroups([...plain, ...jobs], beside) : [];
    this.targets = [...plain, ...jobs].map((target) => asMember(target, this.groups, count));
    if (this.has('certificates')) {
      for (const target of this.probed)
        this.#certificates.set(target.id, drawCertificates(target, beside, this.calmMs, BASE_MS));
    }
    this.outages = this.#regionSpells(this.#drawn.regionalOutage, 20);
    this.probeSpells = this.#regionSpells(this.#drawn.probeSpell, 20);
    this.partitions = [...this.#regionSpells(this.#drawn.partition, 20), ...this.#swizzles()];
    this.suspensions = this.#regionSpells(this.#drawn.suspension, 15);
    this.storms = this.spells(this.#drawn.storm, 15);
    this.fullDisks = this.spells(this.#drawn.diskFull, 10);
  }

  /** Whether something goes on beside looks. */
  has(scene: Scene): boolean {
    return this.#scenes.has(scene);
  }

  /** Whether a group may stand for a target, so that nothing is told of it. */
  isSpokenFor({ groupIds = [] }: Target): boolean {
    return this.groups.some(
      ({ content }) => groupIds.includes(content.id) && content.suppressesMembers && content.threshold,
    );
  }

  /** Those that do not report by themselves. */
  get probed(): readonly Target[] {
    return this.targets.filter(({ job }) => !job);
  }

  /** None any more once it is calm. */
  get faults(): Faults {
    return this.agenda.nowMs < this.calmMs ? this.#drawn : NO_FAULTS;
  }

  get drawn(): Faults {
    return this.#drawn;
  }

  readonly wall = (): number => BASE_MS + this.agenda.nowMs + this.#skewMs;
  readonly monotonic = (): number => this.agenda.nowMs;

  /** An id like any other, equal on every run. */
  readonly newId = (): string => idOf('0000', ++this.#ids);

  jump(byMs: number): void {
    this.#skewMs += byMs;
    this.lastJumpMs = this.agenda.nowMs;
  }

  isIn(spells: readonly Spell[], region?: string): boolean {
    const now = this.agenda.nowMs;
    if (now >= this.calmMs) return false;
    for (const spell of spells) {
      if (spell.fromMs <= now && now < spell.toMs && (!region || (spell as RegionSpell).region === region)) return true;
    }
    return false;
  }

  /** When a spell that lasts now is over, from now; 0 when there is none. */
  leftOf(spells: readonly RegionSpell[], region: string): number {
    const now = this.agenda.nowMs;
    let leftMs = 0;
    for (const spell of spells) {
      if (spell.region !== region || spell.fromMs > now || now >= spell.toMs) continue;
      leftMs = Math.max(leftMs, Math.min(spell.toMs, this.calmMs) - now);
    }
    return leftMs;
  }

  /** How long of the time since then the disk was not full. */
  writableSinceMs(fromMs: number): number {
    let leftMs = this.agenda.nowMs - fromMs;
    let seenMs = fromMs;
    for (const spell of this.fullDisks.toSorted((one, other) => one.fromMs - other.fromMs)) {
      const [beginMs, endMs] = [Math.max(seenMs, spell.fromMs), Math.min(spell.toMs, this.agenda.nowMs)];
      if (endMs <= beginMs) continue;
      leftMs -= endMs - beginMs;
      seenMs = endMs;
    }
    return leftMs;
  }

  /** What a look from a region meets now. */
  truth(target: Target, region: string): Outcome {
    const now = this.agenda.nowMs;
    if (now >= this.calmMs) return target.final[region]!;
    if (this.isIn(this.outages, region) || this.isIn(this.storms)) return 'down';
    if (target.parent && this.truth(target.parent, region) === 'down') return 'down';
    const outcome = target.script.findLast(({ fromMs }) => fromMs <= now)?.outcome ?? 'up';
    return outcome === 'flapping' ? (Math.floor(now / target.intervalMs) % 2 === 0 ? 'down' : 'up') : outcome;
  }

  /** What a target shows, in the order of time. */
  certificatesOf({ id }: Target): readonly Shown[] {
    return this.#certificates.get(id) ?? [];
  }

  /** Whether a target that answers does so slowly now. */
  isSlow({ slow }: Target): boolean {
    const now = this.agenda.nowMs;
    return slow?.some(({ fromMs, toMs }) => fromMs <= now && now < toMs) ?? false;
  }

  /** How often the process died since. */
  crashesSince(atMs: number): number {
    return this.crashedAtMs.filter((crashedAtMs) => crashedAtMs >= atMs).length;
  }

  spells(perHour: number, minutesMax: number): Spell[] {
    return this.spellsBy(this.random, perHour, minutesMax);
  }

  /** The same, drawn by another generator. */
  spellsBy(random: Random, perHour: number, minutesMax: number): Spell[] {
    const hours = Array.from({ length: Math.ceil(this.calmMs / HOUR) }, (_, hour) => hour);
    return hours
      .filter(() => random.chance(perHour))
      .map((hour) => {
        const fromMs = hour * HOUR + random.int(0, HOUR);
        return { fromMs, toMs: fromMs + random.int(1, minutesMax) * MINUTE };
      });
  }

  #regionSpells(perHour: number, minutesMax: number): RegionSpell[] {
    return this.spells(perHour, minutesMax).map((spell) => ({ ...spell, region: this.random.pick(this.regions) }));
  }

  #swizzles(): RegionSpell[] {
    return this.spells(this.#drawn.swizzle, 5).flatMap(({ fromMs }) =>
      this.regions.map((region) => {
        const beginsMs = fromMs + this.random.int(0, 5 * MINUTE);
        return { region, fromMs: beginsMs, toMs: beginsMs + this.random.int(1, 10) * MINUTE };
      }),
    );
  }
}
