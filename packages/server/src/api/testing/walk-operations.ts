/** Goes through every operation of the contract that is served, each with a request that succeeds. */
import { failure, type Incident } from '@upwatch/core';
import { observationOf } from './quiet-engine.ts';
import { recordLooks } from './recorded-looks.ts';
import type { Answer, TestApi } from './test-api.ts';

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
  const { incident, monitorId, channelId, deliveryId } = await openIncidentOf(api);
  yield* channelOperations(walk, channelId, deliveryId);
  // A maker that the contract's `changedVia` lacks: `compat` must find it another word.
  yield* monitorOperations(walk, api, monitorId, prefix.startsWith('/compat') ? 'MCP' : 'CLI');
  yield* incidentOperations(walk, monitorId, incident.id);
  yield* keyOperations(walk);
}

type Walk = (method: string, template: string, values?: Record<string, unknown>, body?: unknown) => Promise<Walked>;

async function* tagOperations(walk: Walk): AsyncGenerator<Walked> {
  const made = await walk('POST', '/api/v1/tags', {}, { name: 'red', color: '#f00' });
  yield made;
  const { id } = made.answer.body.data;
  yield await walk('GET', '/api/v1/tags?page=0&size=5&sort=name');
  yield await walk('GET', '/api/v1/tags/{id}', { id });
  yield await walk('PUT', '/api/v1/tags/{id}', { id }, { name: 'blue' });
  yield await walk('DELETE', '/api/v1/tags/{id}', { id });
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
  await api.core.incidents.commit({ monitorId, incident, updates, deliveries: [delivery] }, { name: 'test' });
  const attempt = {
    id: crypto.randomUUID(),
    deliveryId,
    attemptNumber: 1,
    status: 'reject' as const,
    statusCode: 410,
    errorMessage: 'answered 410',
    durationMs: 12.5,
    attemptedAtMs: atMs,
  };
  await api.core.outbox.record(attempt, delivery);
  return { monitorId, channelId, deliveryId, incident };
}
