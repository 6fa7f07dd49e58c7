/** One request and its answer over a connection of its own: name, TCP, TLS, request, answer. A callback state machine. */
import type { Socket, SocketConstructorOpts } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { failure, type Failure, type Phases, type TlsFacts } from '@upwatch/core';
import type { CheckEnv } from '../check.ts';
import type { ResolvedAddress } from '../dns/resolver.ts';
import { connectFailure } from '../errno.ts';
import { isTlsError, tlsFailure } from '../tls/classify.ts';
import { startTls, tlsConnectOptions } from '../tls/connect.ts';
import { readTlsFacts } from '../tls/facts.ts';
import { Dial, type Dialler, endpointOf } from '../connecting/dial.ts';
import { EXCERPT_SOURCE_BYTES_MAX } from './excerpt.ts';
import type { HttpConfig } from './http-config.ts';
import { KeptBody } from './kept-body.ts';
import { isRedirect } from './redirect.ts';
import { PhaseClock } from '../connecting/phase-clock.ts';
import { unresolved } from '../connecting/unresolved.ts';
import type { PreparedRequest } from './request.ts';
import { isUnexpected, type ResponseHead } from './response-head.ts';
import { ResponseParser, type ResponseSink } from './response-parser.ts';

/** What a hop is told besides its request. */
export interface HopOptions {
  readonly config: HttpConfig;
  readonly env: CheckEnv;
  /** Called once, when the hop is over and its socket destroyed. */
  readonly onDone: (hop: Hop) => void;
}

/** A read is handed over before the next one begins, so that all sockets of a thread can read into one buffer. */
const SHARED_BUFFER = Buffer.allocUnsafeSlow(65_536);
/** Windows reads ahead into the buffer it was given, so there each socket needs its own. */
const READS_AHEAD = process.platform === 'win32';
const OWN_BUFFER_BYTES = 16_384;

export class Hop implements ResponseSink, Dialler {
  readonly prepared: PreparedRequest;
  failure: Failure | undefined;
  head: ResponseHead | undefined;
  address: string | undefined;
  tls: TlsFacts | undefined;
  /** Bytes of the body as they came, cut at the cap. */
  bodyBytes = 0;
  isBodyTruncated = false;
  readonly #config: HttpConfig;
  readonly #env: CheckEnv;
  readonly #onDone: (hop: Hop) => void;
  readonly #parser: ResponseParser;
  readonly #time: PhaseClock;
  #keepMax = 0;
  #kept: KeptBody | undefined;
  #isOver = false;
  #dial: Dial | undefined;
  #socket: Socket | undefined;
  /**
   * All that a socket holds of its hop, cut when the hop is over: V8 takes a closed socket for alive until the next full
   * collection, and everything it holds is copied and promoted with it (3.7 kB a look where 1.1 kB is the least).
   */
  readonly #tie: { hop: Hop | undefined } = { hop: this };

  constructor(prepared: PreparedRequest, options: HopOptions) {
    this.prepared = prepared;
    this.#config = options.config;
    this.#env = options.env;
    this.#onDone = options.onDone;
    this.#parser = new ResponseParser(this, prepared.request.method === 'HEAD');
    this.#time = new PhaseClock(options.env);
  }

  /** Whether the answer leads elsewhere and is to be followed. */
  get isRedirected(): boolean {
    return this.#config.redirectsMax > 0 && this.head !== undefined && isRedirect(this.head);
  }

  /** The body as it came, as far as somebody wants it. */
  get kept(): Buffer | undefined {
    return this.#kept?.bytes;
  }

  get phases(): Phases {
    return this.#time.phases;
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  start(): void {
    const { ipFamily, resolver } = this.#config;
    let answer: readonly ResolvedAddress[] | Promise<readonly ResolvedAddress[]>;
    try {
      answer = this.#env.resolver.resolve(this.prepared.host, ipFamily, resolver);
    } catch (error) {
      return this.#settle(unresolved(error));
    }
    if (!(answer instanceof Promise)) return this.#connect(answer);
    answer.then(
      (addresses) => this.#connect(addresses),
      (error: unknown) => this.#settle(unresolved(error)),
    );
  }

  /** The deadline has come. */
  timeUp(): void {
    const { phase, phaseStartMs } = this.#time;
    const isOurs = phase === 'dns' ? this.#env.resolver.silence?.(phaseStartMs, this.#config.resolver) : undefined;
    const detail = `${this.#whereNow} within ${this.#config.timeoutMs} ms`;
    this.#settle(isOurs ?? failure(`timeout.${phase}`, detail, phase));
  }

  /** Ends the hop without a word. */
  cancel(): void {
    this.#isOver = true;
    this.#tie.hop = undefined;
    this.#dial?.cancel();
    this.#socket?.destroy();
  }

  onHead(head: ResponseHead): void {
    this.head = head;
    if (this.#env.wantsBody) this.#keepMax = this.#config.bodyBytesMax;
    else if (isUnexpected(head)) this.#keepMax = Math.min(this.#config.bodyBytesMax, EXCERPT_SOURCE_BYTES_MAX);
  }

  onBody(bytes: Buffer, from: number, to: number): void {
    const room = this.#keepMax - this.bodyBytes;
    if (room > 0 && !this.isRedirected) (this.#kept ??= new KeptBody()).add(bytes, from, Math.min(to, from + room));
    this.bodyBytes += to - from;
    if (this.bodyBytes <= this.#config.bodyBytesMax) return;
    this.bodyBytes = this.#config.bodyBytesMax;
    this.isBodyTruncated = true;
  }

  socketOptions(): SocketConstructorOpts {
    if (this.prepared.isTls) return {};
    const tie = this.#tie;
    const buffer = READS_AHEAD ? Buffer.allocUnsafeSlow(OWN_BUFFER_BYTES) : SHARED_BUFFER;
    return {
      onread: {
        buffer,
        callback: (length) => {
          tie.hop?.onBytes(buffer, length);
          return true;
        },
      },
    };
  }

  onConnect(socket: Socket, address: string): void {
    const tie = this.#tie;
    this.#socket = socket;
    this.address = address;
    socket.on('error', (error) => tie.hop?.onError(error));
    if (this.prepared.isTls) return this.#secure(socket);
    this.#time.enter('ttfb');
    socket.on('end', () => tie.hop?.onEnd());
    socket.write(this.prepared.bytes);
  }

  onDialFail(reason: Failure): void {
    this.#settle(reason);
  }

  #connect(addresses: readonly ResolvedAddress[]): void {
    if (this.#isOver) return;
    this.#time.enter('tcp');
    const { remainingMs } = this.#time;
    this.#dial = new Dial({ addresses, port: this.prepared.port, remainingMs, egress: this.#env.egress }, this);
    this.#dial.start();
  }

  #secure(raw: Socket): void {
    this.#time.enter('tls');
    const { host, request } = this.prepared;
    let socket: TLSSocket;
    try {
      const options = tlsConnectOptions({ host, settings: request.tls, verify: this.#config.verifyTls });
      socket = startTls({ ...options, socket: raw });
    } catch (error) {
      // Certificates are checked when they are stored: these were read by another version of OpenSSL.
      return this.#settle(failure('probe.config', (error as NodeJS.ErrnoException).code ?? 'TLS settings', 'tls'));
    }
    const tie = this.#tie;
    this.#socket = socket;
    socket.on('error', (error) => tie.hop?.onError(error));
    // Nothing is written before this: what is secret goes only to a target that has been verified.
    socket.once('secureConnect', () => tie.hop?.onSecure(socket));
  }

  onSecure(socket: TLSSocket): void {
    const tie = this.#tie;
    this.#time.enter('ttfb');
    this.tls = this.#readTls(socket);
    socket.on('data', (bytes: Buffer) => tie.hop?.onBytes(bytes, bytes.length));
    // Not earlier: a close within the handshake is for `onError` to tell.
    socket.on('end', () => tie.hop?.onEnd());
    socket.write(this.prepared.bytes);
  }

  #readTls(socket: TLSSocket): TlsFacts | undefined {
    return readTlsFacts(socket, this.prepared.host, this.#env.clock.wall());
  }

  onBytes(bytes: Buffer, length: number): void {
    const parser = this.#parser;
    parser.push(bytes, 0, length);
    // Informational answers (1xx) are not what was waited for.
    if (this.#time.phase === 'ttfb' && !parser.isBeforeAnswer) this.#time.enter('download');
    if (parser.failure) return this.#settle(this.#told(parser.failure));
    if (parser.isExcessive) {
      this.isBodyTruncated = true;
      const reason = failure('protocol.limit', 'chunk extensions go on without end');
      return this.#settle(this.#env.wantsBody ? this.#told(reason) : undefined);
    }
    if (parser.isComplete || this.isBodyTruncated || this.isRedirected) return this.#settle(undefined);
  }

  onEnd(): void {
    this.#parser.end();
    this.#settle(this.#parser.failure && this.#told(this.#parser.failure));
  }

  onError(error: NodeJS.ErrnoException): void {
    const { host, port } = this.prepared;
    const address = this.address!;
    // A TLS 1.3 server refuses a client certificate only after the handshake, while its answer is awaited.
    if (this.#time.phase !== 'tls' && !isTlsError(error)) {
      return this.#settle(connectFailure(error, { address, port }, this.#time.phase));
    }
    const socket = this.#socket as TLSSocket;
    this.tls ??= this.#readTls(socket);
    const nowMs = this.#env.clock.wall();
    this.#settle({ ...tlsFailure(error, { socket, host, address, port, nowMs }), phase: this.#time.phase });
  }

  /** A failure that the parser found, with where and when. */
  #told(reason: Failure): Failure {
    const where = endpointOf(this.address!, this.prepared.port);
    const message = `${reason.message.replace(/\.$/, '')} (from ${where})`;
    return { ...reason, message, phase: this.#time.phase };
  }

  get #whereNow(): string {
    switch (this.#time.phase) {
      case 'dns':
        return `${this.prepared.host} was not resolved`;
      case 'tcp':
        return `${this.#dial?.tried} did not answer`;
      case 'tls':
        return `${this.#endpoint} did not finish the handshake`;
      case 'ttfb':
        return `${this.#endpoint} took the request but did not begin its answer`;
      case 'download':
        return `from ${this.#endpoint} ${this.#parser.progress}`;
    }
  }

  get #endpoint(): string {
    return endpointOf(this.address!, this.prepared.port);
  }

  #settle(reason: Failure | undefined): void {
    if (this.#isOver) return;
    this.cancel();
    this.#time.stop();
    this.failure = reason;
    this.#onDone(this);
  }
}
