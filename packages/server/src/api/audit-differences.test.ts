import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { InjectOptions } from 'fastify';
import type { AuditEntry } from '../stores/port.ts';
import { authenticatorApp } from './testing/authenticator-app.ts';
import { browser, member, owner, PASSWORD, SETUP_CODE } from './testing/people.ts';
import { type TestApi, testApi } from './testing/test-api.ts';
import { openIncidentOf, walkOperations } from './testing/walk-operations.ts';

const DEPS = { deps: { setupCode: SETUP_CODE } };

/** What changes nothing that somebody set up or decided, each with the reason. */
const SILENT: Readonly<Record<string, string>> = {
  previewNotifications: 'a rehearsal',
  planConfiguration: 'a rehearsal',
  previewStatusPage: 'a draft that is drawn and forgotten',
  previewStatusPageIncident: 'a draft that is drawn and forgotten',
  readExpectations: 'reads a text, and keeps nothing',
  replayMonitorPolicy: 'a rehearsal',
  createWorkspace: 'is always refused',
  deleteWorkspace: 'is always refused',
  rememberImports: 'an importer’s own bookmark',
  importMonitorHistory: 'measurements of the past, and no setting',
  reportHeartbeat: 'a job reports',
  reportHeartbeatAs: 'a job reports',
  testWebhook: 'a trial',
  testNotificationPolicy: 'a trial',
  testAlertChannel: 'a trial',
  testAlertChannelConfig: 'a trial',
  testMonitor: 'a trial',
  testMonitorConfig: 'a trial',
  readNotification: 'what one has read',
  readAllNotifications: 'what one has read',
  offerTotp: 'holds once it is confirmed',
  offerPasskey: 'a challenge that is forgotten',
  askForPasskey: 'a challenge that is forgotten',
};

/** What only a browser can ask for: its lines are shown by the contract of the store. */
const BY_BROWSER = new Set(['addPasskey', 'signInByPasskey', 'renamePasskey', 'removePasskey', 'unlinkIdentity']);

interface Operation {
  readonly operationId: string;
  readonly method: string;
  readonly pattern: RegExp;
}

async function changingOperations(api: TestApi): Promise<readonly Operation[]> {
  const { paths } = (await api.ask('GET', '/openapi.json')).body as {
    readonly paths: Readonly<Record<string, Readonly<Record<string, { readonly operationId: string }>>>>;
  };
  const variables = (path: string) => path.split('{').length;
  return Object.entries(paths)
    .filter(([path]) => path.startsWith('/api/v1/'))
    .toSorted(([a], [b]) => variables(a) - variables(b))
    .flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, { operationId }]) => ({
        operationId,
        method: method.toUpperCase(),
        pattern: new RegExp(`^${path.replaceAll(/\{\w+\}/g, '[^/]+')}$`),
      })),
    )
    .filter(({ method }) => method !== 'GET');
}

interface Trail {
  readonly operations: readonly Operation[];
  /** What was asked for with success. */
  readonly asked: ReadonlySet<string>;
  /** The lines that requests left, with the operation that each asked for. */
  readonly lines: readonly (readonly [operationId: string, lines: readonly AuditEntry[]])[];
}

async function watchTrail(api: TestApi): Promise<Trail> {
  const operations = await changingOperations(api);
  const asked = new Set<string>();
  const lines: (readonly [string, readonly AuditEntry[]])[] = [];
  const newest = async () => (await api.core.audit.list({ page: 0, size: 50 })).items;
  const inject = api.app.inject.bind(api.app) as (options: InjectOptions) => ReturnType<TestApi['inject']>;
  const watched = async (options: InjectOptions) => {
    const last = (await newest())[0]?.number ?? 0;
    const response = await inject(options);
    const [path] = (options.url as string).split('?');
    const operation = operations.find(({ method, pattern }) => method === options.method && pattern.test(path!));
    if (!operation || response.statusCode >= 300) return response;
    asked.add(operation.operationId);
    lines.push([operation.operationId, (await newest()).filter(({ number }) => number > last)]);
    return response;
  };
  Object.assign(api.app, { inject: watched });
  return { operations, asked, lines };
}

/** What people do who are signed in. */
async function walkMembers(api: TestApi): Promise<void> {
  const ada = await owner(api);
  const robin = await member(api, ada, 'ADMIN', 'robin');
  const robinId = (await robin.ask('GET', '/auth/session')).body.data.user.id;
  await robin.ask('PATCH', '/auth/profile', { name: 'Robert' });
  const elsewhere = browser(api);
  await elsewhere.ask('POST', '/auth/login', { email: 'robin@shop.test', password: PASSWORD });
  const { data: sessions } = (await robin.ask('GET', '/auth/sessions')).body;
  const other = sessions.find(({ isCurrent }: { readonly isCurrent: boolean }) => !isCurrent);
  await robin.ask('DELETE', `/auth/sessions/${other.id}`);
  await elsewhere.ask('POST', '/auth/login', { email: 'robin@shop.test', password: PASSWORD });
  await robin.ask('POST', '/auth/sessions/end-others');
  await authenticatorApp(api, robin);
  await robin.ask('POST', '/auth/recovery-codes', { password: PASSWORD });
  await robin.ask('DELETE', '/auth/totp', { password: PASSWORD });
  await authenticatorApp(api, robin);
  await ada.ask('DELETE', `/members/${robinId}/second-factors`);
  const next = { currentPassword: PASSWORD, newPassword: 'eight small boats at noon' };
  await ada.ask('PUT', '/auth/password', next);
  const { data: link } = (await ada.ask('POST', `/members/${robinId}/password-reset`)).body;
  await browser(api).ask('POST', `/auth/password-reset/${link.token}`, { password: next.newPassword });
  const app = await authenticatorApp(api, ada);
  await ada.ask('PUT', '/org/sign-in-rules', { demandsSecondFactor: true });
  await ada.ask('POST', '/auth/logout');
  await ada.ask('POST', '/auth/login', { email: 'ada@shop.test', password: next.newPassword });
  api.pass(30_000);
  const shown = await ada.ask('POST', '/auth/second-factor', { code: app.code() });
  assert.equal(shown.status, 200, shown.text);
}

/** What the walk of the contract leaves out. */
async function walkTheRest(api: TestApi): Promise<void> {
  const ask = async (method: string, path: string, body?: unknown) => {
    const answer = await api.ask(method, `/api/v1${path}`, body);
    assert.ok(answer.status < 300, `${method} ${path}: ${answer.text}`);
    return answer.body?.data;
  };
  const declared = { name: 'declared', type: 'HTTP', config: { url: 'https://shop.example/', method: 'GET' } };
  await ask('POST', '/configuration/apply', { document: { monitors: [declared] } });
  const { incident, deliveryId } = await openIncidentOf(api);
  await ask('POST', `/alert-deliveries/${deliveryId}/retry`);
  await ask('POST', `/alert-deliveries/${deliveryId}/cancel`);
  await ask('POST', `/incidents/${incident.id}/acknowledge`);
  await ask('POST', `/incidents/${incident.id}/unacknowledge`);
  await ask('POST', '/deploy/lock', { lockedBy: 'ci 8' });
  await ask('DELETE', '/deploy/lock/force');
  const invite = await ask('POST', '/invites', { email: 'eve@shop.test', roleOffered: 'ADMIN' });
  await ask('POST', `/invites/${invite.inviteId}/revoke`);
  const [monitor] = await ask('GET', '/monitors');
  const status = { config: { type: 'status_code', expected: '2xx', operator: 'equals' }, severity: 'fail' };
  const assertion = await ask('POST', `/monitors/${monitor.id}/assertions`, status);
  await ask('PUT', `/monitors/${monitor.id}/assertions/${assertion.id}`, { ...status, severity: 'warn' });
  const startsAt = new Date(api.nowMs() - 60_000).toISOString();
  const endsAt = new Date(api.nowMs() + 3_600_000).toISOString();
  const window = await ask('POST', '/maintenance-windows', { monitorId: monitor.id, startsAt, endsAt });
  await ask('POST', `/maintenance-windows/${window.id}/end`);
}

test('every operation that changes something leaves a line in the trail that says what is other since', async () => {
  await using api = await testApi({ ...DEPS, config: { publicUrl: 'https://upwatch.example' } });
  const trail = await watchTrail(api);
  for await (const _ of walkOperations(api, '/api/v1'));
  await walkMembers(api);
  await walkTheRest(api);
  const known = new Set(trail.operations.map(({ operationId }) => operationId));
  assert.deepEqual(
    Object.keys(SILENT).filter((id) => !known.has(id)),
    [],
    'no operations of ours',
  );
  const unasked = [...known].filter((id) => !trail.asked.has(id) && !(id in SILENT) && !BY_BROWSER.has(id));
  assert.deepEqual(unasked, [], 'walk these, or say why they leave no line');
  const told = new Set(trail.lines.flatMap(([id, lines]) => (lines.length > 0 ? [id] : [])));
  const silent = [...trail.asked].filter((id) => !told.has(id) && !(id in SILENT));
  assert.deepEqual(silent, [], 'these change something and leave no line');
  const vague = trail.lines.flatMap(([id, lines]) =>
    lines.filter(({ before, after }) => !before && !after).map(({ action }) => `${id}: ${action}`),
  );
  assert.deepEqual([...new Set(vague)], [], 'these lines say that something changed, and not what');
});
