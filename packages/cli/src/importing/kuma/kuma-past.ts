/**
 * The past of Uptime Kuma. 2.x keeps single heartbeats of a day (and those that changed something), sums of 30 days by
 * the hour and of a year by the day; 1.x keeps all heartbeats and no sums. What was pending counts as down there, what
 * was maintenance not at all, and times are of heartbeats that were up.
 */
import type { DatabaseSync } from 'node:sqlite';
import { numberOf, type Row, textOf } from '@upwatch/server/foreign';
import { mergePast } from '../history/merge-past.ts';
import { counted, DAY_MS, type PastLook, type PastReader, type PastSpan, type PastTotals } from '../history/past.ts';
import { openToRead, tablesOf } from '../sqlite-file.ts';

const UP = 1;
const MAINTENANCE = 3;
/** Whatever a look took, nobody waited for it longer. */
const LATENCY_MAX_MS = 3_600_000;

/** @throws UsageError when it cannot be read */
export function openKumaPast(path: string): PastReader {
  const database = openToRead(path);
  const tables = tablesOf(database);
  return {
    summary: summaryOf(database, tables),
    *read(ref, span) {
      const id = Number(/^monitor:(\d+)$/.exec(ref)?.[1]);
      if (!Number.isInteger(id)) return;
      const kept = {
        looks: beatsOf(database, id, span),
        hours: tables.has('stat_hourly') ? totalsOf(database, 'stat_hourly', id, span) : new Map(),
        days: tables.has('stat_daily') ? totalsOf(database, 'stat_daily', id, span) : new Map(),
      };
      yield* mergePast(kept, span);
    },
    [Symbol.dispose]: () => database.close(),
  };
}

function summaryOf(database: DatabaseSync, tables: ReadonlySet<string>): string {
  const parts = [
    ['heartbeat', 'heartbeat'],
    ['stat_hourly', 'hour'],
    ['stat_daily', 'day'],
  ].flatMap(([table = '', word = '']) => {
    if (!tables.has(table)) return [];
    const { n } = database.prepare(`SELECT count(*) AS n FROM "${table}"`).get() as { n: number };
    return [counted(n, word)];
  });
  return parts.join(', ');
}

/** Whole days at its beginning: whether an hour is complete is known by all of it. */
function* beatsOf(database: DatabaseSync, id: number, { fromMs, toMs }: PastSpan): Generator<PastLook> {
  const rows = database
    .prepare('SELECT status, time, ping FROM heartbeat WHERE monitor_id = ? AND time >= ? AND time < ? ORDER BY time')
    .iterate(id, kumaTime(Math.floor(fromMs / DAY_MS) * DAY_MS), kumaTime(toMs));
  for (const row of rows) {
    const look = lookOf(row);
    if (look) yield look;
  }
}

function lookOf(row: Row): PastLook | undefined {
  const atMs = Date.parse(`${textOf(row, 'time')?.replace(' ', 'T')}Z`);
  const status = numberOf(row, 'status');
  if (Number.isNaN(atMs) || status === undefined || status === MAINTENANCE) return undefined;
  if (status !== UP) return { atMs, outcome: 'down' };
  const ping = numberOf(row, 'ping');
  const isTime = ping !== undefined && ping >= 0 && ping <= LATENCY_MAX_MS;
  return { atMs, outcome: 'up', ...(isTime && { latencyMs: ping }) };
}

/** `2026-01-31 12:00:00.000`, UTC. A text that could be a number would be compared as one. */
function kumaTime(ms: number): string {
  const isoTime = Number.isFinite(ms) ? new Date(ms).toISOString() : '9999-12-31T00:00:00.000Z';
  return isoTime.replace('T', ' ').replace('Z', '');
}

function totalsOf(
  database: DatabaseSync,
  table: 'stat_hourly' | 'stat_daily',
  id: number,
  { fromMs, toMs }: PastSpan,
): ReadonlyMap<number, PastTotals> {
  const to = Number.isFinite(toMs) ? Math.ceil(toMs / 1000) : Number.MAX_SAFE_INTEGER;
  const rows = database
    .prepare(`SELECT * FROM ${table} WHERE monitor_id = ? AND timestamp >= ? AND timestamp < ?`)
    .all(id, Math.floor(fromMs / DAY_MS) * (DAY_MS / 1000), to) as Row[];
  return new Map(
    rows.flatMap((row) => {
      const [seconds, up = 0, down = 0] = [numberOf(row, 'timestamp'), numberOf(row, 'up'), numberOf(row, 'down')];
      return seconds === undefined || up + down <= 0 ? [] : [[seconds * 1000, { up, down, ...latencyOf(row, up) }]];
    }),
  );
}

/** Rows of early versions have neither least nor most. */
function latencyOf(row: Row, up: number): Pick<PastTotals, 'latency'> {
  const averageMs = numberOf(row, 'ping') ?? 0;
  const [least = 0, most = 0] = [numberOf(row, 'ping_min'), numberOf(row, 'ping_max')];
  if (up === 0 || averageMs <= 0 || averageMs > LATENCY_MAX_MS) return {};
  const minMs = least > 0 ? Math.min(least, averageMs) : averageMs;
  return { latency: { averageMs, minMs, maxMs: Math.min(LATENCY_MAX_MS, Math.max(most, averageMs)) } };
}
