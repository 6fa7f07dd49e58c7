/** Notification policies. */
import { isDeepStrictEqual } from 'node:util';
import type { EscalationChain, ManagedBy, NotificationPolicy } from '@upwatch/core';
import type { Actor, NewNotificationPolicy, NotificationPolicyStore } from '../port.ts';
import { said } from './audit-difference.ts';
import { type CoreContext, notFound, nowOf, refuseDuplicateName, writeAudit } from './context.ts';
import type { CoreTransaction } from './core-database.ts';
import { forgetPolicyInGroups } from './resource-group-links.ts';
import { flag, json, nameKey, parsed, present } from './rows.ts';
import type { NotificationPolicyTable } from './schema.ts';

const KIND = 'notification policy';

export function notificationPolicyStore(context: CoreContext): NotificationPolicyStore {
  const { database } = context;
  const policies = () => database.query.selectFrom('notification_policies').selectAll();
  return {
    create: (policy, actor) => database.write((tx) => create(context, tx, policy, actor)),
    update: (id, change, actor) => database.write((tx) => update(context, tx, id, change, actor)),
    delete: (id, actor) =>
      database.write(async (tx) => {
        const gone = await tx
          .deleteFrom('notification_policies')
          .where('id', '=', id)
          .returningAll()
          .executeTakeFirst();
        if (!gone) throw notFound(KIND, id);
        await forgetPolicyInGroups(tx, id);
        const change = { before: said(readPolicy(gone)) };
        await writeAudit(context, tx, actor, 'deleted', { type: 'notification_policy', id, name: gone.name, change });
      }),
    get: async (id) => {
      const row = await policies().where('id', '=', id).executeTakeFirst();
      return row && readPolicy(row);
    },
    all: async () => {
      const rows = policies().orderBy('priority', 'desc').orderBy('created_at_ms').orderBy('id');
      return (await rows.execute()).map(readPolicy);
    },
  };
}

export function readPolicy(row: NotificationPolicyTable): NotificationPolicy {
  return {
    id: row.id,
    name: row.name,
    matchRules: parsed(row.match_rules),
    escalation: parsed(row.escalation),
    isEnabled: row.is_enabled === 1,
    priority: row.priority,
    ...(row.fallback_channel_ids !== null && { fallbackChannelIds: parsed<string[]>(row.fallback_channel_ids) }),
    ...(row.quiet_hours !== null && {
      quietHours: parsed<NonNullable<NotificationPolicy['quietHours']>>(row.quiet_hours),
    }),
    managedBy: row.managed_by as ManagedBy,
    createdAtMs: row.created_at_ms,
    updatedAtMs: row.updated_at_ms,
  };
}

function settingsOf(policy: NewNotificationPolicy) {
  return {
    name: policy.name,
    name_key: nameKey(policy.name),
    match_rules: json(policy.matchRules),
    escalation: json(policy.escalation),
    is_enabled: flag(policy.isEnabled),
    priority: policy.priority,
    fallback_channel_ids: json(policy.fallbackChannelIds),
    quiet_hours: json(policy.quietHours),
    managed_by: policy.managedBy,
  };
}

async function create(
  context: CoreContext,
  tx: CoreTransaction,
  wanted: NewNotificationPolicy,
  actor: Actor,
): Promise<NotificationPolicy> {
  await refuseUnknownChannels(tx, wanted);
  const nowMs = nowOf(context);
  const row = { id: wanted.id, ...settingsOf(wanted), created_at_ms: nowMs, updated_at_ms: nowMs };
  await refuseDuplicateName(KIND, row.name, () => tx.insertInto('notification_policies').values(row).execute());
  const change = { after: said(wanted) };
  await writeAudit(context, tx, actor, 'created', { type: 'notification_policy', id: row.id, name: row.name, change });
  return readPolicy(row);
}

async function update(
  context: CoreContext,
  tx: CoreTransaction,
  id: string,
  change: (current: NotificationPolicy) => NewNotificationPolicy,
  actor: Actor,
): Promise<NotificationPolicy> {
  const row = await tx.selectFrom('notification_policies').selectAll().where('id', '=', id).executeTakeFirst();
  if (!row) throw notFound(KIND, id);
  const current = readPolicy(row);
  const wanted = change(current);
  const { createdAtMs: _, updatedAtMs: __, ...before } = current;
  if (isDeepStrictEqual(before, present(wanted))) return current;
  await refuseUnknownChannels(tx, wanted);
  const next = { ...row, ...settingsOf(wanted), updated_at_ms: nowOf(context) };
  const changed = tx.updateTable('notification_policies').set(next).where('id', '=', id);
  await refuseDuplicateName(KIND, next.name, () => changed.execute());
  const states = { before: said(current), after: said(wanted) };
  await writeAudit(context, tx, actor, 'updated', { type: 'notification_policy', id, name: next.name, change: states });
  return readPolicy(next);
}

async function refuseUnknownChannels(tx: CoreTransaction, policy: NewNotificationPolicy): Promise<void> {
  const { escalation, fallbackChannelIds = [] } = policy;
  const named = [
    ...escalation.steps.flatMap(({ channelIds }, step) =>
      channelIds.map((id, place) => ({ id, field: `escalation.steps[${step}].channelIds[${place}]` })),
    ),
    ...fallbackChannelIds.map((id, place) => ({ id, field: `fallbackChannelIds[${place}]` })),
  ];
  const rows = await tx.selectFrom('channels').select('id').execute();
  const known = new Set(rows.map(({ id }) => id));
  const unknown = named.find(({ id }) => !known.has(id));
  if (unknown) throw notFound('alert channel', unknown.id, unknown.field);
}

/** What a deleted channel leaves of the policies that told it. */
export interface ChannelLoss {
  readonly affectedPolicies: number;
  readonly disabledPolicies: number;
}

/**
 * Takes a channel out of every policy. A step that told it alone goes, and its delay is added to the next one's; a policy
 * that told nobody else is switched off as it stands, rather than kept as one that tells nobody.
 */
export async function forgetChannel(
  context: CoreContext,
  tx: CoreTransaction,
  channelId: string,
): Promise<ChannelLoss> {
  const rows = await tx.selectFrom('notification_policies').selectAll().execute();
  const told = rows.map(readPolicy).filter((policy) => tells(policy, channelId));
  let disabledPolicies = 0;
  for (const policy of told) {
    const escalation = withoutChannel(policy.escalation, channelId);
    const isEmpty = escalation.steps.length === 0;
    if (isEmpty && policy.isEnabled) disabledPolicies++;
    const fallback = policy.fallbackChannelIds?.filter((id) => id !== channelId);
    await tx
      .updateTable('notification_policies')
      .set({
        ...(isEmpty ? { is_enabled: flag(false) } : { escalation: json(escalation) }),
        fallback_channel_ids: fallback && fallback.length > 0 ? json(fallback) : null,
        updated_at_ms: nowOf(context),
      })
      .where('id', '=', policy.id)
      .execute();
  }
  return { affectedPolicies: told.length, disabledPolicies };
}

function tells({ escalation, fallbackChannelIds = [] }: NotificationPolicy, channelId: string): boolean {
  return (
    fallbackChannelIds.includes(channelId) || escalation.steps.some(({ channelIds }) => channelIds.includes(channelId))
  );
}

function withoutChannel(chain: EscalationChain, channelId: string): EscalationChain {
  let carriedMinutes = 0;
  const steps = chain.steps.flatMap((step) => {
    const channelIds = step.channelIds.filter((id) => id !== channelId);
    const delayMinutes = step.delayMinutes + carriedMinutes;
    carriedMinutes = channelIds.length === 0 ? delayMinutes : 0;
    return channelIds.length === 0 ? [] : [{ ...step, channelIds, delayMinutes }];
  });
  return { ...chain, steps };
}
