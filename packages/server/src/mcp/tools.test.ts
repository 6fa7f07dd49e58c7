import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { testApi } from '../api/testing/test-api.ts';
import { UNNAMED_OPERATIONS } from '../api/routes/operation-names.ts';
import type { ApiDocument } from './api-document.ts';
import { toolboxOf } from './toolbox.ts';
import { isForBrowsers, operationTools, toolName } from './tools.ts';

async function loadDocument(): Promise<ApiDocument> {
  await using api = await testApi();
  return (await api.ask('GET', '/openapi.json')).body as ApiDocument;
}

test('every operation of the document has a tool, and each tool a name that clients take', async () => {
  const document = await loadDocument();
  const tools = toolboxOf(document, { mayWrite: true }, () => 0).list;
  const names = tools.map(({ name }) => name);
  const missing = Object.values(document.paths)
    .flatMap((methods) => Object.values(methods))
    .filter((operation) => !(operation.operationId in UNNAMED_OPERATIONS) && !isForBrowsers(operation))
    .filter((operation) => !names.includes(toolName(operation['x-upwatch-name'] ?? '')))
    .map(({ operationId }) => operationId);
  assert.deepEqual(missing, []);
  assert.equal(new Set(names).size, names.length);
  assert.deepEqual(
    names.filter((name) => !/^[a-zA-Z][a-zA-Z0-9_]{0,63}$/.test(name)),
    [],
  );
  assert.deepEqual(names.slice(0, 3), ['explain', 'replay', 'check']);
});

test('the input of every tool is a schema of its own, in which every reference leads somewhere', async () => {
  const ajv = new Ajv2020({ strict: false, validateFormats: false });
  for (const { name, inputSchema, description } of toolboxOf(await loadDocument(), { mayWrite: true }, () => 0).list) {
    assert.equal(inputSchema.type, 'object', name);
    assert.doesNotThrow(() => ajv.compile(inputSchema), name);
    assert.ok(!JSON.stringify(inputSchema).includes('#/components'), name);
    assert.ok(description.length > 5, name);
  }
});

test('path, query and body become one object; a body of several forms stays one value', async () => {
  const tools = new Map(operationTools(await loadDocument()).map((tool) => [tool.name, tool]));
  const update = tools.get('monitors_update')!.input;
  assert.deepEqual([update.body, update.places], ['fields', { id: 'path' }]);
  assert.ok(update.schema.required?.includes('id') && 'frequencySeconds' in update.schema.properties!);
  const create = tools.get('monitors_create')!.input;
  assert.deepEqual([create.body, create.schema.required], ['whole', ['body']]);
});

test('only what changes nothing is there unless writing was asked for', async () => {
  const document = await loadDocument();
  const tools = operationTools(document);
  const reading = tools.filter(({ effect }) => effect === 'read');
  assert.deepEqual(
    reading
      .filter(({ method }) => method !== 'GET')
      .map(({ name }) => name)
      .sort(),
    ['monitors_policy_replay', 'monitors_test', 'notificationPolicies_preview'],
  );
  const getsThatWrite = tools.filter(({ method, effect }) => method === 'GET' && effect !== 'read');
  assert.deepEqual(getsThatWrite.map(({ name }) => name).sort(), ['heartbeats_ping', 'heartbeats_pingAs']);
  assert.ok(tools.filter(({ method }) => method === 'DELETE').every(({ effect }) => effect === 'destroy'));
  const ending = tools.filter(({ name }) => /_(revoke|regenerate|rotate\w*|bulk|dismiss)$/.test(name));
  assert.ok(ending.length >= 4 && ending.every(({ effect }) => effect === 'destroy'));
  const listed = toolboxOf(document, {}, () => 0).list;
  assert.equal(listed.length, reading.length + 3);
  assert.ok(listed.every(({ annotations }) => annotations.readOnlyHint && !annotations.destructiveHint));
});

test('what an agent reads at first stays small: all reading tools in 60,000 letters', async () => {
  const { list } = toolboxOf(await loadDocument(), {}, () => 0);
  const letters = JSON.stringify(list).length;
  assert.ok(letters < 60_000, String(letters));
});
