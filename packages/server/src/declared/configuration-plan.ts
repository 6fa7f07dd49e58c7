/** From a file and a store to the plan, or to everything that speaks against it. Changes nothing. */
import {
  type Clock,
  type ConfigurationPlan,
  isChange,
  type ManagedIds,
  type MassDeletion,
  massDeletions,
  planConfiguration,
  resourceKey,
} from '@upwatch/core';
import { Problem } from '../api/problem.ts';
import type { Subjects } from '../api/rule-subjects.ts';
import type { ServerConfig } from '../config.ts';
import { pathOf } from '../settings/field-path.ts';
import { type FileProblem, FileProblems, type YamlFile } from '../settings/yaml-file.ts';
import type { CoreStore } from '../stores/port.ts';
import { dependencyProblems } from './declared-dependencies.ts';
import type { Declared } from './declared-file.ts';
import { type Managed, otherOwner, recall } from './managed.ts';
import type { Configured, DeclaredThing, PlacedReference, ReadDeps, World } from './section.ts';
import { sectionOf } from './sections.ts';
import { supposedEnvironments } from './supposed-environments.ts';
import { type Supposed, supposedReferences, unfittingMonitors } from './supposed-references.ts';
import { supposedSubjects } from './supposed-subjects.ts';
import { currentResources, emptyWorld, type KnownNames, namesOf, readWorld } from './world.ts';

const CHOICES_MAX = 20;

/** What a plan is made from, beside what is declared. */
export interface PlanContext {
  readonly core: Configured & Pick<CoreStore, 'settings'>;
  readonly config: ServerConfig;
  readonly checkTypes: ReadDeps['checkTypes'];
  /** Where things stand in the file. */
  readonly file: Pick<YamlFile, 'at'>;
  readonly isPruning: boolean;
  readonly clock: Pick<Clock, 'wall'>;
}

/** A plan, and what carrying it out goes by. */
export interface Prepared {
  readonly plan: ConfigurationPlan;
  readonly declared: Declared;
  readonly names: KnownNames;
  readonly managed: Managed;
  /** By a monitor's name: the slug of the environment that it has of its groups when all is there. */
  readonly inheritedOf: (monitorName: string) => string | undefined;
  /** Why it is not to be carried out unasked. */
  readonly massDeletions: readonly MassDeletion[];
  /** What is allowed, and may not be what was meant. */
  readonly warnings: readonly FileProblem[];
}

/** @throws FileProblems with all that only this server can say */
export async function prepare(declared: Declared, context: PlanContext): Promise<Prepared> {
  const { core, config, isPruning } = context;
  const [world, managed] = [await readWorld(core), await recall(core)];
  const own: ManagedIds = managed[declared.project] ?? {};
  const names = namesOf(world, declared, own);
  const supposed = supposedReferences(world, declared.things, names);
  const subjects = supposedSubjects(world, declared.things, { names, config });
  const inheritedOfId = supposedEnvironments(world, declared.things, names);
  const inheritedOf = (name: string): string | undefined => inheritedOfId(names.idOf('monitor', name));
  const problems = [
    ...declared.things.flatMap((one) => refusals(one, { names, supposed, subjects, world, context, inheritedOf })),
    ...unknownReferences(declared, names, context),
    ...dependencyProblems(declared.things, context.file),
    ...foreign(declared, { names, managed, context }),
    ...unfittingMonitors({ world, declared, names, supposed, inheritedOf: inheritedOfId }, context),
  ];
  if (problems.length > 0) throw new FileProblems(problems);
  const resources = declared.things.map((one) => ({
    ...{ kind: one.kind, name: one.name, references: one.references },
    ...one.content(names, config, world),
  }));
  const current = currentResources(world, names);
  const plan = planConfiguration({ current, declared: resources, managed: own, moved: declared.moved, isPruning });
  refuseDangling(plan, declared, context);
  const { region } = config;
  const warnings = warningsOf(declared, context.file, {
    ...{ nowMs: context.clock.wall(), idOf: names.idOf },
    ...{ subjects, region },
  });
  return { plan, declared, names, managed, inheritedOf, massDeletions: massDeletions(plan, own), warnings };
}

/** What one thing is checked by. */
interface Checking {
  readonly names: KnownNames;
  readonly supposed: Supposed;
  readonly subjects: Subjects;
  readonly world: World;
  readonly context: PlanContext;
  readonly inheritedOf: Prepared['inheritedOf'];
}

/** What the API would say of it. */
function refusals(one: DeclaredThing, { names, supposed, context, ...known }: Checking): readonly FileProblem[] {
  const { config, file } = context;
  return problemsOf(one, file, () => one.check?.({ ...known, config, names, references: supposed }));
}

function problemsOf(one: DeclaredThing, file: Pick<YamlFile, 'at'>, check: () => void): readonly FileProblem[] {
  try {
    check();
    return [];
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const place = fieldOf(one.at);
    return error.errors.map(({ field, message }) => ({
      ...{ at: file.at([...one.at, ...pathOf(field ?? undefined)]), message: `${place}.${message}` },
    }));
  }
}

function warningsOf(
  { things }: Declared,
  file: Pick<YamlFile, 'at'>,
  context: Parameters<NonNullable<DeclaredThing['warnings']>>[0],
): readonly FileProblem[] {
  return things.flatMap((one) =>
    (one.warnings?.(context) ?? []).map(({ field, message }) => {
      return { at: file.at([...one.at, ...pathOf(field)]), message: `${fieldOf(one.at)}.${message}` };
    }),
  );
}

function unknownReferences(
  { things }: Declared,
  names: KnownNames,
  { file }: Pick<PlanContext, 'file'>,
): readonly FileProblem[] {
  const unknown = things.flatMap(({ references }) => references).filter((one) => isUnknown(one, names));
  const problems = unknown.map(({ kind, name, at }) => {
    const message = `${fieldOf(at)} must be the name of ${sectionOf(kind).article}${choices(kind, names)}, got "${name}"`;
    return { at: file.at(at), message };
  });
  // What stands in the defaults is named by every monitor.
  return [...new Map(problems.map((one) => [one.message, one])).values()];
}

function isUnknown({ kind, name, isMade }: PlacedReference, names: KnownNames): boolean {
  return !isMade && names.mayIdOf(kind, name) === undefined;
}

/** Channels are few, and mistaken most often. */
function choices(kind: PlacedReference['kind'], names: KnownNames): string {
  return kind === 'alertChannel' ? ` (${names.all(kind).slice(0, CHOICES_MAX).join(', ') || 'there is none'})` : '';
}

function foreign(
  { things, project }: Declared,
  { names, managed, context }: { readonly names: KnownNames; readonly managed: Managed; readonly context: PlanContext },
): readonly FileProblem[] {
  return things.flatMap((one) => {
    const id = names.meant.get(resourceKey(one));
    const owner = id === undefined ? undefined : otherOwner(managed, project, { kind: one.kind, id });
    if (owner === undefined) return [];
    const { nameField = 'name' } = sectionOf(one.kind);
    const { field, name } = one.otherwise ?? { field: nameField, name: one.name };
    const message = `${fieldOf(one.at)}.${field} must not be what another project brought: "${name}" is of project "${owner}"`;
    return [{ at: context.file.at([...one.at, field]), message }];
  });
}

/** @throws FileProblems for what is deleted although something that is declared names it */
function refuseDangling({ steps }: ConfigurationPlan, { things }: Declared, { file }: PlanContext): void {
  const deleted = new Set(steps.filter(({ type }) => type === 'delete').map(resourceKey));
  const declared = new Set(things.map(resourceKey));
  const problems = things
    .flatMap(({ references }) => references)
    .filter((one) => deleted.has(resourceKey(one)) && !declared.has(resourceKey(one)) && !one.isMade)
    .map(({ at, kind, name }) => {
      const why = 'which is no longer declared and would be deleted';
      return {
        at: file.at(at),
        message: `${fieldOf(at)} must be the name of ${sectionOf(kind).article} that stays, got "${name}", ${why}`,
      };
    });
  if (problems.length > 0) throw new FileProblems(problems);
}

/** What can be said of a file without a server. */
interface DeclaredProblems {
  readonly wrong: readonly FileProblem[];
  /** Names of what the file does not declare: there may be such a thing on the server. */
  readonly elsewhere: readonly FileProblem[];
  /** What is allowed, and may not be what was meant. */
  readonly warnings: readonly FileProblem[];
}

/** @param declared what reading found nothing wrong with */
export function declaredProblems(declared: Declared, file: Pick<YamlFile, 'at'>, nowMs: number): DeclaredProblems {
  const names = namesOf(emptyWorld(), declared, {});
  return {
    wrong: [...dependencyProblems(declared.things, file), ...settingsProblems(declared, names, file)],
    elsewhere: unknownReferences(declared, names, { file }),
    warnings: warningsOf(declared, file, { nowMs, idOf: names.idOf }),
  };
}

/** Variables of an environment that the file declares are those that it declares; what it does not is the server's to say. */
function settingsProblems({ things }: Declared, names: KnownNames, file: Pick<YamlFile, 'at'>): readonly FileProblem[] {
  const references = supposedReferences(emptyWorld(), things, names);
  const inheritedOfId = supposedEnvironments(emptyWorld(), things, names);
  const inheritedOf = (name: string): string | undefined => inheritedOfId(names.idOf('monitor', name));
  const hasStandard = things.some(({ supply }) => supply?.type === 'environment' && supply.isDefault);
  return things
    .filter(
      (one) =>
        hasStandard ||
        one.references.some(({ kind }) => kind === 'environment') ||
        (one.kind === 'monitor' && inheritedOf(one.name) !== undefined),
    )
    .flatMap((one) => problemsOf(one, file, () => one.checkSettings?.({ names, references, inheritedOf })));
}

/** How many steps change something. */
export function changeCount({ steps }: ConfigurationPlan): number {
  return steps.filter(isChange).length;
}

/** `monitors[0].alertChannels[1]` */
function fieldOf(at: readonly PropertyKey[]): string {
  return at.map((part, i) => (typeof part === 'number' ? `[${part}]` : `${i > 0 ? '.' : ''}${String(part)}`)).join('');
}
