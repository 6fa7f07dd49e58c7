/** Who runs the server, and who may use it. */
import { isDeepStrictEqual } from 'node:util';
import { type Actor, type Invite, type Member, INVITES_MAX, type OrganizationStore, StoreRefusal } from '../port.ts';
import { hiddenChange } from './audit-difference.ts';
import { type CoreContext, notFound, nowOf, offsetOf, pageOf, writeAudit } from './context.ts';
import type { CoreTransaction } from './core-database.ts';
import { readInvite, readMember, readOrganization, readWorkspace } from './organization-rows.ts';
import { nameKey, wholeMs } from './rows.ts';

/** There is one of each. */
const ONLY = 1;

export function organizationStore(context: CoreContext): OrganizationStore {
  const { query, write } = context.database;
  const organization = query.selectFrom('organization').selectAll();
  const workspace = query.selectFrom('workspaces').selectAll();
  return {
    get: async () => readOrganization(await organization.executeTakeFirstOrThrow()),
    update: (change, actor) =>
      write(async (tx) => {
        const current = readOrganization(await tx.selectFrom('organization').selectAll().executeTakeFirstOrThrow());
        const { name, email = null, size = null, industry = null, websiteUrl = null } = change(current);
        const columns = { name, email, size, industry, website_url: websiteUrl };
        const changed = readOrganization({ id: ONLY, ...columns });
        if (isDeepStrictEqual(changed, current)) return current;
        await tx.updateTable('organization').set(columns).execute();
        const states = { before: current, after: changed };
        await writeAudit(context, tx, actor, 'updated', {
          type: 'organization',
          id: String(ONLY),
          name,
          change: states,
        });
        return changed;
      }),
    workspace: async () => readWorkspace(await workspace.executeTakeFirstOrThrow()),
    renameWorkspace: (name, actor) =>
      write(async (tx) => {
        const current = readWorkspace(await tx.selectFrom('workspaces').selectAll().executeTakeFirstOrThrow());
        if (name === current.name) return current;
        const updatedAtMs = nowOf(context);
        await tx.updateTable('workspaces').set({ name, updated_at_ms: updatedAtMs }).execute();
        const states = { before: { name: current.name }, after: { name } };
        await writeAudit(context, tx, actor, 'updated', { type: 'workspace', id: String(ONLY), name, change: states });
        return { ...current, name, updatedAtMs };
      }),
    ...memberStore(context),
    ...inviteStore(context),
  };
}

function memberStore(context: CoreContext): Pick<OrganizationStore, 'members' | 'updateMember' | 'deleteMember'> {
  const { query, write } = context.database;
  return {
    members: async (page) => {
      const { total } = await query
        .selectFrom('members')
        .select(({ fn }) => fn.countAll<number>().as('total'))
        .executeTakeFirstOrThrow();
      const rows = query.selectFrom('members').selectAll().orderBy('id').limit(page.size).offset(offsetOf(page));
      return pageOf(await rows.execute(), total, readMember);
    },
    updateMember: (id, change, actor) =>
      write(async (tx) => {
        const current = await existingMember(tx, id);
        const { role, status } = change(current);
        if (role === current.role && status === current.status) return current;
        if (isRunning(current) && !isRunning({ role, status })) await refuseLastOwner(tx, current);
        await tx.updateTable('members').set({ role, status }).where('id', '=', id).execute();
        if (status !== 'INVITED') await revokeOpen(context, tx, current.email);
        await endAccess(tx, id, status);
        const states = { before: { role: current.role, status: current.status }, after: { role, status } };
        const member = { type: 'member', id: String(id), name: current.email, change: states } as const;
        await writeAudit(context, tx, actor, 'updated', member);
        return { ...current, role, status };
      }),
    deleteMember: (id, actor, check) =>
      write(async (tx) => {
        const current = await existingMember(tx, id);
        check?.(current);
        if (isRunning(current)) await refuseLastOwner(tx, current);
        const { email, role, status } = current;
        await tx.deleteFrom('members').where('id', '=', id).execute();
        await revokeOpen(context, tx, email);
        const member = { type: 'member', id: String(id), name: email, change: { before: { role, status } } } as const;
        await writeAudit(context, tx, actor, 'deleted', member);
      }),
  };
}

type Invites = Pick<OrganizationStore, 'invites' | 'invite' | 'renewInvite' | 'revokeInvite'>;

function inviteStore(context: CoreContext): Invites {
  const { query, write } = context.database;
  return {
    invites: async () =>
      (await query.selectFrom('invites').selectAll().orderBy('id', 'desc').execute()).map(readInvite),
    invite: (invite, actor) => write((tx) => createInvite(context, tx, invite, actor)),
    renewInvite: (id, { tokenHash, expiresAtMs }, actor, check) =>
      write(async (tx) => {
        const invite = await existingInvite(tx, id);
        check?.(invite);
        if (invite.consumedAtMs !== undefined) throw new StoreRefusal('conflict', 'the invite was accepted already');
        if (invite.revokedAtMs !== undefined)
          throw new StoreRefusal('conflict', 'the invite was revoked: make another');
        const token = { token_hash: tokenHash, expires_at_ms: wholeMs(expiresAtMs) };
        await tx.updateTable('invites').set(token).where('id', '=', id).execute();
        const times = { before: { expiresAtMs: invite.expiresAtMs }, after: { expiresAtMs } };
        const change = invite.expiresAtMs === expiresAtMs ? hiddenChange('token') : times;
        await writeAudit(context, tx, actor, 'resent', { type: 'invite', id: String(id), name: invite.email, change });
        return { ...invite, tokenHash, expiresAtMs };
      }),
    revokeInvite: (id, actor, check) =>
      write(async (tx) => {
        const invite = await existingInvite(tx, id);
        check?.(invite);
        const { email, consumedAtMs, revokedAtMs } = invite;
        if (consumedAtMs !== undefined) throw new StoreRefusal('conflict', 'the invite was accepted already');
        if (revokedAtMs !== undefined) return;
        await revokeOpen(context, tx, email);
        // Nobody asks them any more: what is left of a member that never was one goes with the invite.
        const asked = tx.deleteFrom('members').where('email_key', '=', nameKey(email));
        await asked.where('status', '=', 'INVITED').execute();
        const change = { before: { roleOffered: invite.roleOffered } };
        await writeAudit(context, tx, actor, 'revoked', { type: 'invite', id: String(id), name: email, change });
      }),
  };
}

async function existingMember(tx: CoreTransaction, id: number): Promise<Member> {
  const row = await tx.selectFrom('members').selectAll().where('id', '=', id).executeTakeFirst();
  if (!row) throw notFound('member', id);
  return readMember(row);
}

const isRunning = ({ role, status }: Pick<Member, 'role' | 'status'>) => role === 'OWNER' && status === 'ACTIVE';

/** With nobody left who may do everything, the server would be nobody's. */
async function refuseLastOwner(tx: CoreTransaction, { id, email }: Member): Promise<void> {
  const others = tx.selectFrom('members').select('id').where('role', '=', 'OWNER').where('status', '=', 'ACTIVE');
  if (await others.where('id', '!=', id).limit(1).executeTakeFirst()) return;
  throw new StoreRefusal('conflict', `${email} is the last owner: make somebody else an owner first`);
}

/** Whoever is signed in signs in again, as what they are now. Who is not ACTIVE any more is known no longer, and comes in by no old link. */
async function endAccess(tx: CoreTransaction, id: number, status: Member['status']): Promise<void> {
  await tx.deleteFrom('sessions').where('member_id', '=', id).execute();
  if (status === 'ACTIVE') return;
  await tx.deleteFrom('known_devices').where('member_id', '=', id).execute();
  await tx.deleteFrom('password_resets').where('member_id', '=', id).execute();
}

async function existingInvite(tx: CoreTransaction, id: number): Promise<Invite> {
  const row = await tx.selectFrom('invites').selectAll().where('id', '=', id).executeTakeFirst();
  if (!row) throw notFound('invite', id);
  return readInvite(row);
}

async function revokeOpen(context: CoreContext, tx: CoreTransaction, email: string): Promise<void> {
  const open = tx.updateTable('invites').set({ revoked_at_ms: nowOf(context) });
  await open
    .where('email_key', '=', nameKey(email))
    .where('consumed_at_ms', 'is', null)
    .where('revoked_at_ms', 'is', null)
    .execute();
}

async function createInvite(
  context: CoreContext,
  tx: CoreTransaction,
  { email, roleOffered, tokenHash, expiresAtMs }: Pick<Invite, 'email' | 'roleOffered' | 'tokenHash' | 'expiresAtMs'>,
  actor: Actor,
): Promise<Invite> {
  const nowMs = nowOf(context);
  const key = nameKey(email);
  const all = await tx.selectFrom('invites').selectAll().execute();
  if (all.length >= INVITES_MAX)
    throw new StoreRefusal('in_use', `there are ${all.length} invites, the most there may be`);
  const isOpen = all.some((one) => {
    return one.email_key === key && !one.consumed_at_ms && !one.revoked_at_ms && one.expires_at_ms > nowMs;
  });
  if (isOpen) throw new StoreRefusal('conflict', `${email} is invited already: send that invite again`, 'email');
  await askMember(tx, { email, key, role: roleOffered, nowMs });
  // One that has expired is not to come to life beside the new one.
  await revokeOpen(context, tx, email);
  const columns = { email, email_key: key, role_offered: roleOffered, token_hash: tokenHash };
  const row = await tx
    .insertInto('invites')
    .values({ ...columns, expires_at_ms: wholeMs(expiresAtMs), created_at_ms: nowMs })
    .returningAll()
    .executeTakeFirstOrThrow();
  const asked = { type: 'invite', id: String(row.id), name: email, change: { after: { roleOffered } } } as const;
  await writeAudit(context, tx, actor, 'created', asked);
  return readInvite(row);
}

async function askMember(
  tx: CoreTransaction,
  asked: { readonly email: string; readonly key: string; readonly role: string; readonly nowMs: number },
): Promise<void> {
  const { email, key, role, nowMs } = asked;
  const member = await tx.selectFrom('members').selectAll().where('email_key', '=', key).executeTakeFirst();
  if (member?.status === 'ACTIVE' || member?.status === 'SUSPENDED') {
    throw new StoreRefusal('conflict', `${email} is a member already, and ${member.status}`, 'email');
  }
  if (member) {
    await tx.updateTable('members').set({ role, status: 'INVITED' }).where('id', '=', member.id).execute();
    return;
  }
  const row = { email, email_key: key, role, status: 'INVITED', created_at_ms: nowMs };
  await tx.insertInto('members').values(row).execute();
}
