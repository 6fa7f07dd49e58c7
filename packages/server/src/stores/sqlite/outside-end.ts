/** What of an incident ends with the thing that it is of, in the transaction that deletes that. */
import type { PlanByHand } from '@upwatch/core';
import type { CoreTransaction } from './core-database.ts';
import { dispatchRow } from './dispatches.ts';
import { incidentRow, incidentUpdateRow } from './incident-rows.ts';
import { readPolicy } from './notification-policies.ts';
import { addDeliveries } from './outbox.ts';

/** Who is there to be told, and what policies want. */
export async function readTelling(tx: CoreTransaction) {
  const channels = await tx.selectFrom('channels').select('id').execute();
  const policies = await tx.selectFrom('notification_policies').selectAll().execute();
  return { channels, policies: policies.map(readPolicy) };
}

/**
 * Of what has not been told yet nothing is sent any more but ends: those are still true, and their openings may have
 * arrived. @param why what was deleted, for whoever reads the outbox
 */
export async function cancelOpenings(
  tx: CoreTransaction,
  of: 'monitor_id' | 'resource_group_id',
  id: string,
  why: string,
): Promise<void> {
  await tx
    .updateTable('deliveries')
    .set({ status: 'CANCELLED', error_message: why, next_retry_at_ms: null })
    .where('status', 'in', ['PENDING', 'RETRY_PENDING'])
    .where('kind', '<>', 'INCIDENT_RESOLVED')
    .where((where) =>
      where.or([
        where('incident_id', 'in', where.selectFrom('incidents').select('id').where(of, '=', id)),
        // Alerts of a monitor that are of no incident: notices.
        ...(of === 'monitor_id' ? [where('monitor_id', '=', id)] : []),
      ]),
    )
    .execute();
}

/** Writes what was decided of an end. */
export async function keepEnd(
  tx: CoreTransaction,
  { incident, updates, dispatches = [], deliveries }: PlanByHand,
): Promise<void> {
  if (incident) {
    const { id, ...row } = incidentRow(incident);
    await tx.updateTable('incidents').set(row).where('id', '=', id).execute();
  }
  for (const update of updates) await tx.insertInto('incident_updates').values(incidentUpdateRow(update)).execute();
  for (const dispatch of dispatches) {
    const { id, ...row } = dispatchRow(dispatch);
    await tx.updateTable('dispatches').set(row).where('id', '=', id).execute();
  }
  await addDeliveries(tx, deliveries);
}
