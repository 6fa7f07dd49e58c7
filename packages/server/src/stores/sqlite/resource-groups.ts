/** Resource groups, who is in them, and what was decided of them. */
import { isDeepStrictEqual } from 'node:util';
import type { GroupState, ResourceGroup } from '@upwatch/core';
import type { Actor, GroupCommit, GroupContent, GroupMember, ResourceGroupStore } from '../port.ts';
import { StoreRefusal } from '../port.ts';
import type { ApplyCommit } from './commit.ts';
import { said } from './audit-difference.ts';
import { type CoreContext, notFound, nowOf, refuseDuplicateName, writeAudit, writeBareAudit } from './context.ts';
import type { CoreTransaction } from './core-database.ts';
import { endGroupIncidents } from './group-end.ts';
import { actOf, changeOf, INCIDENT_BEFORE } from './incidents.ts';
import { refuseStranding } from './references.ts';
import { groupColumns, readGroup, type ResourceGroupTable } from './resource-group-rows.ts';
import { parsed } from './rows.ts';
import { isDuplicate } from './sqlite-error.ts';

const KIND = 'resource group';

export function resourceGroupStore(context: CoreContext, apply: ApplyCommit): ResourceGroupStore {
  const { database } = context;
  const groups = () => database.query.selectFrom('resource_groups').selectAll();
  return {
    create: (group, actor) => database.write((tx) => create(context, tx, group, actor)),
    update: (id, change, actor) => database.write((tx) => update(context, tx, id, change, actor)),
    delete: (id, actor) => database.write((tx) => remove(context, tx, id, actor)),
    get: async (id) => {
      const row = await groups().where('id', '=', id).executeTakeFirst();
      return row && readGroup(row);
    },
    all: async () => (await groups().orderBy('name_key').execute()).map(readGroup),
    members: async () => {
      const rows = database.query.selectFrom('resource_group_members').selectAll();
      return (await rows.orderBy('created_at_ms').orderBy('id').execute()).map(readMember);
    },
    addMember: (member, actor) => database.write((tx) => addMember(context, tx, member, actor)),
    removeMember: (groupId, memberId, actor) =>
      database.write((tx) => removeMember(context, tx, groupId, memberId, actor)),
    states: async () => {
      const rows = await database.query.selectFrom('resource_group_states').selectAll().execute();
      return new Map(rows.map((row) => [row.group_id, parsed<GroupState>(row.state)]));
    },
    commit: (change, actor) => commit(context, apply, change, actor),
  };
}

interface MemberRow {
  readonly id: string;
  readonly group_id: string;
  readonly monitor_id: string;
  readonly created_at_ms: number;
}

function readMember(row: MemberRow): GroupMember {
  return { id: row.id, groupId: row.group_id, monitorId: row.monitor_id, createdAtMs: row.created_at_ms };
}

async function create(
  context: CoreContext,
  tx: CoreTransaction,
  group: GroupContent,
  actor: Actor,
): Promise<ResourceGroup> {
  await refuseUnknown(tx, group);
  const nowMs = nowOf(context);
  const slug = await freeSlug(tx, group);
  const row = { id: group.id, slug, ...groupColumns(group), created_at_ms: nowMs, updated_at_ms: nowMs };
  await refuseDuplicateName(KIND, group.name, () => tx.insertInto('resource_groups').values(row).execute());
  const made = readGroup(row);
  const change = { after: said(made) };
  await writeAudit(context, tx, actor, 'created', { type: 'resource_group', id: group.id, name: group.name, change });
  return made;
}

async function update(
  context: CoreContext,
  tx: CoreTransaction,
  id: string,
  change: (current: ResourceGroup) => GroupContent,
  actor: Actor,
): Promise<ResourceGroup> {
  const row = await groupRow(tx, id);
  const current = readGroup(row);
  const wanted = change(current);
  const columns = groupColumns(wanted);
  if (isDeepStrictEqual({ ...row, ...columns }, { ...row })) return current;
  await refuseUnknown(tx, wanted, current);
  const slug = wanted.name === row.name ? row.slug : await freeSlug(tx, { ...wanted, id });
  const next = { ...row, ...columns, slug, updated_at_ms: nowOf(context) };
  const changed = tx.updateTable('resource_groups').set(next).where('id', '=', id);
  await keepingNames(tx, [row, next], () => refuseDuplicateName(KIND, next.name, () => changed.execute()));
  const states = { before: said(current), after: said(readGroup(next)) };
  const group = { type: 'resource_group', id, name: next.name, change: states } as const;
  await writeAudit(context, tx, actor, 'updated', group);
  return readGroup(next);
}

/**
 * Runs a change by which members may come to have another environment: what their settings name must be there too.
 * @param groups the group as it was and as it will be: one that says no environment moves nobody
 */
async function keepingNames<T>(
  tx: CoreTransaction,
  groups: readonly Pick<ResourceGroupTable, 'name' | 'default_environment_id'>[],
  change: () => Promise<T>,
): Promise<T> {
  if (groups.every((group) => group.default_environment_id === null)) return change();
  return refuseStranding(tx, `what members of ${KIND} "${groups[0]!.name}" would no longer have`, change);
}

/** @param before what it named already may have gone since, and must not stand in the way of another change */
async function refuseUnknown(
  tx: CoreTransaction,
  { defaultChannelIds = [], alertPolicyId, defaultEnvironmentId }: GroupContent,
  before: Pick<GroupContent, 'defaultChannelIds' | 'alertPolicyId'> = {},
): Promise<void> {
  for (const [place, id] of defaultChannelIds.entries()) {
    if (before.defaultChannelIds?.includes(id)) continue;
    const found = await tx.selectFrom('channels').select('id').where('id', '=', id).executeTakeFirst();
    if (!found) throw notFound('alert channel', id, `defaultAlertChannels[${place}]`);
  }
  if (defaultEnvironmentId !== undefined) {
    const environments = tx.selectFrom('environments').select('id').where('id', '=', defaultEnvironmentId);
    const found = await environments.executeTakeFirst();
    if (!found) throw notFound('environment', defaultEnvironmentId, 'defaultEnvironmentId');
  }
  if (alertPolicyId === undefined || alertPolicyId === before.alertPolicyId) return;
  const policies = tx.selectFrom('notification_policies').select('id');
  const found = await policies.where('id', '=', alertPolicyId).executeTakeFirst();
  if (!found) throw notFound('notification policy', alertPolicyId, 'alertPolicyId');
}

/** `eu-edge`, or `eu-edge-2` where that is taken. */
async function freeSlug(tx: CoreTransaction, { id, name }: { readonly id: string; readonly name: string }) {
  const words = name
    .normalize('NFKD')
    .toLowerCase()
    .match(/[a-z0-9]+/g) ?? ['group'];
  const wanted = words.join('-').slice(0, 100);
  const rows = await tx.selectFrom('resource_groups').select('slug').where('id', '<>', id).execute();
  const taken = new Set(rows.map(({ slug }) => slug));
  let slug = wanted;
  for (let n = 2; taken.has(slug); n++) slug = `${wanted}-${n}`;
  return slug;
}

async function addMember(
  context: CoreContext,
  tx: CoreTransaction,
  { id, groupId, monitorId }: Omit<GroupMember, 'createdAtMs'>,
  actor: Actor,
): Promise<GroupMember> {
  const group = await groupRow(tx, groupId);
  const monitor = await tx.selectFrom('monitors').select('name').where('id', '=', monitorId).executeTakeFirst();
  if (!monitor) throw notFound('monitor', monitorId, 'memberId');
  const row = { id, group_id: groupId, monitor_id: monitorId, created_at_ms: nowOf(context) };
  try {
    const added = tx.insertInto('resource_group_members').values(row);
    await keepingNames(tx, [group], () => added.execute());
  } catch (error) {
    if (!isDuplicate(error)) throw error;
    throw new StoreRefusal('conflict', `"${monitor.name}" is a member of "${group.name}" already`, 'memberId');
  }
  const change = { after: { monitorId, monitorName: monitor.name } };
  await writeAudit(context, tx, actor, 'member_added', {
    type: 'resource_group',
    id: groupId,
    name: group.name,
    change,
  });
  return readMember(row);
}

async function groupRow(tx: CoreTransaction, id: string): Promise<ResourceGroupTable> {
  const row = await tx.selectFrom('resource_groups').selectAll().where('id', '=', id).executeTakeFirst();
  if (!row) throw notFound(KIND, id);
  return row;
}

async function removeMember(
  context: CoreContext,
  tx: CoreTransaction,
  groupId: string,
  memberId: string,
  actor: Actor,
): Promise<void> {
  const group = await groupRow(tx, groupId);
  const member = tx
    .deleteFrom('resource_group_members')
    .where('group_id', '=', groupId)
    .where((where) => where.or([where('id', '=', memberId), where('monitor_id', '=', memberId)]))
    .returning('monitor_id as monitorId');
  const gone = await keepingNames(tx, [group], () => member.executeTakeFirst());
  if (!gone) throw notFound(`member of "${group.name}"`, memberId);
  const about = { type: 'resource_group', id: groupId, name: group.name, change: { before: gone } } as const;
  await writeAudit(context, tx, actor, 'member_removed', about);
}

const KEEP_STATE = `INSERT INTO resource_group_states (group_id, state)
  SELECT ?1, ?2 WHERE EXISTS (SELECT 1 FROM resource_groups WHERE id = ?1)
  ON CONFLICT (group_id) DO UPDATE SET state = excluded.state`;

/** @param actor of a person's act: what it was is seen from what becomes of the incident */
async function commit(
  context: CoreContext,
  apply: ApplyCommit,
  { groupId, state, ...rest }: GroupCommit,
  actor: Actor | undefined,
): Promise<void> {
  await context.database.writeBare((database) => {
    const { changes } = database.prepare(KEEP_STATE).run(groupId, JSON.stringify(state));
    // The group was deleted meanwhile: nothing of it may come back, least of all an alert.
    if (changes === 0) return;
    const { incident } = rest;
    const before = incident && database.prepare(INCIDENT_BEFORE).get(incident.id);
    apply(rest);
    if (!actor || !incident) return;
    const action = actOf(before, incident);
    const { id, title: name } = incident;
    writeBareAudit(context, database, actor, action, { type: 'incident', id, name, change: changeOf(before, rest) });
  });
}

/** Memberships and state go by foreign keys. */
async function remove(context: CoreContext, tx: CoreTransaction, id: string, actor: Actor): Promise<void> {
  const row = await groupRow(tx, id);
  await endGroupIncidents(context, tx, readGroup(row));
  await keepingNames(tx, [row], () => tx.deleteFrom('resource_groups').where('id', '=', id).execute());
  const change = { before: said(readGroup(row)) };
  await writeAudit(context, tx, actor, 'deleted', { type: 'resource_group', id, name: row.name, change });
}
