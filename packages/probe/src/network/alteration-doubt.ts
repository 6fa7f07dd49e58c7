/**
 * Whether something on the way answers in the targets' place: a portal that wants a login, a proxy, a firewall gone mad.
 * A target that was well and is refused, or shows another's certificate or page, is judged with those that turned
 * together with it, and with the anchors on its port. Without an anchor there it is believed, and nothing is remembered.
 */
import { blameForAlteration, type Clock, failure, type Failure, isAlteration, TOGETHER_MS } from '@upwatch/core';
import type { Reach } from './reach.ts';
import type { NetworkLook } from './network-doubt.ts';
import { type Seen, SeenHosts } from './seen-hosts.ts';
import type { Compared } from './usual-responses.ts';

/** While in doubt anchors are asked again so often; what they said before a look is as good for so long, milliseconds. */
const ASK_AGAIN_MS = 2000;
const HOSTS_MAX = 10_000;

/** What anchors say, by where they are. */
export interface AnchorPort {
  areKnownAt(reach: Reach, port: number): boolean;
  compare(reach: Reach, port: number): Promise<Compared>;
}

/** What is known of the targets on one port of one reach. */
interface Spot {
  readonly reach: Reach;
  readonly port: number;
  readonly turned: SeenHosts;
  /** Since there was something in `turned`. */
  readonly well: SeenHosts;
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

/** Where looks at a host begin. */
interface Start {
  readonly port: number;
  /** What was redirected; undefined where nothing was. */
  readonly url: string | undefined;
}

/** Good looks are almost all there are: where nothing has turned they leave no garbage. */
export class AlterationDoubt {
  readonly #options: AlterationDoubtOptions;
  readonly #spots: Spot[] = [];
  /** By host, of its last good look. */
  readonly #starts = new Map<string, Start>();

  constructor(options: AlterationDoubtOptions) {
    this.#options = options;
  }

  /** Why each doubt is there. */
  get reasons(): readonly string[] {
    return this.#spots.flatMap(({ doubt }) => doubt?.reason ?? []);
  }

  /**
   * Takes in a look.
   * @param address that the host was last reached at
   * @returns what the look is to be recorded as: undefined for as it is, at once or after the anchors were asked
   */
  see(
    look: NetworkLook,
    reach: Reach,
    address: string | undefined,
  ): Failure | undefined | Promise<Failure | undefined> {
    const start = this.#starts.get(look.host);
    const port = portOf(look, start) ?? start?.port;
    if (reach === 'own' || port === undefined || !this.#options.anchors.areKnownAt(reach, port)) return undefined;
    if (!look.failure) {
      this.#noteStart(look, port, start);
      this.#well(look, reach, port, address);
      return undefined;
    }
    if (!isAlteration(look.failure.code, isProven(look))) return undefined;
    return this.#altered(this.#spot(reach, port), { ...look, failure: look.failure }, seenOf(look, address));
  }

  /** To be called about once a second. */
  tick(): void {
    const nowMs = this.#options.clock.monotonic();
    for (const spot of this.#spots)
      if (spot.doubt && nowMs - (spot.asked?.atMs ?? -Infinity) >= ASK_AGAIN_MS) void this.#ask(spot, nowMs);
  }

  #spot(reach: Reach, port: number): Spot {
    const known = this.#knownSpot(reach, port);
    if (known) return known;
    const seen = { turned: new SeenHosts(), well: new SeenHosts() };
    const spot: Spot = { reach, port, ...seen, asked: undefined, doubt: undefined, doubtedUntilMs: -Infinity };
    this.#spots.push(spot);
    return spot;
  }

  /** They are as few as the ports of anchors. */
  #knownSpot(reach: Reach, port: number): Spot | undefined {
    for (const spot of this.#spots) if (spot.port === port && spot.reach === reach) return spot;
    return undefined;
  }

  #noteStart({ host, sample: { facts } }: NetworkLook, port: number, known: Start | undefined): void {
    const url = facts.redirects?.[0]?.url;
    const isKnown = known?.port === port && known.url === url;
    if (!isKnown && this.#starts.size < HOSTS_MAX) this.#starts.set(host, { port, url });
  }

  #well(look: NetworkLook, reach: Reach, port: number, address: string | undefined): void {
    const spot = this.#knownSpot(reach, port);
    if (!spot || spot.turned.size === 0) return;
    const { host } = look;
    const seen = seenOf(look, address);
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

function seenOf({ host, endedMs, sample }: NetworkLook, address: string | undefined): Seen {
  const place = { host, ...(address !== undefined && { address }) };
  return { place, begunMs: endedMs - sample.phases.totalMs };
}

function factsOf({ turned, well, doubt, doubtedUntilMs }: Spot, { begunMs }: Seen, anchors?: Compared) {
  return {
    isInDoubt: doubt !== undefined || begunMs < doubtedUntilMs,
    turned: turned.unrelatedAfter(-Infinity),
    well: well.unrelatedAfter(turned.firstMs),
    ...(anchors && { anchors }),
  };
}

/** What turned long before says nothing of what turns now. In doubt all of it is kept: each may end it. */
function forgetOld({ turned, well, doubt }: Spot, nowMs: number): void {
  if (doubt) return;
  turned.forgetOlder(TOGETHER_MS, nowMs);
  well.forgetOlder(TOGETHER_MS, nowMs);
}

/** Where the look began: redirects lead elsewhere. */
function portOf({ sample: { facts } }: NetworkLook, known: Start | undefined): number | undefined {
  const first = facts.redirects?.[0]?.url;
  if (first !== undefined && first === known?.url) return known.port;
  if (first === undefined || !URL.canParse(first)) return facts.remotePort;
  const { port, protocol } = new URL(first);
  return port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port);
}

/** Whether all that was said came from the target, as its certificate proves. */
function isProven({ sample: { facts } }: NetworkLook): boolean {
  const isPlainBefore = facts.redirects?.some(({ url }) => url.startsWith('http:')) ?? false;
  return facts.tls?.isVerified === true && !isPlainBefore;
}
