/** Jobs that report by themselves. */
import type { DatabaseSync } from 'node:sqlite';
import { type Beat, NEVER_HEARD, type Signal } from '@upwatch/core/heartbeat';
import { type BeatChange, type HeartbeatStore, type KeptSignal, SIGNALS_KEPT, StoreRefusal } from '../port.ts';
import { hiddenChange } from './audit-difference.ts';
import { type CoreContext, notFound, writeAudit } from './context.ts';
import type { CoreDatabase } from './core-database.ts';
import { json, parsed, present } from './rows.ts';
import { isDuplicate } from './sqlite-error.ts';

export function heartbeatStore(context: CoreContext): HeartbeatStore {
  const { query, write, writeBare } = context.database;
  return {
    all: async () => {
      const rows = await query.selectFrom('heartbeats').select(['monitor_id', 'token', 'beat']).execute();
      return rows.map((row) => ({ monitorId: row.monitor_id, token: row.token, beat: parsed<Beat>(row.beat) }));
    },
    setToken: (monitorId, token, actor) =>
      refuseSharedToken(() =>
        write(async (tx) => {
          const monitor = await tx.selectFrom('monitors').select('name').where('id', '=', monitorId).executeTakeFirst();
          if (!monitor) throw notFound('monitor', monitorId);
          await tx
            .insertInto('heartbeats')
            .values({ monitor_id: monitorId, token, beat: json(NEVER_HEARD), signals_total: 0 })
            .onConflict((conflict) => conflict.column('monitor_id').doUpdateSet({ token }))
            .execute();
          if (!actor) return;
          const change = hiddenChange('pingUrl');
          const about = { type: 'monitor', id: monitorId, name: monitor.name, change } as const;
          await writeAudit(context, tx, actor, 'token_rotated', about);
        }),
      ),
    record: (changes) => writeBare((database) => record(database, changes)),
    signals: async (monitorId, { beforeId, limit }) => {
      const all = query.selectFrom('signals').selectAll().where('monitor_id', '=', monitorId);
      const rows = beforeId === undefined ? all : all.where('id', '<', beforeId);
      return (await rows.orderBy('id', 'desc').limit(limit).execute()).map(
        (row): KeptSignal => ({
          id: row.id,
          kind: row.kind as Signal['kind'],
          atMs: row.at_ms,
          ...present({ runId: row.run_id, exitCode: row.exit_code, payload: row.payload }),
        }),
      );
    },
    signalsTotal: async (monitorId) => {
      const row = await query
        .selectFrom('heartbeats')
        .select('signals_total')
        .where('monitor_id', '=', monitorId)
        .executeTakeFirst();
      return row?.signals_total ?? 0;
    },
  };
}

/** A flood of signals is one transaction after another: each statement is made ready once in each. */
function record(database: DatabaseSync, changes: readonly BeatChange[]): void {
  const known = database.prepare(
    'UPDATE heartbeats SET beat = ?, signals_total = signals_total + ? WHERE monitor_id = ?',
  );
  const said = database.prepare(
    'INSERT INTO signals (monitor_id, at_ms, kind, run_id, exit_code, payload) VALUES (?, ?, ?, ?, ?, ?)',
  );
  for (const { monitorId, beat, signal } of changes) {
    const { changes: rows } = known.run(json(beat), signal ? 1 : 0, monitorId);
    if (!signal || rows === 0) continue;
    const { atMs, kind, runId = null, exitCode = null, payload = null } = signal;
    said.run(monitorId, Math.floor(atMs), kind, runId, exitCode, payload);
  }
}

async function refuseSharedToken(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!isDuplicate(error)) throw error;
    throw new StoreRefusal('duplicate_name', 'another monitor reports by this token already', 'pingToken');
  }
}

/** Monitors that are looked through in one go. */
const TRIMMED_MAX = 200;

/** Drops the oldest signals of monitors that have more than are kept. */
export async function dropOldSignals(database: CoreDatabase): Promise<void> {
  await database.writeBare((connection) => {
    const full = connection
      .prepare('SELECT monitor_id FROM signals GROUP BY monitor_id HAVING count(*) > ? LIMIT ?')
      .all(SIGNALS_KEPT, TRIMMED_MAX);
    const drop = connection.prepare(
      'DELETE FROM signals WHERE monitor_id = ?1 AND id <= (SELECT id FROM signals WHERE monitor_id = ?1 ORDER BY id DESC LIMIT 1 OFFSET ?2)',
    );
    for (const row of full) drop.run(String(row['monitor_id']), SIGNALS_KEPT);
  });
}
