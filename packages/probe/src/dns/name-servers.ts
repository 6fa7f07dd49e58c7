/** One group of name servers, asked through c-ares: sockets of its own, no thread pool, no cache. */
import { type RecordWithTtl, Resolver as Ares } from 'node:dns';
import type { Clock } from '@upwatch/core';
import { type DnsCode, dnsCodeOf, dnsFailure } from './dns-failure.ts';
import type { Answer, RecordType } from './name-table.ts';
import { SendWindow } from './send-window.ts';
import { type Hearing, hearingOf, SelfDoubt } from './self-doubt.ts';

/** Answers may hold hundreds; a look tries a handful. */
const ADDRESSES_MAX = 50;
/** However long an answer claims to hold, a service that has moved is found again within this time. */
const TTL_SECONDS_MAX = 3600;
/** Questions to each server; the deadline usually comes first. A datagram may be lost. */
const TRIES = 5;
/** The share of the timeout after which a question that nobody answers raises doubt, and that each try may take. */
const PATIENCE = 0.2;
/** The share of the timeout that the control may take. */
const CONTROL_PATIENCE = 0.6;

/**
 * How long a failure is believed, milliseconds. Less than the usual wait between two attempts of a look, so that each
 * attempt really asks again; enough that a hundred monitors of one dead name ask once.
 */
const DEFINITE_FAILURE_MS = 1000;
const PASSING_FAILURE_MS = 250;

/** For questions that were not sent yet when all was over. */
const CANCELLED: NodeJS.ErrnoException = Object.assign(new Error('closed'), { code: 'ECANCELLED' });

/** What c-ares gave. */
type Reply = { readonly records: readonly RecordWithTtl[] } | { readonly code: DnsCode };

export interface NameServersOptions {
  readonly clock: Clock;
  /** @default the system's */
  readonly servers?: readonly string[] | undefined;
  /** The probe's own servers: their silence is the probe's fault. A monitor's own are part of what it watches. */
  readonly isOwn: boolean;
  readonly timeoutMs: number;
}

export class NameServers {
  readonly servers: readonly string[];
  readonly #ares: Ares;
  readonly #clock: Clock;
  readonly #timeoutMs: number;
  readonly #doubt: SelfDoubt | undefined;
  #isClosed = false;
  readonly #window = new SendWindow();
  /** Questions that c-ares is still busy with, some of them after their deadline. */
  readonly #underWay = new Map<string, Promise<Reply>>();

  /** @throws {Error} when a server is not an IP address with an optional port */
  constructor({ clock, servers, isOwn, timeoutMs }: NameServersOptions) {
    this.#clock = clock;
    this.#timeoutMs = timeoutMs;
    this.#ares = new Ares({ timeout: Math.ceil(timeoutMs * PATIENCE), tries: TRIES });
    if (servers) this.#ares.setServers(servers);
    this.servers = this.#ares.getServers();
    if (isOwn) {
      this.#doubt = new SelfDoubt(
        () => clock.monotonic(),
        () => this.#askControl(),
      );
    }
  }

  /** Puts one question. Never rejects; ends soon after the timeout at the latest. */
  async ask(host: string, type: RecordType): Promise<Answer> {
    const askedAtMs = this.#clock.monotonic();
    const reply = await this.#beforeDeadline(this.#query(host, type), askedAtMs);
    if ('records' in reply) {
      this.#doubt?.hear('sound');
      return this.#found(reply.records, type);
    }
    this.#doubt?.hear(hearingOf(reply.code));
    return this.#failed(reply.code, host, type, askedAtMs);
  }

  /** Whether these servers are the probe's own and have answered nothing since a (monotonic) instant. */
  isSilentSince(monotonicMs: number): boolean {
    return this.#doubt?.isSilentSince(monotonicMs) ?? false;
  }

  /** The same, after a question that every name server can answer was put to them. */
  async isSilentToControl(sinceMs: number): Promise<boolean> {
    await this.#doubt?.controlSince(sinceMs);
    return this.isSilentSince(sinceMs);
  }

  /** Ends what is under way: it fails with `probe.resolver`. */
  close(): void {
    this.#isClosed = true;
    this.#ares.cancel();
  }

  #query(host: string, type: RecordType): Promise<Reply> {
    const key = `${type} ${host}`;
    const underWay = this.#underWay.get(key);
    if (underWay) return underWay;
    const query = new Promise<Reply>((resolve) => {
      this.#window.enter((leave) => {
        const done = (error: NodeJS.ErrnoException | null, records: readonly RecordWithTtl[]): void => {
          leave();
          this.#underWay.delete(key);
          resolve(replyOf(error, records));
        };
        if (this.#isClosed) done(CANCELLED, []);
        else if (type === 'A') this.#ares.resolve4(host, { ttl: true }, done);
        else this.#ares.resolve6(host, { ttl: true }, done);
      });
    });
    this.#underWay.set(key, query);
    return query;
  }

  async #beforeDeadline(query: Promise<Reply>, askedAtMs: number): Promise<Reply> {
    const waitMs = this.#timeoutMs * PATIENCE;
    let timer: NodeJS.Timeout | undefined;
    const deadline = new Promise<Reply>((resolve) => {
      timer = setTimeout(() => {
        if (this.isSilentSince(askedAtMs)) void this.#doubt?.controlSince(askedAtMs);
        timer = setTimeout(resolve, this.#timeoutMs - waitMs, { code: 'dns.timeout' });
      }, waitMs);
    });
    const reply = await Promise.race([query, deadline]);
    clearTimeout(timer);
    return reply;
  }

  #found(records: readonly RecordWithTtl[], type: RecordType): Answer {
    const kept = records.slice(0, ADDRESSES_MAX);
    const family = type === 'A' ? 4 : 6;
    const ttlSeconds = Math.min(TTL_SECONDS_MAX, ...kept.map(({ ttl }) => ttl));
    return {
      addresses: kept.map(({ address, ttl }) => ({ address, family, ttlSeconds: ttl })),
      untilMs: this.#clock.monotonic() + ttlSeconds * 1000,
    };
  }

  async #failed(code: DnsCode, host: string, type: RecordType, askedAtMs: number): Promise<Answer> {
    const isDefinite = code === 'dns.nxdomain' || code === 'dns.nodata';
    const isOurs = await this.#doubt?.isOurFault(code, askedAtMs);
    const failure = dnsFailure(isOurs ? 'probe.resolver' : code, { host, types: [type], servers: this.servers });
    return { failure, untilMs: this.#clock.monotonic() + (isDefinite ? DEFINITE_FAILURE_MS : PASSING_FAILURE_MS) };
  }

  #askControl(): Promise<Hearing> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => resolve('silent'), this.#timeoutMs * CONTROL_PATIENCE);
      this.#ares.resolveNs('.', (error) => {
        clearTimeout(timer);
        resolve(error ? hearingOf(dnsCodeOf(error)) : 'sound');
      });
    });
  }
}

function replyOf(error: NodeJS.ErrnoException | null, records: readonly RecordWithTtl[]): Reply {
  if (error) return { code: dnsCodeOf(error) };
  // An alias that leads to no address of this family, or round in a circle, is an answer with no address in it.
  return records.length === 0 ? { code: 'dns.nodata' } : { records };
}
