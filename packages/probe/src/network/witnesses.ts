/**
 * Who is asked whether our own network works: anchors that somebody named, the system's name servers, the default
 * gateway, and a few of the watched hosts that answered a moment ago. A TCP connection is begun and given up at once,
 * which needs no privilege; a refusal is an answer too.
 */
import { Resolver as Ares } from 'node:dns';
import { Socket } from 'node:net';
import type { Testimony } from '@upwatch/core';
import { type Reach, reachOf } from './reach.ts';

/** Whoever has not answered by then does not, milliseconds: a look is held back for so long. */
const PATIENCE_MS = 1500;
/** Most gateways answer here, if only to refuse. */
const GATEWAY_PORT = 53;

/** A place to connect to. */
export interface Endpoint {
  /** A name or an address. */
  readonly host: string;
  readonly port: number;
}

/** A watched host that answered not long ago. */
export interface Peer {
  readonly address: string;
  readonly port: number;
}

/** What the witnesses said. */
export interface Heard extends Testimony {
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
export interface WitnessPort {
  ask(reach: Reach, peers: readonly Peer[]): Promise<Heard>;
  /** Finds out which anchors answer while all is well: the silence of one that never spoke says nothing. */
  learn(): Promise<void>;
}

interface Witness {
  readonly name: string;
  /** Whose way its answer proves; undefined for every one. */
  readonly reach: Reach | undefined;
  readonly isAnchor: boolean;
  speak(): Promise<boolean>;
}

export class Witnesses implements WitnessPort {
  readonly #options: WitnessesOptions;
  /** Names of the anchors that have ever answered. */
  readonly #known = new Set<string>();

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
    if (first) return { isAnswered: true, silentHosts: 0, areAnchorsSilent: false, names: [first.name] };
    const known = witnesses.filter(({ isAnchor, name }) => isAnchor && this.#known.has(name));
    const silentPeers = [...silent].filter(({ isAnchor }) => !isAnchor);
    return {
      isAnswered: false,
      silentHosts: silentPeers.length,
      areAnchorsSilent: known.length > 0 && known.every((one) => silent.has(one)),
      names: [...silentPeers, ...known.filter((one) => silent.has(one))].map(({ name }) => name),
    };
  }

  async learn(): Promise<void> {
    const anchors = await this.#anchors();
    await Promise.all(anchors.map((one) => this.#hears(one)));
  }

  async #hears(witness: Witness): Promise<boolean> {
    const isHeard = await witness.speak();
    if (isHeard && witness.isAnchor) this.#known.add(witness.name);
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

function peerWitness({ address, port }: Peer, reach: Reach): Witness {
  return { name: endpointName(address, port), reach, isAnchor: false, speak: () => doesAnswer(address, port) };
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
