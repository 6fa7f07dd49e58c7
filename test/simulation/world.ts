/** What is really so: the targets, the clock, who is cut off from whom. The oracle; nothing of it is shown to `core`. */
import type { Outcome, Policy } from '@upwatch/core';
import { defaultPolicy } from '@upwatch/core';
import type { Agenda } from './agenda.ts';
import { drawFaults, NO_FAULTS, type Faults } from './faults.ts';
import type { Random } from './random.ts';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
const BASE_MS = Date.UTC(2026, 10, 21);

/** How large a run is. */
export interface Size {
  readonly monitors: number;
  readonly regions: number;
  readonly hours: number;
}

/** A target and the monitor that watches it. */
export interface Target {
  readonly id: string;
  readonly intervalMs: number;
  readonly policy: Policy;
  /** What it is, from each time on; in order. */
  readonly script: readonly { readonly fromMs: number; readonly outcome: 'up' | 'degraded' | 'down' | 'flapping' }[];
  /** What each region sees once the faults have stopped. */
  readonly final: Readonly<Record<string, Outcome>>;
  /** Of the configuration, as the server has it. */
  generation: number;
  /** The generation under which the monitor looks at the wrong thing, and always fails. */
  wrongGeneration: number;
}

interface Spell {
  readonly region: string;
  readonly fromMs: number;
  readonly toMs: number;
}

export class World {
  readonly agenda: Agenda;
  readonly random: Random;
  readonly regions: readonly string[];
  readonly targets: readonly Target[];
  /** Faults stop here. */
  readonly calmMs: number;
  readonly outages: readonly Spell[];
  readonly probeSpells: readonly Spell[];
  readonly partitions: readonly Spell[];
  readonly suspensions: readonly Spell[];
  /** When the wall clock jumped last, by the true clock. */
  lastJumpMs = -Infinity;
  crashes = 0;
  readonly #drawn: Faults;
  #skewMs = 0;

  constructor(agenda: Agenda, random: Random, size: Size) {
    this.agenda = agenda;
    this.random = random;
    this.calmMs = size.hours * HOUR;
    this.regions = ['eu', 'us', 'asia', 'africa', 'oceania'].slice(0, size.regions);
    this.#drawn = drawFaults(random);
    this.targets = Array.from({ length: size.monitors }, (_, i) => drawTarget(i, random, this.regions, this.calmMs));
    this.outages = this.#spells(this.#drawn.regionalOutage, 20);
    this.probeSpells = this.#spells(this.#drawn.probeSpell, 20);
    this.partitions = this.#spells(this.#drawn.partition, 20);
    this.suspensions = this.#spells(this.#drawn.suspension, 15);
  }

  /** None any more once it is calm. */
  get faults(): Faults {
    return this.agenda.nowMs < this.calmMs ? this.#drawn : NO_FAULTS;
  }

  wall(): number {
    return BASE_MS + this.agenda.nowMs + this.#skewMs;
  }

  jump(byMs: number): void {
    this.#skewMs += byMs;
    this.lastJumpMs = this.agenda.nowMs;
  }

  isIn(spells: readonly Spell[], region: string): boolean {
    const now = this.agenda.nowMs;
    return now < this.calmMs && spells.some((s) => s.region === region && s.fromMs <= now && now < s.toMs);
  }

  /** When a spell that lasts now is over, from now; 0 when there is none. */
  leftOf(spells: readonly Spell[], region: string): number {
    const now = this.agenda.nowMs;
    const lasting = spells.filter((s) => s.region === region && s.fromMs <= now && now < s.toMs);
    return Math.max(0, ...lasting.map((s) => Math.min(s.toMs, this.calmMs) - now));
  }

  /** What a look from a region meets now. */
  truth(target: Target, region: string): Outcome {
    const now = this.agenda.nowMs;
    if (now >= this.calmMs) return target.final[region]!;
    if (this.isIn(this.outages, region)) return 'down';
    const outcome = target.script.findLast(({ fromMs }) => fromMs <= now)?.outcome ?? 'up';
    return outcome === 'flapping' ? (Math.floor(now / target.intervalMs) % 2 === 0 ? 'down' : 'up') : outcome;
  }

  #spells(perHour: number, minutesMax: number): Spell[] {
    const hours = Array.from({ length: Math.ceil(this.calmMs / HOUR) }, (_, hour) => hour);
    return hours
      .filter(() => this.random.chance(perHour))
      .map((hour) => {
        const fromMs = hour * HOUR + this.random.int(0, HOUR);
        return {
          region: this.random.pick(this.regions),
          fromMs,
          toMs: fromMs + this.random.int(1, minutesMax) * MINUTE,
        };
      });
  }
}

function drawTarget(index: number, random: Random, regions: readonly string[], calmMs: number): Target {
  const intervalMs = random.pick([20, 30, 60, 60, 60, 120, 300]) * 1000;
  const script: Target['script'][number][] = [];
  for (let fromMs = 0; fromMs < calmMs; ) {
    const outcome = random.pick(['up', 'down', 'up', 'degraded', 'up', 'flapping', 'up'] as const);
    script.push({ fromMs, outcome });
    fromMs += random.int(1, outcome === 'up' ? 180 : 30) * MINUTE;
  }
  const outcomes: readonly Outcome[] = random.chance(0.7)
    ? [random.pick(['up', 'down', 'degraded'] as const)]
    : ['up', 'down'];
  return {
    id: `0199d2f0-7c00-7000-8000-${index.toString(16).padStart(12, '0')}`,
    intervalMs,
    policy: drawPolicy(random, regions.length, intervalMs / 1000),
    script,
    final: Object.fromEntries(regions.map((region) => [region, random.pick(outcomes)])),
    generation: 1,
    wrongGeneration: 0,
  };
}

/** The default for half of them, as in life; the others each bend one thing. */
function drawPolicy(random: Random, regionCount: number, frequencySeconds: number): Policy {
  const base = defaultPolicy({ regionCount, frequencySeconds });
  const rule = base.triggerRules[0]!;
  switch (random.int(0, 11)) {
    case 0:
      return { ...base, triggerRules: [{ ...rule, count: 3 }] };
    case 1:
      return { ...base, triggerRules: [{ ...rule, count: 3, scope: 'any_region' }] };
    case 2: {
      const window = { type: 'failures_in_window', count: 4, windowMinutes: 20, scope: 'per_region' } as const;
      return { ...base, triggerRules: [rule, { ...window, severity: 'degraded' }] };
    }
    case 3:
      return { ...base, recovery: { ...base.recovery, cooldownMinutes: 0 } };
    case 4:
      return { ...base, confirmation: { ...base.confirmation, minRegionsFailing: 1 } };
    case 5:
      return { ...base, recovery: { ...base.recovery, consecutiveSuccesses: 4 } };
    default:
      return base;
  }
}
