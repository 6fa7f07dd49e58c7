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
