/** A value that a schema allows: its own example, or the least that is required. */
import type { Schema } from './api-document.ts';

/** Stands wherever an id is asked for. */
export const SAMPLE_ID = '019b0000-0000-7000-8000-000000000000';
const SAMPLE_TIME = '2026-01-31T12:00:00Z';
/** Schemas that hold themselves end here. */
const DEPTH_MAX = 12;

export function sampleOf(schema: Schema, schemas: Readonly<Record<string, Schema>>, depth = 0): unknown {
  const inner = (one: Schema): unknown => sampleOf(one, schemas, depth + 1);
  if (depth > DEPTH_MAX) return null;
  if (schema.$ref !== undefined) return inner(schemas[schema.$ref.split('/').at(-1)!]!);
  if (schema.example !== undefined) return schema.example;
  if (schema.const !== undefined) return schema.const;
  if (schema.default !== undefined) return schema.default;
  if (schema.enum) return schema.enum[0];
  const choice = (schema.oneOf ?? schema.anyOf)?.find(({ type }) => type !== 'null');
  if (choice) return inner(choice);
  if (schema.allOf) return Object.assign({}, ...schema.allOf.map(inner));
  return plainSample(schema, inner);
}

function plainSample(schema: Schema, inner: (one: Schema) => unknown): unknown {
  const type = Array.isArray(schema.type) ? schema.type.find((one) => one !== 'null') : schema.type;
  switch (type) {
    case 'object':
      return objectSample(schema, inner);
    case 'array':
      return Array.from({ length: Math.max(1, schema.minItems ?? 0) }, () => inner(schema.items ?? {}));
    case 'integer':
    case 'number':
      return Math.max(1, schema.minimum ?? 1);
    case 'boolean':
      return true;
    case 'string':
      return textSample(schema);
    default:
      return null;
  }
}

/** What is required; and if nothing is, the first field, as an empty object shows nothing. */
function objectSample({ properties = {}, required = [] }: Schema, inner: (one: Schema) => unknown): unknown {
  const names = Object.keys(properties);
  const shown = required.length > 0 ? names.filter((name) => required.includes(name)) : names.slice(0, 1);
  return Object.fromEntries(shown.map((name) => [name, inner(properties[name]!)]));
}

function textSample({ format, minLength = 0 }: Schema): string {
  if (format === 'uuid') return SAMPLE_ID;
  if (format === 'date-time') return SAMPLE_TIME;
  return 'shop'.padEnd(minLength, '-');
}
