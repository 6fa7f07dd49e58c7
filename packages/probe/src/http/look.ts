/** One look at an HTTP target: a chain of hops under one deadline, and what came of it as a sample. */
import { failure, type Facts, type Failure, type Phases } from '@upwatch/core';
import type { CheckEnv } from '../check.ts';
import type { Sample } from '../port.ts';
import { decodeBody, type Decoded } from './content-coding.ts';
import { excerptOf } from './excerpt.ts';
import { Hop, type HopOptions } from './hop.ts';
import type { HttpConfig } from './http-config.ts';
import { RedirectChain } from './redirect-chain.ts';
import { firstRequest, prepare, type PreparedRequest } from './request.ts';
import { isUnexpected, joinedValue, type ResponseHead } from './response-head.ts';
import { withoutCredentials } from './url.ts';

/** Of the headers kept with an observation, characters. */
const HEADERS_KEPT_MAX = 16_384;

const NO_BODY = Buffer.alloc(0);

/** A request is made ready once for each configuration, not for each look. */
const prepared = new WeakMap<HttpConfig, PreparedRequest>();

/**
 * One attempt at an HTTP target over a fresh connection.
 * @throws the signal's reason, as a rejection
 */
export function lookHttp(config: HttpConfig, env: CheckEnv): Promise<Sample> {
  return new Promise((resolve, reject) => new Look(config, env, resolve, reject).start());
}

/** The host that a look of these settings begins with. */
export function hostOf(config: HttpConfig): string {
  return preparedFor(config).host;
}

function preparedFor(config: HttpConfig): PreparedRequest {
  let request = prepared.get(config);
  if (!request) prepared.set(config, (request = prepare(firstRequest(config))));
  return request;
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };

class Look {
  readonly #config: HttpConfig;
  readonly #env: CheckEnv;
  readonly #resolve: (sample: Sample) => void;
  readonly #reject: (reason: unknown) => void;
  readonly #hopOptions: HopOptions;
  #hop: Hop | undefined;
  #chain: RedirectChain | undefined;
  #timer: NodeJS.Timeout | undefined;
  #onAbort: (() => void) | undefined;
  #isOver = false;

  constructor(config: HttpConfig, env: CheckEnv, resolve: (sample: Sample) => void, reject: (reason: unknown) => void) {
    this.#config = config;
    this.#env = env;
    this.#resolve = resolve;
    this.#reject = reject;
    this.#hopOptions = { config, env, onDone: (hop) => this.#hopDone(hop) };
  }

  start(): void {
    const { signal, deadlineMs, clock } = this.#env;
    if (signal?.aborted) return this.#reject(signal.reason);
    if (signal) {
      this.#onAbort = () => this.#abort(signal.reason);
      signal.addEventListener('abort', this.#onAbort);
    }
    this.#timer = setTimeout(() => this.#timeUp(), Math.max(1, Math.ceil(deadlineMs - clock.monotonic())));
    this.#begin(preparedFor(this.#config));
  }

  #begin(request: PreparedRequest): void {
    this.#hop = new Hop(request, this.#hopOptions);
    this.#hop.start();
  }

  #abort(reason: unknown): void {
    this.#hop?.cancel();
    this.#close();
    this.#reject(reason);
  }

  /** Past the last hop only decoding is left: slowness there is ours. */
  #timeUp(): void {
    const hop = this.#hop!;
    if (hop.isOver) this.#finish(hop, failure('probe.overloaded', 'the body could not be decoded in time', 'download'));
    else hop.timeUp();
  }

  #hopDone(hop: Hop): void {
    if (hop.failure || !hop.isRedirected) return this.#answered(hop);
    this.#chain ??= new RedirectChain(this.#config.redirectsMax);
    const next = this.#chain.follow(hop, this.#env.clock.wall());
    if ('code' in next) this.#finish(hop, { ...next, phase: 'download' });
    else this.#begin(next);
  }

  /** The last hop is over; its body may have to be decoded. */
  #answered(hop: Hop): void {
    const encoding = hop.head && joinedValue(hop.head.fields, 'content-encoding');
    const { kept } = hop;
    if (!kept || encoding === undefined) return this.#finish(hop, hop.failure, kept);
    const { bodyBytesMax } = this.#config;
    const isPartial = hop.isBodyTruncated || hop.failure !== undefined || !this.#env.wantsBody;
    decodeBody(kept, encoding, { bytesMax: bodyBytesMax, isPartial }, (decoded) => this.#decoded(hop, decoded));
  }

  #decoded(hop: Hop, decoded: Decoded): void {
    if (this.#isOver) return;
    if ('failure' in decoded) {
      return this.#finish(hop, hop.failure ?? (this.#env.wantsBody ? decoded.failure : undefined));
    }
    if (this.#env.wantsBody) {
      hop.bodyBytes = decoded.body.length;
      hop.isBodyTruncated = decoded.isTruncated;
    }
    this.#finish(hop, hop.failure, decoded.body);
  }

  #close(): void {
    this.#isOver = true;
    clearTimeout(this.#timer);
    if (this.#onAbort) this.#env.signal?.removeEventListener('abort', this.#onAbort);
  }

  #finish(hop: Hop, reason: Failure | undefined, body?: Buffer): void {
    this.#close();
    const sample: Writable<Sample> = { phases: this.#phases(hop), facts: this.#facts(hop, reason, body) };
    if (this.#env.wantsBody && hop.head && (body || !reason)) sample.body = body ?? NO_BODY;
    if (reason) sample.failure = reason;
    this.#resolve(sample);
  }

  #phases(hop: Hop): Phases {
    return this.#chain && this.#chain.hops.length > 0 ? this.#chain.sum(hop.phases) : hop.phases;
  }

  #facts(hop: Hop, reason: Failure | undefined, body: Buffer | undefined): Facts {
    const facts: Writable<Facts> = {};
    if (hop.address !== undefined) {
      facts.remoteAddress = hop.address;
      facts.remotePort = hop.prepared.port;
    }
    if (hop.tls) facts.tls = hop.tls;
    if (hop.head) this.#addAnswer(facts, hop, hop.head);
    if (body && hop.head && (reason || isUnexpected(hop.head))) {
      facts.bodyExcerpt = excerptOf(body, joinedValue(hop.head.fields, 'content-type'));
    }
    if (this.#chain && this.#chain.hops.length > 0) {
      facts.redirects = this.#chain.hops;
      facts.finalUrl = withoutCredentials(hop.prepared.request.url);
    }
    return facts;
  }

  #addAnswer(facts: Writable<Facts>, hop: Hop, head: ResponseHead): void {
    facts.statusCode = head.statusCode;
    facts.httpVersion = head.httpVersion;
    facts.headers = headersOf(head.fields);
    facts.bodyBytes = hop.bodyBytes;
    if (hop.isBodyTruncated) facts.isBodyTruncated = true;
  }
}

/** A target names the headers, so their object inherits nothing to stumble over. Made by a class, it stays fast. */
class HeaderTable {
  [name: string]: string;
}
Object.setPrototypeOf(HeaderTable.prototype, null);
Reflect.deleteProperty(HeaderTable.prototype, 'constructor');

function headersOf(fields: readonly string[]): HeaderTable {
  const headers = new HeaderTable();
  let left = HEADERS_KEPT_MAX;
  for (let i = 0; i < fields.length; i += 2) {
    const name = fields[i]!;
    const value = fields[i + 1]!;
    left -= name.length + value.length;
    if (left < 0) break;
    const earlier = headers[name];
    headers[name] = earlier === undefined ? value : `${earlier}, ${value}`;
  }
  return headers;
}
