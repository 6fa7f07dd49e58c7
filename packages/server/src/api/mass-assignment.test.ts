import assert from 'node:assert/strict';
import { test } from 'node:test';
import { owner, SETUP_CODE } from './testing/people.ts';
import { testApi } from './testing/test-api.ts';

interface Schema {
  readonly $ref?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly example?: unknown;
}

interface Document {
  readonly paths: Readonly<
    Record<
      string,
      Readonly<
        Record<
          string,
          {
            readonly operationId: string;
            readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> };
          }
        >
      >
    >
  >;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

/** What a client must not decide, whatever answers show of it. */
const INJECTED = {
  role: 'OWNER',
  orgRole: 'OWNER',
  id: 1,
  userId: 1,
  organizationId: 7,
  workspaceId: 7,
  createdAt: '2020-01-01T00:00:00Z',
  managedByMember: 1,
  isAdmin: true,
  hash: 'x',
  constructor: { prototype: { isAdmin: true } },
} as const;

/** Bodies that are not one object of fields, or are written down as a whole, each with the reason. */
const FREE: Readonly<Record<string, string>> = {
  reportHeartbeat: 'what a job says is kept as it came',
  reportHeartbeatAs: 'what a job says is kept as it came',
  watchTargets: 'a list, or one target',
  setQueue: 'a list, or one target',
};

test('what a body has beyond its schema is refused by name, in every operation that takes one (S30)', async () => {
  await using api = await testApi({ deps: { setupCode: SETUP_CODE } });
  const ada = await owner(api);
  const document = (await api.ask('GET', '/openapi.json')).body as Document;
  const whole = (schema: Schema): Schema =>
    schema.$ref === undefined ? schema : document.components.schemas[schema.$ref.split('/').at(-1)!]!;
  const fieldsOf = (schema: Schema): readonly string[] => {
    const { properties = {}, anyOf = [], oneOf = [] } = whole(schema);
    return [...Object.keys(properties), ...[...anyOf, ...oneOf].flatMap(fieldsOf)];
  };
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, one]) => ({ path, method: method.toUpperCase() as 'POST', ...one })),
  );
  let asked = 0;
  for (const { operationId, path, method, requestBody } of operations) {
    const schema = requestBody?.content['application/json']?.schema;
    if (!schema || operationId in FREE || !path.startsWith('/api/v1')) continue;
    const known = fieldsOf(schema);
    const injected = Object.entries(INJECTED).filter(([name]) => !known.includes(name));
    const example = whole(schema).example ?? {};
    const url = path.replace('/api/v1', '').replaceAll(/\{\w+\}/g, '019b0000-0000-7000-8000-000000000000');
    for (const [name, value] of injected) {
      const { status, text } = await ada.ask(method, url, { ...example, [name]: value });
      assert.ok(status === 400 || status === 404, `${operationId} took ${name}: ${status} ${text.slice(0, 200)}`);
      asked++;
    }
  }
  assert.ok(asked > 500, `${asked}`);
});

test('nobody makes themselves more than they are by a field of a body (S30)', async () => {
  await using api = await testApi({ deps: { setupCode: SETUP_CODE } });
  const ada = await owner(api);
  const polluting = '{"name":"Ada","__proto__":{"role":"OWNER"},"role":"VIEWER"}';
  const headers = { 'content-type': 'application/json', origin: 'http://localhost', host: 'localhost' };
  const cookie = `__Host-upwatch=${ada.cookies.get('__Host-upwatch')}`;
  const url = '/api/v1/auth/profile';
  const answer = await api.inject({ method: 'PATCH', url, headers: { ...headers, cookie }, payload: polluting });
  assert.equal(answer.statusCode, 400);
  assert.equal(({} as { readonly role?: string }).role, undefined);
  assert.equal((await ada.ask('GET', '/auth/session')).body.data.user.role, 'OWNER');
});
