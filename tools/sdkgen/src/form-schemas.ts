/** The schemas that the dashboard draws forms of: of the whole document (46 kB compressed) the few kB that a form needs. */
import type { ApiDocument, Schema } from './api-document.ts';

type Schemas = Readonly<Record<string, Schema>>;

/** Of one kind of form: `monitor-schemas.ts`. */
export interface FormFile {
  readonly file: string;
  readonly text: string;
}

/** What the document does not say, and a form has to know. */
export interface FormFacts {
  /** What of settings is never shown again, by the path in them. */
  readonly monitorSecrets: readonly string[];
  readonly channelSecrets: Readonly<Record<string, readonly string[]>>;
  /** By check type. */
  readonly assertionTypes: Readonly<Record<string, readonly string[]>>;
  /** Check types of which each reports by itself. */
  readonly passiveTypes: readonly string[];
}

/** What a form goes by. Patterns stay out: the server checks them, and says what it wants in words. */
const KEPT = [
  'type',
  'const',
  'enum',
  'format',
  'default',
  'description',
  'minimum',
  'maximum',
  'minLength',
  'maxLength',
  'minItems',
  'maxItems',
  'required',
] as const satisfies readonly (keyof Schema)[];

/** A file for each kind of form: a page loads only that of its own. */
export function formFiles({ components, paths }: ApiDocument, facts: FormFacts): readonly FormFile[] {
  const { schemas } = components;
  const make = (name: string): Schema => schemas[name] ?? missing(`a schema ${name}`);
  const byType = (schema: Schema): readonly Schema[] => (schema.oneOf ?? [schema]).map((one) => resolved(one, schemas));
  const branches = byType(make('CreateMonitorRequest'));
  const { type: _, config: __, ...settings } = branches[0]?.properties ?? missing('a check type');
  const checkTypes = branches.map(({ properties }) => [
    String(properties!['type']!.const),
    withSecrets(slim(properties!['config']!, schemas), facts.monitorSecrets),
  ]);
  const body = paths['/api/v1/alert-channels']?.['post']?.requestBody?.content['application/json']?.schema;
  const channel = resolved(body ?? missing('a body of POST /api/v1/alert-channels'), schemas);
  const channels = byType(channel.properties!['config']!).map((one) => {
    const type = String(one.properties!['channelType']!.const);
    return [type, withSecrets(slim(one, schemas), facts.channelSecrets[type] ?? [])];
  });
  return [
    fileOf('monitor-schemas.ts', {
      CHECK_TYPE_SCHEMAS: ['The settings of each check type.', Object.fromEntries(checkTypes), 'map'],
      MONITOR_SCHEMA: [
        'What every monitor has beside them.',
        slim({ type: 'object', properties: settings, required: branches[0]!.required ?? [] }, schemas),
        'one',
      ],
      ASSERTION_SCHEMA: ['What must hold.', slim(make('AssertionConfig'), schemas), 'one'],
      ASSERTION_TYPES: ['What may be asked of each check type.', facts.assertionTypes, 'names'],
      PASSIVE_TYPES: ['Those of which each reports by itself: nobody looks at it.', facts.passiveTypes, 'list'],
    }),
    fileOf('channel-schemas.ts', {
      CHANNEL_SCHEMAS: ['The settings of each channel.', Object.fromEntries(channels), 'map'],
    }),
    fileOf('group-schema.ts', {
      GROUP_SCHEMA: [
        'What monitors that stand together have in common.',
        slim(make('CreateResourceGroupRequest'), schemas),
        'one',
      ],
    }),
  ];
}

type Exported = readonly [docstring: string, value: unknown, shape: keyof typeof SHAPES];

const SHAPES = {
  map: 'Readonly<Record<string, JsonSchema>>',
  one: 'JsonSchema',
  names: 'Readonly<Record<string, readonly string[]>>',
  list: 'readonly string[]',
} as const;

function fileOf(file: string, exported: Readonly<Record<string, Exported>>): FormFile {
  const lines = Object.entries(exported).flatMap(([name, [docstring, value, shape]]) => {
    return ['', `/** ${docstring} */`, `export const ${name}: ${SHAPES[shape]} = ${JSON.stringify(value)};`];
  });
  return { file, text: ["import type { JsonSchema } from '../json-schema.ts';", ...lines, ''].join('\n') };
}

function resolved(schema: Schema, schemas: Schemas): Schema {
  if (schema.$ref === undefined) return schema;
  const name = schema.$ref.split('/').at(-1)!;
  return schemas[name] ?? missing(`a schema ${name}`);
}

/** Without references, and with what forms go by alone. None of the document's schemas holds itself. */
function slim(given: Schema, schemas: Schemas): Schema {
  const schema = { ...resolved(given, schemas), ...given };
  const all = (many: readonly Schema[]): readonly Schema[] => many.map((one) => slim(one, schemas));
  const { properties, items, oneOf, anyOf, additionalProperties } = schema;
  return {
    ...Object.fromEntries(KEPT.filter((key) => schema[key] !== undefined).map((key) => [key, schema[key]])),
    ...(properties && {
      properties: Object.fromEntries(Object.entries(properties).map(([name, one]) => [name, slim(one, schemas)])),
    }),
    ...(items && { items: slim(items, schemas) }),
    ...(oneOf && { oneOf: all(oneOf) }),
    ...(anyOf && { anyOf: all(anyOf) }),
    ...(typeof additionalProperties === 'object' && { additionalProperties: slim(additionalProperties, schemas) }),
  };
}

/** Marks what lies at the paths, through whatever wraps it. */
function withSecrets(schema: Schema, paths: readonly string[]): Schema {
  return paths.reduce((marked, path) => mark(marked, path.split('.')), schema);
}

function mark(schema: Schema, path: readonly string[]): Schema {
  const [name, ...rest] = path;
  if (name === undefined) return { ...schema, writeOnly: true };
  const inside = (many: readonly Schema[]): readonly Schema[] => many.map((one) => mark(one, path));
  const found = schema.properties?.[name];
  return {
    ...schema,
    ...(found && { properties: { ...schema.properties, [name]: mark(found, rest) } }),
    ...(schema.items && { items: mark(schema.items, path) }),
    ...(schema.oneOf && { oneOf: inside(schema.oneOf) }),
    ...(schema.anyOf && { anyOf: inside(schema.anyOf) }),
  };
}

function missing(what: string): never {
  throw new Error(`the API's document has not got ${what}: forms cannot be made of it`);
}
