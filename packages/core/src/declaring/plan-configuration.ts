/**
 * From what is there and what is declared to what has to be done. The server's start, its reload, the API and with it
 * the command line go by this one function.
 */
import { differences } from './differences.ts';
import {
  type CurrentResource,
  type DeclaredResource,
  type FieldChange,
  type ManagedIds,
  type Move,
  nameKey,
  type ConfigurationPlan,
  type ResourceReference,
  RESOURCE_KINDS,
  type ResourceKind,
  resourceKey,
  type Step,
} from './resource.ts';
import { whichAreMeant } from './meant.ts';

/** All that a plan follows from. */
export interface ConfigurationPlanInput {
  readonly current: readonly CurrentResource[];
  readonly declared: readonly DeclaredResource[];
  /** What the file brought before. */
  readonly managed: ManagedIds;
  readonly moved?: readonly Move[];
  /** Whether what the file brought and does not name any more is deleted. @default false */
  readonly isPruning?: boolean;
}

/** Never deletes what the file did not bring. */
export function planConfiguration(input: ConfigurationPlanInput): ConfigurationPlan {
  const kinds = RESOURCE_KINDS.map((kind) => planKind(kind, input));
  const replaced = new Set(kinds.flatMap(({ steps }) => steps.filter(isReplacing).map(resourceKey)));
  const declared = new Map(input.declared.map((one) => [resourceKey(one), one]));
  const steps = kinds.flatMap((one) =>
    one.steps.map((step) => withNewReferences(step, declared.get(resourceKey(step)), replaced)),
  );
  const left = kinds.toReversed().flatMap((one) => one.left);
  return { steps: [...steps, ...left] };
}

function isReplacing(step: Step): boolean {
  return (step.type === 'update' || step.type === 'rename') && step.isReplaced;
}

function planKind(
  kind: ResourceKind,
  { current, declared, managed, moved = [], isPruning = false }: ConfigurationPlanInput,
) {
  const there = current.filter((one) => one.kind === kind);
  const wanted = declared.filter((one) => one.kind === kind);
  const brought = managed[kind] ?? {};
  const found = whichAreMeant({
    kind,
    names: wanted.map(({ name }) => name),
    there,
    brought,
    moved: moved.filter((one) => one.kind === kind),
  });
  const ordered = inOrder(wanted, found, there);
  const kept = new Set([...found.values()].map(({ id }) => id));
  const broughtIds = new Set(Object.values(brought));
  const left = there.filter(({ id }) => broughtIds.has(id) && !kept.has(id));
  return {
    steps: ordered.map((one) => stepFor(one, found.get(nameKey(kind, one.name)))),
    left: left.map(({ name, id }): Step => ({ type: isPruning ? 'delete' : 'keep', kind, name, id })),
  };
}

function stepFor(wanted: DeclaredResource, old: CurrentResource | undefined): Step {
  const { kind, name } = wanted;
  if (!old) return { type: 'create', kind, name, changes: differences(undefined, wanted) };
  const changes = differences(old, withKept(wanted, old));
  const isReplaced = wanted.identity !== old.identity;
  if (name !== old.name) return { type: 'rename', kind, name, id: old.id, from: old.name, changes, isReplaced };
  if (changes.length === 0) return { type: 'unchanged', kind, name, id: old.id };
  return { type: 'update', kind, name, id: old.id, changes, isReplaced };
}

function withKept(wanted: DeclaredResource, old: CurrentResource): DeclaredResource {
  const unsaid = (wanted.keeps ?? []).filter((field) => wanted.fields[field] === undefined);
  const kept = Object.fromEntries(
    unsaid.flatMap((field) => (field in old.fields ? [[field, old.fields[field]!]] : [])),
  );
  return { ...wanted, fields: { ...kept, ...wanted.fields }, shown: { ...kept, ...(wanted.shown ?? wanted.fields) } };
}

/** What names a thing that is made anew names the old one by its id, and has to name the new one. */
function withNewReferences(step: Step, wanted: DeclaredResource | undefined, replaced: ReadonlySet<string>): Step {
  const anew = wanted?.references.filter((one) => replaced.has(resourceKey(one))) ?? [];
  if (step.type !== 'unchanged' || anew.length === 0) return step;
  const { kind, name, id } = step;
  return { type: 'update', kind, name, id, changes: anew.map(madeAnew), isReplaced: false };
}

function madeAnew({ field, name }: ResourceReference): FieldChange {
  return { path: field, from: name, to: `${name} (made anew)` };
}

/** What others name comes before them, and whoever gives a name up before the one that takes it. */
function inOrder(
  wanted: readonly DeclaredResource[],
  found: ReadonlyMap<string, CurrentResource>,
  there: readonly CurrentResource[],
): readonly DeclaredResource[] {
  const byKey = new Map(wanted.map((one) => [nameKey(one.kind, one.name), one]));
  const keyById = new Map([...found].map(([key, { id }]) => [id, key]));
  const holders = new Map(there.map((one) => [nameKey(one.kind, one.name), keyById.get(one.id)]));
  const before = (one: DeclaredResource): readonly DeclaredResource[] => {
    const named = one.references.filter(({ kind }) => kind === one.kind).map(({ kind, name }) => nameKey(kind, name));
    const holder = holders.get(nameKey(one.kind, one.name));
    return [...named, holder].flatMap((key) => (key === undefined ? [] : (byKey.get(key) ?? [])));
  };
  return firstThingsFirst(wanted, before);
}

/** Without recursion: a chain may be as long as there are monitors. In a circle, which is refused elsewhere, any order. */
function firstThingsFirst<T>(all: readonly T[], before: (one: T) => readonly T[]): readonly T[] {
  const ordered = new Set<T>();
  const begun = new Set<T>();
  const waiting = all.toReversed();
  for (let one = waiting.at(-1); one !== undefined; one = waiting.at(-1)) {
    const missing = begun.has(one) ? [] : before(one).filter((other) => other !== one && !begun.has(other));
    begun.add(one);
    if (missing.length > 0) waiting.push(...missing);
    else ordered.add(waiting.pop()!);
  }
  return [...ordered];
}
