/** History in one SQLite file: a journal in memory and on disk, sealed into blocks by hour, rolled up by hour and day. */
import type { DatabaseSync } from 'node:sqlite';
import { setImmediate } from 'node:timers/promises';
import type { LookRows } from '@upwatch/core';
import type { Extent, HistoryStore, KeptLook, ObservationToKeep, Past, PastTaken, Rollup, Span } from '../../port.ts';
import { upwatchVersion } from '../migrate.ts';
import { asRefusal, isCorrupt } from '../sqlite-error.ts';
import { DamageLog } from './damage-log.ts';
import { extentOf, keptFrom } from './extent.ts';
import { Head } from './head.ts';
import { bytesOnDisk, openHistoryFile, setAside } from './history-file.ts';
import type { HistoryOptions } from './history-options.ts';
import { historyTables } from './history-tables.ts';
import { JournalLoading } from './journal-loading.ts';
import { keptLooks } from './kept-looks.ts';
import { KeptObservations } from './kept-observations.ts';
import { LatestLooks } from './latest-looks.ts';
import type { Parts } from './parts.ts';
import { takeInPast } from './past.ts';
import { findLatest, findLooks, type LooksQuery } from './reading-looks.ts';
import { findRollups } from './reading-rollups.ts';
import { RecentLooks } from './recent-looks.ts';
import { Regions } from './regions.ts';
import { takeIn } from './taking-in.ts';
import { Tending } from './tending.ts';
import { writeSome } from './writing.ts';

/** What is lost when the process is killed, or the power: the looks of this long. */
const WRITTEN_EVERY_MS = 2000;
/** So many looks do not wait for it. */
const WRITTEN_AT_ROWS = 8192;
/** After a failed write. */
const RETRY_MS = 2000;
/** After housekeeping that failed. */
const REST_MS = 5000;
/** 1.2 million looks: 20 minutes at 1,000 a second. */
const BUFFER_BYTES = 64 * 1024 * 1024;
/** Loading lets go of the event loop after this. */
const LOADED_AT_ONCE_MS = 8;

/**
 * Opens the history, which is readable at once: what the journal holds is loaded by the first that needs it.
 * @throws StartRefusal newer_version, sqlite_too_old, disk_full, unwritable
 */
export function openHistoryStore(options: HistoryOptions): HistoryStore {
  return new SqliteHistoryStore(options);
}

class SqliteHistoryStore implements HistoryStore {
  readonly #options: HistoryOptions;
  readonly #parts: Parts;
  readonly #tending: Tending;
  #database: DatabaseSync;
  #loading: JournalLoading;
  #work: Generator<void> | undefined;
  #timer: NodeJS.Timeout | undefined;
  #refused = 0;
  #trouble: unknown;
  #isTendTold = false;
  #restUntil = -Infinity;
  #isClosed = false;

  constructor(options: HistoryOptions) {
    const { clock, log } = options;
    this.#options = options;
    this.#database = this.#connect();
    const tables = historyTables(this.#database);
    this.#parts = {
      tables,
      recent: new RecentLooks(options.bufferBytesMax ?? BUFFER_BYTES),
      head: new Head(),
      kept: new KeptObservations(tables.lastKeptId() + 1, (series) => this.#newestKept(series)),
      latest: new LatestLooks(),
      regions: new Regions(tables.regions()),
      forgotten: new Set(tables.forgotten().map(({ monitorKey }) => monitorKey)),
      rawFromHour: tables.setting('raw_from_hour') ?? 0,
      foldedDay: tables.setting('folded_day') ?? -1,
      clock,
      log,
      damage: new DamageLog(log, clock),
    };
    this.#loading = new JournalLoading(this.#parts, tables.journalKeys());
    this.#tending = new Tending(this.#parts, options.retention);
  }

  append(region: string, rows: LookRows, observations: readonly ObservationToKeep[]): void {
    this.#refused += takeIn(this.#parts, region, rows, observations);
    if (this.#isClosed) return;
    if (this.#parts.recent.unwritten >= WRITTEN_AT_ROWS && this.#trouble === undefined) this.#write();
    else this.#writeIn(this.#options.writtenEveryMs ?? WRITTEN_EVERY_MS);
  }

  async flush(): Promise<void> {
    while (this.#writeSome()) await setImmediate();
  }

  async looks(monitor: { readonly key: number; readonly id: string }, query: LooksQuery): Promise<readonly KeptLook[]> {
    return this.#read(monitor.key, [], async () => {
      const found = await findLooks(this.#parts, monitor.key, query);
      return keptLooks(this.#parts, monitor.id, found);
    });
  }

  async latest(monitor: { readonly key: number; readonly id: string }): Promise<readonly KeptLook[]> {
    return this.#read(monitor.key, [], async () => {
      const found = await findLatest(this.#parts, monitor.key);
      return keptLooks(this.#parts, monitor.id, found);
    });
  }

  async rollups(monitorKey: number, span: Span, spanMs: number, region?: string): Promise<readonly Rollup[]> {
    return this.#read(monitorKey, [], () => findRollups(this.#parts, monitorKey, span, spanMs, region));
  }

  async takeInPast(monitorKey: number, region: string, past: Past): Promise<PastTaken | undefined> {
    const extent = await this.extent(monitorKey);
    const { retention } = this.#options;
    const work = takeInPast(this.#parts, { monitorKey, region, past, extent, retention });
    for (;;) {
      const step = this.#guarded(() => work.next());
      if (step.done) return step.value;
      await setImmediate();
    }
  }

  async extent(monitorKey: number): Promise<Extent> {
    const keptFromMs = keptFrom(this.#parts, this.#options.retention);
    const nothing = { imported: [], keptFromMs };
    return this.#read(monitorKey, nothing, async () => extentOf(this.#parts, monitorKey, keptFromMs));
  }

  async forget(monitorKey: number): Promise<void> {
    this.#parts.forgotten.add(monitorKey);
    this.#guarded(() => this.#parts.tables.forget(monitorKey, this.#options.clock.wall()));
    this.#parts.kept.forget((series) => Math.floor(series / 256) === monitorKey);
    this.#tending.dropSoon();
  }

  async tend(nowMs: number, budgetMs: number): Promise<boolean> {
    const { file, clock, log } = this.#options;
    const until = clock.monotonic() + budgetMs;
    if (this.#isClosed || clock.monotonic() < this.#restUntil) return false;
    try {
      this.#work ??= this.#everything(nowMs);
      do {
        if (this.#work.next().done) {
          this.#work = undefined;
          this.#isTendTold = false;
          return false;
        }
      } while (clock.monotonic() < until);
      return true;
    } catch (error) {
      // What was interrupted begins anew, after a while: a full disk is not hammered.
      this.#work = undefined;
      this.#restUntil = clock.monotonic() + REST_MS;
      this.#startAnewIfCorrupt(error);
      // Neither damage nor a disk that refuses: a fault of ours.
      if (!isCorrupt(error) && asRefusal(error, file) === error) throw error;
      if (!this.#isTendTold) log.error({ err: error }, 'history cannot be sealed: it waits in its journal');
      this.#isTendTold = true;
      return false;
    }
  }

  *#everything(nowMs: number): Generator<void> {
    if (!this.#database.isOpen) this.#openAnew();
    while (this.#loading.step()) yield;
    yield* this.#tending.due(nowMs);
  }

  stats(): { readonly buffered: number; readonly lost: number; readonly bytes: number } {
    const { recent } = this.#parts;
    return { buffered: recent.unwritten, lost: recent.lost + this.#refused, bytes: bytesOnDisk(this.#options.file) };
  }

  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    clearTimeout(this.#timer);
    try {
      while (writeSome(this.#parts));
    } catch (error) {
      const { log } = this.#options;
      log.error(
        { err: error, looks: this.#parts.recent.unwritten },
        'the newest looks could not be written before the end',
      );
    }
    this.#database.close();
  }

  async #read<T>(monitorKey: number, nothing: T, read: () => Promise<T>): Promise<T> {
    const { clock } = this.#options;
    let since = clock.monotonic();
    while (this.#guarded(() => this.#loading.step())) {
      if (clock.monotonic() - since < LOADED_AT_ONCE_MS) continue;
      await setImmediate();
      since = clock.monotonic();
    }
    if (this.#parts.forgotten.has(monitorKey)) return nothing;
    try {
      return await read();
    } catch (error) {
      this.#startAnewIfCorrupt(error);
      throw error;
    }
  }

  #newestKept(series: number): { readonly id: number; readonly usedMs: number } | undefined {
    try {
      return this.#parts.tables.newestKept(series);
    } catch (error) {
      this.#told(error);
      return undefined;
    }
  }

  #writeIn(ms: number): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#write();
    }, ms).unref();
  }

  #write(): void {
    try {
      if (this.#writeSome()) this.#writeIn(0);
    } catch {
      // `#guarded` has told of it; everything is still in memory.
      this.#writeIn(RETRY_MS);
    }
  }

  /** @returns whether more is left to write */
  #writeSome(): boolean {
    const isProof = this.#parts.recent.unwritten > 0;
    const isMore = this.#guarded(() => writeSome(this.#parts));
    if (isProof && this.#trouble !== undefined) {
      this.#trouble = undefined;
      this.#options.log.info('history is written again');
    }
    return isMore;
  }

  /** Runs what touches the disk and tells of a failure, the first of a row. */
  #guarded<T>(work: () => T): T {
    try {
      if (!this.#database.isOpen) this.#openAnew();
      return work();
    } catch (error) {
      this.#told(error);
      this.#startAnewIfCorrupt(error);
      throw error;
    }
  }

  #told(error: unknown): void {
    if (this.#trouble === undefined) {
      this.#options.log.error({ err: error }, 'history cannot be written: looks wait in memory');
    }
    this.#trouble = error;
  }

  #startAnewIfCorrupt(error: unknown): void {
    if (!isCorrupt(error) || this.#isClosed) return;
    const { file, clock, log } = this.#options;
    this.#database.close();
    setAside(file, clock.wall(), log, error);
    this.#openAnew();
  }

  #connect(): DatabaseSync {
    const { file, clock, log, onConnection } = this.#options;
    const database = openHistoryFile(file, { upwatch: upwatchVersion(), nowMs: clock.wall() }, log);
    onConnection?.(database);
    return database;
  }

  /** What memory holds goes on; what was on disk stands aside for whoever wants to look at it. */
  #openAnew(): void {
    this.#database = this.#connect();
    this.#parts.tables = historyTables(this.#database);
    this.#parts.foldedDay = -1;
    this.#parts.regions.forgetWritten();
    this.#parts.recent.markUnwritten();
    this.#loading = new JournalLoading(this.#parts, []);
    this.#work = undefined;
  }
}
