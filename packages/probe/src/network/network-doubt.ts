/**
 * Whether our own network works. Looks tell it what answered and what was silent; before a silence is believed it asks
 * witnesses, and where all of them are silent too it accuses itself: everything silent is then `probe.network`, which
 * opens nothing, until something answers. Answers that are not the target's own are judged in `alteration-doubt.ts`.
 */
import {
  type Blame,
  blameFor,
  type Clock,
  failure,
  type Failure,
  isSilence,
  type Place,
  registrableDomain,
  unrelatedCount,
} from '@upwatch/core';
import type { DoubtReport, Sample } from '../port.ts';
import { AlterationDoubt } from './alteration-doubt.ts';
import { type Reach, reachOf } from './reach.ts';
import type { Heard, Peer, WitnessPort } from './witnesses.ts';

/** Watched hosts asked as witnesses: with the silent one they are as many as doubt takes. */
const PEERS_ASKED = 4;
/** While in doubt witnesses are asked again so often, milliseconds. */
const ASK_AGAIN_MS = 2000;
const LEARN_MS = 300_000;
const HOSTS_MAX = 100_000;

/** A look that is over, as far as the network goes. Instants are monotonic. */
export interface NetworkLook {
  readonly host: string;
  readonly sample: Sample;
  readonly failure?: Failure;
  readonly endedMs: number;
  /** The look of the same monitor before it passed, as far as such looks say anything. */
  readonly wasWell: boolean;
}

interface KnownHost {
  readonly name: string;
  reach: Reach;
  peer: Peer | undefined;
  answeredMs: number;
  /** It was silent while others answered. */
  isGone: boolean;
}

/** What is known of one reach. */
interface Way {
  readonly reach: Reach;
  answeredMs: number;
  /** Since when which host is silent, by address where it is known: names of one machine are one host. */
  readonly silent: Map<string, { readonly host: KnownHost; readonly sinceMs: number }>;
  asked: { readonly atMs: number; readonly heard: Promise<Heard> } | undefined;
  doubt: { readonly sinceMs: number; readonly reason: string } | undefined;
  /** The last doubt that is over. What fell silent before its end and is given up after it is ours too. */
  past: { readonly untilMs: number; readonly reason: string } | undefined;
  /** How many unrelated ones are silent, as counted last. */
  counted: { readonly peers: readonly Peer[]; readonly size: number; readonly count: number } | undefined;
}

export interface NetworkDoubtOptions {
  readonly clock: Clock;
  readonly witnesses: WitnessPort;
  readonly onChange: (report: DoubtReport) => void;
}

export class NetworkDoubt {
  readonly #options: NetworkDoubtOptions;
  readonly #hosts = new Map<string, KnownHost>();
  readonly #ways: Readonly<Record<Reach, Way>> = {
    own: wayOf('own'),
    private: wayOf('private'),
    public: wayOf('public'),
  };
  readonly #alterations: AlterationDoubt;
  #learnedMs = -Infinity;

  constructor(options: NetworkDoubtOptions) {
    this.#options = options;
    const { clock, witnesses } = options;
    this.#alterations = new AlterationDoubt({ clock, anchors: witnesses, onChange: () => this.#tell() });
  }

  /**
   * Takes in a look. @returns what it is to be recorded as: undefined for as it is, at once or after the witnesses
   * were asked
   */
  see(look: NetworkLook): Failure | undefined | Promise<Failure | undefined> {
    const host = this.#host(look);
    if (host.reach === 'own') return undefined;
    const { sample, endedMs } = look;
    const begunMs = endedMs - sample.phases.totalMs;
    // The name may have come out of a cache near by; the connection may not.
    if (isConnected(look)) this.#answered(host, begunMs + (sample.phases.dnsMs ?? 0));
    if (!look.failure || !isSilence(look.failure.code))
      return this.#alterations.see(look, host.reach, host.peer?.address);
    return this.#silent(host, look.failure, begunMs + lastSignMs(look));
  }

  /** To be called about once a second. */
  tick(): void {
    const nowMs = this.#options.clock.monotonic();
    for (const way of Object.values(this.#ways)) {
      if (way.doubt && nowMs - (way.asked?.atMs ?? -Infinity) >= ASK_AGAIN_MS) void this.#ask(way, nowMs);
    }
    this.#alterations.tick();
    // What is heard in doubt is not what is usual.
    if (nowMs - this.#learnedMs < LEARN_MS || this.#reasons().length > 0) return;
    this.#learnedMs = nowMs;
    void this.#options.witnesses.learn();
  }

  #host({ host: name, sample: { facts } }: NetworkLook): KnownHost {
    const { remoteAddress: address, remotePort: port } = facts;
    const host = this.#hosts.get(name) ?? this.#newHost(name);
    if (address !== undefined && address !== host.peer?.address) {
      host.reach = reachOf(address);
      host.peer = port === undefined ? undefined : { host: name, address, port };
    }
    return host;
  }

  #newHost(name: string): KnownHost {
    const host = { name, reach: reachOf(name), peer: undefined, answeredMs: -Infinity, isGone: false };
    if (this.#hosts.size >= HOSTS_MAX) this.#hosts.delete(this.#hosts.keys().next().value!);
    this.#hosts.set(name, host);
    return host;
  }

  #answered(host: KnownHost, askedMs: number): void {
    host.isGone = false;
    host.answeredMs = Math.max(host.answeredMs, askedMs);
    const way = this.#ways[host.reach];
    way.silent.delete(keyOf(host));
    this.#proven(way, askedMs);
  }

  /** Something that was asked at an instant has answered: the way was whole after it. */
  #proven(way: Way, askedMs: number): void {
    if (askedMs <= way.answeredMs) return;
    way.answeredMs = askedMs;
    for (const [key, { host, sinceMs }] of way.silent) {
      if (sinceMs >= askedMs) continue;
      // In doubt none of them was blamed: each is judged anew by its next look.
      host.isGone = way.doubt === undefined;
      way.silent.delete(key);
    }
    if (!way.doubt || askedMs <= way.doubt.sinceMs) return;
    way.past = { untilMs: this.#options.clock.monotonic(), reason: way.doubt.reason };
    way.doubt = undefined;
    this.#tell();
  }

  #silent(host: KnownHost, seen: Failure, sinceMs: number): Failure | undefined | Promise<Failure | undefined> {
    const way = this.#ways[host.reach];
    if (!way.doubt && way.past && sinceMs < way.past.untilMs) return oursOf(way.past, seen);
    const key = keyOf(host);
    if (!host.isGone && !way.silent.has(key)) way.silent.set(key, { host, sinceMs });
    const blame = this.#blame(way, host, sinceMs);
    if (blame !== 'ask') return this.#verdict(way, host, blame, { seen, sinceMs });
    return this.#afterAsking(way, host, seen, sinceMs);
  }

  async #afterAsking(way: Way, host: KnownHost, seen: Failure, sinceMs: number): Promise<Failure | undefined> {
    const heard = await this.#ask(way, sinceMs);
    const blame = this.#blame(way, host, sinceMs, heard);
    if (blame === 'ours' && !way.doubt) this.#accuse(way, heard);
    return this.#verdict(way, host, blame, { seen, sinceMs });
  }

  #blame(way: Way, host: KnownHost, silentSinceMs: number, testimony?: Heard): Blame {
    return blameFor({
      silentSinceMs,
      answeredMs: way.answeredMs,
      isKnownGone: host.isGone,
      isInDoubt: way.doubt !== undefined,
      silentHosts: testimony ? this.#silentCount(way, testimony.silentPeers) : 1,
      ...(testimony && { testimony }),
    });
  }

  /** Counted once for all that waited for one answer: in a storm they are many. */
  #silentCount(way: Way, peers: readonly Peer[]): number {
    if (way.counted?.peers !== peers || way.counted.size !== way.silent.size) {
      const silent = [...way.silent.values()].map(({ host }) => placeOf(host));
      way.counted = { peers, size: way.silent.size, count: unrelatedCount([...silent, ...peers]) };
    }
    return way.counted.count;
  }

  #verdict(way: Way, host: KnownHost, blame: Blame, look: { seen: Failure; sinceMs: number }): Failure | undefined {
    const { seen, sinceMs } = look;
    if (blame === 'ours') return oursOf(way.doubt!, seen);
    // Too little evidence is no proof against the host either: then it goes on being counted.
    if (way.answeredMs >= sinceMs) {
      host.isGone = true;
      way.silent.delete(keyOf(host));
    }
    return undefined;
  }

  /** Asks the witnesses, unless they have been asked at or after that instant. */
  #ask(way: Way, sinceMs: number): Promise<Heard> {
    if (way.asked && way.asked.atMs >= sinceMs) return way.asked.heard;
    const { witnesses, clock } = this.#options;
    const atMs = clock.monotonic();
    const heard = witnesses.ask(way.reach, this.#peersOf(way)).then((said) => {
      if (said.isAnswered) this.#proven(way, atMs);
      return said;
    });
    way.asked = { atMs, heard };
    return heard;
  }

  /** Those that answered last, each of another address and domain, none of them silent. */
  #peersOf(way: Way): readonly Peer[] {
    const peers = new Map<string, KnownHost>();
    for (const host of this.#hosts.values()) {
      if (host.reach !== way.reach || !host.peer || host.isGone) continue;
      if (!way.doubt && way.silent.has(keyOf(host))) continue;
      if (host.answeredMs > (peers.get(host.peer.address)?.answeredMs ?? -Infinity)) peers.set(host.peer.address, host);
    }
    const newest = [...peers.values()].sort((a, b) => b.answeredMs - a.answeredMs);
    // Those of one owner say the same, and count as one.
    const unrelated = new Map<string, Peer>();
    for (const { name, peer } of newest) {
      const domain = registrableDomain(name);
      if (!unrelated.has(domain)) unrelated.set(domain, peer!);
      if (unrelated.size === PEERS_ASKED) break;
    }
    return [...unrelated.values()];
  }

  #accuse(way: Way, { names }: Heard): void {
    const hosts = way.silent.size === 1 ? '1 host fell silent' : `${way.silent.size} hosts fell silent`;
    const others = names.length === 0 ? '' : `, and so did ${names.join(', ')}`;
    way.doubt = { sinceMs: this.#options.clock.monotonic(), reason: `${hosts}${others}` };
    this.#tell();
  }

  #reasons(): readonly string[] {
    const silences = Object.values(this.#ways).flatMap(({ doubt }) => doubt?.reason ?? []);
    return [...silences, ...this.#alterations.reasons];
  }

  #tell(): void {
    const reasons = this.#reasons();
    this.#options.onChange(reasons.length > 0 ? { isInDoubt: true, reason: reasons.join('; ') } : { isInDoubt: false });
  }
}

function oursOf({ reason }: { readonly reason: string }, seen: Failure): Failure {
  return failure('probe.network', `${reason}. What it saw: ${seen.message}`, seen.phase);
}

function placeOf({ name, peer }: KnownHost): Place {
  return { host: name, ...(peer && { address: peer.address }) };
}

function wayOf(reach: Reach): Way {
  return {
    reach,
    answeredMs: -Infinity,
    silent: new Map(),
    asked: undefined,
    doubt: undefined,
    past: undefined,
    counted: undefined,
  };
}

function keyOf({ name, peer }: KnownHost): string {
  return peer?.address ?? name;
}

/** Whether the target itself said something: a name server near by answers without it, and faults of ours prove nothing. */
function isConnected({ failure: seen, sample }: NetworkLook): boolean {
  if (!seen) return true;
  if (isSilence(seen.code))
    return (
      seen.class === 'timeout' && sample.phases.tcpMs !== undefined && seen.phase !== 'tcp' && seen.phase !== 'dns'
    );
  return seen.class !== 'probe' && seen.class !== 'dns' && seen.code !== 'connect.blocked';
}

/** How long after its start a look had its last sign of life: the end of the phase before the one that failed. */
function lastSignMs({ sample: { phases }, failure: seen }: NetworkLook): number {
  const before = { dns: 0, tcp: 1, tls: 2, ttfb: 3, download: 4 }[seen?.phase ?? 'dns'];
  return [phases.dnsMs, phases.tcpMs, phases.tlsMs, phases.ttfbMs]
    .slice(0, before)
    .reduce((sum: number, ms) => sum + (ms ?? 0), 0);
}
