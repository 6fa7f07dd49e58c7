/** Endpoints of webhooks, and what waits for them. Deliveries are planned by the triggers of migration 0017. */
import { randomBytes } from 'node:crypto';
import type { Delivery, DeliveryStatus, JsonObject } from '@upwatch/core';
import type { Selectable } from 'kysely';
import { maskUrl } from '../../channels/secrets.ts';
import {
  type Actor,
  type CoreStore,
  type DeliveryAttempt,
  SIGNING_OVERLAP_MS,
  WEBHOOK_PATIENCE_MS,
  type WebhookDelivery,
  type WebhookEndpoint,
} from '../port.ts';
import { hiddenChange } from './audit-difference.ts';
import { type CoreContext, notFound, nowOf, offsetOf, orderOf, pageOf, writeAudit } from './context.ts';
import type { CoreTransaction } from './core-database.ts';
import { addDeliveries } from './outbox.ts';
import { flag, json, parsed, present, wholeMs } from './rows.ts';
import type { CoreTables, WebhookEndpointTable } from './schema.ts';
import { dropSealed, keepSealed, unsealAll } from './sealed.ts';

const OPEN = ['PENDING', 'RETRY_PENDING'] as const satisfies readonly DeliveryStatus[];
const SORT_COLUMNS = { createdAt: 'created_at_ms', updatedAt: 'updated_at_ms' } as const;
/** The secret of now, and the one before it. */
const SIGNING_IDS = ['webhook-signing-0', 'webhook-signing-1'] as const;

export function webhookStore(context: CoreContext): CoreStore['webhooks'] {
  const { query, write } = context.database;
  return {
    create: (endpoint, actor) => write((tx) => create(context, tx, endpoint, actor)),
    update: (id, change, actor) => write((tx) => update(context, tx, { id, change, actor })),
    delete: (id, actor) =>
      write(async (tx) => {
        const gone = await tx.deleteFrom('webhook_endpoints').where('id', '=', id).returningAll().executeTakeFirst();
        if (!gone) throw notFound('webhook', id);
        const change = { before: audited(readEndpoint(gone)), mask: maskAddress };
        await writeAudit(context, tx, actor, 'deleted', { type: 'webhook', id, change });
      }),
    get: async (id) => {
      const row = await query.selectFrom('webhook_endpoints').selectAll().where('id', '=', id).executeTakeFirst();
      return row && readEndpoint(row);
    },
    list: async (page) => {
      const { total } = await query
        .selectFrom('webhook_endpoints')
        .select(({ fn }) => fn.countAll<number>().as('total'))
        .executeTakeFirstOrThrow();
      let rows = query.selectFrom('webhook_endpoints').selectAll().limit(page.size).offset(offsetOf(page));
      for (const { column, direction } of orderOf(page, SORT_COLUMNS, {
        column: 'created_at_ms',
        isDescending: false,
      })) {
        rows = rows.orderBy(column as 'id', direction);
      }
      return pageOf(await rows.execute(), total, readEndpoint);
    },
    deliveries: async (endpointId, limit) => {
      const of = query.selectFrom('webhook_deliveries').where('endpoint_id', '=', endpointId);
      const { total } = await of.select(({ fn }) => fn.countAll<number>().as('total')).executeTakeFirstOrThrow();
      const rows = of.selectAll().orderBy('created_at_ms', 'desc').orderBy('id').limit(limit);
      return pageOf(await rows.execute(), total, readWebhookDelivery);
    },
    delivery: async (id) => {
      const row = await query.selectFrom('webhook_deliveries').selectAll().where('id', '=', id).executeTakeFirst();
      return row && readWebhookDelivery(row);
    },
    waiting: async (afterId, limit) => {
      const open = query
        .selectFrom('webhook_deliveries')
        .selectAll('webhook_deliveries')
        .innerJoin('webhook_endpoints', 'webhook_endpoints.id', 'webhook_deliveries.endpoint_id')
        .where('status', 'in', OPEN)
        .where('is_enabled', '=', 1);
      const rows = afterId === undefined ? open : open.where('webhook_deliveries.id', '>', afterId);
      return (await rows.orderBy('webhook_deliveries.id').limit(limit).execute()).map(readWebhookDelivery);
    },
    record: (attempt, after) => write((tx) => record(context, tx, attempt, after)),
    cancel: (id, reason) => write((tx) => cancel(tx, reason, { id })),
    signing: async () => {
      const rows = await query.selectFrom('webhook_signing').selectAll().orderBy('place').execute();
      const [newest] = rows;
      const isOverlapping = newest !== undefined && nowOf(context) - newest.made_at_ms < SIGNING_OVERLAP_MS;
      const ids = rows.map(({ sealed_id: id }) => id).slice(0, isOverlapping ? 2 : 1);
      const open = await unsealAll(context, query, ids);
      return { secrets: ids.map((id) => open.get(id)!.value) };
    },
    rotateSigning: (actor) => write((tx) => rotateSigning(context, tx, actor)),
  };
}

function readEndpoint(row: WebhookEndpointTable): WebhookEndpoint {
  const { disabled_reason: reason, disabled_at_ms: atMs } = row;
  return {
    id: row.id,
    url: row.url,
    ...present({ description: row.description }),
    events: parsed(row.events),
    isEnabled: row.is_enabled === 1,
    consecutiveFailures: row.consecutive_failures,
    ...(reason !== null && atMs !== null && { disabled: { reason, atMs } }),
    createdAtMs: row.created_at_ms,
    updatedAtMs: row.updated_at_ms,
  };
}

/** What of an endpoint a person says, and whether it is in use. */
function audited({ url, description, events, isEnabled }: WebhookEndpoint): object {
  return { url, description, events, isEnabled };
}

/** The path and the query of an endpoint are what others must not know. */
function maskAddress({ url, ...rest }: JsonObject): JsonObject {
  return typeof url === 'string' ? { ...rest, url: maskUrl(url) } : rest;
}

function readWebhookDelivery(row: Selectable<CoreTables['webhook_deliveries']>): WebhookDelivery {
  return {
    id: row.id,
    endpointId: row.endpoint_id,
    eventId: row.event_id,
    eventType: row.event_type,
    data: parsed(row.data),
    occurredAtMs: row.occurred_at_ms,
    status: row.status as DeliveryStatus,
    attemptCount: row.attempt_count,
    ...present({
      lastAttemptAtMs: row.last_attempt_at_ms,
      nextRetryAtMs: row.next_retry_at_ms,
      deliveredAtMs: row.delivered_at_ms,
      errorMessage: row.error_message,
      responseStatus: row.response_status,
      responseMs: row.response_ms,
    }),
    createdAtMs: row.created_at_ms,
  };
}

async function create(
  context: CoreContext,
  tx: CoreTransaction,
  endpoint: Pick<WebhookEndpoint, 'url' | 'description' | 'events'>,
  actor: Actor,
): Promise<WebhookEndpoint> {
  const nowMs = nowOf(context);
  const row: WebhookEndpointTable = {
    id: context.newId(),
    url: endpoint.url,
    description: endpoint.description ?? null,
    events: json(endpoint.events),
    is_enabled: 1,
    consecutive_failures: 0,
    failing_since_ms: null,
    disabled_reason: null,
    disabled_at_ms: null,
    created_at_ms: nowMs,
    updated_at_ms: nowMs,
  };
  await tx.insertInto('webhook_endpoints').values(row).execute();
  const made = readEndpoint(row);
  const change = { after: audited(made), mask: maskAddress };
  await writeAudit(context, tx, actor, 'created', { type: 'webhook', id: row.id, change });
  return made;
}

interface Update {
  readonly id: string;
  readonly change: Partial<Pick<WebhookEndpoint, 'url' | 'description' | 'events' | 'isEnabled'>>;
  readonly actor: Actor;
}

async function update(
  context: CoreContext,
  tx: CoreTransaction,
  { id, change, actor }: Update,
): Promise<WebhookEndpoint> {
  const { url, description, events, isEnabled } = change;
  const current = await tx.selectFrom('webhook_endpoints').selectAll().where('id', '=', id).executeTakeFirst();
  if (!current) throw notFound('webhook', id);
  const row = await tx
    .updateTable('webhook_endpoints')
    .set({
      ...(url !== undefined && { url }),
      ...(description !== undefined && { description }),
      ...(events !== undefined && { events: json(events) }),
      ...(isEnabled !== undefined && { is_enabled: flag(isEnabled) }),
      ...(isEnabled === true && FRESH),
      updated_at_ms: nowOf(context),
    })
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow();
  const states = { before: audited(readEndpoint(current)), after: audited(readEndpoint(row)), mask: maskAddress };
  await writeAudit(context, tx, actor, 'updated', { type: 'webhook', id, change: states });
  return readEndpoint(row);
}

const FRESH = { consecutive_failures: 0, failing_since_ms: null, disabled_reason: null, disabled_at_ms: null } as const;

async function record(
  context: CoreContext,
  tx: CoreTransaction,
  attempt: DeliveryAttempt,
  after: Parameters<CoreStore['webhooks']['record']>[1],
): Promise<void> {
  const row = await tx
    .updateTable('webhook_deliveries')
    .set({
      status: after.status,
      attempt_count: after.attemptCount,
      last_attempt_at_ms: wholeMs(after.lastAttemptAtMs),
      next_retry_at_ms: wholeMs(after.nextRetryAtMs),
      delivered_at_ms: wholeMs(after.deliveredAtMs),
      error_message: after.errorMessage ?? null,
      response_status: attempt.statusCode ?? null,
      response_ms: Math.round(attempt.durationMs),
    })
    .where('id', '=', after.id)
    // What was cancelled meanwhile is not put back.
    .where('status', 'in', OPEN)
    .returning('endpoint_id')
    .executeTakeFirst();
  if (!row) return;
  const endpoint = tx.updateTable('webhook_endpoints').where('id', '=', row.endpoint_id);
  if (attempt.status === 'sent') {
    await endpoint.set({ consecutive_failures: 0, failing_since_ms: null }).execute();
    return;
  }
  const atMs = wholeMs(attempt.attemptedAtMs);
  const failing = await endpoint
    .set((to) => ({
      consecutive_failures: to('consecutive_failures', '+', 1),
      failing_since_ms: to.fn.coalesce('failing_since_ms', to.val(atMs)),
    }))
    .returningAll()
    .executeTakeFirstOrThrow();
  const sinceMs = failing.failing_since_ms ?? atMs;
  if (failing.is_enabled === 1 && atMs - sinceMs >= WEBHOOK_PATIENCE_MS) await switchOff(context, tx, failing, attempt);
}

/** Nothing has arrived for days: it is switched off, and people are told where they are told of everything. */
async function switchOff(
  context: CoreContext,
  tx: CoreTransaction,
  { id, url }: Pick<WebhookEndpointTable, 'id' | 'url'>,
  { errorMessage = 'it could not be reached' }: DeliveryAttempt,
): Promise<void> {
  const nowMs = nowOf(context);
  const days = WEBHOOK_PATIENCE_MS / 86_400_000;
  const disabled_reason = `nothing arrived for ${days} days; at last, ${errorMessage}`;
  await tx
    .updateTable('webhook_endpoints')
    .set({ is_enabled: 0, disabled_reason, disabled_at_ms: nowMs })
    .where('id', '=', id)
    .execute();
  await cancel(tx, 'the webhook was switched off', { endpointId: id });
  const change = { before: { isEnabled: true }, after: { isEnabled: false, disabledReason: disabled_reason } };
  await writeAudit(context, tx, { name: 'system' }, 'disabled', { type: 'webhook', id, change });
  const { host } = new URL(url);
  const incidentId = context.newId();
  const message: Delivery['message'] = {
    kind: 'NOTICE',
    severity: 'DEGRADED',
    monitorName: 'Upwatch',
    target: `webhook to ${host}`,
    monitorId: '',
    incidentId,
    headline: `the webhook to ${host} was switched off: ${disabled_reason}`,
    regions: [],
    startedAtMs: nowMs,
    occurredAtMs: nowMs,
  };
  const channels = await tx.selectFrom('channels').select('id').execute();
  const notices = channels.map(
    ({ id: channelId }): Delivery => ({
      id: context.newId(),
      key: `webhook:${incidentId}:${channelId}`,
      incidentId,
      channelId,
      kind: 'NOTICE',
      sequence: 1,
      message,
      status: 'PENDING',
      attemptCount: 0,
      createdAtMs: nowMs,
    }),
  );
  await addDeliveries(tx, notices);
}

async function cancel(
  tx: CoreTransaction,
  reason: string,
  which: { readonly id: string } | { readonly endpointId: string },
): Promise<void> {
  const [column, value] = 'id' in which ? (['id', which.id] as const) : (['endpoint_id', which.endpointId] as const);
  await tx
    .updateTable('webhook_deliveries')
    .set({ status: 'CANCELLED', error_message: reason, next_retry_at_ms: null })
    .where(column, '=', value)
    .where('status', 'in', OPEN)
    .execute();
}

async function rotateSigning(context: CoreContext, tx: CoreTransaction, actor: Actor): Promise<string> {
  const [newest] = await tx.selectFrom('webhook_signing').selectAll().orderBy('place').execute();
  const sealedId = newest?.sealed_id === SIGNING_IDS[0] ? SIGNING_IDS[1] : SIGNING_IDS[0];
  // Standard Webhooks: 24 to 64 random bytes, in base64 after this prefix.
  const secret = `whsec_${randomBytes(32).toString('base64')}`;
  await dropSealed(tx, sealedId);
  await keepSealed(context, tx, sealedId, secret);
  await tx.deleteFrom('webhook_signing').execute();
  const rows = [{ place: 0, sealed_id: sealedId, made_at_ms: nowOf(context) }];
  await tx
    .insertInto('webhook_signing')
    .values(newest ? [...rows, { ...newest, place: 1 }] : rows)
    .execute();
  await writeAudit(context, tx, actor, 'rotated', {
    type: 'webhook_signing',
    id: 'signing-secret',
    change: hiddenChange('secret'),
  });
  return secret;
}
