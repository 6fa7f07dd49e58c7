/**
 * A TCP connection to one of several addresses, after RFC 8305 (Happy Eyeballs): the next address is tried when one
 * fails or has not answered for a while, so a black hole cannot eat the whole deadline.
 */
import { Socket, type SocketConstructorOpts } from 'node:net';
import { failure, type Failure } from '@upwatch/core';
import type { ResolvedAddress } from '../dns/resolver.ts';
import { allowedOf, type Egress } from '../egress.ts';
import { connectFailure } from '../errno.ts';

/** RFC 8305 section 5: Connection Attempt Delay. */
const ATTEMPT_DELAY_MS = 250;
/** Addresses tried at most: a name may have hundreds. */
const ADDRESSES_MAX = 6;

export interface DialOptions {
  readonly addresses: readonly ResolvedAddress[];
  readonly port: number;
  /** What is left of the deadline, milliseconds. */
  readonly remainingMs: number;
  /** Which addresses may be connected to. Absent: all of them. */
  readonly egress: Egress | undefined;
}

/** Whoever wants the connection. */
export interface Dialler {
  /** For each socket that is made. */
  socketOptions(): SocketConstructorOpts;
  onConnect(socket: Socket, address: string): void;
  /** No address could be connected to. */
  onDialFail(failure: Failure): void;
}

export class Dial {
  readonly #options: DialOptions;
  /** Let go at the end, because closed sockets linger and hold their dial. */
  #dialler: Dialler | undefined;
  readonly #addresses: readonly string[];
  #open: Socket[] = [];
  #failures: Failure[] | undefined;
  #next = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: DialOptions, dialler: Dialler) {
    this.#options = options;
    this.#dialler = dialler;
    this.#addresses = orderOf(options.addresses, options.egress);
  }

  /** The addresses that a connection was begun to, for a message. */
  get tried(): string {
    return this.#addresses
      .slice(0, this.#next)
      .map((address) => endpointOf(address, this.#options.port))
      .join(' and ');
  }

  start(): void {
    if (this.#addresses.length > 0) return this.#tryNext();
    if (this.#options.addresses.length === 0) return this.#dialler?.onDialFail(failure('dns.nodata', undefined, 'dns'));
    const blocked = this.#options.addresses.map(({ address }) => address).slice(0, ADDRESSES_MAX);
    this.#dialler?.onDialFail(failure('connect.blocked', blocked.join(', '), 'tcp'));
  }

  /** Ends what is still under way; nothing is said after that. */
  cancel(): void {
    clearTimeout(this.#timer);
    this.#next = this.#addresses.length;
    for (const socket of this.#open) socket.destroy();
    this.#open = [];
    this.#dialler = undefined;
  }

  #tryNext(): void {
    clearTimeout(this.#timer);
    const address = this.#addresses[this.#next++]!;
    const { port } = this.#options;
    const socket = new Socket(this.#dialler?.socketOptions());
    this.#open.push(socket);
    socket.on('connect', () => this.#connected(socket, address));
    socket.on('error', (error) => this.#failed(socket, connectFailure(error, { address, port }, 'tcp')));
    socket.connect({ host: address, port });
    if (this.#next < this.#addresses.length) {
      const delayMs = Math.min(ATTEMPT_DELAY_MS, this.#options.remainingMs / (this.#addresses.length + 1));
      this.#timer = setTimeout(() => this.#tryNext(), delayMs);
    }
  }

  #connected(socket: Socket, address: string): void {
    const dialler = this.#dialler;
    this.#leave(socket);
    this.cancel();
    dialler?.onConnect(socket, address);
  }

  #failed(socket: Socket, reason: Failure): void {
    // Once connected or given up, errors are no longer the dial's to tell.
    if (!this.#leave(socket)) return;
    this.#failures = [...(this.#failures ?? []), reason];
    if (this.#next < this.#addresses.length) this.#tryNext();
    else if (this.#open.length === 0) this.#dialler?.onDialFail(mostTelling(this.#failures));
  }

  #leave(socket: Socket): boolean {
    const place = this.#open.indexOf(socket);
    if (place !== -1) this.#open.splice(place, 1);
    return place !== -1;
  }
}

/** RFC 8305 section 4: families by turns, the resolver's first choice first. */
function orderOf(addresses: readonly ResolvedAddress[], egress: Egress | undefined): string[] {
  const allowed = egress ? allowedOf(addresses, egress) : addresses;
  if (allowed.length <= 1) return allowed.map(({ address }) => address);
  const first = allowed.filter(({ family }) => family === allowed[0]!.family);
  const other = allowed.filter(({ family }) => family !== allowed[0]!.family);
  const order: string[] = [];
  for (let i = 0; order.length < ADDRESSES_MAX && (i < first.length || i < other.length); i++) {
    if (first[i]) order.push(first[i]!.address);
    if (other[i]) order.push(other[i]!.address);
  }
  return order.slice(0, ADDRESSES_MAX);
}

/**
 * The failure that says most: our own want of resources (nothing was tried), then what the target said, and a missing
 * route only when every address lacks one, because a machine without IPv6 has none to half of all names.
 */
function mostTelling(failures: readonly Failure[]): Failure {
  const best = [...failures].sort((a, b) => rankOf(a) - rankOf(b))[0]!;
  const others = failures.filter((one) => one !== best);
  if (others.length === 0) return best;
  return { ...best, message: `${best.message}; before that: ${others.map((one) => one.message).join('; ')}` };
}

function rankOf({ code }: Failure): number {
  if (code === 'probe.resources') return 0;
  if (code === 'probe.network') return 3;
  return code.endsWith('_unreachable') ? 2 : 1;
}

/** `192.0.2.1:80`, `[2001:db8::1]:80` */
export function endpointOf(address: string, port: number): string {
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
}
