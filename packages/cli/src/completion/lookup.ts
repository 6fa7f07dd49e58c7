/** Which arguments and options are names of things. */
import { RESOURCES } from '../generated/resources.ts';
import type { Operation } from '../operations/operation.ts';
import { flagOf } from '../operations/field-options.ts';
import { commandOf } from '../operations/words.ts';
import type { Lookup, Named } from './candidates.ts';

const MONITORS = { list: 'monitors.list' };
const CHANNELS = { list: 'alertChannels.list' };
const TAGS = { list: 'tags.list' };
const GROUPS = { list: 'resourceGroups.list' };

/** Of commands that people wrote and that have no operation of the same name: by path and place. */
const ARGUMENTS: Readonly<Record<string, readonly Named[]>> = {
  explain: [MONITORS],
  'policies preview': [MONITORS],
  'groups add': [GROUPS, MONITORS],
  'groups remove': [GROUPS, MONITORS],
  'contexts use': ['contexts'],
  'contexts delete': ['contexts'],
  logout: ['contexts'],
};

const OPTIONS: Readonly<Record<string, Named>> = {
  '--monitor': MONITORS,
  '--member': MONITORS,
  '--tag': TAGS,
  '--tell': CHANNELS,
  '--fallback': CHANNELS,
  '--context': 'contexts',
};

/** @param resource `monitors`: only its table is read */
export async function lookupFor(resource: string | undefined): Promise<Lookup> {
  const table = RESOURCES.find(({ name }) => commandOf(`${name}.x`).split(' ')[0] === resource);
  const operations = (await table?.load()) ?? [];
  const byPath = new Map(operations.map((operation) => [commandOf(operation.name), operation]));
  return {
    ofArgument: (path, place) => {
      const written = ARGUMENTS[path];
      // The last one may be repeated.
      if (written) return written[Math.min(place, written.length - 1)];
      const of = byPath.get(path)?.parameters[place]?.of;
      return of && topLevel(of.list);
    },
    ofOption: (path, flag) => OPTIONS[flag] ?? fieldNamed(byPath.get(path), flag),
  };
}

function fieldNamed(operation: Operation | undefined, flag: string): Named | undefined {
  const fields = [...(operation?.query ?? []), ...(operation?.body?.fields ?? [])];
  const of = fields.find(({ name }) => flagOf(name) === flag)?.of;
  return of && topLevel(of.list);
}

/** What stands in something else is not looked for: it would take two questions. */
function topLevel(list: string): Named | undefined {
  return list.split('.').length === 2 ? { list } : undefined;
}
