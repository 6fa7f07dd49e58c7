/** What a form asks for: made of a schema alone, so a new check type or channel has a form because it has a schema. */
import type { JsonSchema } from './json-schema.ts';

interface Common {
  /** In its parent: `timeoutMs`. */
  readonly name: string;
  readonly isRequired: boolean;
  readonly hint: string | undefined;
  readonly initial: unknown;
}

/** One of several forms that a value can take, with what tells it apart. */
interface Variant {
  /** `bearer`, or the kind of value where nothing names it: `boolean`. */
  readonly id: string;
  readonly field: Field;
}

export type Field = Common &
  (
    | {
        readonly type: 'text';
        readonly format: string | undefined;
        readonly isSecret: boolean;
        readonly isLong: boolean;
        readonly minLength: number | undefined;
        readonly maxLength: number | undefined;
      }
    | {
        readonly type: 'number';
        readonly isWhole: boolean;
        readonly unit: Unit | undefined;
        readonly minimum: number | undefined;
        readonly maximum: number | undefined;
      }
    | { readonly type: 'boolean' }
    | { readonly type: 'constant'; readonly value: unknown }
    | { readonly type: 'choice'; readonly options: readonly string[] }
    | { readonly type: 'list'; readonly item: Field; readonly max: number | undefined }
    | { readonly type: 'record'; readonly value: Field; readonly isSecret: boolean }
    | { readonly type: 'group'; readonly fields: readonly Field[] }
    | { readonly type: 'union'; readonly tag: string | undefined; readonly variants: readonly Variant[] }
  );

export type FieldOf<T extends Field['type']> = Extract<Field, { readonly type: T }>;

export type Unit = 'ms' | 'seconds' | 'minutes' | 'days' | 'bytes' | 'percent';

const UNITS: readonly (readonly [ending: RegExp, unit: Unit])[] = [
  [/Ms$/, 'ms'],
  [/Seconds$|^expectedInterval$|^gracePeriod$|^defaultFrequency$/, 'seconds'],
  [/Minutes$/, 'minutes'],
  [/Days$|DaysRemaining$/, 'days'],
  [/Bytes(Max)?$|Bytes$/, 'bytes'],
  [/Percent$/, 'percent'],
];

/** Text that has lines. */
const LONG = /Pem$|^requestBody$|^body$|^template$/;

interface About {
  readonly name: string;
  readonly isRequired: boolean;
}

/** @throws Error for a schema of which no form can be drawn: a test draws all that there are */
export function fieldOf(given: JsonSchema, about: About): Field {
  const { schema, isNullable } = withoutNull(given);
  const common: Common = {
    name: about.name,
    isRequired: about.isRequired && !isNullable && schema.default === undefined,
    hint: given.description ?? schema.description,
    initial: given.default ?? schema.default,
  };
  const variants = schema.oneOf ?? schema.anyOf;
  if (variants) return unionOf(variants, common);
  if (schema.const !== undefined) return { ...common, type: 'constant', value: schema.const };
  if (schema.enum) return { ...common, type: 'choice', options: schema.enum.map(String) };
  switch (schema.type as string) {
    case 'string':
      return textOf(schema, common);
    case 'integer':
    case 'number':
      return {
        ...common,
        type: 'number',
        isWhole: schema.type === 'integer',
        unit: unitOf(common.name),
        minimum: schema.minimum,
        maximum: schema.maximum,
      };
    case 'boolean':
      return { ...common, type: 'boolean' };
    case 'array':
      return {
        ...common,
        type: 'list',
        item: fieldOf(schema.items ?? { type: 'string' }, { name: common.name, isRequired: true }),
        max: schema.maxItems,
      };
    case 'object':
      return schema.additionalProperties && !schema.properties
        ? {
            ...common,
            type: 'record',
            isSecret: schema.writeOnly === true,
            value: fieldOf(schema.additionalProperties, { name: common.name, isRequired: true }),
          }
        : { ...common, type: 'group', fields: fieldsOf(schema) };
    default:
      throw new Error(`no form can be drawn of ${common.name}: ${JSON.stringify(schema).slice(0, 200)}`);
  }
}

/** Those of an object, in the order in which the schema has them; what the server requires comes first. */
export function fieldsOf({ properties = {}, required = [] }: JsonSchema): readonly Field[] {
  const fields = Object.entries(properties).map(([name, one]) =>
    fieldOf(one, { name, isRequired: required.includes(name) }),
  );
  return [...fields.filter(({ isRequired }) => isRequired), ...fields.filter(({ isRequired }) => !isRequired)];
}

/** Settings in which nobody changes a thing before something makes them. */
const TECHNICAL =
  /^(retry|timeoutMs|totalTimeoutMs|verifyTls|resolver|ipFamily|tls|template|apiUrl|bodyBytesMax|redirectsMax|health|dependencies|env|timeZone|managedBy)$/;

export interface Sorted {
  readonly front: readonly Field[];
  /** Folded away. */
  readonly advanced: readonly Field[];
}

/** What the server needs stands in front; where it needs nothing in particular, all that is not technical. */
export function sortFields(fields: readonly Field[]): Sorted {
  const asked = fields.filter(({ type }) => type !== 'constant');
  const needsSome = asked.some(({ isRequired }) => isRequired);
  const isFront = ({ name, isRequired }: Field): boolean => isRequired || (!needsSome && !TECHNICAL.test(name));
  return { front: asked.filter(isFront), advanced: asked.filter((field) => !isFront(field)) };
}

/** `anyOf: [x, null]` and `type: [x, 'null']` are an x that can be left out. */
function withoutNull(schema: JsonSchema): { readonly schema: JsonSchema; readonly isNullable: boolean } {
  const { type, anyOf, ...rest } = schema;
  if (Array.isArray(type)) {
    const only = (type as readonly string[]).find((one) => one !== 'null');
    return { schema: { ...rest, type: only ?? 'string' }, isNullable: true };
  }
  if (!anyOf?.some((one) => one.type === 'null')) return { schema, isNullable: false };
  const others = anyOf.filter((one) => one.type !== 'null');
  const [first] = others;
  if (first === undefined || others.length > 1) return { schema: { ...rest, anyOf: others }, isNullable: true };
  const inner = withoutNull(first);
  return { schema: { ...rest, ...inner.schema }, isNullable: true };
}

function textOf(schema: JsonSchema, common: Common): Field {
  const { format, minLength, maxLength, writeOnly = false } = schema;
  const isLong = LONG.test(common.name);
  return { ...common, type: 'text', format, isSecret: writeOnly, isLong, minLength, maxLength };
}

/** A choice between values that one field can ask for is none: an IPv4 or an IPv6 address is a text. */
function unionOf(given: readonly JsonSchema[], common: Common): Field {
  const [first] = given;
  if (first && given.every(({ type }) => type === 'string')) return textOf({ type: 'string' }, common);
  const tag = tagOf(given);
  const variants = given.map((one) => ({
    id: tag === undefined ? kindOf(one) : String(one.properties![tag]!.const),
    field: fieldOf(one, { name: common.name, isRequired: true }),
  }));
  return { ...common, type: 'union', tag, variants };
}

/** The property by whose constant the variants are told apart. */
function tagOf(variants: readonly JsonSchema[]): string | undefined {
  const names = Object.keys(variants[0]?.properties ?? {});
  return names.find((name) => variants.every(({ properties }) => properties?.[name]?.const !== undefined));
}

function kindOf({ type }: JsonSchema): string {
  return typeof type === 'string' ? type : 'other';
}

function unitOf(name: string): Unit | undefined {
  return UNITS.find(([ending]) => ending.test(name))?.[1];
}
