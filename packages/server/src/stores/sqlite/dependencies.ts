/** Which monitors a monitor depends on. */
import { cycleOf, PARENTS_MAX } from '@upwatch/core';
import { StoreRefusal } from '../port.ts';
import { notFound } from './context.ts';
import type { CoreTransaction } from './core-database.ts';

const FIELD = 'dependsOn';

/** Writes them anew. @throws StoreRefusal not_found; invalid where a monitor would depend on itself */
export async function writeDependencies(
  tx: CoreTransaction,
  monitor: { readonly id: string; readonly name: string; readonly dependsOn?: readonly string[] },
): Promise<void> {
  const parents = monitor.dependsOn ?? [];
  await tx.deleteFrom('monitor_dependencies').where('monitor_id', '=', monitor.id).execute();
  if (parents.length === 0) return;
  if (parents.length > PARENTS_MAX) {
    throw new StoreRefusal(
      'conflict',
      `${FIELD} must name at most ${PARENTS_MAX} monitors, got ${parents.length}`,
      FIELD,
    );
  }
  for (const [place, parent_id] of parents.entries()) {
    const found = await tx.selectFrom('monitors').select('id').where('id', '=', parent_id).executeTakeFirst();
    if (!found) throw notFound('monitor', parent_id, `${FIELD}[${place}]`);
    await tx.insertInto('monitor_dependencies').values({ monitor_id: monitor.id, parent_id, place }).execute();
  }
  await refuseCycle(tx, monitor, parents);
}

async function refuseCycle(
  tx: CoreTransaction,
  { id, name }: { readonly id: string; readonly name: string },
  parents: readonly string[],
): Promise<void> {
  const known = await linksAbove(tx, parents);
  const cycle = cycleOf(id, parents, (one) => known.get(one) ?? []);
  if (!cycle) return;
  const rows = await tx.selectFrom('monitors').select(['id', 'name']).where('id', 'in', cycle).execute();
  const names = new Map(rows.map((row) => [row.id, row.name]));
  const way = [name, ...cycle.map((one) => names.get(one) ?? one)].map((one) => `"${one}"`).join(' on ');
  throw new StoreRefusal('conflict', `${FIELD} must not lead back to the monitor itself, got ${way}`, FIELD);
}

/** Only what is above them is read, level by level: a router with thousands behind it has few. */
async function linksAbove(tx: CoreTransaction, parents: readonly string[]): Promise<ReadonlyMap<string, string[]>> {
  const above = new Map<string, string[]>();
  for (let level = [...parents]; level.length > 0; ) {
    for (const id of level) above.set(id, []);
    const links = await tx.selectFrom('monitor_dependencies').selectAll().where('monitor_id', 'in', level).execute();
    for (const { monitor_id, parent_id } of links) above.get(monitor_id)!.push(parent_id);
    level = [...new Set(links.map(({ parent_id }) => parent_id))].filter((id) => !above.has(id));
  }
  return above;
}
