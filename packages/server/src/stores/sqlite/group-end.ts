/** What ends with a resource group, in the transaction that deletes it. */
import { closeWithGroup, type GroupState, type ResourceGroup } from '@upwatch/core';
import { type CoreContext, nowOf } from './context.ts';
import type { CoreTransaction } from './core-database.ts';
import { readIncident } from './incident-rows.ts';
import { cancelOpenings, keepEnd, readTelling } from './outside-end.ts';
import { parsed } from './rows.ts';

/** Nothing will ever say that its incident is over, so it ends with the group, and those that were told of it hear so. */
export async function endGroupIncidents(
  context: CoreContext,
  tx: CoreTransaction,
  group: ResourceGroup,
): Promise<void> {
  await cancelOpenings(tx, 'resource_group_id', group.id, 'the group was deleted');
  const open = await tx
    .selectFrom('incidents')
    .selectAll()
    .where('resource_group_id', '=', group.id)
    .where('status', '<>', 'RESOLVED')
    .execute();
  if (open.length === 0) return;
  const telling = await readTelling(tx);
  const members = await readMembers(tx, group.id);
  const tie = await readTie(tx, group.id);
  for (const incident of open.map(readIncident)) {
    // One that the state has lost was told to nobody that is known.
    const known = tie?.id === incident.id ? tie : { id: incident.id, sequence: 0, toldChannelIds: [] };
    const given = { ...telling, group, members, incident, state: { incident: known } };
    await keepEnd(tx, closeWithGroup({ ...given, nowMs: nowOf(context), newId: context.newId })!);
  }
}

async function readTie(tx: CoreTransaction, groupId: string): Promise<GroupState['incident']> {
  const kept = tx.selectFrom('resource_group_states').select('state').where('group_id', '=', groupId);
  const row = await kept.executeTakeFirst();
  return row && parsed<GroupState>(row.state).incident;
}

/** Of its members only their number is told. */
async function readMembers(tx: CoreTransaction, groupId: string) {
  const rows = tx.selectFrom('resource_group_members').select('monitor_id').where('group_id', '=', groupId);
  return (await rows.execute()).map(({ monitor_id: id }) => ({ id, name: '', status: 'operational' }) as const);
}
