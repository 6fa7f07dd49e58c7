/** What is known of maintenance windows where pages announce them: when they last, and on what of a page. */
import { covers, type Maintained, nextStart, occurrenceAt, type Occurrence } from '@upwatch/core/maintenance';
import type { WorkSpan } from '@upwatch/core';
import { isDeepStrictEqual } from 'node:util';
import type { AffectedComponent, KeptWindow } from '../port.ts';
import type { CoreDatabase } from './core-database.ts';

type Query = CoreDatabase['query'];

/** When a window lasts now and when it lasts next; undefined for one that cannot be followed. */
export type TimesOf = (window: KeptWindow, nowMs: number) => readonly WorkSpan[] | undefined;

interface Known {
  readonly window: KeptWindow;
  readonly times: readonly WorkSpan[];
  /** Until when that is all there is to say. */
  readonly fromMs: number;
  readonly untilMs: number;
}

/** Rules are worked out when a window is changed, begins or ends, and not at each look at it. */
export function rememberedTimes(): TimesOf {
  const known = new Map<string, Known>();
  return (window, nowMs) => {
    const before = known.get(window.id);
    const isSame = before && nowMs >= before.fromMs && nowMs < before.untilMs;
    if (isSame && isDeepStrictEqual(before.window, window)) return before.times;
    try {
      const active = occurrenceAt(window, nowMs);
      const startMs = nextStart(window, active ? active.endMs - 1 : nowMs);
      const next = startMs === undefined ? undefined : occurrenceAt(window, startMs);
      const times = [active, next].flatMap((one) => (one ? [spanOf(one)] : []));
      const untilMs = active?.endMs ?? startMs ?? Number.POSITIVE_INFINITY;
      known.set(window.id, { window, times, fromMs: nowMs, untilMs });
      return times;
    } catch {
      // The zones that a machine knows change with its Node. Whoever follows windows says so.
      return undefined;
    }
  };
}

function spanOf({ startMs, endMs }: Occurrence): WorkSpan {
  return { fromMs: startMs, untilMs: endMs };
}

/** A component and the monitors that it stands for. */
interface Watched {
  readonly id: string;
  readonly name: string;
  readonly monitors: readonly Maintained[];
}

/** What of each page is watched, in its order there. */
export async function watchedComponents(
  query: Query,
  pageIds: readonly string[],
): Promise<ReadonlyMap<string, readonly Watched[]>> {
  if (pageIds.length === 0) return new Map();
  const rows = await query
    .selectFrom('status_page_components')
    .select(['id', 'page_id', 'name', 'monitor_id', 'resource_group_id'])
    .where('page_id', 'in', pageIds)
    .where('type', '<>', 'STATIC')
    .orderBy('page_order')
    .orderBy('display_order')
    .orderBy('id')
    .execute();
  const members = await query.selectFrom('resource_group_members').select(['group_id', 'monitor_id']).execute();
  const tags = await query.selectFrom('monitor_tags').select(['monitor_id', 'tag_id']).execute();
  const groupsOf = Map.groupBy(members, (row) => row.monitor_id);
  const membersOf = Map.groupBy(members, (row) => row.group_id);
  const tagsOf = Map.groupBy(tags, (row) => row.monitor_id);
  const maintained = (id: string): Maintained => ({
    id,
    tagIds: (tagsOf.get(id) ?? []).map((row) => row.tag_id),
    resourceGroupIds: (groupsOf.get(id) ?? []).map((row) => row.group_id),
  });
  const watched = rows.map((row) => {
    const ofGroup = (membersOf.get(row.resource_group_id ?? '') ?? []).map((member) => member.monitor_id);
    const ids = row.monitor_id === null ? ofGroup : [row.monitor_id];
    return { pageId: row.page_id, id: row.id, name: row.name, monitors: ids.map(maintained) };
  });
  return Map.groupBy(watched, ({ pageId }) => pageId);
}

/** What a window is on. Of a group it must be all: the others go on, and are heard. */
export function affectedBy(window: KeptWindow, components: readonly Watched[]): readonly AffectedComponent[] {
  const whole = components.filter(
    ({ monitors }) => monitors.length > 0 && monitors.every((monitor) => covers(window, monitor)),
  );
  return whole.map(({ id, name }) => ({ componentId: id, name, status: 'UNDER_MAINTENANCE' }));
}
