import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testApi } from '../testing/test-api.ts';
import { OPERATION_NAMES, UNNAMED_OPERATIONS } from './operation-names.ts';

/** `monitors.create`, `statusPages.components.create`. */
const NAME = /^[a-z][A-Za-z]*(\.[a-z][A-Za-z]*){1,2}$/;
const FILE = 'packages/server/src/api/routes/operation-names.ts';

interface Named {
  readonly operationId: string;
  readonly 'x-upwatch-name'?: string;
}

async function operations(): Promise<readonly Named[]> {
  await using api = await testApi();
  const { body } = await api.ask('GET', '/openapi.json');
  return Object.values(body.paths as Readonly<Record<string, Readonly<Record<string, Named>>>>).flatMap((path) =>
    Object.values(path),
  );
}

test('every operation of the document has a name, or a reason to have none', async () => {
  const all = await operations();
  const without = all.filter(({ operationId, 'x-upwatch-name': name }) =>
    operationId in UNNAMED_OPERATIONS ? name !== undefined : name === undefined,
  );
  assert.deepEqual(
    without.map(({ operationId }) => operationId),
    [],
    `say in ${FILE} what these operations are called, then run \`npm run generate\``,
  );
  const known = new Set(all.map(({ operationId }) => operationId));
  const named = [...Object.keys(OPERATION_NAMES), ...Object.keys(UNNAMED_OPERATIONS)];
  assert.deepEqual(
    named.filter((operationId) => !known.has(operationId)),
    [],
    `${FILE} names what is not in the document`,
  );
});

test('a name is a resource and a verb in camel case, and no two operations share one', () => {
  const names = Object.values(OPERATION_NAMES);
  assert.deepEqual(
    names.filter((name) => !NAME.test(name)),
    [],
  );
  assert.equal(new Set(names).size, names.length);
  const lowered = new Set(names.map((name) => name.toLowerCase()));
  assert.equal(
    lowered.size,
    names.length,
    'names differ in more than their capitals: MCP tools and commands have none',
  );
});

test('what holds resources is not itself a verb', () => {
  const names = new Set(Object.values(OPERATION_NAMES));
  const parents = [...names].map((name) => name.split('.').slice(0, -1).join('.'));
  assert.deepEqual(
    parents.filter((parent) => names.has(parent)),
    [],
  );
});
