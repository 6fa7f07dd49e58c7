/** What a monitor was before: a copy at each change. */
import { isDeepStrictEqual } from 'node:util';
import type { ManagedBy, Monitor } from '@upwatch/core';
import type { CoreStore, MonitorVersion, PageRequest } from '../port.ts';
import { type CoreContext, nowOf, offsetOf, orderOf, pageOf } from './context.ts';
import type { CoreTransaction } from './core-database.ts';
import { json, parsed, present } from './rows.ts';
import type { MonitorVersionTable } from './schema.ts';

/** Versions kept of each monitor, the newest. */
const VERSIONS_KEPT = 100;

export function monitorVersions({ database }: CoreContext): Pick<CoreStore['monitors'], 'versions' | 'version'> {
  const of = (id: string) => database.query.selectFrom('monitor_versions').where('monitor_id', '=', id);
  return {
    versions: async (id: string, page: PageRequest) => {
      const { total } = await of(id)
        .select(({ fn }) => fn.countAll<number>().as('total'))
        .executeTakeFirstOrThrow();
      const [order] = orderOf(
        page,
        { version: 'version', createdAt: 'version' },
        { column: 'version', isDescending: true },
      );
      const rows = of(id).selectAll().orderBy('version', order!.direction).limit(page.size).offset(offsetOf(page));
      return pageOf(await rows.execute(), total, readVersion);
    },
    version: async (id: string, version: number) => {
      const row = await of(id).selectAll().where('version', '=', version).executeTakeFirst();
      return row && readVersion(row);
    },
  };
}

function readVersion(row: MonitorVersionTable): MonitorVersion {
  return {
    id: row.id,
    monitorId: row.monitor_id,
    version: row.version,
    snapshot: parsed<Monitor>(row.snapshot),
    changedVia: row.changed_via as ManagedBy,
    createdAtMs: row.created_at_ms,
    ...present({ changeSummary: row.change_summary }),
  };
}

/** Keeps a monitor as it is now; its generation is the version's number. */
export async function keepVersion(
  context: CoreContext,
  tx: CoreTransaction,
  monitor: Monitor,
  before: Monitor | undefined,
): Promise<void> {
  const row: MonitorVersionTable = {
    id: context.newId(),
    monitor_id: monitor.id,
    version: monitor.generation,
    snapshot: json(monitor),
    changed_via: monitor.managedBy,
    change_summary: before ? changedFields(before, monitor).join(', ') : null,
    created_at_ms: nowOf(context),
  };
  await tx.insertInto('monitor_versions').values(row).execute();
  await tx
    .deleteFrom('monitor_versions')
    .where('monitor_id', '=', monitor.id)
    .where('version', '<=', monitor.generation - VERSIONS_KEPT)
    .execute();
}

function changedFields(before: Monitor, after: Monitor): string[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)] as (keyof Monitor)[]);
  names.delete('generation');
  names.delete('updatedAtMs');
  return [...names].filter((name) => !isDeepStrictEqual(before[name], after[name]));
}
