/** What the document's makers leave rough. */
import { eventSchemas } from './events/event-schemas.ts';
import { tagsOf } from './entity-paths.ts';
import { API_PREFIX } from './prefixes.ts';
import { OPERATION_NAMES } from './routes/operation-names.ts';

type Node = Record<string, unknown>;

const METHODS = ['get', 'put', 'post', 'patch', 'delete'];
const OPTIONAL_MARK = 'x-fastify-zod-openapi-optional';

const IF_MATCH = {
  name: 'If-Match',
  in: 'header',
  description:
    'The `ETag` that was read, or several. When the thing is another one by now, nothing is changed: 412, `PRECONDITION_FAILED`. A weak one (`W/`) never matches.',
  schema: { type: 'string' },
};
const ETAG = { ETag: { description: 'Names what it is now, for `If-Match`.', schema: { type: 'string' } } };

/** Takes out of a schema what says nothing: the bounds of exact integers, the pattern behind `format: uuid`. */
export function simplify({ jsonSchema }: { readonly jsonSchema: object }): void {
  const schema = jsonSchema as Node;
  if (schema['minimum'] === Number.MIN_SAFE_INTEGER) delete schema['minimum'];
  if (schema['maximum'] === Number.MAX_SAFE_INTEGER) delete schema['maximum'];
  if (schema['format'] === 'uuid' || schema['format'] === 'date-time') delete schema['pattern'];
  if (schema['type'] === 'integer' || schema['type'] === 'boolean') delete schema['pattern'];
}

/** Says what an operation is called, which bodies may be left out, and what an answer is. */
export function finishDocument<Document extends object>(document: Document): Document {
  const { paths = {}, components } = document as {
    readonly paths?: Readonly<Record<string, Node>>;
    readonly components?: { schemas?: Readonly<Record<string, Node>> };
  };
  if (components?.schemas) components.schemas = { ...components.schemas, ...eventSchemas(components.schemas) };
  for (const [url, path] of Object.entries(paths)) {
    for (const method of METHODS) {
      const operation = path[method] as Node | undefined;
      if (!operation) continue;
      const name = OPERATION_NAMES[String(operation['operationId'])];
      if (name !== undefined) operation['x-upwatch-name'] = name;
      finishBody(operation['requestBody'] as Node | undefined);
      finishAnswers(operation['responses'] as Readonly<Record<string, Node>>);
      describeTags(operation, method, url);
    }
  }
  return document;
}

/** Says where there is an `ETag`, and where `If-Match` is honoured. */
function describeTags(operation: Node, method: string, url: string): void {
  if (!url.startsWith(`${API_PREFIX}/`)) return;
  const path = url.slice(API_PREFIX.length).replaceAll(/\{(\w+)\}/g, ':$1');
  const { answers, isDemandable } = tagsOf(method.toUpperCase(), path);
  if (isDemandable) operation['parameters'] = [...((operation['parameters'] as Node[] | undefined) ?? []), IF_MATCH];
  const responses = operation['responses'] as Readonly<Record<string, Node>>;
  for (const [status, response] of Object.entries(responses)) {
    if (answers && status.startsWith('2')) response['headers'] = { ...(response['headers'] as Node), ...ETAG };
  }
}

function finishBody(body: Node | undefined): void {
  const content = body?.['content'] as Readonly<Record<string, { readonly schema: Node }>> | undefined;
  for (const { schema } of Object.values(content ?? {})) {
    if (schema[OPTIONAL_MARK] === true) body!['required'] = false;
    delete schema[OPTIONAL_MARK];
  }
}

function finishAnswers(answers: Readonly<Record<string, Node>>): void {
  for (const [status, answer] of Object.entries(answers)) {
    if (answer['description'] === 'Default Response') answer['description'] = status === '201' ? 'Made.' : 'Done.';
  }
}
