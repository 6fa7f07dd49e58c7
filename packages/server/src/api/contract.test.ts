/** Every answer of `/compat` is exactly what the published contract says; `/api/v1` is that, and more. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { type TestContext, test } from 'node:test';
import { sharedFile } from '@upwatch/core/testing';
import { Ajv2019 } from 'ajv/dist/2019.js';
import ajvFormats from 'ajv-formats';
import { API_PREFIX, COMPAT_PREFIX } from './prefixes.ts';
import { openIncidentOf, walkOperations } from './testing/walk-operations.ts';
import { testApi } from './testing/test-api.ts';

type Node = Record<string, unknown>;
interface Contract {
  readonly paths: Readonly<Record<string, Readonly<Record<string, { readonly responses: Node }>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Node>> };
}

const SCOPE =
  /^\/api\/v1\/(maintenance-windows|resource-groups|monitors|heartbeat|alert-channels|alert-deliveries|notification-policies|notification-dispatches|forensics|incidents|tags|webhooks|deploy|audit-log|environments|secrets|vaults|auth|api-keys|status-pages|dashboard|integrations|org|workspaces|members|invites|notifications)(\/|$)/;

/** A server has one workspace: no request for another succeeds. */
const REFUSED = new Set(['POST /api/v1/workspaces', 'DELETE /api/v1/workspaces/{workspaceId}']);

function loadContract(context: TestContext): Contract | undefined {
  const file = sharedFile('contracts/monitoring-api.json');
  if (file === undefined) {
    context.skip('the contract is not beside the checkout');
    return undefined;
  }
  return JSON.parse(readFileSync(file, 'utf8')) as Contract;
}

/** The contract is OpenAPI 3.0: `nullable` is turned into JSON Schema, and where asked for nothing unknown is let in. */
function asJsonSchema(node: unknown, isStrict: boolean): unknown {
  if (Array.isArray(node)) return node.map((inner) => asJsonSchema(inner, isStrict));
  if (typeof node !== 'object' || node === null) return node;
  const { nullable, discriminator: _, exclusiveMinimum: __, exclusiveMaximum: ___, oneOf, ...rest } = node as Node;
  // With unknown fields let in, one thing may look like several of the forms that tell themselves apart by theirs.
  if (oneOf !== undefined) rest[isStrict ? 'oneOf' : 'anyOf'] = oneOf;
  const schema = Object.fromEntries(
    Object.entries(rest).map(([key, value]) => [
      key,
      key === '$ref'
        ? String(value).replace('#/components/schemas/', 'contract#/$defs/')
        : asJsonSchema(value, isStrict),
    ]),
  );
  if (isStrict && 'properties' in schema && !('additionalProperties' in schema)) schema['additionalProperties'] = false;
  return nullable === true ? { anyOf: [{ type: 'null' }, schema] } : schema;
}

function contractAjv(contract: Contract, isStrict: boolean): Ajv2019 {
  const ajv = new Ajv2019({ strict: false, allErrors: true });
  ajvFormats.default(ajv);
  for (const format of ['int32', 'int64', 'double']) ajv.addFormat(format, true);
  ajv.addSchema({ $id: 'contract', $defs: asJsonSchema(contract.components.schemas, isStrict) as Node });
  return ajv;
}

function schemaOf(contract: Contract, template: string, method: string, status: number): string | undefined {
  const response = contract.paths[template]?.[method.toLowerCase()]?.responses[String(status)] as Node | undefined;
  const [media] = Object.values(
    (response?.['content'] as Readonly<Record<string, { schema: Node }>> | undefined) ?? {},
  );
  const ref = media?.schema['$ref'];
  return typeof ref === 'string' ? ref.split('/').at(-1) : undefined;
}

for (const [prefix, isStrict] of [
  [COMPAT_PREFIX, true],
  [API_PREFIX, false],
] as const) {
  test(`every operation in scope answers under ${prefix} as the contract says`, async (context) => {
    const contract = loadContract(context);
    if (!contract) return;
    await using api = await testApi({ config: { publicUrl: 'https://upwatch.example' } });
    const ajv = contractAjv(contract, isStrict);
    const seen = new Set<string>();
    for await (const { method, template, answer } of walkOperations(api, prefix)) {
      const operation = `${method} ${template}`;
      assert.ok(answer.status < 300, `${operation}: ${answer.status} ${answer.text}`);
      seen.add(operation);
      const name = schemaOf(contract, template, method, answer.status);
      if (answer.status === 204) continue;
      assert.ok(name !== undefined, `${operation}: the contract does not know status ${answer.status}`);
      const validate = ajv.getSchema(`contract#/$defs/${name}`);
      assert.ok(validate, name);
      const isValid = validate(answer.body);
      assert.ok(isValid, `${operation} is no ${name}: ${ajv.errorsText(validate.errors)}\n${answer.text}`);
    }
    const wanted = Object.entries(contract.paths)
      .filter(([path]) => SCOPE.test(path))
      .flatMap(([path, methods]) => Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`));
    assert.deepEqual(
      wanted.filter((operation) => !seen.has(operation) && !REFUSED.has(operation)),
      [],
    );
  });
}

test('a refusal under /compat has exactly the fields of ErrorResponse', async (context) => {
  const contract = loadContract(context);
  if (!contract) return;
  await using api = await testApi();
  const ajv = contractAjv(contract, true);
  for (const [method, url, body] of [
    ['GET', '/monitors/nobody', undefined],
    ['GET', '/monitors/019b0000-0000-7000-8000-000000000000', undefined],
    ['POST', '/monitors', '{'],
    ['POST', '/monitors', {}],
    ['GET', '/nowhere', undefined],
    ['DELETE', '/monitors', undefined],
  ] as const) {
    const answer = await api.ask(method, `${COMPAT_PREFIX}${url}`, body);
    assert.ok(answer.status >= 400);
    const validate = ajv.getSchema('contract#/$defs/ErrorResponse')!;
    assert.ok(validate(answer.body), `${ajv.errorsText(validate.errors)} ${answer.text}`);
  }
});

test('what the contract cannot say is left out of /compat', async () => {
  await using api = await testApi();
  const { id } = (
    await api.ask('POST', '/api/v1/monitors', {
      name: 'odd',
      type: 'HTTP',
      config: { url: 'http://x.example/', method: 'PROPFIND' },
    })
  ).body.data;
  assert.equal((await api.ask('GET', `/compat/api/v1/monitors/${id}`)).status, 404);
  assert.deepEqual((await api.ask('GET', '/compat/api/v1/monitors')).body.data, []);
  const config = { type: 'body_not_contains', substring: 'x' };
  const { data } = (
    await api.ask('POST', '/api/v1/monitors', {
      name: 'even',
      type: 'HTTP',
      config: { url: 'http://x.example/', method: 'GET' },
      assertions: [{ config }],
    })
  ).body;
  assert.equal(data.assertions.length, 1);
  assert.deepEqual((await api.ask('GET', `/compat/api/v1/monitors/${data.id}`)).body.data.assertions, []);
  const refused = await api.ask('POST', `/compat/api/v1/monitors/${data.id}/assertions`, { config });
  assert.equal(refused.status, 400);
});

test('an incident of a look names it by the id that results have', async () => {
  await using api = await testApi();
  const { incident, monitorId } = await openIncidentOf(api);
  const shown = (await api.ask('GET', `/api/v1/incidents/${incident.id}`)).body.data.incident;
  const { data } = (await api.ask('GET', `/api/v1/monitors/${monitorId}/results`)).body;
  assert.equal(shown.triggeringCheckId, data[0].id);
  const one = await api.ask('GET', `/api/v1/monitors/${monitorId}/results/${shown.triggeringCheckId}`);
  assert.deepEqual(one.body.data, data[0]);
});
