/** Goes through every operation of the contract that is served, each with a request that succeeds. */
import { type Dispatch, failure, type Incident, type Monitor } from '@upwatch/core';
import type { Forensics } from '../../stores/port.ts';
import { observationOf } from './quiet-engine.ts';
import { recordLooks } from './recorded-looks.ts';
import type { Answer, TestApi } from './test-api.ts';
import { walkOrganization } from './walk-organization.ts';
import { walkStatusPages } from './walk-status-pages.ts';

export interface Walked {
  readonly method: string;
  /** The contract's path, `/api/v1/monitors/{id}`. */
  readonly template: string;
  readonly answer: Answer;
}

const HTTP = {
  type: 'HTTP',
  config: { url: 'https://shop.example/', method: 'GET', customHeaders: { accept: 'text/html' } },
  assertions: [{ config: { type: 'status_code', expected: '2xx', operator: 'equals' }, severity: 'warn' }],
};

const SECRETIVE = { ...HTTP.config, customHeaders: { authorization: 'Bearer {{secrets.TOKEN}}' } };

/** @param prefix `/api/v1` or `/compat/api/v1` */
export async function* walkOperations(api: TestApi, prefix: string): AsyncGenerator<Walked> {
  const walk = async (
    method: string,
    template: string,
    values: Record<string, unknown> = {},
    body?: unknown,
  ): Promise<Walked> => {
    const path = template.replaceAll(/\{(\w+)\}/g, (_whole, name: string) => String(values[name]));
    const [route] = template.split('?');
    return { method, template: route!, answer: await api.ask(method, path.replace('/api/v1', prefix), body) };
  };
  yield* tagOperations(walk);
  yield* secretOperations(walk);
  yield* environmentOperations(walk);
  yield* deployOperations(walk);
  yield* webhookOperations(walk);
  const { incident, monitorId, channelId, deliveryId } = await openIncidentOf(api);
  yield* policyOperations(walk, api, { channelId, monitorId, incidentId: incident.id });
  yield* groupOperations(walk, monitorId, channelId);
  yield* channelOperations(walk, channelId, deliveryId);
  // A maker that the contract's `changedVia` lacks: `compat` must find it another word.
  yield* monitorOperations(walk, api, monitorId, prefix.startsWith('/compat') ? 'MCP' : 'CLI');
  yield* heartbeatOperations(walk);
  yield* forensicsOperations(walk, monitorId, incident.id);
  yield* incidentOperations(walk, monitorId, incident.id);
  yield* maintenanceOperations(walk, monitorId);
  yield* walkOrganization(walk);
  yield* walkStatusPages(walk, api, { monitorId, incidentId: incident.id });

  yield* keyOperations(walk);
}

export type Walk = (
  method: string,
  template: string,
  values?: Record<string, unknown>,
  body?: unknown,
) => Promise<Walked>;

async function* tagOperations(walk: Walk): AsyncGenerator<Walked> {
  const made = await walk('POST', '/api/v1/tags', {}, { name: 'red', color: '#f00' });
  yield made;
  const { id } = made.answer.body.data;
  yield await walk('GET', '/api/v1/tags?page=0&size=5&sort=name');
  yield await walk('GET', '/api/v1/tags/{id}', { id });
  yield await walk('PUT', '/api/v1/tags/{id}', { id }, { name: 'blue' });
  yield await walk('DELETE', '/api/v1/tags/{id}', { id });
}

async function* secretOperations(walk: Walk): AsyncGenerator<Walked> {
  const key = 'TOKEN';
  yield await walk('POST', '/api/v1/secrets', {}, { key, value: 'hush-hush' });
  await walk('POST', '/api/v1/monitors', {}, { ...HTTP, name: 'secretive', config: SECRETIVE });
  yield await walk('GET', '/api/v1/secrets');
  yield await walk('PUT', '/api/v1/secrets/{key}', { key }, { value: 'hush-again' });
  yield await walk('POST', '/api/v1/vaults/rotate');
  await walk('POST', '/api/v1/secrets', {}, { key: 'SPARE', value: 'x' });
  yield await walk('DELETE', '/api/v1/secrets/{key}', { key: 'SPARE' });
}

async function* environmentOperations(walk: Walk): AsyncGenerator<Walked> {
  const slug = 'staging';
  const made = await walk(
    'POST',
    '/api/v1/environments',
    {},
    { name: 'Staging', slug, variables: { BASE: 'https://staging.example', NOT: null }, isDefault: true },
  );
  yield made;
  yield await walk('GET', '/api/v1/environments');
  yield await walk('GET', '/api/v1/environments/{slug}', { slug });
  const environmentId: string = made.answer.body.data.id;
  const config = { ...HTTP.config, url: '{{variables.BASE}}/health' };
  const inIt = await walk('POST', '/api/v1/monitors', {}, { ...HTTP, name: 'placed', config, environmentId });
  yield inIt;
  yield await walk('PUT', '/api/v1/environments/{slug}', { slug }, { name: 'Test', isDefault: null });
  yield* authOperations(walk, inIt.answer.body.data.id);
  yield await walk(
    'PUT',
    '/api/v1/monitors/{id}',
    { id: inIt.answer.body.data.id },
    { config: HTTP.config, clearEnvironmentId: true },
  );
  yield await walk('DELETE', '/api/v1/environments/{slug}', { slug });
}

async function* deployOperations(walk: Walk): AsyncGenerator<Walked> {
  const made = await walk('POST', '/api/v1/deploy/lock', {}, { lockedBy: 'ci 7', ttlMinutes: null });
  yield made;
  yield await walk('GET', '/api/v1/deploy/lock');
  yield await walk('DELETE', '/api/v1/deploy/lock/{lockId}', { lockId: made.answer.body.data.id });
  yield await walk('DELETE', '/api/v1/deploy/lock/force');
  yield await walk('GET', '/api/v1/audit-log?action=deploy_lock.acquired&actorId=1&from=2020-01-01T00:00:00Z&size=5');
}

async function* webhookOperations(walk: Walk): AsyncGenerator<Walked> {
  const made = await walk(
    'POST',
    '/api/v1/webhooks',
    {},
    {
      url: 'https://hooks.example/z',
      description: 'z',
      subscribedEvents: ['monitor.created', 'monitor.deleted'],
    },
  );
  yield made;
  const { id } = made.answer.body.data;
  await walk('POST', '/api/v1/monitors', {}, { ...HTTP, name: 'posted' });
  yield await walk('GET', '/api/v1/webhooks?page=0&size=5');
  yield await walk('GET', '/api/v1/webhooks/events');
  yield await walk('GET', '/api/v1/webhooks/{id}', { id });
  yield await walk('GET', '/api/v1/webhooks/{id}/deliveries?limit=5', { id });
  yield await walk('POST', '/api/v1/webhooks/{id}/test', { id }, { eventType: null });
  yield await walk('PUT', '/api/v1/webhooks/{id}', { id }, { enabled: false, url: null });
  yield await walk('POST', '/api/v1/webhooks/signing-secret/rotate');
  yield await walk('GET', '/api/v1/webhooks/signing-secret');
  yield await walk('DELETE', '/api/v1/webhooks/{id}', { id });
}

async function* authOperations(walk: Walk, monitorId: string): AsyncGenerator<Walked> {
  const secret = await walk('POST', '/api/v1/secrets', {}, { key: 'LOGIN', value: 'ann:hush-hush' });
  const vaultSecretId: string = secret.answer.body.data.id;
  const set = (method: string, config: object) =>
    walk(method, '/api/v1/monitors/{monitorId}/auth', { monitorId }, { config: { ...config, vaultSecretId } });
  yield await set('POST', { type: 'basic' });
  yield await set('PUT', { type: 'api_key', headerName: 'X-Key' });
  yield await walk('GET', '/api/v1/monitors/{id}', { id: monitorId });
  yield await walk('DELETE', '/api/v1/monitors/{monitorId}/auth', { monitorId });
}

async function* policyOperations(
  walk: Walk,
  api: TestApi,
  known: {
    readonly channelId: string;
    readonly monitorId: string;
    readonly incidentId: string;
  },
): AsyncGenerator<Walked> {
  const { channelId, monitorId, incidentId } = known;
  const made = await walk(
    'POST',
    '/api/v1/notification-policies',
    {},
    {
      name: 'on call',
      matchRules: [
        { type: 'severity_gte', value: 'DEGRADED' },
        { type: 'monitor_id_in', monitorIds: [monitorId] },
      ],
      escalation: {
        steps: [
          { delayMinutes: 0, channelIds: [channelId], requireAck: true, repeatIntervalSeconds: 60 },
          { delayMinutes: 5, channelIds: [channelId] },
        ],
        onResolve: 'notify',
        onReopen: null,
      },
    },
  );
  yield made;
  const { id } = made.answer.body.data;
  await dispatchOf(api, id, incidentId);
  yield await walk('GET', '/api/v1/notification-policies');
  yield await walk('GET', '/api/v1/notification-policies/{id}', { id });
  yield await walk('PUT', '/api/v1/notification-policies/{id}', { id }, { priority: 5, enabled: null });
  yield await walk('POST', '/api/v1/notification-policies/{id}/test', { id }, { severity: 'DOWN', monitorId });
  yield await walk('GET', '/api/v1/notification-policies/{id}/dispatches', { id });
  const listed = await walk('GET', `/api/v1/notification-dispatches?incident_id=${incidentId}`);
  yield listed;
  const dispatch = { id: listed.answer.body.data[0].id };
  yield await walk('GET', '/api/v1/notification-dispatches/{id}', dispatch);
  yield await walk('POST', '/api/v1/notification-dispatches/{id}/acknowledge', dispatch);
  yield await walk('DELETE', '/api/v1/notification-policies/{id}', { id });
}

/** What the engine writes when a policy begins its work on an incident. */
export async function dispatchOf(api: TestApi, policyId: string, incidentId: string): Promise<Dispatch> {
  const policy = (await api.core.notificationPolicies.get(policyId))!;
  const nowMs = api.nowMs();
  const dispatch: Dispatch = {
    id: crypto.randomUUID(),
    incidentId,
    policyId,
    policyName: policy.name,
    status: 'ESCALATING',
    currentStep: 1,
    totalSteps: policy.escalation.steps.length,
    nextStepAtMs: nowMs + 300_000,
    fires: [{ stepNumber: 1, fireCount: 1, nextRepeatAtMs: nowMs + 60_000 }],
    toldChannelIds: policy.escalation.steps[0]!.channelIds,
    fellBackAtSteps: [],
    lastNotifiedAtMs: nowMs,
    createdAtMs: nowMs,
    updatedAtMs: nowMs,
  };
  const [opening] = await api.core.outbox.listByIncident(incidentId);
  const told = { dispatchId: dispatch.id, stepNumber: 1, fireCount: 1 };
  const delivery = {
    ...opening!,
    ...told,
    id: crypto.randomUUID(),
    key: `${opening!.key}:${dispatch.id}`,
    sequence: 2,
  };
  const change = { dispatches: [dispatch], deliveries: [delivery] };
  const incident = (await api.core.incidents.get(incidentId))!;
  await api.core.incidents.commit({ incident, updates: [], ...change }, { name: 'test' });
  return dispatch;
}

async function* heartbeatOperations(walk: Walk): AsyncGenerator<Walked> {
  const config = { expectedInterval: 300, gracePeriod: 60 };
  const made = await walk('POST', '/api/v1/monitors', {}, { name: 'nightly', type: 'HEARTBEAT', config });
  yield made;
  const rotated = await walk('POST', '/api/v1/monitors/{id}/rotate-token', { id: made.answer.body.data.id });
  yield rotated;
  const token = String(rotated.answer.body.data.pingUrl).split('/').at(-1);
  yield await walk('GET', '/api/v1/heartbeat/{token}', { token });
  yield await walk('POST', '/api/v1/heartbeat/{token}', { token }, { rows: 12 });
}

async function* channelOperations(walk: Walk, id: string, deliveryId: string): AsyncGenerator<Walked> {
  const config = { channelType: 'webhook', url: 'https://hooks.example/x', signingSecret: 'sixteen characters' };
  yield await walk('POST', '/api/v1/alert-channels', {}, { name: 'hook', config });
  yield await walk('GET', '/api/v1/alert-channels?type=webhook&managedBy=API&search=hook');
  yield await walk('GET', '/api/v1/alert-channels/{id}', { id });
  yield await walk('PUT', '/api/v1/alert-channels/{id}', { id }, { name: 'hook 2', config });
  yield await walk('POST', '/api/v1/alert-channels/{id}/test', { id });
  yield await walk('POST', '/api/v1/alert-channels/test', {}, { config });
  yield await walk('GET', '/api/v1/alert-channels/{id}/deliveries', { id });
  yield await walk('GET', '/api/v1/alert-deliveries/{id}/attempts', { id: deliveryId });
  yield await walk('POST', '/api/v1/alert-deliveries/{id}/retry', { id: deliveryId });
  yield await walk('DELETE', '/api/v1/alert-channels/{id}', { id });
}

async function* monitorOperations(walk: Walk, api: TestApi, id: string, managedBy: string): AsyncGenerator<Walked> {
  const monitorId = id;
  yield await walk('POST', '/api/v1/monitors', {}, { ...HTTP, name: 'walked', tags: { newTags: [{ name: 'x' }] } });
  yield await walk('GET', '/api/v1/monitors?enabled=true&size=3');
  yield await walk('GET', '/api/v1/monitors/{id}', { id });
  yield await walk('PUT', '/api/v1/monitors/{id}', { id }, { frequencySeconds: 30, managedBy });
  yield await walk('POST', '/api/v1/monitors/{id}/pause', { id });
  yield await walk('POST', '/api/v1/monitors/{id}/resume', { id });
  yield await walk('POST', '/api/v1/monitors/test', {}, { type: HTTP.type, config: HTTP.config });
  api.engine.nextLook = async () =>
    observationOf({ failure: failure('connect.refused', undefined, 'tcp'), facts: {}, attempts: [] });
  yield await walk('POST', '/api/v1/monitors/{id}/test', { id });
  yield await walk('GET', '/api/v1/monitors/{id}/results?limit=1', { id });
  yield await walk('GET', '/api/v1/monitors/{id}/results/summary?chartWindow=7d', { id });
  yield await walk('GET', '/api/v1/monitors/{id}/uptime?window=24h', { id });
  yield await walk('GET', '/api/v1/monitors/{id}/versions', { id });
  yield await walk('GET', '/api/v1/monitors/{id}/versions/{version}', { id, version: 2 });
  yield await walk('POST', '/api/v1/monitors/{id}/tags', { id }, { newTags: [{ name: 'y' }] });
  const tags = await walk('GET', '/api/v1/monitors/{id}/tags', { id });
  yield tags;
  yield await walk('DELETE', '/api/v1/monitors/{id}/tags', { id }, { tagIds: [tags.answer.body.data[0].id] });
  yield await walk('PUT', '/api/v1/monitors/{monitorId}/alert-channels', { monitorId }, { channelIds: [] });
  const [assertion] = HTTP.assertions;
  const added = await walk('POST', '/api/v1/monitors/{monitorId}/assertions', { monitorId }, assertion);
  yield added;
  const values = { monitorId, assertionId: added.answer.body.data.id };
  yield await walk('PUT', '/api/v1/monitors/{monitorId}/assertions/{assertionId}', values, assertion);
  yield await walk('DELETE', '/api/v1/monitors/{monitorId}/assertions/{assertionId}', values);
  const policy = await walk('GET', '/api/v1/monitors/{monitorId}/policy', { monitorId });
  yield policy;
  const { triggerRules, confirmation, recovery } = policy.answer.body;
  yield await walk(
    'PUT',
    '/api/v1/monitors/{monitorId}/policy',
    { monitorId },
    { triggerRules, confirmation, recovery },
  );
  const bulk = await walk(
    'POST',
    '/api/v1/monitors/bulk',
    {},
    { monitorIds: [id, crypto.randomUUID()], action: 'PAUSE' },
  );
  yield bulk;
  const spare = await walk('POST', '/api/v1/monitors', {}, { ...HTTP, name: 'spare' });
  yield await walk('DELETE', '/api/v1/monitors/{id}', { id: spare.answer.body.data.id });
}

async function* forensicsOperations(walk: Walk, id: string, incidentId: string): AsyncGenerator<Walked> {
  const judged = await walk(
    'GET',
    '/api/v1/forensics/monitors/{id}/rule-evaluations?ruleType=consecutive_failures&onlyMatched=true&region=local',
    { id },
  );
  yield judged;
  const { checkId, policySnapshotHashHex: hashHex } = judged.answer.body.data[0];
  yield await walk('GET', '/api/v1/forensics/monitors/{id}/transitions?size=2', { id });
  yield await walk('GET', '/api/v1/forensics/incidents/{id}/timeline', { id: incidentId });
  yield await walk('GET', '/api/v1/forensics/policy-snapshots/{hashHex}', { hashHex });
  yield await walk('GET', '/api/v1/forensics/traces/{checkId}', { checkId });
}

async function* incidentOperations(walk: Walk, monitorId: string, automatic: string): AsyncGenerator<Walked> {
  const opened = await walk(
    'POST',
    '/api/v1/incidents',
    {},
    { title: 'Slow', severity: 'DEGRADED', monitorId, body: 'Looking.' },
  );
  yield opened;
  const { id } = opened.answer.body.data.incident;
  yield await walk('GET', '/api/v1/incidents?size=1&status=CONFIRMED');
  yield await walk('GET', '/api/v1/incidents/{id}', { id: automatic });
  yield await walk(
    'POST',
    '/api/v1/incidents/{id}/updates',
    { id },
    { body: 'Found.', newStatus: 'WATCHING', notifySubscribers: false },
  );
  yield await walk('POST', '/api/v1/incidents/{id}/resolve', { id }, { body: 'Mended.' });
  yield await walk('POST', '/api/v1/incidents/{id}/resolve', { id: automatic });
}

async function* maintenanceOperations(walk: Walk, monitorId: string): AsyncGenerator<Walked> {
  const times = { startsAt: '2026-01-31T22:00:00Z', endsAt: '2026-01-31T23:00:00Z' };
  const weekly = { ...times, monitorId, repeatRule: 'FREQ=WEEKLY;BYDAY=SA', reason: 'Patches', suppressAlerts: true };
  const made = await walk('POST', '/api/v1/maintenance-windows', {}, weekly);
  yield made;
  const { id } = made.answer.body.data;
  yield await walk('GET', '/api/v1/maintenance-windows?monitorId={monitorId}&filter=upcoming', { monitorId });
  yield await walk('GET', '/api/v1/maintenance-windows/{id}', { id });
  yield await walk('PUT', '/api/v1/maintenance-windows/{id}', { id }, { ...times, monitorId: null, repeatRule: null });
  yield await walk('DELETE', '/api/v1/maintenance-windows/{id}', { id });
}

async function* keyOperations(walk: Walk): AsyncGenerator<Walked> {
  yield await walk('GET', '/api/v1/auth/me');
  const made = await walk('POST', '/api/v1/api-keys', {}, { name: 'spare', expiresAt: '2030-01-01T00:00:00+02:00' });
  yield made;
  const { id } = made.answer.body.data;
  yield await walk('GET', '/api/v1/api-keys');
  yield await walk('PATCH', '/api/v1/api-keys/{id}', { id }, { name: 'spare 2' });
  yield await walk('POST', '/api/v1/api-keys/{id}/regenerate', { id });
  yield await walk('POST', '/api/v1/api-keys/{id}/revoke', { id });
  yield await walk('DELETE', '/api/v1/api-keys/{id}', { id });
}

/** A monitor that a look has found down: with its look, its incident, and an alert that could not be delivered. */
export async function openIncidentOf(api: TestApi) {
  const name = `down ${crypto.randomUUID()}`;
  const monitorId: string = (await api.ask('POST', '/api/v1/monitors', { ...HTTP, name })).body.data.id;
  const config = { channelType: 'webhook', url: 'https://hooks.example/y' };
  const channelId: string = (await api.ask('POST', '/api/v1/alert-channels', { name, config })).body.data.id;
  const monitor = (await api.core.monitors.get(monitorId))!;
  const atMs = api.nowMs() - 60_000;
  const look = observationOf({
    monitorId,
    slotMs: atMs,
    kind: 'scheduled',
    failure: failure('tls.expired', undefined, 'tls'),
    facts: { statusCode: 200, redirects: [{ url: 'http://shop.example/', statusCode: 301, phases: { totalMs: 1.5 } }] },
    assertions: [
      { type: 'status_code', severity: 'fail', passed: true, message: 'is 200', expected: '2xx', actual: '200' },
    ],
  });
  recordLooks(api.history, monitor.key, [observationOf({ monitorId, slotMs: atMs - 60_000, kind: 'scheduled' }), look]);
  const incident: Incident = {
    id: crypto.randomUUID(),
    monitorId,
    source: 'AUTOMATIC',
    status: 'CONFIRMED',
    severity: 'DOWN',
    title: `${name} is down`,
    affectedRegions: ['local'],
    reopenCount: 0,
    triggeredByRule: '2 consecutive failures in local',
    ruleIndex: 0,
    startedAtMs: atMs,
    confirmedAtMs: atMs + 1000,
    failure: look.failure!,
    trigger: { region: 'local', slotMs: atMs },
    createdAtMs: atMs,
    updatedAtMs: atMs,
  };
  const deliveryId = crypto.randomUUID();
  const kind = 'INCIDENT_CREATED' as const;
  const message = {
    kind,
    severity: 'DOWN' as const,
    monitorName: name,
    target: 'https://shop.example/',
    monitorId,
    incidentId: incident.id,
    headline: `${name} is down`,
    regions: ['local'],
    startedAtMs: atMs,
    occurredAtMs: atMs,
  };
  const delivery = {
    id: deliveryId,
    key: `${incident.id}:1:${channelId}`,
    incidentId: incident.id,
    monitorId,
    channelId,
    kind,
    sequence: 1,
    message,
    status: 'FAILED' as const,
    attemptCount: 1,
    lastAttemptAtMs: atMs,
    errorMessage: 'answered 410',
    createdAtMs: atMs,
  };
  const updates = [
    {
      id: crypto.randomUUID(),
      incidentId: incident.id,
      newStatus: 'CONFIRMED' as const,
      createdBy: 'SYSTEM' as const,
      notifySubscribers: false,
      createdAtMs: atMs,
    },
  ];
  const forensics = howItWasDecided(monitor, incident);
  await api.core.incidents.commit(
    { monitorId, incident, updates, deliveries: [delivery], forensics },
    { name: 'test' },
  );
  const attempt = {
    id: crypto.randomUUID(),
    deliveryId,
    attemptNumber: 1,
    status: 'reject' as const,
    statusCode: 410,
    errorMessage: 'answered 410',
    durationMs: 12.5,
    attemptedAtMs: atMs,
    request: {
      method: 'POST',
      url: 'https://hooks.example/••••',
      headers: { accept: '*/*' },
      body: '{"type":"incident.created"}',
    },
  };
  await api.core.outbox.record(attempt, delivery);
  return { monitorId, channelId, deliveryId, incident };
}

/** As the recorder would say it of the look that opened the incident. */
function howItWasDecided({ id: monitorId, policy }: Monitor, { id, startedAtMs: slotMs }: Incident): Forensics {
  const look = { region: 'local', slotMs };
  const counted = { counted: 2, needed: 2, isMatched: true, scope: 'per_region' } as const;
  const inputs = [{ region: 'local', slotMs: slotMs - 60_000 }, look];
  return {
    policy: { hash: 'ab'.repeat(32), policy, engineVersion: '0.1.0' },
    atMs: slotMs,
    evaluations: [{ ...look, ...counted, ruleIndex: 0, type: 'consecutive_failures', inputs }],
    transitions: [
      {
        id: crypto.randomUUID(),
        incidentId: id,
        monitorId,
        occurredAtMs: slotMs,
        from: 'WATCHING',
        to: 'CONFIRMED',
        reason: '2 consecutive failures in local: down',
        evaluations: [{ ...look, ruleIndex: 0 }],
        regions: ['local'],
        look,
        source: 'pipeline',
      },
    ],
  };
}

async function* groupOperations(walk: Walk, monitorId: string, channelId: string): AsyncGenerator<Walked> {
  const whole = {
    name: 'EU edge',
    description: 'All of it',
    defaultFrequency: 30,
    defaultRegions: ['local'],
    defaultRetryStrategy: { type: 'fixed', maxRetries: 2, interval: 0 },
    defaultAlertChannels: [channelId],
    healthThresholdType: 'PERCENTAGE',
    healthThresholdValue: 50,
    suppressMemberAlerts: true,
    confirmationDelaySeconds: 30,
    recoveryCooldownMinutes: 5,
  };
  const made = await walk('POST', '/api/v1/resource-groups', {}, whole);
  yield made;
  const { id } = made.answer.body.data;
  const member = { memberType: 'monitor', memberId: monitorId };
  const added = await walk('POST', '/api/v1/resource-groups/{id}/members', { id }, member);
  yield added;
  yield await walk('GET', '/api/v1/resource-groups');
  yield await walk('GET', '/api/v1/resource-groups/{id}?includeMetrics=true', { id });
  yield await walk('GET', '/api/v1/resource-groups/{id}/health', { id });
  yield await walk('PUT', '/api/v1/resource-groups/{id}', { id }, { name: 'EU', healthThresholdType: 'COUNT' });
  const memberId = added.answer.body.data.id;
  yield await walk('DELETE', '/api/v1/resource-groups/{id}/members/{memberId}', { id, memberId });
  yield await walk('DELETE', '/api/v1/resource-groups/{id}', { id });
}
