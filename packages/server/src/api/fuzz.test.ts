/** Whatever comes in, the fault is never ours. Bodies are made from the document's own schemas, then bent. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { openIncidentOf } from './testing/walk-operations.ts';
import { testApi, type TestApi } from './testing/test-api.ts';

type Schema = Readonly<Record<string, unknown>>;
interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}
interface Operation {
  readonly operationId: string;
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly schema: Schema }[];
  readonly requestBody?: { readonly content: { readonly 'application/json': { readonly schema: Schema } } };
}

/** Streams for ever, or ends the key that the test asks with. */
const LEFT_OUT = new Set(['streamEvents', 'regenerateApiKey']);
const SEED = 20_260_102;
const RUNS = 12;
const DEPTH_MAX = 6;

const odd = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }),
  fc.constantFrom(
    null,
    0,
    -1,
    1e308,
    2 ** 31,
    '',
    ' ',
    '\u0000',
    '\ud800',
    '__proto__',
    '%',
    "'--",
    '../..',
    'NaN',
    [],
    {},
  ),
);

/** Values that fit a schema, more or less. */
function valuesOf(schema: Schema, document: Document, depth = 0): fc.Arbitrary<unknown> {
  if (depth > DEPTH_MAX) return fc.constant(null);
  const inner = (one: unknown): fc.Arbitrary<unknown> => valuesOf(one as Schema, document, depth + 1);
  if (typeof schema['$ref'] === 'string') return inner(document.components.schemas[schema['$ref'].split('/').at(-1)!]);
  const forms = schema['anyOf'] ?? schema['oneOf'];
  if (Array.isArray(forms)) return fc.oneof(...forms.map(inner));
  if ('const' in schema) return fc.constant(schema['const']);
  if (Array.isArray(schema['enum'])) return fc.constantFrom(...(schema['enum'] as unknown[]));
  const type = Array.isArray(schema['type']) ? schema['type'][0] : schema['type'];
  switch (type) {
    case 'object': {
      const fields = Object.entries((schema['properties'] ?? {}) as Readonly<Record<string, Schema>>);
      const required = new Set(schema['required'] as string[] | undefined);
      const model = Object.fromEntries(fields.map(([name, field]) => [name, inner(field)]));
      return fc.record(model, { requiredKeys: fields.map(([name]) => name).filter((name) => required.has(name)) });
    }
    case 'array':
      return fc.array(inner(schema['items'] ?? {}), { maxLength: 3 });
    case 'integer':
    case 'number':
      return fc.integer({ min: Number(schema['minimum'] ?? -5), max: Number(schema['maximum'] ?? 1000) });
    case 'boolean':
      return fc.boolean();
    case 'string':
      return textOf(schema);
    default:
      return odd;
  }
}

function textOf(schema: Schema): fc.Arbitrary<unknown> {
  if (schema['format'] === 'uuid') return fc.uuid();
  if (schema['format'] === 'date-time') return fc.date({ noInvalidDate: true }).map((date) => date.toISOString());
  const texts = ['http://x.example/', '2xx', '$.a', 'a@b.example', '#fff', 'name,asc', 'GET', 'x-header', '200-299'];
  return fc.oneof(fc.constantFrom(...texts), fc.string({ maxLength: 30, unit: 'binary' }));
}

/** Mostly as it is, sometimes with one part replaced by something odd. */
function bent(value: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  return fc.tuple(value, fc.option(fc.tuple(fc.nat(20), odd), { freq: 1 })).map(([fitting, change]) => {
    if (!change) return fitting;
    if (typeof fitting !== 'object' || fitting === null) return change[1];
    const keys = Object.keys(fitting);
    const key = keys[change[0] % (keys.length + 1)] ?? 'unknownField';
    return { ...fitting, [key]: change[1] };
  });
}

/** A page, and what is on it, so that some paths lead somewhere. */
async function pageWithParts(api: TestApi, monitorId: string): Promise<readonly string[]> {
  const made = async (path: string, body: object) =>
    (await api.ask('POST', `/api/v1/status-pages${path}`, body)).body.data.id as string;
  const page = await made('', { name: 'page', slug: 'page' });
  const group = await made(`/${page}/groups`, { name: 'group' });
  const component = await made(`/${page}/components`, { name: 'part', type: 'MONITOR', monitorId });
  const told = { title: 'odd', impact: 'NONE', body: 'odd', draft: true };
  return [page, page, group, component, await made(`/${page}/incidents`, told)];
}

test('no body, path or query, fitting or not, is ever answered with a 5xx', async () => {
  await using api = await testApi();
  const document = (await api.ask('GET', '/openapi.json')).body as Document;
  const { monitorId, channelId, deliveryId, incident } = await openIncidentOf(api);
  const known: Readonly<Record<string, readonly string[]>> = {
    monitors: [monitorId],
    'alert-channels': [channelId],
    'alert-deliveries': [deliveryId],
    incidents: [incident.id],
    'status-pages': await pageWithParts(api, monitorId),
  };
  let asked = 0;
  for (const [path, methods] of Object.entries(document.paths)) {
    for (const [method, operation] of Object.entries(methods)) {
      if (LEFT_OUT.has(operation.operationId)) continue;
      const ids = known[path.split('/')[3] ?? ''] ?? ['1'];
      const segment = fc.oneof(
        fc.constantFrom(...ids, '1', '2'),
        fc.uuid(),
        fc.string({ minLength: 1, maxLength: 20 }),
      );
      const url = fc.array(segment, { minLength: 3, maxLength: 3 }).map((parts) => {
        let next = 0;
        return path.replaceAll(/\{\w+\}/g, () => encodeURIComponent((parts[next++] ?? '1').toWellFormed()));
      });
      const filters = (operation.parameters ?? []).filter((parameter) => parameter.in === 'query');
      const query = fc.record(
        Object.fromEntries(filters.map(({ name, schema }) => [name, bent(valuesOf(schema, document))])),
        { requiredKeys: [] },
      );
      const body = operation.requestBody
        ? bent(valuesOf(operation.requestBody.content['application/json'].schema, document))
        : fc.constant(undefined);
      await fc.assert(
        fc.asyncProperty(url, query, body, async (at, filter, sent) => {
          const pairs = Object.entries(filter).map(([name, value]) => [name, String(value)]);
          const search = new URLSearchParams(pairs).toString();
          const answer = await api.ask(method.toUpperCase(), `${at}?${search}`, sent, { host: '127.0.0.1' });
          asked++;
          assert.ok(
            answer.status < 500,
            `${method} ${at}?${search} ${JSON.stringify(sent)}: ${answer.status} ${answer.text}`,
          );
          assert.ok(answer.headers['x-request-id']);
          if (answer.status >= 400) assert.equal(answer.body.status, answer.status);
        }),
        { seed: SEED, numRuns: RUNS },
      );
    }
  }
  assert.ok(asked > 500, String(asked));
});
