/**
 * Name servers, as the probes meet them: those of a region that are silent or broken for a while, and names that are
 * gone. Whose fault it is that a name is not found is decided by the probe's own `SelfDoubt`.
 */
import type { FailureCode } from '@upwatch/core';
import { hearingOf, type Hearing, SelfDoubt } from '../../packages/probe/src/dns/self-doubt.ts';
import type { Random } from './random.ts';
import type { Spell, Target, World } from './world.ts';

/** What looking up a name may come to. */
type NameTrouble = Extract<Parameters<typeof hearingOf>[0], FailureCode>;

const RESOLVER_TROUBLES = ['dns.timeout', 'dns.timeout', 'dns.servfail'] as const;
const NAME_TROUBLES = ['dns.nxdomain', 'dns.nodata', 'dns.servfail', 'dns.timeout'] as const;

interface Region {
  readonly spells: readonly (Spell & { readonly trouble: NameTrouble })[];
  readonly doubt: SelfDoubt;
}

/** A look that found no name. */
export interface Unresolved {
  readonly code: FailureCode;
  /** Whether the name servers of the region still are in trouble: then it says nothing of the target. */
  readonly isOurs: boolean;
}

export class Names {
  readonly #world: World;
  readonly #count: (what: string) => void;
  readonly #regions: ReadonlyMap<string, Region>;
  /** Targets whose outages are those of their names. */
  readonly #troubles: ReadonlyMap<Target, NameTrouble>;
  readonly #literal: ReadonlySet<Target>;

  /** @param count told whose fault each was */
  constructor(world: World, random: Random, count: (what: string) => void) {
    this.#world = world;
    this.#count = count;
    this.#regions = new Map(world.regions.map((region) => [region, this.#drawRegion(region, random)]));
    this.#troubles = new Map(
      world.targets.flatMap((target) => (random.chance(0.5) ? [[target, random.pick(NAME_TROUBLES)]] : [])),
    );
    // Those that are watched by their address.
    this.#literal = new Set(world.targets.filter((target) => !this.#troubles.has(target) && random.chance(0.5)));
  }

  /** What comes of looking up a target's name now; undefined when it is found, or need not be. */
  troubleOf(target: Target, region: string): NameTrouble | undefined {
    if (this.#literal.has(target)) return undefined;
    const isDown = this.#world.truth(target, region) === 'down';
    return this.#resolverTrouble(region) ?? (isDown ? this.#troubles.get(target) : undefined);
  }

  /** A name was found. */
  found(target: Target, region: string): void {
    if (!this.#literal.has(target)) this.#regions.get(region)!.doubt.hear('sound');
  }

  /** Takes as long as it takes the probe to know whose fault it is. */
  async unresolved(region: string, trouble: NameTrouble): Promise<Unresolved> {
    const { doubt } = this.#regions.get(region)!;
    const askedAtMs = this.#world.agenda.nowMs;
    await this.#passing(hearingOf(trouble) === 'silent' ? 5000 : 50);
    doubt.hear(hearingOf(trouble));
    const code = (await doubt.isOurFault(trouble, askedAtMs)) ? 'probe.resolver' : trouble;
    this.#count(code === 'probe.resolver' ? 'our name servers' : 'their name');
    return { code, isOurs: this.#resolverTrouble(region) !== undefined };
  }

  #drawRegion(region: string, random: Random): Region {
    const spells = this.#world
      .spellsBy(random, 0.15, 40)
      .map((spell) => ({ ...spell, trouble: random.pick(RESOLVER_TROUBLES) }));
    const nowMs = (): number => this.#world.agenda.nowMs;
    return { spells, doubt: new SelfDoubt(nowMs, () => this.#askControl(region)) };
  }

  async #askControl(region: string): Promise<Hearing> {
    const trouble = this.#resolverTrouble(region);
    await this.#passing(trouble === 'dns.timeout' ? 2000 : 50);
    return trouble === undefined ? 'sound' : hearingOf(trouble);
  }

  #resolverTrouble(region: string): NameTrouble | undefined {
    const now = this.#world.agenda.nowMs;
    return this.#regions.get(region)!.spells.find(({ fromMs, toMs }) => fromMs <= now && now < toMs)?.trouble;
  }

  #passing(ms: number): Promise<void> {
    return new Promise((resolve) => {
      this.#world.agenda.awaited(ms, resolve);
    });
  }
}
