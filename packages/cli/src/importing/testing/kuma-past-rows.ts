/** Fills the tables in which Uptime Kuma keeps the past, all of one mind: as its own calculator would have left them. */
import { DAY_MS, HOUR_MS } from '../history/past.ts';
import type { KumaDatabase } from './kuma-database.ts';

export interface Beat {
  readonly atMs: number;
  /** 0 down, 1 up, 2 pending, 3 maintenance. */
  readonly status: number;
  readonly ping?: number;
}

/** @param isKept which beats are still there one by one. @default all */
export function pastIn(
  { sqlite }: KumaDatabase,
  monitorId: number,
  beats: readonly Beat[],
  isKept: (beat: Beat) => boolean = () => true,
): void {
  const insert = sqlite.prepare('INSERT INTO heartbeat (monitor_id, status, time, ping) VALUES (?, ?, ?, ?)');
  sqlite.exec('BEGIN');
  for (const beat of beats.filter(isKept)) {
    insert.run(
      monitorId,
      beat.status,
      new Date(beat.atMs).toISOString().replace('T', ' ').slice(0, -1),
      beat.ping ?? null,
    );
  }
  sqlite.exec('COMMIT');
}

/** @param fromMs older rows are cleared away */
export function sumsIn(
  { sqlite }: KumaDatabase,
  monitorId: number,
  beats: readonly Beat[],
  fromMs: { readonly hour: number; readonly day: number },
): void {
  for (const [table, widthMs, keptFromMs] of [
    ['stat_hourly', HOUR_MS, fromMs.hour],
    ['stat_daily', DAY_MS, fromMs.day],
  ] as const) {
    const insert = sqlite.prepare(
      `INSERT INTO ${table} (monitor_id, timestamp, up, down, ping, ping_min, ping_max) VALUES (?, ?, ?, ?, ?, ?, ?)`,
    );
    sqlite.exec('BEGIN');
    for (const [startMs, own] of Map.groupBy(beats, ({ atMs }) => Math.floor(atMs / widthMs) * widthMs)) {
      if (startMs < keptFromMs) continue;
      const pings = own.flatMap(({ status, ping }) => (status === 1 && ping !== undefined ? ping : []));
      const down = own.filter(({ status }) => status === 0 || status === 2).length;
      const [least, most] = pings.reduce(([a, b], ping) => [Math.min(a, ping), Math.max(b, ping)], [Infinity, 0]);
      const average = pings.length > 0 ? pings.reduce((sum, ping) => sum + ping, 0) / pings.length : 0;
      const up = own.filter(({ status }) => status === 1).length;
      insert.run(monitorId, startMs / 1000, up, down, average, pings.length > 0 ? least : 0, most);
    }
    sqlite.exec('COMMIT');
  }
}
