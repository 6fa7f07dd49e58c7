/**
 * The certificates that the targets show, in memory. A look at a known one costs a comparison; what is new, or has come
 * nearer to its end, waits here to be kept in the commit of that look, or in one of its own where the look changed nothing.
 */
import {
  type CertificateStep,
  certificateNotices,
  type Delivery,
  judgeExpiry,
  type KnownCertificate,
  nextExpiryAtMs,
  type NoticeInput,
  seeCertificate,
  type TlsFacts,
} from '@upwatch/core';
import type { Commit } from '../../stores/port.ts';

/** What telling of it needs to know. */
export interface CertificateTelling extends NoticeInput {
  /** Set while nothing may be told. */
  readonly hold?: unknown;
}

/** What is to be kept of a monitor's certificates, and told with it. */
export interface CertificateNews {
  readonly certificates: readonly KnownCertificate[];
  readonly deliveries: readonly Delivery[];
}

interface Entry {
  /** The newest, on disk or on its way there. */
  known: readonly KnownCertificate[];
  /** On disk. */
  kept: readonly KnownCertificate[];
  /** Fingerprint of the one that was seen last. Unknown after a start: the first look comes whole. */
  current: string | undefined;
  /** When there is next something to tell of the current one, epoch milliseconds. */
  dueAtMs: number;
  /** To be told with the next commit. */
  waiting: readonly Delivery[];
}

export class CertificateWatch {
  readonly #byMonitor = new Map<string, Entry>();
  readonly #withNews = new Set<string>();
  #nextDueAtMs = Infinity;

  /** What is on disk at a start. */
  load(all: ReadonlyMap<string, readonly KnownCertificate[]>): void {
    for (const [monitorId, known] of all) this.#byMonitor.set(monitorId, entryOf(known));
  }

  /** A look saw a certificate. @param telling asked for only when there is something to tell */
  see(
    monitorId: string,
    seen: { readonly tls: TlsFacts; readonly region: string },
    nowMs: number,
    telling: () => CertificateTelling,
  ): void {
    const entry = this.#byMonitor.get(monitorId) ?? entryOf([]);
    this.#byMonitor.set(monitorId, entry);
    const { fingerprint } = seen.tls;
    if (entry.current === fingerprint && nowMs < entry.dueAtMs) return;
    entry.current = fingerprint;
    const given = telling();
    this.#follow(monitorId, entry, seeCertificate(entry.known, seen, nowMs, given.hold !== undefined), given);
  }

  /** The monitors whose certificate has come nearer to its end. */
  due(nowMs: number): readonly string[] {
    if (nowMs < this.#nextDueAtMs) return [];
    const entries = [...this.#byMonitor];
    this.#nextDueAtMs = Math.min(...entries.map(([, { dueAtMs }]) => (dueAtMs > nowMs ? dueAtMs : Infinity)));
    return entries.filter(([, { dueAtMs }]) => dueAtMs <= nowMs).map(([monitorId]) => monitorId);
  }

  /** Time has passed for one that was due. */
  judge(monitorId: string, nowMs: number, given: CertificateTelling): void {
    const entry = this.#byMonitor.get(monitorId);
    if (entry?.current === undefined) return;
    this.#follow(monitorId, entry, judgeExpiry(entry.known, entry.current, nowMs, given.hold !== undefined), given);
  }

  /** The monitors of which something is to be kept. */
  get withNews(): Iterable<string> {
    return this.#withNews;
  }

  /** What is to be kept with a monitor's next commit, once. */
  take(monitorId: string): CertificateNews | undefined {
    const entry = this.#byMonitor.get(monitorId);
    if (!entry || !this.#withNews.delete(monitorId)) return undefined;
    const news = { certificates: entry.known, deliveries: entry.waiting };
    entry.waiting = [];
    return news;
  }

  kept({ monitorId, certificates }: Pick<Commit, 'monitorId' | 'certificates'>): void {
    const entry = this.#byMonitor.get(monitorId);
    if (entry && certificates) entry.kept = certificates;
  }

  /** What was taken will never be on disk: as if it had not been seen. */
  rollBack(monitorId: string): void {
    const entry = this.#byMonitor.get(monitorId);
    if (!entry) return;
    this.#withNews.delete(monitorId);
    this.#byMonitor.set(monitorId, entryOf(entry.kept));
  }

  /** The monitor is gone, or looks at something else: what comes next is no change. */
  forget(monitorId: string): void {
    this.#byMonitor.delete(monitorId);
    this.#withNews.delete(monitorId);
  }

  /** The certificate on disk that was seen last. */
  of(monitorId: string): KnownCertificate | undefined {
    const entry = this.#byMonitor.get(monitorId);
    return entry?.kept.find(({ fingerprint }) => fingerprint === entry.current) ?? entry?.kept[0];
  }

  #follow(monitorId: string, entry: Entry, step: CertificateStep, given: CertificateTelling): void {
    if (step.known !== entry.known) {
      entry.known = step.known;
      entry.waiting = [...entry.waiting, ...certificateNotices(step.events, given)];
      this.#withNews.add(monitorId);
    }
    const current = entry.known.find(({ fingerprint }) => fingerprint === entry.current);
    entry.dueAtMs = (current && nextExpiryAtMs(current, given.nowMs)) ?? Infinity;
    this.#nextDueAtMs = Math.min(this.#nextDueAtMs, entry.dueAtMs);
  }
}

function entryOf(kept: readonly KnownCertificate[]): Entry {
  return { known: kept, kept, current: undefined, dueAtMs: Infinity, waiting: [] };
}

/** What is new of a certificate goes with the commit of its look. */
export function withCertificates(commit: Commit, news: CertificateNews | undefined): Commit {
  if (!news) return commit;
  return { ...commit, certificates: news.certificates, deliveries: [...commit.deliveries, ...news.deliveries] };
}
