import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { sharedFile } from '@upwatch/core/testing';
import { testApi } from './testing/test-api.ts';

interface Operation {
  readonly operationId: string;
  readonly summary: string;
  readonly tags: readonly string[];
  readonly security: readonly object[];
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly required?: boolean }[];
  readonly responses: Readonly<
    Record<string, { readonly description: string; readonly content?: object; readonly headers?: object }>
  >;
}
interface Document {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly tags: readonly { readonly name: string }[];
}

async function loadDocument(): Promise<Document> {
  await using api = await testApi();
  const answer = await api.ask('GET', '/openapi.json', undefined, { authorization: '' });
  assert.equal(answer.status, 200, answer.text);
  return answer.body as Document;
}

function operationsOf({ paths }: Document): { name: string; path: string; operation: Operation }[] {
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      name: `${method.toUpperCase()} ${path}`,
      path,
      operation,
    })),
  );
}

function refsIn(node: unknown): string[] {
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([key, value]) => (key === '$ref' ? [String(value)] : refsIn(value)));
}

test('the document is OpenAPI 3.1, and every reference in it leads somewhere', async () => {
  const document = await loadDocument();
  assert.equal(document.openapi, '3.1.0');
  const refs = new Set(refsIn(document));
  assert.ok(refs.size > 20);
  for (const ref of refs) {
    const found = ref
      .slice(2)
      .split('/')
      .reduce<unknown>((at, part) => (at as Record<string, unknown> | undefined)?.[part], document);
    assert.ok(found !== undefined, ref);
  }
  assert.ok(!JSON.stringify(document).includes('x-fastify'));
});

test('every operation has a name of its own, words, a tag that is explained, answers and refusals', async () => {
  const document = await loadDocument();
  const tags = new Set(document.tags.map(({ name }) => name));
  const ids = new Set<string>();
  for (const { name, path, operation } of operationsOf(document)) {
    const { operationId, summary, responses, parameters = [] } = operation;
    assert.match(operationId, /^[a-z][A-Za-z]+$/, name);
    assert.ok(!ids.has(operationId), `${name}: ${operationId} twice`);
    ids.add(operationId);
    assert.ok(summary.length > 5, name);
    assert.ok(operation.tags.length === 1 && tags.has(operation.tags[0]!), name);
    assert.ok(Array.isArray(operation.security), name);
    const statuses = Object.keys(responses);
    assert.ok(
      statuses.some((status) => /^[23]/.test(status)),
      name,
    );
    assert.ok(statuses.includes('4XX') && statuses.includes('5XX'), name);
    for (const [status, { description }] of Object.entries(responses)) {
      assert.ok(description && description !== 'Default Response', `${name} ${status}`);
    }
    const inPath = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]!);
    const described = parameters.filter((parameter) => parameter.in === 'path');
    assert.deepEqual(described.map((parameter) => parameter.name).sort(), inPath.sort(), name);
    assert.ok(
      described.every((parameter) => parameter.required === true),
      name,
    );
  }
  assert.ok(ids.size > 60);
});

test('every operation of the contract that is in scope is in the document, and nothing of /compat', async (context) => {
  const file = sharedFile('contracts/monitoring-api.json');
  if (file === undefined) return context.skip('the contract is not beside the checkout');
  const contract = JSON.parse(readFileSync(file, 'utf8')) as Document;
  const document = await loadDocument();
  const scope =
    /^\/api\/v1\/(maintenance-windows|resource-groups|monitors|heartbeat|alert-channels|alert-deliveries|incidents|tags|webhooks|deploy|audit-log|environments|secrets|vaults|auth|api-keys|status-pages|dashboard|integrations|org|workspaces|members|invites|notifications)(\/|$)/;
  const missing = Object.entries(contract.paths)
    .filter(([path]) => scope.test(path))
    .flatMap(([path, methods]) =>
      Object.keys(methods)
        .filter((method) => !document.paths[path]?.[method])
        .map((method) => `${method} ${path}`),
    );
  assert.deepEqual(missing, []);
  assert.ok(document.paths['/api/v1/api-keys/{id}']?.['get']);
  assert.deepEqual(
    Object.keys(document.paths).filter((path) => path.startsWith('/compat')),
    [],
  );
});

test('only what is meant to be open is open in the document', async () => {
  const open = operationsOf(await loadDocument())
    .filter(({ operation: { security } }) => !security.some((scheme) => 'bearerAuth' in scheme))
    .filter(
      ({ operation: { security } }) => security.length === 0 || security.some((scheme) => !('cookieAuth' in scheme)),
    )
    .map(({ name }) => name);
  assert.deepEqual(open.sort(), [
    'GET /api/v1/auth/invites/{token}',
    'GET /api/v1/auth/oidc/{provider}/callback',
    'GET /api/v1/auth/oidc/{provider}/start',
    'GET /api/v1/auth/session',
    'GET /api/v1/heartbeat/{token}',
    'GET /api/v1/heartbeat/{token}/{ending}',
    'GET /health',
    'GET /metrics',
    'GET /ready',
    'POST /api/v1/auth/invites/{token}/accept',
    'POST /api/v1/auth/login',
    'POST /api/v1/auth/logout',
    'POST /api/v1/auth/passkeys/sign-in',
    'POST /api/v1/auth/passkeys/sign-in/options',
    'POST /api/v1/auth/password-reset/{token}',
    'POST /api/v1/auth/setup',
    'POST /api/v1/heartbeat/{token}',
    'POST /api/v1/heartbeat/{token}/{ending}',
  ]);
});

test('the document can be browsed without anything from elsewhere, with and without a slash', async () => {
  await using api = await testApi();
  for (const address of ['/docs', '/docs/']) {
    const page = await api.ask('GET', address, undefined, { authorization: '' });
    assert.equal(page.status, 200);
    assert.match(String(page.headers['content-type']), /^text\/html/);
    const files = Array.from(page.text.matchAll(/(?:src|href)="([^"]+)"/g), ([, file]) => file!);
    assert.ok(files.length >= 4);
    for (const file of files.filter((one) => one !== 'data:,')) {
      const url = new URL(file, `http://upwatch.test${address}`);
      assert.equal(url.host, 'upwatch.test', file);
      const answer = await api.ask('GET', url.pathname + url.search, undefined, { authorization: '' });
      assert.equal(answer.status, 200, file);
      assert.match(String(answer.headers['content-type']), file.includes('.js') ? /^text\/javascript/ : /^text\/css/);
      assert.equal(answer.headers['x-content-type-options'], 'nosniff');
    }
    const policy = String(page.headers['content-security-policy']);
    assert.match(policy, /default-src 'self'/);
    assert.ok(!policy.includes('unsafe') && !policy.includes('https:'), policy);
    assert.ok(!/<script>|<style| style=| on\w+=/.test(page.text));
  }
  assert.equal((await api.ask('GET', '/docs/static/%2e%2e%2fpackage.json')).status, 404);
});

/** Changes without `If-Match`, by `operationId`, each with the reason. */
const UNCONDITIONAL: Readonly<Record<string, string>> = {
  changePassword: 'the password that is now is asked for',
  changeProfile: 'a name, and nobody but its owner changes it',
  endSession: 'a session is there or not',
  unlinkIdentity: 'an identity is linked or not',
  removePasskey: 'a passkey is there or not',
  renamePasskey: 'a name, and nobody but its owner changes it',
  removeTotp: 'one-time codes are there or not',
  removeSecondFactors: 'whatever there is of them goes',
  setSignInRules: 'one rule, which is as it was said last',
  readNotification: 'a mark of the reader, which nobody else sees',
  readAllNotifications: 'a mark of the reader, which nobody else sees',
  rememberImports: 'an importer that writes what it found, beside what is there',
  removeResourceGroupMember: 'a membership is there or not',
  releaseDeployLock: 'named by the id of the very lock',
  forceDeployLock: 'meant for whatever lock there is',
  importMonitorHistory: 'it adds, and what is known more fully stays: what was there does not matter',
  removeStatusPageSubscriber: 'a subscription is there or not',
  removeStatusPageDomain: 'a domain is there or not',
};

test('every change takes If-Match, and what it must name stands in answers', async () => {
  const document = await loadDocument();
  const lacking = Object.entries(document.paths)
    .flatMap(([, methods]) => Object.entries(methods))
    .filter(([method]) => ['put', 'patch', 'delete'].includes(method))
    .filter(([, { parameters = [] }]) => !parameters.some(({ name }) => name === 'If-Match'))
    .map(([, { operationId }]) => operationId);
  assert.deepEqual(lacking.toSorted(), Object.keys(UNCONDITIONAL).toSorted());
  for (const { name, operation } of operationsOf(document)) {
    const isConditional = operation.parameters?.some((parameter) => parameter.name === 'If-Match');
    if (!isConditional || name.startsWith('DELETE')) continue;
    const [good] = Object.entries(operation.responses).find(([status]) => status.startsWith('2')) ?? [];
    assert.ok('ETag' in (operation.responses[good!]?.headers ?? {}), name);
  }
});
