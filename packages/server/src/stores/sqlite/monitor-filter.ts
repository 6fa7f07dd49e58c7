/** Which monitors a list asks for. */
import { type Kysely, type SelectQueryBuilder, sql } from 'kysely';
import type { MonitorFilter } from '../port.ts';
import { containing, flag, nameKey } from './rows.ts';
import type { CoreTables } from './schema.ts';

type MonitorQuery = SelectQueryBuilder<CoreTables, 'monitors', object>;

/** The monitors that a filter lets through. */
export function filterMonitors(query: Kysely<CoreTables>, filter: MonitorFilter): MonitorQuery {
  let found: MonitorQuery = query.selectFrom('monitors');
  if (filter.isEnabled !== undefined) found = found.where('is_enabled', '=', flag(filter.isEnabled));
  if (filter.type !== undefined) found = found.where('type', '=', filter.type);
  if (filter.managedBy !== undefined) found = found.where('managed_by', '=', filter.managedBy);
  if (filter.environmentId !== undefined) found = found.where('environment_id', '=', filter.environmentId);
  if (filter.status !== undefined) found = withStatus(found, filter.status);
  if (filter.tags !== undefined) found = withTags(found, filter.tags);
  if (filter.search !== undefined) {
    found = found.where(sql<boolean>`search_text LIKE ${containing(filter.search)} ESCAPE '\\'`);
  }
  return found;
}

/** As shown: a paused monitor has no other status, and one without a state is unknown. */
function withStatus(found: MonitorQuery, status: string): MonitorQuery {
  if (status === 'paused') return found.where('is_enabled', '=', 0);
  const verdict = sql<string>`coalesce((SELECT verdict FROM states WHERE states.monitor_id = monitors.id), 'unknown')`;
  return found.where('is_enabled', '=', 1).where(verdict, '=', status);
}

function withTags(found: MonitorQuery, names: readonly string[]): MonitorQuery {
  if (names.length === 0) return found;
  return found.where((where) =>
    where.exists(
      where
        .selectFrom('monitor_tags')
        .innerJoin('tags', 'tags.id', 'monitor_tags.tag_id')
        .select('tags.id')
        .whereRef('monitor_tags.monitor_id', '=', 'monitors.id')
        .where('tags.name_key', 'in', names.map(nameKey)),
    ),
  );
}
