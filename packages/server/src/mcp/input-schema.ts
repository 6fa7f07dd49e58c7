/** The input of a tool: path, query and body of an operation in one object. Pure: document in, values out. */
import type { ApiDocument, JsonSchema, Operation } from './api-document.ts';

const COMPONENT = '#/components/schemas/';
/** What helps a person at the document's page, and costs an agent room. */
const UNTOLD = new Set(['example', 'examples', 'title', 'x-fastify-zod-openapi-optional', 'discriminator']);

export interface ToolInput {
  readonly schema: JsonSchema & { readonly type: 'object' };
  /** Where each name goes; what is not here is a field of the body. */
  readonly places: Readonly<Record<string, 'path' | 'query'>>;
  /** `fields`: the other names are the body's own. `whole`: the body is one value, under `body`. */
  readonly body: 'none' | 'fields' | 'whole';
}

/** The body's fields stand beside the parameters, unless it is no plain object or a name would stand for two things. */
export function inputOf(operation: Operation, components: ApiDocument['components']['schemas']): ToolInput {
  const parameters = (operation.parameters ?? []).filter((one) => one.in === 'path' || one.in === 'query');
  const places = Object.fromEntries(parameters.map((one) => [one.name, one.in as 'path' | 'query']));
  const properties: Record<string, JsonSchema> = {};
  for (const { name, schema, description } of parameters)
    properties[name] = { ...schema, ...(description !== undefined && { description }) };
  const required = parameters.filter((one) => one.in === 'path' || one.required === true).map(({ name }) => name);
  const body = bodyOf(operation, components);
  if (!body) return { schema: closed({ properties, required }, components), places, body: 'none' };
  const fields = body.schema.properties;
  if (isPlain(body.schema) && fields && !Object.keys(fields).some((name) => name in places)) {
    Object.assign(properties, fields);
    if (body.isRequired) required.push(...(body.schema.required ?? []));
    return { schema: closed({ properties, required }, components), places, body: 'fields' };
  }
  properties['body'] = body.schema;
  if (body.isRequired) required.push('body');
  return { schema: closed({ properties, required }, components), places, body: 'whole' };
}

function bodyOf(operation: Operation, components: ApiDocument['components']['schemas']) {
  const schema = operation.requestBody?.content['application/json']?.schema;
  if (!schema) return undefined;
  const named = schema.$ref === undefined ? undefined : components[schema.$ref.slice(COMPONENT.length)];
  const isFlat = named !== undefined && isPlain(named);
  return { schema: isFlat ? named : schema, isRequired: operation.requestBody?.required !== false };
}

function isPlain(schema: JsonSchema): boolean {
  return (
    schema.type === 'object' &&
    schema.properties !== undefined &&
    !['oneOf', 'anyOf', 'allOf'].some((key) => key in schema)
  );
}

/** One that needs nothing beside it: what it refers to is in its `$defs`. */
function closed(
  { properties, required }: { readonly properties: Record<string, JsonSchema>; readonly required: readonly string[] },
  components: ApiDocument['components']['schemas'],
): ToolInput['schema'] {
  const definitions: Record<string, JsonSchema> = {};
  const visit = (node: unknown): unknown => {
    if (Array.isArray(node)) return node.map(visit);
    if (typeof node !== 'object' || node === null) return node;
    return Object.fromEntries(
      Object.entries(node)
        .filter(([key, value]) => !(UNTOLD.has(key) && isKeyword(key, value)))
        .map(([key, value]) => [
          key,
          key === '$ref' ? refer(String(value)) : key === 'properties' ? eachOf(value) : visit(value),
        ]),
    );
  };
  // The names of properties are no keywords, whatever they are called.
  const eachOf = (value: unknown): unknown =>
    Object.fromEntries(Object.entries(value as object).map(([name, schema]) => [name, visit(schema)]));
  const refer = (reference: string): string => {
    const name = reference.slice(COMPONENT.length);
    if (!(name in definitions)) {
      // Before what is in it: it may refer to itself.
      definitions[name] = {};
      definitions[name] = visit(components[name]) as JsonSchema;
    }
    return `#/$defs/${name}`;
  };
  const schema = {
    type: 'object',
    properties: eachOf(properties) as Record<string, JsonSchema>,
    required,
    additionalProperties: false,
  } as const;
  return Object.keys(definitions).length === 0 ? schema : { ...schema, $defs: definitions };
}

/** A schema's own `title` is text; a property that happens to be called so is a schema. */
function isKeyword(key: string, value: unknown): boolean {
  return key !== 'title' || typeof value === 'string';
}
