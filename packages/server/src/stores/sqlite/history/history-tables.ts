/** Statements over `history.db`, in the words of history. Every one is short; transactions are made by the callers. */
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { decodeJournal, encodeJournal, type LookRows } from '@upwatch/core';
import type { PendingObservation } from './kept-observations.ts';
import { dayKey, HOUR_MS, hourKey, hourOfKey, MONITOR_KEYS, partOfKey, REGIONS, seriesOf } from './schema.ts';

/** The checksum makes damage inside a page show as an error. */
const COMPRESSION = { params: { [constants.ZSTD_c_compressionLevel]: 1, [constants.ZSTD_c_checksumFlag]: 1 } };
/** Larger than any that is written: a damaged length must not take all memory. */
const UNPACKED_MAX = { maxOutputLength: 64 * 1024 * 1024 };

/** Sealed looks of a series and hour, and their totals, both encoded. */
export interface SealedBlock {
  readonly key: number;
  readonly totals: Uint8Array;
  readonly looks: Uint8Array;
}

export interface DayRow {
  readonly key: number;
  readonly totals: Uint8Array;
  readonly hours: Uint8Array;
}

/** One observation as it is on disk. */
export interface KeptRow {
  readonly id: number;
  readonly slotMs: number;
  readonly isWhole: boolean;
  readonly body: unknown;
}

export type HistoryTables = ReturnType<typeof historyTables>;

export function historyTables(database: DatabaseSync) {
  return {
    ...transactions(database),
    ...settings(database),
    ...journal(database),
    ...blocks(database),
    ...days(database),
    ...kept(database),
    ...space(database),
  };
}

function transactions(database: DatabaseSync) {
  return {
    /**
     * All of `work` or nothing.
     * @param isDurable waits until it, and all before it, is on disk
     */
    inTransaction(work: () => void, isDurable = false): void {
      if (isDurable) database.exec('PRAGMA synchronous = FULL');
      try {
        database.exec('BEGIN IMMEDIATE');
        work();
        database.exec('COMMIT');
      } catch (error) {
        if (database.isTransaction) database.exec('ROLLBACK');
        throw error;
      } finally {
        if (isDurable) database.exec('PRAGMA synchronous = NORMAL');
      }
    },
  };
}

function settings(database: DatabaseSync) {
  const get = database.prepare('SELECT value FROM setting WHERE name = ?');
  const set = database.prepare('INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)');
  const addRegion = database.prepare('INSERT OR IGNORE INTO region (id, name) VALUES (?, ?)');
  const allRegions = database.prepare('SELECT id, name FROM region');
  const forgotten = database.prepare('SELECT monitor_key AS monitorKey, at_ms AS atMs FROM forgotten');
  const forget = database.prepare('INSERT OR REPLACE INTO forgotten (monitor_key, at_ms) VALUES (?, ?)');
  const unforget = database.prepare('DELETE FROM forgotten WHERE monitor_key = ?');
  return {
    setting: (name: string): number | undefined => numberIn(get.get(name), 'value'),
    setSetting: (name: string, value: number): void => void set.run(name, value),
    addRegion: (id: number, name: string): void => void addRegion.run(id, name),
    regions: () => allRegions.all() as unknown as { readonly id: number; readonly name: string }[],
    forgotten: () => forgotten.all() as unknown as { readonly monitorKey: number; readonly atMs: number }[],
    forget: (monitorKey: number, atMs: number): void => void forget.run(monitorKey, atMs),
    unforget: (monitorKey: number): void => void unforget.run(monitorKey),
  };
}

function journal(database: DatabaseSync) {
  const newest = database.prepare('SELECT max(id) AS id FROM journal WHERE id BETWEEN ? AND ?');
  const insert = database.prepare('INSERT INTO journal (id, region, entry) VALUES (?, ?, ?)');
  const get = database.prepare('SELECT region, entry FROM journal WHERE id = ?');
  const keys = database.prepare('SELECT id FROM journal ORDER BY id');
  const remove = database.prepare(
    'DELETE FROM journal WHERE id IN (SELECT id FROM journal WHERE id BETWEEN ? AND ? ORDER BY id LIMIT ?)',
  );
  const newestIn = (hour: number): number => numberIn(newest.get(hourKey(hour, 0), hourKey(hour + 1, -1)), 'id') ?? -1;
  return {
    /** Key of the newest entry of an hour, -1 where there is none. */
    newestJournalKey: newestIn,
    /** Adds the looks from place `from` on. */
    addToJournal(hour: number, region: number, rows: LookRows, from = 0): void {
      const key = Math.max(newestIn(hour) + 1, hourKey(hour, 0));
      insert.run(key, region, zstdCompressSync(encodeJournal(rows, hour * HOUR_MS, from), COMPRESSION));
    },
    journalKeys: (): number[] => keys.all().map((row) => row.id as number),
    /** An entry. `rows` throws where it is damaged. */
    journalEntry(key: number): { readonly region: number; rows(): LookRows } | undefined {
      const found = get.get(key) as { region: number; entry: Uint8Array } | undefined;
      if (!found) return undefined;
      const { region, entry } = found;
      const rows = (): LookRows => decodeJournal(zstdDecompressSync(entry, UNPACKED_MAX), hourOfKey(key) * HOUR_MS);
      return { region, rows };
    },
    /** Deletes up to `limit` entries of an hour up to a key and says how many. */
    removeJournal: (hour: number, to: number, limit: number): number =>
      Number(remove.run(hourKey(hour, 0), to, limit).changes),
  };
}

function blocks(database: DatabaseSync) {
  const get = database.prepare('SELECT looks FROM block WHERE id = ?');
  const getTotals = database.prepare('SELECT totals FROM block WHERE id = ?');
  const put = database.prepare('INSERT OR REPLACE INTO block (id, totals, looks) VALUES (?, ?, ?)');
  const keys = database.prepare('SELECT id FROM block WHERE id BETWEEN ? AND ? ORDER BY id');
  const before = database.prepare('SELECT max(id) AS id FROM block WHERE id < ?');
  const from = database.prepare('SELECT min(id) AS id FROM block WHERE id >= ?');
  const remove = database.prepare('DELETE FROM block WHERE id BETWEEN ? AND ?');
  const removeBefore = database.prepare(
    'DELETE FROM block WHERE id IN (SELECT id FROM block WHERE id < ? ORDER BY id LIMIT ?)',
  );
  const removeFrom = database.prepare('DELETE FROM block WHERE id IN (SELECT id FROM block WHERE id >= ? LIMIT ?)');
  return {
    block: (key: number): Uint8Array | undefined => bytesIn(get.get(key), 'looks'),
    blockTotals: (key: number): Uint8Array | undefined => bytesIn(getTotals.get(key), 'totals'),
    putBlock: ({ key, totals, looks }: SealedBlock): void => void put.run(key, totals, looks),
    /** Series that have a block in an hour. */
    seriesSealedIn: (hour: number): number[] =>
      keys.all(hourKey(hour, 0), hourKey(hour + 1, -1)).map((row) => partOfKey(row.id as number)),
    /** The newest hour before `hour` in which anything was sealed. */
    sealedHourBefore(hour: number): number | undefined {
      const id = numberIn(before.get(hourKey(hour, 0)), 'id');
      return id === undefined ? undefined : hourOfKey(id);
    },
    /** The oldest hour from `hour` on in which anything was sealed. */
    sealedHourFrom(hour: number): number | undefined {
      const id = numberIn(from.get(hourKey(hour, 0)), 'id');
      return id === undefined ? undefined : hourOfKey(id);
    },
    /** Deletes the blocks of a monitor in an hour. */
    removeBlocksOf: (hour: number, monitorKey: number): void =>
      void remove.run(hourKey(hour, seriesOf(monitorKey, 0)), hourKey(hour, seriesOf(monitorKey, REGIONS - 1))),
    removeBlocksFrom: (hour: number, limit: number): number => Number(removeFrom.run(hourKey(hour, 0), limit).changes),
    removeBlocksBefore: (hour: number, limit: number): number =>
      Number(removeBefore.run(hourKey(hour, 0), limit).changes),
  };
}

function days(database: DatabaseSync) {
  const get = database.prepare('SELECT id, totals, hours FROM day WHERE id = ?');
  const totals = database.prepare('SELECT id, totals FROM day WHERE id BETWEEN ? AND ? ORDER BY id');
  const rows = database.prepare('SELECT id, totals, hours FROM day WHERE id BETWEEN ? AND ? ORDER BY id');
  const put = database.prepare('INSERT OR REPLACE INTO day (id, totals, hours) VALUES (?, ?, ?)');
  const next = database.prepare('SELECT min(id) AS id FROM day WHERE id >= ?');
  const before = database.prepare('SELECT max(id) AS id FROM day WHERE id < ?');
  const remove = database.prepare(
    'DELETE FROM day WHERE id IN (SELECT id FROM day WHERE id BETWEEN ? AND ? ORDER BY id LIMIT ?)',
  );
  return {
    day: (key: number): DayRow | undefined => asDay(get.get(key)),
    dayTotals: (from: number, to: number) =>
      totals.all(from, to) as unknown as { readonly id: number; readonly totals: Uint8Array }[],
    days: (from: number, to: number): DayRow[] => rows.all(from, to).flatMap((row) => asDay(row) ?? []),
    putDay: (row: DayRow): void => void put.run(row.key, row.totals, row.hours),
    dayKeyFrom: (key: number): number | undefined => numberIn(next.get(key), 'id'),
    dayKeyBefore: (key: number): number | undefined => numberIn(before.get(key), 'id'),
    removeDays: (from: number, to: number, limit: number): number => Number(remove.run(from, to, limit).changes),
  };
}

function kept(database: DatabaseSync) {
  const insert = database.prepare(
    'INSERT INTO kept (id, series, slot_ms, used_ms, is_whole, body) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const get = database.prepare('SELECT id, slot_ms AS slotMs, is_whole AS isWhole, body FROM kept WHERE id = ?');
  const use = database.prepare('UPDATE kept SET used_ms = ? WHERE id = ?');
  const newest = database.prepare('SELECT id, used_ms AS usedMs FROM kept WHERE series = ? ORDER BY id DESC LIMIT 1');
  const last = database.prepare('SELECT max(id) AS id FROM kept');
  const first = database.prepare('SELECT min(id) AS id FROM kept');
  const removeOld = database.prepare('DELETE FROM kept WHERE id BETWEEN ? AND ? AND used_ms < ?');
  const removeOf = database.prepare(
    'DELETE FROM kept WHERE id IN (SELECT id FROM kept WHERE series BETWEEN ? AND ? LIMIT ?)',
  );
  return {
    addKept({ id, series, slotMs, isWhole, body }: PendingObservation): void {
      insert.run(id, series, slotMs, slotMs, isWhole ? 1 : 0, zstdCompressSync(body, COMPRESSION));
    },
    kept(id: number): KeptRow | undefined {
      const found = get.get(id) as { id: number; slotMs: number; isWhole: number; body: Uint8Array } | undefined;
      if (!found) return undefined;
      const text = zstdDecompressSync(found.body, UNPACKED_MAX).toString();
      return { id, slotMs: found.slotMs, isWhole: found.isWhole === 1, body: JSON.parse(text) };
    },
    useKept: (id: number, usedMs: number): void => void use.run(usedMs, id),
    newestKept: (series: number) =>
      newest.get(series) as unknown as { readonly id: number; readonly usedMs: number } | undefined,
    lastKeptId: (): number => numberIn(last.get(), 'id') ?? 0,
    firstKeptId: (): number => numberIn(first.get(), 'id') ?? 0,
    removeKeptUnused: (from: number, to: number, beforeMs: number): number =>
      Number(removeOld.run(from, to, beforeMs).changes),
    removeKeptOf: (monitorKey: number, limit: number): number =>
      Number(removeOf.run(seriesOf(monitorKey, 0), seriesOf(monitorKey, REGIONS - 1), limit).changes),
  };
}

function space(database: DatabaseSync) {
  const pages = database.prepare('PRAGMA page_count');
  const free = database.prepare('PRAGMA freelist_count');
  const pageBytes = numberIn(database.prepare('PRAGMA page_size').get(), 'page_size') ?? 0;
  return {
    pageBytes,
    pages: (): number => numberIn(pages.get(), 'page_count') ?? 0,
    freePages: (): number => numberIn(free.get(), 'freelist_count') ?? 0,
    givePagesBack: (count: number): void => database.exec(`PRAGMA incremental_vacuum(${count})`),
  };
}

type Row = ReturnType<StatementSync['get']>;

function numberIn(row: Row, column: string): number | undefined {
  const value = row?.[column];
  return typeof value === 'number' ? value : undefined;
}

function bytesIn(row: Row, column: string): Uint8Array | undefined {
  const value = row?.[column];
  return value instanceof Uint8Array ? value : undefined;
}

function asDay(row: Row): DayRow | undefined {
  const totals = bytesIn(row, 'totals');
  const hours = bytesIn(row, 'hours');
  return totals && hours && { key: numberIn(row, 'id')!, totals, hours };
}

/** Keys of all days of a monitor. */
export function dayKeysOf(monitorKey: number): readonly [from: number, to: number] {
  return [dayKey(seriesOf(monitorKey, 0), 0), dayKey(seriesOf(Math.min(monitorKey + 1, MONITOR_KEYS), 0), 0) - 1];
}
