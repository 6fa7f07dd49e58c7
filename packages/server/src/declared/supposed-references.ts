/** What settings of monitors may name when all is applied: what there is, and what the file brings in its place. */
import { isDeepStrictEqual } from 'node:util';
import { type Monitor, referencesIn, referencesInAssertions, resourceKey, withEnvironment } from '@upwatch/core';
import { checkedSettings } from '../api/monitor-settings.ts';
import { Problem } from '../api/problem.ts';
import type { FileProblem } from '../settings/yaml-file.ts';
import {
  fillIn,
  knownOf,
  type KnownReferences,
  type NamedEnvironment,
  names as isNaming,
} from '../vault/known-references.ts';
import type { PlanContext } from './configuration-plan.ts';
import type { Declared } from './declared-file.ts';
import type { DeclaredThing, World } from './section.ts';
import type { InheritedOf } from './supposed-environments.ts';
import type { KnownNames } from './world.ts';

export type Supposed = Pick<KnownReferences, 'fillIn'>;

export function supposedReferences(
  { environments, secrets }: Pick<World, 'environments' | 'secrets'>,
  things: readonly DeclaredThing[],
  names: Pick<KnownNames, 'idOf'>,
): Supposed {
  const supplies = things.flatMap(({ supply }) => supply ?? []);
  const places = new Map<string, NamedEnvironment>(environments.map((one) => [one.id, one]));
  const values = new Map(secrets.map((one) => [one.id, one]));
  const standard = supplies.findLast((one) => one.type === 'environment' && one.isDefault);
  for (const supply of supplies) {
    if (supply.type === 'environment') {
      const id = names.idOf('environment', supply.slug);
      places.set(id, { ...supply, id });
    } else {
      const id = names.idOf('secret', supply.key);
      values.set(id, { ...supply, id });
    }
  }
  const all = [...places.values()].map((one) => ({
    ...one,
    isDefault: standard?.type === 'environment' ? one.slug === standard.slug : one.isDefault,
  }));
  const known = knownOf({ environments: all, secrets: [...values.values()] });
  return { fillIn: (monitor) => fillIn(monitor, known) };
}

interface Applied {
  readonly world: World;
  readonly declared: Declared;
  readonly names: KnownNames;
  readonly supposed: Supposed;
  readonly inheritedOf: InheritedOf;
}

/** Monitors that the file does not speak of, and that could not be looked at any more. */
export function unfittingMonitors(
  { world, declared, names, supposed, inheritedOf }: Applied,
  { checkTypes, file }: Pick<PlanContext, 'checkTypes' | 'file'>,
): readonly FileProblem[] {
  const supplying = declared.things.filter(({ supply, grouping }) => supply ?? grouping);
  if (supplying.length === 0) return [];
  const spoken = new Set(
    declared.things.flatMap((one) => (one.kind === 'monitor' ? (names.meant.get(resourceKey(one)) ?? []) : [])),
  );
  const before = knownOf(world);
  return world.monitors.flatMap((monitor): readonly FileProblem[] => {
    if (spoken.has(monitor.id) || !isNaming(monitor)) return [];
    const then = inPlace(monitor, inheritedOf(monitor.id), names);
    if (isDeepStrictEqual(fillIn(monitor, before), supposed.fillIn(then))) return [];
    try {
      checkedSettings(then, { checkTypes, references: supposed });
      return [];
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      const isMoved = then.environmentId !== monitor.environmentId;
      const isCause = isMoved ? isGroupOf : concerns;
      const at = supplying.find((one) => isCause(then, one, names))?.at ?? supplying[0]!.at;
      const message = `${String(at[0])}[${String(at[1])}] must fit monitor "${monitor.name}": ${error.message}`;
      return [{ at: file.at(at), message }];
    }
  });
}

/** As it will be: in the environment of its groups, where it names none. */
function inPlace(monitor: Monitor, inherited: string | undefined, names: Pick<KnownNames, 'idOf'>): Monitor {
  if (!monitor.inherits?.includes('environmentId')) return monitor;
  return withEnvironment(monitor, inherited === undefined ? undefined : names.idOf('environment', inherited));
}

function isGroupOf(
  { id }: Monitor,
  { grouping }: Pick<DeclaredThing, 'grouping'>,
  names: Pick<KnownNames, 'idOf'>,
): boolean {
  return grouping?.monitors.some((name) => names.idOf('monitor', name) === id) ?? false;
}

function concerns(
  { config, assertions, auth, environmentId }: Monitor,
  { supply }: Pick<DeclaredThing, 'supply'>,
  names: Pick<KnownNames, 'idOf'>,
): boolean {
  if (!supply) return false;
  if (supply.type === 'environment') {
    return environmentId === undefined ? supply.isDefault : names.idOf('environment', supply.slug) === environmentId;
  }
  if (auth && names.idOf('secret', supply.key) === auth.secretId) return true;
  return [...referencesIn(config), ...referencesInAssertions(assertions)].some(
    ({ type, name }) => type === 'secret' && name === supply.key,
  );
}
