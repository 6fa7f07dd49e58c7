/** What targets report of what they need. Written with bare statements: a thousand monitors add to their hours at once. */
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { KnownDependency } from '@upwatch/core';
import {
  DEPENDENCY_WIDTHS,
  type DependencyBucket,
  type DependencyChange,
  type DependencyTotals,
  type ReportedDependencyStore,
} from '../port.ts';
import type { CoreContext } from './context.ts';
import type { CoreDatabase } from './core-database.ts';
import { parsed } from './rows.ts';

/** Rows dropped in one go. */
const SLICE = 500;

export interface ReportedDependencyTable {
  id: number;
  monitor_id: string;
  name: string;
  known: string;
}

export interface DependencyTotalsTable {
  dependency_id: number;
  width_ms: number;
  bucket_ms: number;
  up: number;
  degraded: number;
  down: number;
  latency_count: number;
  latency_sum_ms: number;
  latency_max_ms: number;
}

export function reportedDependencyStore({ database }: CoreContext): ReportedDependencyStore {
  let statements: Statements | undefined;
  return {
    all: async () => {
      const rows = await database.query.selectFrom('reported_dependencies').selectAll().orderBy('id').execute();
      const byMonitor = new Map<string, KnownDependency[]>();
      for (const { monitor_id: id, known } of rows) {
        const one = parsed<KnownDependency>(known);
        const others = byMonitor.get(id);
        if (others) others.push(one);
        else byMonitor.set(id, [one]);
      }
      return byMonitor;
    },
    keep: (changes) =>
      database.writeBare((connection) => {
        statements ??= prepareAll(connection);
        for (const change of changes) keepOne(statements, change);
      }),
    history: async (monitorId, { fromMs, toMs }, widthMs, name) => {
      let query = database.query
        .selectFrom('dependency_totals')
        .innerJoin('reported_dependencies', 'reported_dependencies.id', 'dependency_totals.dependency_id')
        .selectAll('dependency_totals')
        .select('reported_dependencies.name')
        .where('reported_dependencies.monitor_id', '=', monitorId)
        .where('width_ms', '=', widthMs)
        .where('bucket_ms', '>', fromMs - widthMs)
        .where('bucket_ms', '<', toMs)
        .orderBy('bucket_ms');
      if (name !== undefined) query = query.where('reported_dependencies.name', '=', name);
      const byName = new Map<string, DependencyBucket[]>();
      for (const row of await query.execute()) {
        const others = byName.get(row.name);
        if (others) others.push(readBucket(row));
        else byName.set(row.name, [readBucket(row)]);
      }
      return byName;
    },
  };
}

function readBucket(row: DependencyTotalsTable): DependencyBucket {
  const { up, degraded, down, latency_count: count, latency_sum_ms: sumMs, latency_max_ms: maxMs } = row;
  return {
    bucketMs: row.bucket_ms,
    looks: { up, degraded, down },
    ...(count > 0 && { latency: { count, sumMs, maxMs } }),
  };
}

interface Statements {
  readonly hasMonitor: StatementSync;
  readonly keep: StatementSync;
  readonly idOf: StatementSync;
  readonly names: StatementSync;
  readonly forget: StatementSync;
  readonly add: StatementSync;
}

function prepareAll(database: DatabaseSync): Statements {
  return {
    hasMonitor: database.prepare('SELECT 1 FROM monitors WHERE id = ?'),
    keep: database.prepare(
      'INSERT INTO reported_dependencies (monitor_id, name, known) VALUES (?, ?, ?) ON CONFLICT (monitor_id, name) DO UPDATE SET known = excluded.known',
    ),
    idOf: database.prepare('SELECT id FROM reported_dependencies WHERE monitor_id = ? AND name = ?'),
    names: database.prepare('SELECT id, name FROM reported_dependencies WHERE monitor_id = ?'),
    forget: database.prepare('DELETE FROM reported_dependencies WHERE id = ?'),
    add: database.prepare(
      `INSERT INTO dependency_totals VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (dependency_id, width_ms, bucket_ms) DO UPDATE SET up = up + excluded.up,
         degraded = degraded + excluded.degraded, down = down + excluded.down,
         latency_count = latency_count + excluded.latency_count, latency_sum_ms = latency_sum_ms + excluded.latency_sum_ms,
         latency_max_ms = max(latency_max_ms, excluded.latency_max_ms)`,
    ),
  };
}

function keepOne(run: Statements, { monitorId, known, totals }: DependencyChange): void {
  if (run.hasMonitor.get(monitorId) === undefined) return;
  for (const one of known) run.keep.run(monitorId, one.name, JSON.stringify(one));
  const names = new Set(known.map(({ name }) => name));
  for (const { id, name } of run.names.all(monitorId) as { id: number; name: string }[]) {
    if (!names.has(name)) run.forget.run(id);
  }
  for (const { name, hourMs, totals: added } of totals) {
    const row = run.idOf.get(monitorId, name) as { id: number } | undefined;
    if (row) for (const { widthMs } of DEPENDENCY_WIDTHS) addTo(run, row.id, widthMs, hourMs, added);
  }
}

function addTo(
  run: Statements,
  id: number,
  widthMs: number,
  hourMs: number,
  { looks, latency }: DependencyTotals,
): void {
  const { count, sumMs, maxMs } = latency ?? { count: 0, sumMs: 0, maxMs: 0 };
  const bucketMs = hourMs - (hourMs % widthMs);
  run.add.run(id, widthMs, bucketMs, looks.up, looks.degraded, looks.down, count, sumMs, maxMs);
}

/** Drops a slice of what is past its time. */
export async function dropOldDependencyTotals(database: CoreDatabase, nowMs: number): Promise<void> {
  await database.writeBare((connection) => {
    for (const { widthMs, keptMs } of DEPENDENCY_WIDTHS) {
      connection
        .prepare(
          `DELETE FROM dependency_totals WHERE (dependency_id, width_ms, bucket_ms) IN (
             SELECT dependency_id, width_ms, bucket_ms FROM dependency_totals
             WHERE width_ms = ? AND bucket_ms < ? LIMIT ?)`,
        )
        .run(widthMs, Math.floor(nowMs - keptMs), SLICE);
    }
  });
}
