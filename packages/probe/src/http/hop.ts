/** One request and its answer over a connection of its own: name, TCP, TLS, request, answer. A callback state machine. */
import type { Socket, SocketConstructorOpts } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { failure, type Failure, type Phase, type Phases, type TlsFacts } from '@upwatch/core';
import type { CheckEnv } from '../check.ts';
import type { ResolvedAddress } from '../dns/resolver.ts';
import { DnsFailure } from '../dns/dns-failure.ts';
import { connectFailure } from '../errno.ts';
import { isTlsError, tlsFailure } from '../tls/classify.ts';
import { startTls, tlsConnectOptions } from '../tls/connect.ts';
import { readTlsFacts } from '../tls/facts.ts';
import { Dial, endpointOf } from './dial.ts';
import { EXCERPT_SOURCE_BYTES_MAX } from './excerpt.ts';
import type { HttpConfig } from './http-config.ts';
import { KeptBody } from './kept-body.ts';
import { isRedirect } from './redirect.ts';
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

export class Hop implements ResponseSink {
  readonly prepared: PreparedRequest;
  readonly phases: { -readonly [K in keyof Phases]: Phases[K] } = { totalMs: 0 };
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
  readonly #startMs: number;
  #phase: Phase = 'dns';
  #phaseStartMs: number;
  #keepMax = 0;
  #kept: KeptBody | undefined;
  #isOver = false;
  #dial: Dial | undefined;
  #socket: Socket | undefined;

  constructor(prepared: PreparedRequest, options: HopOptions) {
    this.prepared = prepared;
    this.#config = options.config;
    this.#env = options.env;
    this.#onDone = options.onDone;
    this.#parser = new ResponseParser(this, prepared.request.method === 'HEAD');
    this.#startMs = options.env.clock.monotonic();
    this.#phaseStartMs = this.#startMs;
  }

  /** Whether the answer leads elsewhere and is to be followed. */
  get isRedirected(): boolean {
    return this.#config.redirectsMax > 0 && this.head !== undefined && isRedirect(this.head);
  }

  /** The body as it came, as far as somebody wants it. */
  get kept(): Buffer | undefined {
    return this.#kept?.bytes;
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
    const detail = `${this.#whereNow} within ${this.#config.timeoutMs} ms`;
    this.#settle(failure(`timeout.${this.#phase}`, detail, this.#phase));
  }

  /** Ends the hop without a word. */
  cancel(): void {
    this.#isOver = true;
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

  #connect(addresses: readonly ResolvedAddress[]): void {
    if (this.#isOver) return;
    this.#enter('tcp');
    this.#dial = new Dial({
      addresses,
      port: this.prepared.port,
      socketOptions: this.prepared.isTls ? () => ({}) : () => this.#plainOptions(),
      remainingMs: this.#env.deadlineMs - this.#phaseStartMs,
      egress: this.#env.egress,
      onConnect: (socket, address) => this.#connected(socket, address),
      onFail: (reason) => this.#settle(reason),
    });
    this.#dial.start();
  }

  #plainOptions(): SocketConstructorOpts {
    const buffer = READS_AHEAD ? Buffer.allocUnsafeSlow(OWN_BUFFER_BYTES) : SHARED_BUFFER;
    return {
      onread: {
        buffer,
        callback: (length) => {
          this.#received(buffer, length);
          return true;
        },
      },
    };
  }

  #connected(socket: Socket, address: string): void {
    this.#socket = socket;
    this.address = address;
    socket.on('error', (error) => this.#broken(error));
    if (this.prepared.isTls) return this.#secure(socket);
    this.#enter('ttfb');
    socket.on('end', () => this.#ended());
    socket.write(this.prepared.bytes);
  }

  #secure(raw: Socket): void {
    this.#enter('tls');
    const { host, request } = this.prepared;
    let socket: TLSSocket;
    try {
      const options = tlsConnectOptions({ host, settings: request.tls, verify: this.#config.verifyTls });
      socket = startTls({ ...options, socket: raw });
    } catch (error) {
      // Certificates are checked when they are stored: these were read by another version of OpenSSL.
      return this.#settle(failure('probe.config', (error as NodeJS.ErrnoException).code ?? 'TLS settings', 'tls'));
    }
    this.#socket = socket;
    socket.on('error', (error) => this.#broken(error));
    // Nothing is written before this: what is secret goes only to a target that has been verified.
    socket.once('secureConnect', () => this.#secured(socket));
  }

  #secured(socket: TLSSocket): void {
    if (this.#isOver) return;
    this.#enter('ttfb');
    this.tls = this.#readTls(socket);
    socket.on('data', (bytes: Buffer) => this.#received(bytes, bytes.length));
    // Not earlier: a close within the handshake is for `#broken` to tell.
    socket.on('end', () => this.#ended());
    socket.write(this.prepared.bytes);
  }

  #readTls(socket: TLSSocket): TlsFacts | undefined {
    return readTlsFacts(socket, this.prepared.host, this.#env.clock.wall());
  }

  #received(bytes: Buffer, length: number): void {
    if (this.#isOver) return;
    const parser = this.#parser;
    parser.push(bytes, 0, length);
    // Informational answers (1xx) are not what was waited for.
    if (this.#phase === 'ttfb' && !parser.isBeforeAnswer) this.#enter('download');
    if (parser.failure) return this.#settle(this.#told(parser.failure));
    if (parser.isExcessive) {
      this.isBodyTruncated = true;
      const reason = failure('protocol.limit', 'chunk extensions go on without end');
      return this.#settle(this.#env.wantsBody ? this.#told(reason) : undefined);
    }
    if (parser.isComplete || this.isBodyTruncated || this.isRedirected) return this.#settle(undefined);
  }

  #ended(): void {
    if (this.#isOver) return;
    this.#parser.end();
    this.#settle(this.#parser.failure && this.#told(this.#parser.failure));
  }

  #broken(error: NodeJS.ErrnoException): void {
    if (this.#isOver) return;
    const { host, port } = this.prepared;
    const address = this.address!;
    // A TLS 1.3 server refuses a client certificate only after the handshake, while its answer is awaited.
    if (this.#phase !== 'tls' && !isTlsError(error)) {
      return this.#settle(connectFailure(error, { address, port }, this.#phase));
    }
    const socket = this.#socket as TLSSocket;
    this.tls ??= this.#readTls(socket);
    const nowMs = this.#env.clock.wall();
    this.#settle({ ...tlsFailure(error, { socket, host, address, port, nowMs }), phase: this.#phase });
  }

  /** A failure that the parser found, with where and when. */
  #told(reason: Failure): Failure {
    const where = endpointOf(this.address!, this.prepared.port);
    const message = `${reason.message.replace(/\.$/, '')} (from ${where})`;
    return { ...reason, message, phase: this.#phase };
  }

  get #whereNow(): string {
    switch (this.#phase) {
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

  /** Ends the current phase and begins the next one. */
  #enter(next: Phase): void {
    this.#endPhase(this.#env.clock.monotonic());
    this.#phase = next;
  }

  #endPhase(nowMs: number): void {
    const durationMs = nowMs - this.#phaseStartMs;
    this.#phaseStartMs = nowMs;
    this.#add(durationMs);
    this.#env.onPhase?.(this.#phase, durationMs);
  }

  #add(durationMs: number): void {
    const { phases } = this;
    switch (this.#phase) {
      case 'dns':
        phases.dnsMs = durationMs;
        break;
      case 'tcp':
        phases.tcpMs = durationMs;
        break;
      case 'tls':
        phases.tlsMs = durationMs;
        break;
      case 'ttfb':
        phases.ttfbMs = durationMs;
        break;
      case 'download':
        phases.downloadMs = durationMs;
    }
  }

  #settle(reason: Failure | undefined): void {
    if (this.#isOver) return;
    this.cancel();
    const nowMs = this.#env.clock.monotonic();
    this.#endPhase(nowMs);
    this.phases.totalMs = nowMs - this.#startMs;
    this.failure = reason;
    this.#onDone(this);
  }
}

function unresolved(error: unknown): Failure {
  if (error instanceof DnsFailure) return error.failure;
  // Anything else is a fault of the resolver's code: it must not pass for a target that is down.
  return failure('probe.resolver', error instanceof Error ? error.name : 'unknown', 'dns');
}
