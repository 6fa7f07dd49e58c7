/** What ends with a monitor, in the transaction that deletes it. */
import { endWithMonitor, type MonitorState, type PlanByHand } from '@upwatch/core';
import { type CoreContext, nowOf } from './context.ts';
import type { CoreTransaction } from './core-database.ts';
import { readDelivery } from './delivery-rows.ts';
import { dispatchRow, readDispatch } from './dispatches.ts';
import { incidentRow, incidentUpdateRow, readIncident } from './incident-rows.ts';
import { readPolicy } from './notification-policies.ts';
import { addDeliveries } from './outbox.ts';
import { parsed } from './rows.ts';

/** A monitor that is being deleted. */
interface Leaving {
  readonly id: string;
  readonly name: string;
}

/**
 * Its open incidents are resolved, since nothing will ever say that they are over, and those that were told of them hear
 * so: a page or a ticket that nobody closes is somebody's for ever. Of what has not been told yet nothing is sent any
 * more but ends. The incidents themselves stay: what happened, happened.
 */
export async function endIncidentsOf(context: CoreContext, tx: CoreTransaction, monitor: Leaving): Promise<void> {
  await cancelOpenings(tx, monitor.id);
  const open = await tx
    .selectFrom('incidents')
    .selectAll()
    .where('monitor_id', '=', monitor.id)
    .where('status', '<>', 'RESOLVED')
    .execute();
  if (open.length > 0) {
    const telling = await readTelling(tx, monitor);
    for (const incident of open.map(readIncident)) {
      const kept = await readTold(tx, incident.id);
      // Its target stands in what was told of it; where nothing was, nobody is told of the end.
      const target = kept.deliveries.at(-1)?.message.target ?? '';
      const given = { ...telling, monitor: { ...monitor, target }, nowMs: nowOf(context), newId: context.newId };
      await keep(tx, endWithMonitor({ ...given, ...kept, incident }));
    }
  }
  await forgetLooks(tx, monitor.id);
}

async function readTelling(tx: CoreTransaction, { id }: Leaving) {
  const state = await tx.selectFrom('states').select('state').where('monitor_id', '=', id).executeTakeFirst();
  const channels = await tx.selectFrom('channels').select('id').execute();
  const policies = await tx.selectFrom('notification_policies').selectAll().execute();
  return { state: state && parsed<MonitorState>(state.state), channels, policies: policies.map(readPolicy) };
}

async function readTold(tx: CoreTransaction, incidentId: string) {
  const alerts = tx.selectFrom('deliveries').selectAll().where('incident_id', '=', incidentId);
  const deliveries = (await alerts.orderBy('sequence').orderBy('id').execute()).map(readDelivery);
  const work = tx.selectFrom('dispatches').selectAll().where('incident_id', '=', incidentId);
  return { deliveries, dispatches: (await work.orderBy('created_at_ms').orderBy('id').execute()).map(readDispatch) };
}

async function keep(tx: CoreTransaction, { incident, updates, dispatches, deliveries }: PlanByHand): Promise<void> {
  if (incident) {
    const { id, ...row } = incidentRow(incident);
    await tx.updateTable('incidents').set(row).where('id', '=', id).execute();
  }
  for (const update of updates) await tx.insertInto('incident_updates').values(incidentUpdateRow(update)).execute();
  for (const dispatch of dispatches ?? []) {
    const { id, ...row } = dispatchRow(dispatch);
    await tx.updateTable('dispatches').set(row).where('id', '=', id).execute();
  }
  await addDeliveries(tx, deliveries);
}

/** An end that waits is still true, and its opening may have arrived. */
async function cancelOpenings(tx: CoreTransaction, monitorId: string): Promise<void> {
  await tx
    .updateTable('deliveries')
    .set({ status: 'CANCELLED', error_message: 'the monitor was deleted', next_retry_at_ms: null })
    .where('status', 'in', ['PENDING', 'RETRY_PENDING'])
    .where('kind', '<>', 'INCIDENT_RESOLVED')
    .where((where) =>
      where.or([
        where('monitor_id', '=', monitorId),
        where('incident_id', 'in', where.selectFrom('incidents').select('id').where('monitor_id', '=', monitorId)),
      ]),
    )
    .execute();
}

/** Looks that led to no incident have nothing left to explain. */
async function forgetLooks(tx: CoreTransaction, monitorId: string): Promise<void> {
  await tx.deleteFrom('kept_looks').where('monitor_id', '=', monitorId).where('incident_id', 'is', null).execute();
  const key = tx.selectFrom('monitors').select('key').where('id', '=', monitorId);
  await tx.deleteFrom('decisions').where('monitor_key', '=', key).execute();
  await tx.deleteFrom('rule_evaluations').where('monitor_key', '=', key).execute();
}
