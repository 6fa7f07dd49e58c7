import assert from 'node:assert/strict';
import { test } from 'node:test';
import { failure } from '@upwatch/core';
import type { FastifyRequest } from 'fastify';
import { isPermitted, ruleOf } from '../accounts/permissions.ts';
import { KEY_SCOPES, type KeyScope, type MemberRole } from '../stores/port.ts';
import { makeApiKey, hashApiKey } from './api-key.ts';
import { demandPermission } from './authorize.ts';
import type { Caller } from './caller.ts';
import { MEMBER_ROLES } from './schemas/organization.ts';
import { browser, member, owner, SETUP_CODE, V1 } from './testing/people.ts';
import { observationOf } from './testing/quiet-engine.ts';
import { recordLooks } from './testing/recorded-looks.ts';
import { type TestApi, testApi } from './testing/test-api.ts';

const DEPS = { deps: { setupCode: SETUP_CODE } };

interface Operation {
  readonly operationId: string;
  readonly tags: readonly string[];
  readonly security: readonly object[];
  readonly method: string;
  readonly path: string;
}

/** Every operation behind the door. */
async function guarded(api: TestApi): Promise<readonly Operation[]> {
  const { paths } = (await api.ask('GET', '/openapi.json')).body as {
    readonly paths: Readonly<Record<string, Readonly<Record<string, Omit<Operation, 'method' | 'path'>>>>>;
  };
  return Object.entries(paths)
    .flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, one]) => ({ ...one, path, method: method.toUpperCase() })),
    )
    .filter(({ security }) => security.length > 0 && security.every((scheme) => Object.keys(scheme).length > 0));
}

/** A path with something in the place of every parameter: who may not is refused before it is looked at. */
function askable(path: string): string {
  return path.replaceAll(/\{\w+\}/g, '019b0000-0000-7000-8000-000000000000');
}

async function keyWith(api: TestApi, role: MemberRole, scopes: readonly KeyScope[]): Promise<string> {
  const key = makeApiKey();
  await api.core.apiKeys.create({ name: 'walker', hash: hashApiKey(key), hint: '', role, scopes }, { name: 'test' });
  return key;
}

test('every operation of the document has a rule, and every role and scope is held to it', async () => {
  await using api = await testApi(DEPS);
  const operations = await guarded(api);
  assert.ok(operations.length > 180);
  const without = operations.filter((one) => !ruleOf(one)).map(({ operationId }) => operationId);
  assert.deepEqual(without, [], 'say in packages/server/src/accounts/permissions.ts who may do these');
  for (const role of MEMBER_ROLES) {
    for (const scope of KEY_SCOPES) {
      const key = await keyWith(api, role, [scope]);
      for (const one of operations) {
        if (one.operationId === 'streamEvents') continue;
        // A body that no operation takes: nothing is changed by it.
        const body = one.method === 'GET' ? undefined : [];
        const { status, text } = await api.ask(one.method, askable(one.path), body, { authorization: `Bearer ${key}` });
        const isAllowed = isPermitted({ role, scopes: [scope] }, ruleOf(one)!);
        const isOwn = !one.security.some((scheme) => 'bearerAuth' in scheme);
        const what = `${one.operationId} by ${role} with ${scope}: ${status} ${text.slice(0, 200)}`;
        assert.equal(status === 403, !isAllowed || (isOwn && status === 403), what);
        assert.ok(status < 500, what);
      }
    }
  }
});

/** Who may what, as it is written for people: the table must not say otherwise. */
const EXPECTED: readonly (readonly [operation: string, least: MemberRole, scope: KeyScope])[] = [
  ['GET listMonitors Monitors', 'VIEWER', 'read'],
  ['POST createMonitor Monitors', 'MEMBER', 'write'],
  ['POST testMonitorConfig Monitors', 'MEMBER', 'write'],
  ['POST acknowledgeIncident Incidents', 'MEMBER', 'write'],
  ['DELETE deleteAlertChannel Alert channels', 'MEMBER', 'write'],
  ['GET listSecrets Secrets', 'MEMBER', 'read'],
  ['GET mailDownTargets Simple', 'MEMBER', 'write'],
  ['GET listAuditLog Audit log', 'ADMIN', 'read'],
  ['GET getWebhookSigningSecret Webhooks', 'ADMIN', 'admin'],
  ['GET listApiKeys API keys', 'ADMIN', 'admin'],
  ['POST createApiKey API keys', 'ADMIN', 'admin'],
  ['POST createInvite Invites', 'ADMIN', 'admin'],
  ['PUT changeMemberRole Members', 'ADMIN', 'admin'],
  ['POST rotateVault Vault', 'ADMIN', 'admin'],
];

test('a viewer looks, a member works, an admin says who may; a key does no more than its scope', () => {
  for (const [operation, least, scope] of EXPECTED) {
    const [, method, operationId, tag] = /^(\w+) (\w+) (.+)$/.exec(operation)!;
    assert.deepEqual(
      ruleOf({ method: method!, operationId: operationId!, tags: [tag!] }),
      { role: least, scope },
      operation,
    );
  }
  assert.equal(ruleOf({ method: 'GET', operationId: 'unheardOf', tags: ['Unheard of'] }), undefined);
});

test('what has no rule nobody may do', () => {
  const root = { role: 'OWNER', scopes: KEY_SCOPES } as unknown as Caller;
  const to = (url: string, schema?: object) => ({ method: 'GET', routeOptions: { url, schema } }) as FastifyRequest;
  assert.throws(() => demandPermission(to('/elsewhere'), root), { code: 'FORBIDDEN' });
  assert.throws(() => demandPermission(to('/new', { operationId: 'new', tags: ['New'] }), root), { code: 'FORBIDDEN' });
  demandPermission(to('/mcp'), root);
});

test('a key of the scope read writes nothing; one that has expired or was revoked does nothing (S34)', async () => {
  await using api = await testApi(DEPS);
  const ada = await owner(api);
  const make = async (body: object) => (await ada.ask('POST', '/api-keys', { name: 'reader', ...body })).body.data;
  const reader = await make({ scopes: ['read'], expiresAt: new Date(api.nowMs() + 60_000).toISOString() });
  const as = { authorization: `Bearer ${reader.key}` };
  const tag = { name: 'red' };
  assert.equal((await api.ask('GET', `${V1}/tags`, undefined, as)).status, 200);
  for (const prefix of [V1, '/compat/api/v1'])
    assert.equal((await api.ask('POST', `${prefix}/tags`, tag, as)).status, 403, prefix);
  assert.equal((await api.ask('POST', '/status', ['http://127.0.0.1:1/'], as)).status, 403);
  const listed = (await ada.ask('GET', '/api-keys')).body.data.at(-1);
  assert.deepEqual([listed.scopes, listed.role], [['read'], 'OWNER']);
  api.pass(60_000);
  assert.equal((await api.ask('GET', `${V1}/tags`, undefined, as)).status, 401);
  const writer = await make({ scopes: ['write'] });
  const write = () =>
    api.ask('POST', `${V1}/tags`, { name: crypto.randomUUID() }, { authorization: `Bearer ${writer.key}` });
  assert.equal((await write()).status, 201);
  await ada.ask('POST', `/api-keys/${writer.id}/revoke`);
  assert.equal((await write()).status, 401);
});

test('an admin decides on nobody above, by no way: role, status, removal, invites, passwords, keys', async () => {
  await using api = await testApi(DEPS);
  const ada = await owner(api);
  const bob = await member(api, ada, 'ADMIN', 'bob');
  const eve = (await ada.ask('POST', '/invites', { email: 'eve@shop.test', roleOffered: 'OWNER' })).body.data;
  const key = (await ada.ask('POST', '/api-keys', { name: 'root' })).body.data;
  const id = (await ada.ask('GET', '/auth/session')).body.data.user.id;
  const own = (await bob.ask('GET', '/auth/session')).body.data.user.id;
  for (const [method, path, body] of [
    ['PUT', `/members/${id}/role`, { orgRole: 'MEMBER' }],
    ['PUT', `/members/${own}/role`, { orgRole: 'OWNER' }],
    ['PUT', `/members/${id}/status`, { status: 'SUSPENDED' }],
    ['DELETE', `/members/${id}`],
    ['POST', `/members/${id}/password-reset`],
    ['POST', '/invites', { email: 'mallory@shop.test', roleOffered: 'OWNER' }],
    ['POST', `/invites/${eve.inviteId}/resend`],
    ['POST', `/invites/${eve.inviteId}/revoke`],
    ['PATCH', `/api-keys/${key.id}`, { name: 'mine' }],
    ['POST', `/api-keys/${key.id}/regenerate`],
    ['POST', `/api-keys/${key.id}/revoke`],
    ['DELETE', `/api-keys/${key.id}`],
  ] as const) {
    const answer = await bob.ask(method, path, body);
    assert.equal(answer.status, 403, `${method} ${path} ${answer.text}`);
  }
  const made = (await bob.ask('POST', '/api-keys', { name: 'bob’s' })).body.data;
  const demotes = { authorization: `Bearer ${made.key}` };
  const answer = await api.ask('PUT', `${V1}/members/${id}/role`, { orgRole: 'VIEWER' }, demotes);
  assert.equal(answer.status, 403, 'a key does no more than its maker');
});

test('the last owner can be neither demoted, suspended nor removed', async () => {
  await using api = await testApi(DEPS);
  const ada = await owner(api);
  const bob = await member(api, ada, 'OWNER', 'bob');
  const ids = (await ada.ask('GET', '/members')).body.data.map(({ userId }: { userId: number }) => userId);
  assert.equal((await bob.ask('PUT', `/members/${ids[0]}/role`, { orgRole: 'ADMIN' })).status, 204);
  for (const [method, path, body] of [
    ['PUT', `/members/${ids[1]}/role`, { orgRole: 'ADMIN' }],
    ['PUT', `/members/${ids[1]}/status`, { status: 'SUSPENDED' }],
    ['DELETE', `/members/${ids[1]}`],
  ] as const)
    assert.equal((await bob.ask(method, path, body)).status, 409, path);
  assert.equal((await bob.ask('GET', '/monitors')).status, 200);
});

test('what is read of a target is shown to none who may only look (S04)', async () => {
  await using api = await testApi(DEPS);
  const ada = await owner(api);
  const viewer = await member(api, ada, 'VIEWER');
  const CANARY = 'canary-of-an-inner-host';
  const body = { name: 'shop', type: 'HTTP', config: { url: 'http://127.0.0.1:1/', method: 'GET' } };
  const { id } = (await ada.ask('POST', '/monitors', body)).body.data;
  const heartbeat = { name: 'job', type: 'HEARTBEAT', config: { expectedInterval: 60 } };
  const job = await ada.ask('POST', '/monitors', heartbeat);
  assert.equal(job.status, 201, job.text);
  const monitor = (await api.core.monitors.get(id))!;
  const atMs = api.nowMs() - 1000;
  const failed = failure('status.unexpected', 'expected 2xx, got 503');
  const look = observationOf({ monitorId: id, slotMs: atMs, startedAtMs: atMs, failure: failed });
  recordLooks(api.history, monitor.key, [{ ...look, facts: { ...look.facts, bodyExcerpt: CANARY } }]);
  const results = (await viewer.ask('GET', `/monitors/${id}/results`)).body.data;
  assert.equal(results.length, 1);
  const shown = async (who: typeof viewer) =>
    (await who.ask('GET', `/monitors/${id}/results/${results[0].id}`)).text + (await who.ask('GET', '/monitors')).text;
  assert.match(await shown(ada), /canary-of[\s\S]*\/heartbeat\//);
  assert.doesNotMatch(await shown(viewer), /canary-of|\/heartbeat\//);
  api.engine.nextLook = async () => ({ ...look, facts: { ...look.facts, bodyExcerpt: CANARY } });
  assert.equal((await viewer.ask('POST', '/monitors/test', body)).status, 403);
  assert.equal((await viewer.ask('POST', `/monitors/${id}/test`)).status, 403);
});

test('whoever is not signed in gets nothing but the way in', async () => {
  await using api = await testApi(DEPS);
  await owner(api);
  const stranger = browser(api);
  for (const { method, path } of await guarded(api)) {
    const { status } = await stranger.ask(
      method as 'GET',
      askable(path.replace(V1, '')),
      method === 'GET' ? undefined : {},
    );
    if (path.startsWith(V1)) assert.equal(status, 401, `${method} ${path}`);
  }
});
