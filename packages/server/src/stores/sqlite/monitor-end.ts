/** What ends with a monitor, in the transaction that deletes it. */
import { type CoreContext, nowOf } from './context.ts';
import type { CoreTransaction } from './core-database.ts';

/**
 * Its open incidents are resolved, since nothing will ever say that they are over, and no alert of it is sent any more.
 * The incidents themselves stay: what happened, happened.
 */
export async function closeIncidentsOf(context: CoreContext, tx: CoreTransaction, monitorId: string): Promise<void> {
  const nowMs = nowOf(context);
  const open = await tx
    .selectFrom('incidents')
    .select(['id', 'status', 'started_at_ms'])
    .where('monitor_id', '=', monitorId)
    .where('status', '<>', 'RESOLVED')
    .execute();
  for (const incident of open) {
    await tx
      .updateTable('incidents')
      .set({
        status: 'RESOLVED',
        resolution_reason: 'AUTO_RESOLVED',
        // The wall clock may have been set back since it began; an incident never ends before that.
        resolved_at_ms: Math.max(nowMs, incident.started_at_ms),
        updated_at_ms: nowMs,
      })
      .where('id', '=', incident.id)
      .execute();
    await tx
      .updateTable('dispatches')
      .set({ status: 'COMPLETED', completion_reason: 'RESOLVED', updated_at_ms: nowMs })
      .where('incident_id', '=', incident.id)
      .where('status', '<>', 'COMPLETED')
      .execute();
    await tx
      .insertInto('incident_updates')
      .values({
        id: context.newId(),
        incident_id: incident.id,
        old_status: incident.status,
        new_status: 'RESOLVED',
        body: 'The monitor was deleted.',
        created_by: 'SYSTEM',
        notify_subscribers: 0,
        created_at_ms: nowMs,
      })
      .execute();
  }
  await tx
    .updateTable('deliveries')
    .set({ status: 'CANCELLED', error_message: 'the monitor was deleted', next_retry_at_ms: null })
    .where('status', 'in', ['PENDING', 'RETRY_PENDING'])
    .where((where) =>
      where.or([
        where('monitor_id', '=', monitorId),
        where('incident_id', 'in', where.selectFrom('incidents').select('id').where('monitor_id', '=', monitorId)),
      ]),
    )
    .execute();
  // Looks that led to no incident have nothing left to explain.
  await tx.deleteFrom('kept_looks').where('monitor_id', '=', monitorId).where('incident_id', 'is', null).execute();
  const key = tx.selectFrom('monitors').select('key').where('id', '=', monitorId);
  await tx.deleteFrom('decisions').where('monitor_key', '=', key).execute();
  await tx.deleteFrom('rule_evaluations').where('monitor_key', '=', key).execute();
}
