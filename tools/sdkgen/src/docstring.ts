/** What stands above a generated method. */
import type { Parameter, Schema } from './api-document.ts';
import type { SdkOperation } from './operations.ts';
import { SAMPLE_ID, sampleOf } from './sample.ts';

/** @param example the call of `exampleOf`, formatted */
export function docstringOf(operation: SdkOperation, example: string): string {
  const { described, method, path } = operation;
  const lines = [
    sentence(described.summary),
    ...(described.description ? [described.description] : []),
    '',
    `\`${method} ${path}\``,
    ...parametersOf(operation),
    `@throws ${errorsOf(operation).join(', ')}`,
    '@example',
    ...example.split('\n'),
  ];
  return ['/**', ...lines.map((line) => ` * ${line}`.trimEnd().replaceAll('*/', '*\\/')), ' */'].join('\n');
}

function sentence(text: string): string {
  return /[.?!)]$/.test(text) ? text : `${text}.`;
}

function parametersOf({ pathParameters, makes, isConditional }: SdkOperation): readonly string[] {
  const inPath = pathParameters
    .filter(({ description }) => description !== undefined)
    .map(({ name, description }) => `@param ${name} ${description}`);
  const options = [
    ...(makes ? ['has an `idempotencyKey` of its own unless you give one'] : []),
    ...(isConditional ? ['`ifMatch`: what was read before, so that no change of somebody else is lost'] : []),
  ].join('; ');
  return options === '' ? inPath : [...inPath, `@param options ${options}`];
}

/** Those that can be told from the description; the rest every method has. */
function errorsOf({ described, method, pathParameters, body, query }: SdkOperation): readonly string[] {
  return [
    ...(body || query || pathParameters.length > 0 ? ['ValidationError'] : []),
    ...(described.security.length > 0 ? ['AuthError'] : []),
    ...(pathParameters.length > 0 ? ['NotFoundError'] : []),
    ...(method === 'GET' ? [] : ['ConflictError']),
    'RateLimitError',
    'ServerError',
    'TransportError',
  ];
}

/** A call as one would write it; the tests run it. */
export function exampleOf(operation: SdkOperation, schemas: Readonly<Record<string, Schema>>): string {
  const { name, pathParameters, body, answer } = operation;
  const given = [...pathParameters.map(pathSample), ...(body ? [sampleOf(schemas[body.schema]!, schemas)] : [])];
  const call = `client.${name}(${given.map(literal).join(', ')})`;
  switch (answer.type) {
    case 'none':
    case 'events':
      return `await ${call};`;
    case 'pages':
    case 'cursorPages':
      return `for await (const one of ${call}) console.log(one);`;
    case 'data':
    case 'whole':
    case 'text':
      return `const answer = await ${call};`;
  }
}

/** An id is one; whatever else it is stands there by its name. */
function pathSample({ name, schema }: Parameter): unknown {
  if (schema.example !== undefined) return schema.example;
  if (schema.type === 'integer') return 1;
  return schema.format === 'uuid' ? SAMPLE_ID : name;
}

/** As one writes it: names without quotes, texts in single ones. */
function literal(value: unknown): string {
  if (typeof value === 'string')
    return `'${JSON.stringify(value).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return String(value);
  const fields = Object.entries(value).map(
    ([name, one]) => `${/^[a-z_$][\w$]*$/i.test(name) ? name : literal(name)}: ${literal(one)}`,
  );
  return fields.length === 0 ? '{}' : `{ ${fields.join(', ')} }`;
}
