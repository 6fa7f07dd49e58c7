/** Status pages: there a component says in which group it stands, here a group holds its components. */
import { type DraftObject, flagOf, type Row, rowsOf, textOf } from '@upwatch/server/foreign';
import type { Gathering } from '../gathering.ts';
import { loseRest, pick } from './rest.ts';

const SETTINGS = ['name', 'slug', 'description', 'visibility', 'enabled', 'incidentMode', 'branding'];
const COMPONENT = ['name', 'description', 'showUptime', 'excludeFromOverall', 'startDate'];

interface Place {
  readonly where: string;
  readonly gathering: Gathering;
}

/** A group stands where its first component does; one without components behind all. */
export function pageBody(row: Row, { where, gathering }: Place): DraftObject {
  loseRest(row, [...SETTINGS, 'componentGroups', 'components'], { where, gathering });
  const groups = new Map(
    rowsOf(row['componentGroups']).map((group, i) => {
      loseRest(group, ['name', 'description', 'defaultOpen', 'collapsed'], {
        where,
        at: `componentGroups[${i}].`,
        gathering,
      });
      return [textOf(group, 'name') ?? '', groupBody(group)] as const;
    }),
  );
  const inGroups = new Map<string, DraftObject[]>();
  const items: (DraftObject | string)[] = [];
  for (const [i, one] of rowsOf(row['components']).entries()) {
    const at = `components[${i}].`;
    const body = componentBody(one, at, { where, gathering });
    const group = textOf(one, 'group');
    if (group === undefined || !groups.has(group)) {
      if (group !== undefined) gathering.lost(where, `${at}group`, `there is no group "${group}" on the page`);
      items.push(body);
      continue;
    }
    const own = inGroups.get(group);
    if (!own) items.push(group);
    inGroups.set(group, [...(own ?? []), body]);
  }
  const empty = [...groups.keys()].filter((name) => !inGroups.has(name));
  const components = [...items, ...empty].map((item): DraftObject => {
    return typeof item === 'string' ? { ...groups.get(item), components: inGroups.get(item) ?? [] } : item;
  });
  return { ...pick(row, SETTINGS), components };
}

function groupBody(group: Row): DraftObject {
  const isOpen = flagOf(group, 'defaultOpen') ?? (flagOf(group, 'collapsed') === true ? false : undefined);
  return {
    group: textOf(group, 'name') ?? '',
    ...pick(group, ['description']),
    ...(isOpen !== undefined && { defaultOpen: isOpen }),
  };
}

/** What it shows follows from its type. */
const SHOWS: Readonly<Record<string, 'monitor' | 'resourceGroup'>> = { MONITOR: 'monitor', GROUP: 'resourceGroup' };

function componentBody(one: Row, at: string, { where, gathering }: Place): DraftObject {
  const shows = SHOWS[textOf(one, 'type') ?? ''];
  const subject = shows && textOf(one, shows);
  loseRest(one, [...COMPONENT, 'type', 'group', ...(shows ? [shows] : [])], { where, at, gathering });
  if (shows && subject === undefined)
    gathering.lost(where, `${at}${shows}`, 'is not said: it shows what people say of it');
  return { ...pick(one, COMPONENT), ...(shows && subject !== undefined && { [shows]: subject }) };
}
