/**
 * The JSON schema of `upwatch.yml`, for editors, out of the schemas that files are read by. It never refuses what
 * reading takes: a value may come from the environment, and rules over several fields are left to reading.
 */
import { z } from 'zod';
import { SETTINGS, SimpleDefaultsSchema } from '../settings/settings-table.ts';
import { declaredDefaults } from './declared-defaults.ts';
import { movedList, projectName } from './declared-file.ts';
import type { ReadDeps } from './section.ts';
import { SECTIONS } from './sections.ts';

type Node = Record<string, unknown>;

/** `${NAME}` anywhere in a text. */
const FROM_ENVIRONMENT = { type: 'string', pattern: '\\$\\{[A-Za-z_][A-Za-z0-9_]*(:-[^}]*)?\\}' };

export function documentSchema(deps: ReadDeps): Node {
  const sections = SECTIONS.map(({ key, schema }) => [key, z.array(schema(deps)).nullish()] as const);
  const whole = z.strictObject({
    project: projectName.nullish(),
    server: settingsSchema().nullish(),
    simple: SimpleDefaultsSchema.nullish(),
    defaults: declaredDefaults.nullish(),
    ...Object.fromEntries(sections),
    moved: movedList.nullish().meta({ description: 'What has another name from now on: renamed, not made again.' }),
  });
  const schema = z.toJSONSchema(whole, { io: 'input', unrepresentable: 'any', reused: 'inline', target: 'draft-7' });
  return { ...open(schema), title: 'upwatch.yml' };
}

/** The settings of the server, level by level. */
function settingsSchema(): z.ZodType {
  const root: Record<string, z.ZodType | Record<string, z.ZodType>> = {};
  for (const { key, schema, summary } of SETTINGS) {
    const [first = '', second] = key.split('.');
    const one = schema.optional().meta({ description: summary });
    if (second === undefined) root[first] = one;
    else root[first] = { ...(root[first] as Record<string, z.ZodType> | undefined), [second]: one };
  }
  const shape = Object.entries(root).map(([name, one]) => [
    name,
    one instanceof z.ZodType ? one : z.strictObject(one).nullish(),
  ]);
  return z.strictObject(Object.fromEntries(shape) as Record<string, z.ZodType>);
}

/** Single values may come from the environment instead; ids of the document are for the document. */
function open(node: Node): Node {
  const { id: _, example: __, ...rest } = node;
  const opened = Object.fromEntries(Object.entries(rest).map(([name, inner]) => [name, openedMember(name, inner)]));
  return isSingle(opened) ? { anyOf: [opened, FROM_ENVIRONMENT] } : opened;
}

function openedMember(name: string, inner: unknown): unknown {
  if (Array.isArray(inner)) return inner.map((one) => (isNode(one) && isSchemaList(name) ? open(one) : one));
  if (!isNode(inner)) return inner;
  const isMap = name === 'properties' || name === '$defs' || name === 'definitions';
  // The name that tells forms apart stands in the file as it is.
  if (isMap)
    return Object.fromEntries(
      Object.entries(inner).map(([key, one]) => [key, isNode(one) ? openedUnlessConst(one) : one]),
    );
  return name === 'items' || name === 'additionalProperties' ? open(inner) : inner;
}

function openedUnlessConst(node: Node): Node {
  return 'const' in node ? node : open(node);
}

function isSchemaList(name: string): boolean {
  return ['anyOf', 'oneOf', 'allOf', 'prefixItems'].includes(name);
}

/** A number, a flag, a choice, or a text that must look like something. */
function isSingle(node: Node): boolean {
  if ('enum' in node || 'pattern' in node || 'format' in node || 'minLength' in node || 'maxLength' in node)
    return true;
  const types = [node['type']].flat();
  return types.some((type) => ['integer', 'number', 'boolean'].includes(String(type)));
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
