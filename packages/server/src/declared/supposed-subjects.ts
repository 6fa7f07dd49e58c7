/** What match rules may name when all is applied: what there is, and what the file brings. */
import { nameKey } from '@upwatch/core';
import type { Subjects } from '../api/rule-subjects.ts';
import type { ServerConfig } from '../config.ts';
import type { DeclaredThing, World } from './section.ts';
import type { KnownNames } from './world.ts';

export function supposedSubjects(
  { environments }: Pick<World, 'environments'>,
  things: readonly DeclaredThing[],
  { names, config }: { readonly names: KnownNames; readonly config: Pick<ServerConfig, 'region'> },
): Subjects {
  const tagKey = (name: string): string => nameKey('tag', name);
  const madeTags = new Set(
    things.flatMap(({ references }) => references.flatMap(({ kind, name }) => (kind === 'tag' ? tagKey(name) : []))),
  );
  const supplied = things.flatMap(({ supply }) => (supply?.type === 'environment' ? [supply] : []));
  const places = new Set([...environments, ...supplied].flatMap(({ slug, name }) => [slug, name].map(folded)));
  return {
    isMonitor: (id) => names.nameOf('monitor', folded(id)) !== undefined,
    isResourceGroup: (id) => names.nameOf('resourceGroup', folded(id)) !== undefined,
    isTag: (text) =>
      names.nameOf('tag', folded(text)) !== undefined ||
      names.mayIdOf('tag', text) !== undefined ||
      madeTags.has(tagKey(text)),
    isEnvironment: (text) => places.has(folded(text)) || names.nameOf('environment', folded(text)) !== undefined,
    isRegion: (name) => folded(name) === folded(config.region),
  };
}

function folded(text: string): string {
  return text.toLowerCase();
}
