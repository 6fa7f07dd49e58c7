/** What ends with a monitor, in the transaction that deletes it. */
import { endWithMonitor, type MonitorState } from '@upwatch/core';
import { type CoreContext, nowOf } from './context.ts';
import type { CoreTransaction } from './core-database.ts';
import { readDelivery } from './delivery-rows.ts';
import { readDispatch } from './dispatches.ts';
import { readIncident } from './incident-rows.ts';
import { cancelOpenings, keepEnd, readTelling } from './outside-end.ts';
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
  await cancelOpenings(tx, 'monitor_id', monitor.id, 'the monitor was deleted');
  const open = await tx
    .selectFrom('incidents')
    .selectAll()
    .where('monitor_id', '=', monitor.id)
    .where('status', '<>', 'RESOLVED')
    .execute();
  if (open.length > 0) {
    const telling = { ...(await readTelling(tx)), state: await readState(tx, monitor.id) };
    for (const incident of open.map(readIncident)) {
      const kept = await readTold(tx, incident.id);
      // Its target stands in what was told of it; where nothing was, nobody is told of the end.
      const target = kept.deliveries.at(-1)?.message.target ?? '';
      const given = { ...telling, monitor: { ...monitor, target }, nowMs: nowOf(context), newId: context.newId };
      await keepEnd(tx, endWithMonitor({ ...given, ...kept, incident }));
    }
  }
  await forgetLooks(tx, monitor.id);
}

async function readState(tx: CoreTransaction, monitorId: string): Promise<MonitorState | undefined> {
  const row = await tx.selectFrom('states').select('state').where('monitor_id', '=', monitorId).executeTakeFirst();
  return row && parsed<MonitorState>(row.state);
}

async function readTold(tx: CoreTransaction, incidentId: string) {
  const alerts = tx.selectFrom('deliveries').selectAll().where('incident_id', '=', incidentId);
  const deliveries = (await alerts.orderBy('sequence').orderBy('id').execute()).map(readDelivery);
  const work = tx.selectFrom('dispatches').selectAll().where('incident_id', '=', incidentId);
  return { deliveries, dispatches: (await work.orderBy('created_at_ms').orderBy('id').execute()).map(readDispatch) };
}

/** Looks that led to no incident have nothing left to explain. */
async function forgetLooks(tx: CoreTransaction, monitorId: string): Promise<void> {
  await tx.deleteFrom('kept_looks').where('monitor_id', '=', monitorId).where('incident_id', 'is', null).execute();
  const key = tx.selectFrom('monitors').select('key').where('id', '=', monitorId);
  await tx.deleteFrom('decisions').where('monitor_key', '=', key).execute();
  await tx.deleteFrom('rule_evaluations').where('monitor_key', '=', key).execute();
}
