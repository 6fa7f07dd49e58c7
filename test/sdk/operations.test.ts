/** One row for each operation of the document: its method sends what the document says, and gives back what is in the answer. */
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { test } from 'node:test';
import { Upwatch } from '@upwatch/sdk';
import { Ajv2020 } from 'ajv/dist/2020.js';
import ajvFormats from 'ajv-formats';
import type { ApiDocument, DescribedOperation, Schema } from '../../tools/sdkgen/src/api-document.ts';
import { sampleOf } from '../../tools/sdkgen/src/sample.ts';
import { examplesIn, runExample } from './testing/run-example.ts';

const SDK = resolve(import.meta.dirname, '../../packages/sdk');
const DOCUMENT = JSON.parse(readFileSync(join(SDK, 'openapi.json'), 'utf8')) as ApiDocument;
const { schemas } = DOCUMENT.components;

interface Row {
  readonly name: string;
  readonly method: string;
  readonly path: string;
  readonly described: DescribedOperation;
}

const ROWS: readonly Row[] = Object.entries(DOCUMENT.paths).flatMap(([path, methods]) =>
  Object.entries(methods).flatMap(([method, described]) => {
    const name = described['x-upwatch-name'];
    return name === undefined ? [] : [{ name, method: method.toUpperCase(), path, described }];
  }),
);
/** By hand: tested in `events.test.ts`. */
const BY_HAND = new Set(['events.stream']);

/** By `METHOD path`, as the docstrings of methods have it; those of types have examples of another kind. */
const EXAMPLES = new Map(
  globSync('src/generated/*.ts', { cwd: SDK })
    .flatMap((file) => examplesIn(readFileSync(join(SDK, file), 'utf8')))
    .map(({ words, code }) => [/^`([A-Z]+ \/\S+)`$/m.exec(words)?.[1], code] as const),
);

const ajv = new Ajv2020({ strict: false });
ajvFormats.default(ajv);
ajv.addSchema({ $id: 'document', components: { schemas } });

interface Sent {
  readonly method: string;
  readonly url: URL;
  readonly headers: Headers;
  readonly body: unknown;
}

/** A client whose every request is answered with the least that the document allows. */
function answeredBy({ described }: Row): { readonly client: Upwatch; readonly sent: Sent[]; readonly answer: unknown } {
  const [status = '', { content } = {}] =
    Object.entries(described.responses).find(([one]) => one.startsWith('2')) ?? [];
  const json = content?.['application/json']?.schema;
  const sample = json && lastPage(sampleOf(json, schemas));
  const sent: Sent[] = [];
  const client = new Upwatch({
    token: 'uw_x',
    baseUrl: 'http://upwatch.test/behind',
    fetch: async (url, init) => {
      const body = typeof init?.body === 'string' ? JSON.parse(init.body) : undefined;
      sent.push({ method: init!.method!, url: new URL(url as string), headers: new Headers(init!.headers), body });
      return content
        ? new Response(json ? JSON.stringify(sample) : 'text')
        : new Response(null, { status: Number(status) });
    },
  });
  return { client, sent, answer: sample };
}

function lastPage(sample: unknown): unknown {
  if (typeof sample !== 'object' || sample === null) return sample;
  return {
    ...sample,
    ...('hasNext' in sample && { hasNext: false }),
    ...('hasMore' in sample && { hasMore: false }),
  };
}

function methodOf(client: Upwatch, name: string): ((...given: unknown[]) => PromiseLike<unknown>) | undefined {
  const parts = name.split('.');
  const owner = parts.slice(0, -1).reduce<unknown>((at, part) => (at as Record<string, unknown>)?.[part], client);
  const found = (owner as Record<string, unknown> | undefined)?.[parts.at(-1)!];
  return typeof found === 'function' ? (found.bind(owner) as ReturnType<typeof methodOf>) : undefined;
}

test('every operation of the document has a method under its name, with an example', () => {
  const client = answeredBy(ROWS[0]!).client;
  assert.ok(ROWS.length > 80);
  assert.deepEqual(
    ROWS.filter(({ name }) => methodOf(client, name) === undefined).map(({ name }) => name),
    [],
  );
  const without = ROWS.filter(({ name, method, path }) => !BY_HAND.has(name) && !EXAMPLES.has(`${method} ${path}`));
  assert.deepEqual(
    without.map(({ name }) => name),
    [],
  );
});

for (const row of ROWS.filter(({ name }) => !BY_HAND.has(name))) {
  test(`${row.name} sends what the document says, as its example shows it`, async () => {
    const { client, sent } = answeredBy(row);
    await runExample(EXAMPLES.get(`${row.method} ${row.path}`)!, { client });
    assert.equal(sent.length, 1);
    const [{ method, url, headers, body }] = sent as [Sent];
    assert.equal(method, row.method);
    const pattern = row.path.replaceAll(/\{\w+\}/g, '[^/]+');
    assert.match(url.pathname, new RegExp(`^/behind${pattern}$`));
    assert.equal(url.search, '');
    assertBody(row, body);
    assert.equal(headers.has('idempotency-key'), method === 'POST' && '201' in row.described.responses);
  });

  test(`${row.name} gives back what is in the answer, and sends every part of a query`, async () => {
    const { client, sent, answer } = answeredBy(row);
    const { parameters = [], requestBody } = row.described;
    const query = parameters.filter((parameter) => parameter.in === 'query');
    const given = [
      ...[...row.path.matchAll(/\{\w+\}/g)].map((_match, index) => `id-${index}`),
      ...(requestBody ? [sampleOf(requestBody.content['application/json']!.schema, schemas)] : []),
      ...(query.length > 0
        ? [Object.fromEntries(query.map(({ name, schema }) => [name, sampleOf(schema, schemas)]))]
        : []),
    ];
    const result = await methodOf(client, row.name)!(...given);
    assert.equal(sent[0]!.url.pathname, `/behind${filled(row.path)}`);
    assert.deepEqual(
      [...new Set(sent[0]!.url.searchParams.keys())],
      query.map(({ name }) => name),
    );
    assert.deepEqual(JSON.parse(JSON.stringify(result ?? null)), expectedOf(row, answer));
  });
}

function filled(path: string): string {
  let index = 0;
  return path.replaceAll(/\{\w+\}/g, () => `id-${index++}`);
}

function assertBody({ described }: Row, body: unknown): void {
  const schema = described.requestBody?.content['application/json']?.schema;
  if (!schema) return assert.equal(body, undefined);
  const validate = ajv.compile(inDocument(schema) as object);
  assert.ok(validate(body), `${JSON.stringify(body)}: ${ajv.errorsText(validate.errors)}`);
}

function inDocument(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(inDocument);
  if (typeof node !== 'object' || node === null) return node;
  return Object.fromEntries(
    Object.entries(node).map(([key, value]) => [key, key === '$ref' ? `document${String(value)}` : inDocument(value)]),
  );
}

/** What the caller gets of an answer: without the wrapping, a page whole. */
function expectedOf({ method, described }: Row, answer: unknown): unknown {
  const content = Object.entries(described.responses).find(([status]) => status.startsWith('2'))?.[1].content;
  if (!content) return null;
  const schema: Schema | undefined = content['application/json']?.schema;
  if (!schema) return 'text';
  const fields = Object.keys(schema.properties ?? {});
  const isPage = fields.includes('hasNext') || fields.includes('hasMore');
  const isWrapped = fields.includes('data') && (fields.length === 1 || (isPage && method !== 'GET'));
  return isWrapped ? (answer as { readonly data: unknown }).data : answer;
}
