/**
 * Who is asked whether our own network works: anchors that somebody named, the system's name servers, the default
 * gateway, and a few of the watched hosts that answered a moment ago. A TCP connection is begun and given up at once,
 * which needs no privilege; a refusal is an answer too. Where answers are in doubt, anchors are heard out.
 */
import { Resolver as Ares } from 'node:dns';
import { Socket } from 'node:net';
import type { Testimony } from '@upwatch/core';
import type { AnchorPort } from './alteration-doubt.ts';
import type { Endpoint } from './anchor-response.ts';
import { type Reach, reachOf } from './reach.ts';
import { type Compared, UsualResponses } from './usual-responses.ts';

/** Whoever has not answered by then does not, milliseconds: a look is held back for so long. */
const PATIENCE_MS = 1500;
/** An anchor that was silent so often in a row while all was well is known no longer. */
const FORGOTTEN_AFTER = 2;
/** Most gateways answer here, if only to refuse. */
const GATEWAY_PORT = 53;

/** A watched host that answered not long ago. */
export interface Peer {
  readonly host: string;
  readonly address: string;
  readonly port: number;
}

/** What the witnesses said. */
export interface Heard extends Testimony {
  /** Of the watched hosts that were asked. */
  readonly silentPeers: readonly Peer[];
  /** One that answered, or all that did not: for a person. */
  readonly names: readonly string[];
}

export interface WitnessesOptions {
  /** Named by whoever runs this: they answer for every reach. */
  readonly anchors: readonly Endpoint[];
  /** The addresses of a host; rejects when there is none. */
  readonly resolve: (host: string) => Promise<readonly string[]>;
  /** Of the system, `192.0.2.53` or `[2001:db8::53]:5353`. */
  readonly nameServers: () => readonly string[];
  readonly gateway: () => Promise<string | undefined>;
}

/** What `Witnesses` is to whoever doubts. */
export interface WitnessPort extends AnchorPort {
  ask(reach: Reach, peers: readonly Peer[]): Promise<Heard>;
  /** Finds out which anchors answer while all is well: the silence of one that never spoke says nothing. */
  learn(): Promise<void>;
}

interface Witness {
  readonly name: string;
  /** Whose way its answer proves; undefined for every one. */
  readonly reach: Reach | undefined;
  readonly isAnchor: boolean;
  readonly peer?: Peer;
  speak(): Promise<boolean>;
}

export class Witnesses implements WitnessPort {
  readonly #options: WitnessesOptions;
  /** By name, the anchors that answer while all is well, and how often in a row they did not. */
  readonly #known = new Map<string, number>();
  readonly #usual = new UsualResponses(PATIENCE_MS);

  constructor(options: WitnessesOptions) {
    this.#options = options;
  }

  async ask(reach: Reach, peers: readonly Peer[]): Promise<Heard> {
    const witnesses = [...(await this.#anchors()), ...peers.map((peer) => peerWitness(peer, reach))];
    const silent = new Set(witnesses);
    const asked = witnesses.map(async (witness) => {
      if (!(await this.#hears(witness))) return undefined;
      silent.delete(witness);
      return witness.reach === undefined || witness.reach === reach ? witness : undefined;
    });
    const first = await firstOf(asked);
    if (first)
      return { isAnswered: true, silentAnchors: 0, areAnchorsSilent: false, silentPeers: [], names: [first.name] };
    const known = witnesses.filter(({ isAnchor, name }) => isAnchor && this.#known.has(name));
    const silentKnown = known.filter((one) => silent.has(one));
    const silentPeers = [...silent].filter(({ isAnchor }) => !isAnchor);
    return {
      isAnswered: false,
      silentAnchors: silentKnown.filter((one) => one.reach === undefined || one.reach === reach).length,
      areAnchorsSilent: known.length > 0 && silentKnown.length === known.length,
      silentPeers: silentPeers.flatMap(({ peer }) => peer ?? []),
      names: [...silentPeers, ...silentKnown].map(({ name }) => name),
    };
  }

  async learn(): Promise<void> {
    const anchors = await this.#anchors();
    await Promise.all([...anchors.map((one) => this.#learnOf(one)), ...this.#options.anchors.map(this.#learnUsual)]);
  }

  areKnownAt(reach: Reach, port: number): boolean {
    return this.#usual.areKnownAt(reach, port);
  }

  compare(reach: Reach, port: number): Promise<Compared> {
    return this.#usual.compare(reach, port);
  }

  readonly #learnUsual = async (anchor: Endpoint): Promise<void> => {
    const [address] = await this.#options.resolve(anchor.host).catch(() => []);
    if (address !== undefined) await this.#usual.learn(endpointName(anchor.host, anchor.port), { ...anchor, address });
  };

  /** One that was taken away would accuse us at each outage. */
  async #learnOf(anchor: Witness): Promise<void> {
    if (await this.#hears(anchor)) return;
    const missed = (this.#known.get(anchor.name) ?? FORGOTTEN_AFTER) + 1;
    if (missed >= FORGOTTEN_AFTER) this.#known.delete(anchor.name);
    else this.#known.set(anchor.name, missed);
  }

  async #hears(witness: Witness): Promise<boolean> {
    const isHeard = await witness.speak();
    if (isHeard && witness.isAnchor) this.#known.set(witness.name, 0);
    return isHeard;
  }

  async #anchors(): Promise<readonly Witness[]> {
    const { anchors, resolve, nameServers, gateway } = this.#options;
    const named = anchors.map((anchor) => ({
      name: endpointName(anchor.host, anchor.port),
      reach: undefined,
      isAnchor: true,
      speak: async () => {
        const [address] = await resolve(anchor.host).catch(() => []);
        return address !== undefined && doesAnswer(address, anchor.port);
      },
    }));
    const servers = nameServers().flatMap((server) => {
      const reach = reachOf(server.replace(/^\[|\].*$/g, '').replace(/^([\d.]+):\d+$/, '$1'));
      // A resolver on this machine answers without any network.
      return reach === 'own' ? [] : [{ name: server, reach, isAnchor: true, speak: () => doesResolve(server) }];
    });
    const address = await gateway();
    return [...named, ...servers, ...(address === undefined ? [] : [gatewayWitness(address)])];
  }
}

function gatewayWitness(address: string): Witness {
  const speak = (): Promise<boolean> => doesAnswer(address, GATEWAY_PORT);
  return { name: `gateway ${address}`, reach: 'private', isAnchor: true, speak };
}

function peerWitness(peer: Peer, reach: Reach): Witness {
  const { address, port } = peer;
  return { name: endpointName(address, port), reach, isAnchor: false, peer, speak: () => doesAnswer(address, port) };
}

/** The first value that is not undefined; undefined when there is none. */
function firstOf<T>(promises: readonly Promise<T | undefined>[]): Promise<T | undefined> {
  return new Promise((resolve) => {
    for (const promise of promises) void promise.then((value) => value !== undefined && resolve(value));
    void Promise.all(promises).then(() => resolve(undefined));
  });
}

/** Whether something at an address answers, if only to refuse. Never rejects. */
function doesAnswer(address: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = new Socket();
    const end = (isHeard: boolean): void => {
      clearTimeout(timer);
      socket.destroy();
      resolve(isHeard);
    };
    const timer = setTimeout(end, PATIENCE_MS, false);
    socket.on('connect', () => end(true));
    socket.on('error', ({ code }: NodeJS.ErrnoException) => end(code === 'ECONNREFUSED' || code === 'ECONNRESET'));
    socket.connect({ host: address, port });
  });
}

const NOT_HEARD = new Set(['ETIMEOUT', 'ECONNREFUSED', 'ECANCELLED', 'EDESTRUCTION', 'ENOMEM']);

/** Whether a name server says anything at all. Never rejects. */
function doesResolve(server: string): Promise<boolean> {
  return new Promise((resolve) => {
    const ares = new Ares({ timeout: PATIENCE_MS, tries: 1 });
    const timer = setTimeout(() => ares.cancel(), PATIENCE_MS);
    ares.setServers([server]);
    ares.resolveNs('.', (error) => {
      clearTimeout(timer);
      resolve(!error || !NOT_HEARD.has(error.code ?? ''));
    });
  });
}

function endpointName(host: string, port: number): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}
