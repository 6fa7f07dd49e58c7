/** The operations of the document, as the SDK's methods see them. Pure: document in, values out. */
import type { ApiDocument, DescribedOperation, Parameter, Schema } from './api-document.ts';

/** What a method gives back; `model` is the name of a schema. */
export type AnswerForm =
  | { readonly type: 'none' | 'text' | 'events' }
  | { readonly type: 'data' | 'whole' | 'pages' | 'cursorPages'; readonly model: Model };

/** A schema by its name, or a list of it. */
export interface Model {
  readonly schema: string;
  readonly isList: boolean;
}

export interface SdkOperation {
  /** `monitors.create`. */
  readonly name: string;
  readonly method: string;
  readonly path: string;
  readonly described: DescribedOperation;
  readonly pathParameters: readonly Parameter[];
  /** The name of the schema of the whole query. */
  readonly query: { readonly schema: string; readonly isRequired: boolean } | undefined;
  readonly body: { readonly schema: string; readonly isRequired: boolean } | undefined;
  readonly answer: AnswerForm;
  readonly makes: boolean;
  /** It takes `If-Match`. */
  readonly isConditional: boolean;
  /** Its answer has an ETag. */
  readonly hasEtag: boolean;
  /** Statuses besides 2xx that are an answer. */
  readonly accepts: readonly number[];
}

export interface SdkApi {
  readonly operations: readonly SdkOperation[];
  /** Those of the document, and those that stand inline in it under a name that is made of the operation's. */
  readonly schemas: Readonly<Record<string, Schema>>;
}

/** Reads all named operations; their inline schemas get a name. @throws for a form of answer that the SDK does not know */
export function readOperations(document: ApiDocument): SdkApi {
  const schemas: Record<string, Schema> = { ...document.components.schemas };
  const named = (schema: Schema, name: string): string => {
    if (schema.$ref !== undefined) return schema.$ref.split('/').at(-1)!;
    if (name in schemas) throw new Error(`the document has a schema ${name}, which is the name of an inline one`);
    schemas[name] = schema;
    return name;
  };
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods)
      .filter(([, described]) => described['x-upwatch-name'] !== undefined)
      .map(([method, described]) => readOperation({ method: method.toUpperCase(), path, described }, named)),
  );
  return { operations, schemas };
}

type Naming = (schema: Schema, name: string) => string;

function readOperation(
  at: { readonly method: string; readonly path: string; readonly described: DescribedOperation },
  named: Naming,
): SdkOperation {
  const { described } = at;
  const prefix = described.operationId[0]!.toUpperCase() + described.operationId.slice(1);
  const parameters = described.parameters ?? [];
  const body = described.requestBody;
  const bodySchema = body?.content['application/json']?.schema;
  return {
    ...at,
    name: described['x-upwatch-name']!,
    pathParameters: inPathOrder(at.path, parameters),
    query: queryOf(
      parameters.filter((parameter) => parameter.in === 'query'),
      prefix,
      named,
    ),
    body: bodySchema && { schema: named(bodySchema, `${prefix}Request`), isRequired: body?.required !== false },
    answer: answerOf(at, prefix, named),
    isConditional: parameters.some(({ name, in: place }) => place === 'header' && name === 'If-Match'),
    hasEtag: Object.values(described.responses).some(({ headers = {} }) => 'ETag' in headers),
    makes: at.method === 'POST' && ('201' in described.responses || hasIdempotencyKey(parameters)),
    accepts: Object.keys(described.responses)
      .map(Number)
      .filter((status) => status >= 300),
  };
}

function inPathOrder(path: string, parameters: readonly Parameter[]): readonly Parameter[] {
  return Array.from(path.matchAll(/\{(\w+)\}/g), ([, name]) => {
    const found = parameters.find((parameter) => parameter.in === 'path' && parameter.name === name);
    if (!found) throw new Error(`${path} has a parameter ${name} that is not described`);
    return found;
  });
}

function queryOf(parameters: readonly Parameter[], prefix: string, named: Naming): SdkOperation['query'] {
  if (parameters.length === 0) return undefined;
  const required = parameters.filter((parameter) => parameter.required === true).map(({ name }) => name);
  const properties = Object.fromEntries(
    parameters.map(({ name, schema, description }) => [name, { ...schema, ...(description && { description }) }]),
  );
  return {
    schema: named({ type: 'object', properties, required }, `${prefix}Query`),
    isRequired: required.length > 0,
  };
}

function hasIdempotencyKey(parameters: readonly Parameter[]): boolean {
  return parameters.some(({ name }) => name.toLowerCase() === 'idempotency-key');
}

function answerOf(
  { method, described }: { readonly method: string; readonly described: DescribedOperation },
  prefix: string,
  named: Naming,
): AnswerForm {
  const { operationId, responses } = described;
  const good = Object.keys(responses).filter((status) => status.startsWith('2'));
  const content = responses[good[0] ?? '']?.content;
  if (good.length !== 1) throw new Error(`${operationId} must have one good answer, has ${good.join(', ') || 'none'}`);
  if (!content) return { type: 'none' };
  if ('text/event-stream' in content) return { type: 'events' };
  if ('text/plain' in content) return { type: 'text' };
  const schema = content['application/json']?.schema;
  if (!schema) throw new Error(`${operationId} answers with ${Object.keys(content).join(', ')}: say how in the SDK`);
  const answer = jsonAnswerOf(schema, prefix, named);
  // What is left after a change is told whole, not read on.
  return method !== 'GET' && answer.type === 'pages'
    ? { type: 'data', model: { ...answer.model, isList: true } }
    : answer;
}

function jsonAnswerOf(schema: Schema, prefix: string, named: Naming): AnswerForm {
  const { data, ...beside } = schema.properties ?? {};
  const row = data?.type === 'array' ? data.items : undefined;
  if (row && ('hasNext' in beside || 'hasMore' in beside)) {
    const type = 'hasNext' in beside ? 'pages' : 'cursorPages';
    return { type, model: { schema: named(row, `${prefix}Row`), isList: false } };
  }
  if (!data || Object.keys(beside).length > 0)
    return { type: 'whole', model: { schema: named(schema, `${prefix}Answer`), isList: false } };
  return { type: 'data', model: { schema: named(row ?? data, `${prefix}Answer`), isList: row !== undefined } };
}
