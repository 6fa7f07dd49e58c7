/**
 * Whether something on the way answers in the targets' place: a portal that wants a login, a proxy, a firewall gone mad.
 * A target that was well and is refused, or shows another's certificate or page, is judged with those that turned
 * together with it, and with the anchors on its port. Without an anchor there it is believed, and nothing is remembered.
 */
import {
  blameForAlteration,
  type Clock,
  failure,
  type Failure,
  isAlteration,
  type Place,
  TOGETHER_MS,
  unrelatedCount,
} from '@upwatch/core';
import type { Reach } from './reach.ts';
import type { NetworkLook } from './network-doubt.ts';
import type { Compared } from './usual-responses.ts';

/** While in doubt anchors are asked again so often; what they said before a look is as good for so long, milliseconds. */
const ASK_AGAIN_MS = 2000;
const HOSTS_MAX = 10_000;

/** What anchors say, by where they are. */
export interface AnchorPort {
  areKnownAt(reach: Reach, port: number): boolean;
  compare(reach: Reach, port: number): Promise<Compared>;
}

interface Seen {
  readonly place: Place;
  readonly begunMs: number;
}

/** What is known of the targets on one port of one reach. */
interface Spot {
  readonly reach: Reach;
  readonly port: number;
  /** By host, since the first of `turned`. */
  readonly turned: Map<string, Seen>;
  readonly well: Map<string, Seen>;
  asked: { readonly atMs: number; readonly compared: Promise<Compared> } | undefined;
  doubt: { readonly sinceMs: number; readonly reason: string } | undefined;
  /** When the last doubt was over: what had been asked before says nothing. */
  doubtedUntilMs: number;
}

interface AlterationDoubtOptions {
  readonly clock: Clock;
  readonly anchors: AnchorPort;
  readonly onChange: () => void;
}

export class AlterationDoubt {
  readonly #options: AlterationDoubtOptions;
  readonly #spots = new Map<string, Spot>();
  /** By host, the port of its last good look. */
  readonly #ports = new Map<string, number>();

  constructor(options: AlterationDoubtOptions) {
    this.#options = options;
  }

  /** Why each doubt is there. */
  get reasons(): readonly string[] {
    return [...this.#spots.values()].flatMap(({ doubt }) => doubt?.reason ?? []);
  }

  /** @returns what the look is to be recorded as: undefined for as it is, at once or after the anchors were asked */
  see(look: NetworkLook, reach: Reach, place: Place): Failure | undefined | Promise<Failure | undefined> {
    const port = portOf(look) ?? this.#ports.get(look.host);
    if (reach === 'own' || port === undefined || !this.#options.anchors.areKnownAt(reach, port)) return undefined;
    const spot = this.#spot(reach, port);
    const seen = { place, begunMs: look.endedMs - look.sample.phases.totalMs };
    if (!look.failure) this.#well(spot, look.host, seen);
    return look.failure && isAlteration(look.failure.code, isProven(look))
      ? this.#altered(spot, { ...look, failure: look.failure }, seen)
      : undefined;
  }

  /** To be called about once a second. */
  tick(): void {
    const nowMs = this.#options.clock.monotonic();
    for (const spot of this.#spots.values())
      if (spot.doubt && nowMs - (spot.asked?.atMs ?? -Infinity) >= ASK_AGAIN_MS) void this.#ask(spot, nowMs);
  }

  #spot(reach: Reach, port: number): Spot {
    const key = `${reach} ${port}`;
    const known = this.#spots.get(key);
    if (known) return known;
    const maps = { turned: new Map<string, Seen>(), well: new Map<string, Seen>() };
    const spot: Spot = { reach, port, ...maps, asked: undefined, doubt: undefined, doubtedUntilMs: -Infinity };
    this.#spots.set(key, spot);
    return spot;
  }

  #well(spot: Spot, host: string, seen: Seen): void {
    if (this.#ports.size < HOSTS_MAX) this.#ports.set(host, spot.port);
    if (spot.turned.size === 0) return;
    const wasTurned = spot.turned.get(host);
    if (wasTurned && seen.begunMs < wasTurned.begunMs) return;
    spot.turned.delete(host);
    if (spot.well.size < HOSTS_MAX) spot.well.set(host, seen);
    if (spot.doubt && wasTurned && seen.begunMs > spot.doubt.sinceMs) this.#endDoubt(spot);
  }

  #altered(spot: Spot, look: NetworkLook & { readonly failure: Failure }, seen: Seen) {
    forgetOld(spot, look.endedMs);
    if (look.wasWell && spot.turned.size < HOSTS_MAX) {
      if (!spot.turned.has(look.host)) spot.turned.set(look.host, seen);
      spot.well.delete(look.host);
    }
    const isOld = !spot.turned.has(look.host) && !spot.doubt && seen.begunMs >= spot.doubtedUntilMs;
    if (isOld) return undefined;
    const blame = blameForAlteration(factsOf(spot, seen));
    if (blame === 'ask') return this.#afterAsking(spot, look.failure, seen);
    return blame === 'ours' ? oursOf(spot, look.failure) : undefined;
  }

  async #afterAsking(spot: Spot, failed: Failure, seen: Seen): Promise<Failure | undefined> {
    const anchors = await this.#ask(spot, seen.begunMs);
    if (blameForAlteration(factsOf(spot, seen, anchors)) !== 'ours') return undefined;
    if (!spot.doubt && seen.begunMs >= spot.doubtedUntilMs) this.#accuse(spot, failed, anchors);
    return oursOf(spot, failed);
  }

  /** Asks the anchors, unless they have been asked not long before that instant or since. */
  #ask(spot: Spot, sinceMs: number): Promise<Compared> {
    if (spot.asked && spot.asked.atMs > sinceMs - ASK_AGAIN_MS) return spot.asked.compared;
    const atMs = this.#options.clock.monotonic();
    const compared = this.#options.anchors.compare(spot.reach, spot.port).then((said) => {
      if (said.asUsual > 0 && spot.doubt && atMs > spot.doubt.sinceMs) this.#endDoubt(spot);
      return said;
    });
    spot.asked = { atMs, compared };
    return compared;
  }

  #accuse(spot: Spot, { code }: Failure, { names }: Compared): void {
    const hosts = spot.turned.size === 1 ? '1 host' : `${spot.turned.size} hosts`;
    const reason = `${hosts} on port ${spot.port} turned at once (${code}), and so did ${names.join(', ')}`;
    spot.doubt = { sinceMs: this.#options.clock.monotonic(), reason };
    this.#options.onChange();
  }

  #endDoubt(spot: Spot): void {
    spot.doubt = undefined;
    spot.doubtedUntilMs = this.#options.clock.monotonic();
    spot.turned.clear();
    spot.well.clear();
    this.#options.onChange();
  }
}

function oursOf(spot: Spot, seen: Failure): Failure {
  const why = spot.doubt?.reason ?? `what answers on port ${spot.port} was not the target a moment ago`;
  return failure('probe.network', `${why}. What it saw: ${seen.message}`, seen.phase);
}

function factsOf(spot: Spot, { begunMs }: Seen, anchors?: Compared) {
  const turned = [...spot.turned.values()];
  const firstMs = Math.min(...turned.map((one) => one.begunMs));
  const well = [...spot.well.values()].filter((one) => one.begunMs > firstMs);
  return {
    isInDoubt: spot.doubt !== undefined || begunMs < spot.doubtedUntilMs,
    turned: unrelatedCount(turned.map(({ place }) => place)),
    well: unrelatedCount(well.map(({ place }) => place)),
    ...(anchors && { anchors }),
  };
}

/** What turned long before says nothing of what turns now. In doubt all of it is kept: each may end it. */
function forgetOld({ turned, well, doubt }: Spot, nowMs: number): void {
  if (doubt) return;
  for (const seen of [turned, well])
    for (const [host, { begunMs }] of seen) if (nowMs - begunMs > TOGETHER_MS) seen.delete(host);
}

/** Where the look began: redirects lead elsewhere. */
function portOf({ sample: { facts } }: NetworkLook): number | undefined {
  const first = facts.redirects?.[0]?.url;
  if (first === undefined || !URL.canParse(first)) return facts.remotePort;
  const { port, protocol } = new URL(first);
  return port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port);
}

/** Whether all that was said came from the target, as its certificate proves. */
function isProven({ sample: { facts } }: NetworkLook): boolean {
  const isPlainBefore = facts.redirects?.some(({ url }) => url.startsWith('http:')) ?? false;
  return facts.tls?.isVerified === true && !isPlainBefore;
}
