/** The environments that monitors of an import have of the groups that come with it. */
import { type JsonObject, referencesIn } from '@upwatch/core';
import { type DraftObject, textOf, withSecrets } from '@upwatch/server/foreign';
import { keyOf } from './identity.ts';
import type { ImportedThing } from './imported.ts';
import { namesIn } from './references.ts';

/** The slug of what a monitor is in that names no environment. Undefined: the default one. */
export type InheritedOf = (monitorName: string) => string | undefined;

/** As the server has it: of several groups the first by name that says one. */
export function inheritedEnvironments(things: readonly ImportedThing[]): InheritedOf {
  const groups = things
    .filter(({ section }) => section === 'resourceGroups')
    .toSorted((a, b) => (keyOf(a.section, a.name) < keyOf(b.section, b.name) ? -1 : 1));
  const said = new Map<string, string>();
  for (const { body } of groups) {
    const slug = textOf(body, 'environment');
    for (const name of slug === undefined ? [] : namesIn(body['monitors'])) {
      const key = keyOf('monitors', name);
      if (!said.has(key)) said.set(key, slug!);
    }
  }
  return (name) => said.get(keyOf('monitors', name));
}

/** What the settings of a monitor name. Secrets that stand in it name nothing. */
export function namedBy({ config, assertions }: DraftObject) {
  return referencesIn(withSecrets({ config: config ?? {}, assertions: assertions ?? [] }, () => '') as JsonObject);
}
