/** The types of the schemas: openapi-typescript's work, and short names for it. */
import openapiTS, { astToString, type OpenAPI3 } from 'openapi-typescript';
import type { Schema } from './api-document.ts';
import { modelNames } from './model-names.ts';

/** `components['schemas'][…]` for every schema. */
export async function schemaTypes(schemas: Readonly<Record<string, Schema>>, version: string): Promise<string> {
  const document = { openapi: '3.1.0', info: { title: 'Upwatch', version }, paths: {}, components: { schemas } };
  const types = await openapiTS(document as unknown as OpenAPI3, {
    // A default may be left out by whoever asks.
    defaultNonNullable: false,
    immutable: true,
    silent: true,
  });
  return astToString(types);
}

/** The kinds of events, as a list that a program can go through: types are gone when it runs. */
export function eventTypes(schemas: Readonly<Record<string, Schema>>): string {
  const types = schemas['LiveEvent']?.oneOf?.flatMap(({ properties }) => properties?.['type']?.const ?? []) ?? [];
  if (types.length === 0) throw new Error("the document's LiveEvent must be one of events with a `type` of their own");
  return [
    '/** The kinds of events of the stream, in the order of the document. */',
    `export const EVENT_TYPES = ${JSON.stringify(types)} as const;`,
    '',
  ].join('\n');
}

/** One name for each schema. */
export function modelAliases(schemas: Readonly<Record<string, Schema>>): string {
  const names = [...modelNames(Object.keys(schemas))].sort(([, one], [, other]) => (one < other ? -1 : 1));
  const aliases = names.map(([schema, name]) => {
    const { description } = schemas[schema]!;
    const words = description?.replaceAll('*/', '* /') ?? `\`${schema}\` of the document.`;
    return `/** ${words} */\nexport type ${name} = components['schemas']['${schema}'];`;
  });
  return `import type { components } from './schemas.ts';\n\n${aliases.join('\n\n')}\n`;
}
