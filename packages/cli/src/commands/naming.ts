/** Things by their names: easier to type than ids, which work everywhere too, also by their beginning. */
import type { Client } from '../api-client.ts';
import { MissingError, UsageError } from '../exit.ts';
import { listed } from '../operations/method.ts';
import { commandOf, thingOf } from '../operations/words.ts';
import { cell } from '../render/table.ts';

/** A list whose rows can be named. */
export interface NamedList {
  /** The operation that lists them: `monitors.list`. */
  readonly list: string;
  /** It comes in pages, and takes `size`. */
  readonly hasPages?: true;
  /** It takes `search`. */
  readonly hasSearch?: true;
}

const LISTS = {
  monitors: { list: 'monitors.list', hasPages: true, hasSearch: true },
  alertChannels: { list: 'alertChannels.list', hasPages: true, hasSearch: true },
  incidents: { list: 'incidents.list', hasPages: true },
  notificationPolicies: { list: 'notificationPolicies.list' },
  resourceGroups: { list: 'resourceGroups.list', hasPages: true },
  maintenanceWindows: { list: 'maintenanceWindows.list' },
  tags: { list: 'tags.list', hasPages: true },
} as const satisfies Record<string, NamedList>;

interface Row {
  /** Of keys a number. */
  readonly id: string | number;
  readonly name?: string | null;
  readonly slug?: string | null;
  readonly key?: string | null;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** An id as a narrow terminal shows it, at least eight characters. */
const CUT_ID = /^([0-9a-f]{8}[0-9a-f-]*)…?$/i;

/**
 * The id of the thing that is called so, or whose id begins so.
 * @throws MissingError when there is none, UsageError when there is more than one
 */
export async function idOf(client: Client, list: keyof typeof LISTS, idOrName: string): Promise<string> {
  return idIn(client, LISTS[list], idOrName);
}

/**
 * The same in any list.
 * @param within ids of what the list stands in: of the status page whose components it lists
 */
export async function idIn(
  client: Client,
  named: NamedList,
  idOrName: string,
  within: readonly string[] = [],
): Promise<string> {
  if (UUID.test(idOrName)) return idOrName;
  const { list, hasPages, hasSearch } = named;
  const rows = async (query: object): Promise<readonly Row[]> =>
    listed<Row>(client, list, hasPages ? [...within, { ...query, size: 200 }] : within);
  const found = called(await rows(hasSearch ? { search: idOrName } : {}), idOrName);
  if (found !== undefined) return found;
  const start = CUT_ID.exec(idOrName)?.[1]?.toLowerCase();
  const ids =
    start === undefined ? [] : (await rows({})).map(({ id }) => String(id)).filter((id) => id.startsWith(start));
  if (ids.length > 1)
    throw new UsageError(`${ids.length} ids begin with ${start}: give more of it (${ids.slice(0, 5).join(', ')})`);
  if (ids[0] !== undefined) return ids[0];
  const how = list === 'incidents.list' ? 'whose id is or begins with' : 'called';
  throw new MissingError(`there is no ${thingOf(list)} ${how} "${cell(idOrName)}": see \`upwatch ${commandOf(list)}\``);
}

function called(rows: readonly Row[], wanted: string): string | undefined {
  const key = wanted.toLowerCase();
  const same = (text: string | null | undefined): boolean => text?.toLowerCase() === key;
  const found =
    rows.find(({ name }) => same(name)) ??
    rows.find((row) => same(row.slug) || same(row.key)) ??
    rows.find(({ id }) => String(id) === wanted);
  return found && String(found.id);
}
