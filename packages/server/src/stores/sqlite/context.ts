/** What every part of the store works with. */
import type { DatabaseSync } from 'node:sqlite';
import type { Clock } from '@upwatch/core';
import { sql } from 'kysely';
import type { MakeId } from '../../ids.ts';
import type { Actor, AuditedChange, AuditMasks, Page, PageRequest } from '../port.ts';
import { StoreRefusal } from '../port.ts';
import { type Change, differenceOf } from './audit-difference.ts';
import type { AuditNews } from './audit-news.ts';
import type { CoreDatabase, CoreTransaction } from './core-database.ts';
import { json, present } from './rows.ts';
import type { AuditTable } from './schema.ts';
import { isDuplicate } from './sqlite-error.ts';

export interface CoreContext {
  readonly database: CoreDatabase;
  readonly clock: Clock;
  readonly newId: MakeId;
  /** Seals the data keys. */
  readonly masterKey: Buffer;
  /** Hears of each line of the audit trail, in the transaction that writes it. */
  readonly news: Pick<AuditNews, 'wrote'>;
  /** What of settings the trail may hold. */
  readonly masks: AuditMasks;
}

/** The wall clock as it is kept. */
export function nowOf(context: CoreContext): number {
  return Math.round(context.clock.wall());
}

/** What a change was made to, for the audit trail. */
export interface Resource {
  readonly type:
    | 'monitor'
    | 'tag'
    | 'channel'
    | 'maintenance_window'
    | 'resource_group'
    | 'status_page'
    | 'organization'
    | 'workspace'
    | 'member'
    | 'invite'
    | 'session'
    | 'sign_in'
    | 'notification_policy'
    | 'incident'
    | 'delivery'
    | 'api_key'
    | 'secret'
    | 'environment'
    | 'vault'
    | 'deploy_lock'
    | 'webhook'
    | 'webhook_signing';
  readonly id: string;
  readonly name?: string;
  /** What it was and is since: only members that differ are kept. */
  readonly change?: Change;
}

function actorTypeOf({ keyId, member }: Actor): 'key' | 'member' | undefined {
  if (member) return 'member';
  return keyId === undefined ? undefined : 'key';
}

/** A line of the audit trail, told on with the transaction that does what it says. */
function auditRow(context: CoreContext, actor: Actor, action: string, resource: Resource): AuditTable {
  const change: AuditedChange = {
    id: context.newId(),
    atMs: nowOf(context),
    actor: actor.name,
    action: `${resource.type}.${action}`,
    resourceType: resource.type,
    resourceId: resource.id,
    ...present({
      resourceName: resource.name,
      actorId: actor.keyId ?? actor.member?.id,
      actorType: actorTypeOf(actor),
      actorEmail: actor.member?.email,
      ...(resource.change && differenceOf(resource.change)),
    }),
  };
  // Who comes and goes is not told to everybody who listens.
  if (resource.type !== 'session' && resource.type !== 'sign_in') context.news.wrote(change);
  return {
    id: change.id,
    at_ms: change.atMs,
    actor: change.actor,
    action: change.action,
    resource_type: change.resourceType,
    resource_id: change.resourceId,
    resource_name: change.resourceName ?? null,
    actor_id: change.actorId ?? null,
    actor_type: change.actorType ?? null,
    actor_email: change.actorEmail ?? null,
    before: json(change.before),
    after: json(change.after),
  };
}

/** Writes down who did what, in the transaction that does it. */
export async function writeAudit(
  context: CoreContext,
  tx: CoreTransaction,
  actor: Actor,
  action: string,
  resource: Resource,
): Promise<void> {
  await tx
    .insertInto('audit')
    .values(auditRow(context, actor, action, resource))
    .execute();
}

const INSERT_AUDIT =
  'INSERT INTO audit (id, at_ms, actor, action, resource_type, resource_id, resource_name, actor_id, actor_type, actor_email, before, after) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)';

/** The same with the bare connection. */
export function writeBareAudit(
  context: CoreContext,
  database: DatabaseSync,
  actor: Actor,
  action: string,
  resource: Resource,
): void {
  const row = auditRow(context, actor, action, resource);
  database.prepare(INSERT_AUDIT).run(...Object.values(row));
}

/** The next value of a counter that is never used again: a deleted monitor's key must not be inherited with its history. */
export async function nextInSequence(
  tx: CoreTransaction,
  name: 'monitor_key' | 'api_key_id' | 'data_key_version',
): Promise<number> {
  const { value } = await tx
    .updateTable('sequences')
    .set({ value: sql<number>`value + 1` })
    .where('name', '=', name)
    .returning('value')
    .executeTakeFirstOrThrow();
  return value;
}

/** Runs a write whose only unique text is a name. */
export async function refuseDuplicateName<T>(kind: string, name: string, write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    if (!isDuplicate(error)) throw error;
    throw new StoreRefusal('duplicate_name', `another ${kind} is named "${name}" already`, 'name');
  }
}

export function notFound(kind: string, id: string | number, field?: string): StoreRefusal {
  return new StoreRefusal('not_found', `there is no ${kind} ${id}`, field);
}

/**
 * The columns to sort by. Fields are those of the port's SORT_FIELDS; the id at the end makes the order total, so that
 * pages neither repeat nor skip.
 */
export function orderOf(
  request: PageRequest,
  columns: Readonly<Record<string, string>>,
  fallback: { readonly column: string; readonly isDescending: boolean },
): readonly { readonly column: string; readonly direction: 'asc' | 'desc' }[] {
  const wanted = (request.sort ?? []).map(({ field, isDescending }) => {
    const column = columns[field];
    if (column === undefined) throw new RangeError(`cannot sort by ${field}`);
    return { column, isDescending };
  });
  const order = wanted.length > 0 ? wanted : [fallback];
  const last = { column: 'id', isDescending: order[0]!.isDescending };
  return [...order, last].map(({ column, isDescending }) => ({ column, direction: isDescending ? 'desc' : 'asc' }));
}

/** Where a page begins. */
export function offsetOf(request: PageRequest): number {
  return request.page * request.size;
}

/** A page from its rows and the count of all. */
export function pageOf<Row, T>(rows: readonly Row[], total: number, read: (row: Row) => T): Page<T> {
  return { items: rows.map(read), total };
}
