/**
 * What `upwatch.yml` declares: tags, channels, monitors and the rest as the API's own request bodies, naming one
 * another. A monitor's `tags` and `alertChannels` are names, its `expect` is the grammar for people.
 */
import { type ApiErrorEntry, type Move, nameKey, RESOURCE_KINDS, resourceKey } from '@upwatch/core';
import { parseOrFaults } from '@upwatch/core/schemas';
import { z } from 'zod';
import { pathOf } from '../settings/field-path.ts';
import { type FileProblem, FileProblems, type YamlFile } from '../settings/yaml-file.ts';
import { declaredDefaults } from './declared-defaults.ts';
import { PROJECT_DEFAULT } from './managed.ts';
import { sectionOf, SECTIONS } from './sections.ts';
import type { DeclaredThing, ReadContext, ReadDeps } from './section.ts';

export interface Declared {
  readonly things: readonly DeclaredThing[];
  readonly moved: readonly Move[];
  /** Whose files they are: each project prunes its own. */
  readonly project: string;
}

/** What the file may hold beside what it declares. */
const OTHERS = ['server', 'simple', 'project', 'defaults', 'moved'] as const;
const ENTRIES_MAX = 10_000;

export const projectName = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$/, 'must be a name of letters, digits, ".", "_" and "-" such as shop')
  .meta({ description: 'Whose file it is. Files of one project are applied together; each project prunes its own.' });
export const movedList = z
  .array(z.strictObject({ kind: z.enum(RESOURCE_KINDS), from: z.string().min(1), to: z.string().min(1) }))
  .max(ENTRIES_MAX);

/** @throws FileProblems with everything that is wrong, each at its place in the file */
export function readDeclared(file: YamlFile, deps: ReadDeps): Declared {
  const faults: ApiErrorEntry[] = [];
  const take = <Schema extends z.ZodType>(schema: Schema, value: unknown, at: readonly PropertyKey[]) => {
    const result = parseOrFaults(schema, value, at);
    if ('faults' in result) faults.push(...result.faults);
    return 'value' in result ? result.value : undefined;
  };
  const root = take(z.record(z.string(), z.unknown()), file.value ?? {}, []) ?? {};
  faults.push(...unknownSections(root));
  const project = take(projectName.nullish(), root['project'], ['project']) ?? PROJECT_DEFAULT;
  const defaults = take(declaredDefaults.nullish(), root['defaults'], ['defaults']);
  const context: ReadContext = { ...deps, monitorDefaults: defaults?.monitors ?? {} };
  const things: DeclaredThing[] = [];
  for (const { key, read } of SECTIONS) {
    const list = take(z.array(z.unknown()).max(ENTRIES_MAX).nullish(), root[key], [key]) ?? [];
    for (const [i, value] of list.entries()) {
      const one = read(value, [key, i], context);
      if ('thing' in one) things.push(one.thing);
      else faults.push(...one.faults);
    }
  }
  const moved = take(movedList.nullish(), root['moved'], ['moved']) ?? [];
  faults.push(...duplicates(things), ...moveFaults(moved, things));
  if (faults.length > 0) throw new FileProblems(faults.map((fault) => problemAt(file, fault)));
  return { things, moved, project };
}

function unknownSections(root: Readonly<Record<string, unknown>>): readonly ApiErrorEntry[] {
  const known = [...OTHERS, ...SECTIONS.map(({ key }) => key)];
  return Object.keys(root)
    .filter((key) => !known.includes(key))
    .map((field) => {
      const message = `${field} is not a known section; there are ${known.join(', ')}`;
      return { code: 'VALIDATION_FAILED', field, message };
    });
}

function problemAt(file: YamlFile, fault: ApiErrorEntry): FileProblem {
  return { at: file.at(pathOf(fault.field ?? undefined)), message: fault.message };
}

function placeOf({ at }: DeclaredThing): string {
  return `${String(at[0])}[${String(at[1])}]`;
}

function duplicates(things: readonly DeclaredThing[]): readonly ApiErrorEntry[] {
  const seen = new Map<string, DeclaredThing>();
  return things.flatMap((one): readonly ApiErrorEntry[] => {
    const { nameField = 'name' } = sectionOf(one.kind);
    const first = seen.get(resourceKey(one));
    seen.set(resourceKey(one), first ?? one);
    if (!first) return [];
    const field = `${placeOf(one)}.${nameField}`;
    const message = `${field} must differ from ${placeOf(first)}.${nameField}, got "${one.name}" twice`;
    return [{ code: 'DUPLICATE_NAME', field, message }];
  });
}

/** A move whose old name is still declared, or whose new name is not, says something else than it means. */
function moveFaults(moved: readonly Move[], things: readonly DeclaredThing[]): readonly ApiErrorEntry[] {
  const declared = new Set(things.map(resourceKey));
  const left = new Set(moved.map(({ kind, from }) => resourceKey({ kind, name: from })));
  const targets = new Set<string>();
  return moved.flatMap(({ kind, from, to }, i): readonly ApiErrorEntry[] => {
    const fault = (field: string, message: string): ApiErrorEntry => {
      return { code: 'VALIDATION_FAILED', field: `moved[${i}].${field}`, message: `moved[${i}].${field} ${message}` };
    };
    const [source, target] = [resourceKey({ kind, name: from }), resourceKey({ kind, name: to })];
    const isTwice = targets.has(target);
    targets.add(target);
    if (nameKey(kind, from) === nameKey(kind, to))
      return [fault('to', `must differ from moved[${i}].from, got "${to}" twice`)];
    if (isTwice) return [fault('to', `must be the new name of one ${kind} alone, got "${to}" twice`)];
    if (!declared.has(target) && !left.has(target))
      return [fault('to', `must be the name of a declared ${kind}, got "${to}"`)];
    // In a chain the name that one gives up is taken by the next.
    const isTaken = moved.some((other) => resourceKey({ kind: other.kind, name: other.to }) === source);
    if (declared.has(source) && !isTaken) return [fault('from', `must not be declared any more, got "${from}"`)];
    return [];
  });
}
