/** What policies have done about incidents, as rows, and read back. */
import type { Dispatch } from '@upwatch/core';
import type { DispatchStore, PageRequest } from '../port.ts';
import { type CoreContext, offsetOf, pageOf } from './context.ts';
import { json, parsed, present, wholeMs } from './rows.ts';
import type { DispatchTable } from './schema.ts';

type Progress = Omit<
  Dispatch,
  'id' | 'incidentId' | 'policyId' | 'policyName' | 'status' | 'completionReason' | 'createdAtMs' | 'updatedAtMs'
>;

export function dispatchRow(dispatch: Dispatch): DispatchTable {
  const { id, incidentId, policyId, policyName, status, completionReason, createdAtMs, updatedAtMs, ...progress } =
    dispatch;
  return {
    id,
    incident_id: incidentId,
    policy_id: policyId,
    policy_name: policyName,
    status,
    completion_reason: completionReason ?? null,
    progress: json(progress satisfies Progress),
    created_at_ms: wholeMs(createdAtMs),
    updated_at_ms: wholeMs(updatedAtMs),
  };
}

export function readDispatch(row: DispatchTable): Dispatch {
  return {
    id: row.id,
    incidentId: row.incident_id,
    policyId: row.policy_id,
    policyName: row.policy_name,
    status: row.status as Dispatch['status'],
    ...present({ completionReason: row.completion_reason as Dispatch['completionReason'] | null }),
    ...parsed<Progress>(row.progress),
    createdAtMs: row.created_at_ms,
    updatedAtMs: row.updated_at_ms,
  };
}

export function dispatchStore({ database: { query } }: CoreContext): DispatchStore {
  const dispatches = () => query.selectFrom('dispatches').selectAll();
  return {
    get: async (id) => {
      const row = await dispatches().where('id', '=', id).executeTakeFirst();
      return row && readDispatch(row);
    },
    listByIncident: async (incidentId) => {
      const rows = dispatches().where('incident_id', '=', incidentId).orderBy('created_at_ms').orderBy('id');
      return (await rows.execute()).map(readDispatch);
    },
    listByPolicy: async (policyId: string, page: PageRequest) => {
      const matching = query.selectFrom('dispatches').where('policy_id', '=', policyId);
      const { total } = await matching.select(({ fn }) => fn.countAll<number>().as('total')).executeTakeFirstOrThrow();
      const rows = matching.selectAll().orderBy('created_at_ms', 'desc').orderBy('id', 'desc');
      return pageOf(await rows.limit(page.size).offset(offsetOf(page)).execute(), total, readDispatch);
    },
  };
}
