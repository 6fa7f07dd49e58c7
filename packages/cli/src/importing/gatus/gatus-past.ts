/**
 * The past of Gatus, out of its SQLite store: the newest results of each endpoint, sums by the hour of two days, and of
 * earlier days sums that stand at their first hour. Its times are of all looks, and averages alone.
 */
import type { DatabaseSync } from 'node:sqlite';
import { flagOf, numberOf, type Row, textOf } from '@upwatch/server/foreign';
import { UsageError } from '../../exit.ts';
import { mergePast } from '../history/merge-past.ts';
import { counted, DAY_MS, type PastLook, type PastReader, type PastTotals } from '../history/past.ts';
import { openToRead, tablesOf } from '../sqlite-file.ts';

const NEEDED = ['endpoints', 'endpoint_results', 'endpoint_uptimes'];
const NS_PER_MS = 1_000_000;

/** @throws UsageError for a database that is not Gatus' */
export function openGatusPast(path: string): PastReader {
  const database = openToRead(path);
  const tables = tablesOf(database);
  const missing = NEEDED.filter((table) => !tables.has(table));
  if (missing.length > 0) {
    database.close();
    throw new UsageError(`${path} is no Gatus database: it has no table ${missing.join(', ')}`);
  }
  const idOf = database.prepare('SELECT endpoint_id AS id FROM endpoints WHERE endpoint_key = ?');
  return {
    summary: summaryOf(database),
    *read(ref, span) {
      const key = /^(?:endpoint|external):(.+)$/.exec(ref)?.[1];
      const id = key === undefined ? undefined : numberOf(idOf.get(key) ?? {}, 'id');
      if (id === undefined) return;
      yield* mergePast({ looks: resultsOf(database, id), ...uptimesOf(database, id) }, span);
    },
    [Symbol.dispose]: () => database.close(),
  };
}

function summaryOf(database: DatabaseSync): string {
  const count = (table: string, word: string): string => {
    const { n } = database.prepare(`SELECT count(*) AS n FROM ${table}`).get() as { n: number };
    return counted(n, word);
  };
  return `${count('endpoint_results', 'result')}, ${count('endpoint_uptimes', 'sum')} of hours and days`;
}

/** In the order in which they came in. */
function* resultsOf(database: DatabaseSync, id: number): Generator<PastLook> {
  const rows = database
    .prepare(
      'SELECT success, duration, timestamp FROM endpoint_results WHERE endpoint_id = ? ORDER BY endpoint_result_id',
    )
    .iterate(id);
  for (const row of rows) {
    const atMs = timeOf(row);
    if (Number.isNaN(atMs)) continue;
    const duration = numberOf(row, 'duration');
    if (flagOf(row, 'success') !== true) yield { atMs, outcome: 'down' };
    else yield { atMs, outcome: 'up', ...(duration !== undefined && { latencyMs: duration / NS_PER_MS }) };
  }
}

/** `2026-01-31 12:00:00.123456789 +0000 UTC`, always UTC. */
function timeOf(row: Row): number {
  const [, day, time, fraction = '0'] =
    /^(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d)(?:\.(\d+))?/.exec(textOf(row, 'timestamp') ?? '') ?? [];
  return Date.parse(`${day}T${time}.${fraction.padEnd(3, '0').slice(0, 3)}Z`);
}

function uptimesOf(database: DatabaseSync, id: number) {
  const rows = database
    .prepare('SELECT * FROM endpoint_uptimes WHERE endpoint_id = ? ORDER BY hour_unix_timestamp')
    .all(id) as Row[];
  const sums = rows.flatMap((row) => {
    const [seconds, all = 0] = [numberOf(row, 'hour_unix_timestamp'), numberOf(row, 'total_executions')];
    return seconds === undefined || all <= 0 ? [] : [[seconds * 1000, totalsOf(row, all)] as const];
  });
  const newestDay = dayOf(sums.at(-1)?.[0] ?? 0);
  const inDay = Map.groupBy(sums, ([fromMs]) => dayOf(fromMs));
  // Two days are kept by the hour. What stands alone at the beginning of an earlier one is all of it.
  const isDay = ([fromMs]: (typeof sums)[number]): boolean =>
    fromMs % DAY_MS === 0 && inDay.get(fromMs)?.length === 1 && newestDay - fromMs >= 2 * DAY_MS;
  return { days: new Map(sums.filter(isDay)), hours: new Map(sums.filter((sum) => !isDay(sum))) };
}

function dayOf(ms: number): number {
  return Math.floor(ms / DAY_MS) * DAY_MS;
}

function totalsOf(row: Row, all: number): PastTotals {
  const up = Math.min(all, numberOf(row, 'successful_executions') ?? 0);
  const averageMs = (numberOf(row, 'total_response_time') ?? 0) / all;
  const counts = { up, down: all - up };
  return up > 0 && averageMs > 0 ? { ...counts, latency: { averageMs, minMs: averageMs, maxMs: averageMs } } : counts;
}
