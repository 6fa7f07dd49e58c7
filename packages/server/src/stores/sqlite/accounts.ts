/** Who can sign in, and by what. */
import { type AccountStore, type Actor, type Member, StoreRefusal } from '../port.ts';
import { hiddenChange } from './audit-difference.ts';
import { type CoreContext, notFound, nowOf, writeAudit } from './context.ts';
import type { CoreDatabase, CoreTransaction } from './core-database.ts';
import { readMember } from './organization-rows.ts';
import { nameKey, present, wholeMs } from './rows.ts';
import { sessionStore } from './sessions.ts';

/** Devices that nobody signed in with for so long are forgotten. */
const DEVICES_KEPT_MS = 400 * 86_400_000;
/** No member has this id. */
const NOBODY = -1;

export function accountStore(context: CoreContext): AccountStore {
  return { ...signInStore(context), ...sessionStore(context), ...resetStore(context), ...invitedStore(context) };
}

type SignIn = Pick<
  AccountStore,
  'hasActiveMember' | 'setUp' | 'byEmail' | 'byId' | 'rename' | 'setPassword' | 'recordFailure'
>;

function signInStore(context: CoreContext): SignIn {
  const { query, write } = context.database;
  const accounts = query
    .selectFrom('members')
    .leftJoin('member_passwords', 'member_passwords.member_id', 'members.id')
    .selectAll('members')
    .select('member_passwords.hash as password_hash');
  const account = (row: Awaited<ReturnType<typeof accounts.executeTakeFirst>>) =>
    row && { member: readMember(row), ...present({ passwordHash: row.password_hash }) };
  return {
    hasActiveMember: async () => {
      const active = query.selectFrom('members').select('id').where('status', '=', 'ACTIVE').limit(1);
      return (await active.executeTakeFirst()) !== undefined;
    },
    setUp: (owner) => write((tx) => setUp(context, tx, owner)),
    byEmail: async (email) => account(await accounts.where('email_key', '=', nameKey(email)).executeTakeFirst()),
    byId: async (id) => account(await accounts.where('members.id', '=', id).executeTakeFirst()),
    rename: (id, name, actor) =>
      write(async (tx) => {
        const current = await existing(tx, id);
        if (current.name === name) return current;
        await tx.updateTable('members').set({ name }).where('id', '=', id).execute();
        const states = { before: { name: current.name ?? null }, after: { name } };
        const renamed = { type: 'member', id: String(id), name: current.email, change: states } as const;
        await writeAudit(context, tx, actor, 'updated', renamed);
        return { ...current, name };
      }),
    setPassword: (id, hash, actor, kept) =>
      write(async (tx) => {
        const { email } = await existing(tx, id);
        await keepPassword(context, tx, id, hash);
        await endAll(tx, id, kept?.sessionId);
        await writeAudit(context, tx, actor, 'password_changed', {
          type: 'member',
          id: String(id),
          name: email,
          change: hiddenChange('password'),
        });
      }),
    recordFailure: (memberId, { address }) =>
      write(async (tx) => {
        // What was typed in the place of an e-mail address may be a password: only who is known is named.
        // And whoever is not known is looked for all the same: how long it takes must not say who is.
        const row = tx
          .selectFrom('members')
          .selectAll()
          .where('id', '=', memberId ?? NOBODY);
        const member = await row.executeTakeFirst();
        const about = {
          type: 'sign_in',
          id: member ? String(member.id) : '',
          ...(member && { name: member.email }),
        } as const;
        await writeAudit(context, tx, { name: 'nobody' }, 'failed', { ...about, change: { after: { address } } });
      }),
  };
}

/** Housekeeping: sessions and links that are past, and devices that nobody signed in with for long. */
export async function dropPastAccess({ write }: Pick<CoreDatabase, 'write'>, nowMs: number): Promise<void> {
  await write(async (tx) => {
    await tx.deleteFrom('sessions').where('expires_at_ms', '<=', wholeMs(nowMs)).execute();
    await tx.deleteFrom('password_resets').where('expires_at_ms', '<=', wholeMs(nowMs)).execute();
    const forgotten = wholeMs(nowMs - DEVICES_KEPT_MS);
    await tx.deleteFrom('known_devices').where('last_seen_at_ms', '<=', forgotten).execute();
  });
}

type Resets = Pick<AccountStore, 'offerReset' | 'resetOf' | 'takeReset'>;

function resetStore(context: CoreContext): Resets {
  const { query, write } = context.database;
  const holding = (db: Pick<CoreTransaction, 'selectFrom'>, tokenHash: string, nowMs: number) =>
    db
      .selectFrom('password_resets')
      .innerJoin('members', 'members.id', 'password_resets.member_id')
      .selectAll('members')
      .where('token_hash', '=', tokenHash)
      .where('expires_at_ms', '>', wholeMs(nowMs))
      .where('status', '=', 'ACTIVE')
      .executeTakeFirst();
  return {
    offerReset: (id, { tokenHash, expiresAtMs }, actor) =>
      write(async (tx) => {
        const { email } = await existing(tx, id);
        const link = { token_hash: tokenHash, expires_at_ms: wholeMs(expiresAtMs) };
        await tx
          .insertInto('password_resets')
          .values({ member_id: id, ...link })
          .onConflict((before) => before.column('member_id').doUpdateSet(link))
          .execute();
        await writeAudit(context, tx, actor, 'password_reset_offered', {
          type: 'member',
          id: String(id),
          name: email,
          change: { after: { expiresAtMs } },
        });
      }),
    resetOf: async (tokenHash, nowMs) => {
      const row = await holding(query, tokenHash, nowMs);
      return row && readMember(row);
    },
    takeReset: (tokenHash, hash, nowMs) =>
      write(async (tx) => {
        const row = await holding(tx, tokenHash, nowMs);
        if (!row) throw noSuchLink();
        const member = readMember(row);
        await keepPassword(context, tx, member.id, hash);
        await endAll(tx, member.id);
        await tx.deleteFrom('known_devices').where('member_id', '=', member.id).execute();
        const { id, email: name } = member;
        const reset = { type: 'member', id: String(id), name, change: hiddenChange('password') } as const;
        await writeAudit(context, tx, asMember(member), 'password_changed', reset);
        return member;
      }),
  };
}

type Invited = Pick<AccountStore, 'openInvite' | 'acceptInvite'>;

function invitedStore(context: CoreContext): Invited {
  const { query, write } = context.database;
  const invited = (db: Pick<CoreTransaction, 'selectFrom'>, tokenHash: string, nowMs: number) =>
    db
      .selectFrom('invites')
      .innerJoin('members', 'members.email_key', 'invites.email_key')
      .selectAll('members')
      .select('invites.id as invite_id')
      .where('invites.token_hash', '=', tokenHash)
      .where('invites.expires_at_ms', '>', wholeMs(nowMs))
      .where('invites.consumed_at_ms', 'is', null)
      .where('invites.revoked_at_ms', 'is', null)
      .where('members.status', '=', 'INVITED')
      .executeTakeFirst();
  return {
    openInvite: async (tokenHash, nowMs) => {
      const row = await invited(query, tokenHash, nowMs);
      return row && readMember(row);
    },
    acceptInvite: (tokenHash, { name, passwordHash }, nowMs) =>
      write(async (tx) => {
        const row = await invited(tx, tokenHash, nowMs);
        if (!row) throw noSuchLink();
        const { invite_id: inviteId, ...columns } = row;
        await tx
          .updateTable('invites')
          .set({ consumed_at_ms: wholeMs(nowMs) })
          .where('id', '=', inviteId)
          .execute();
        // The role is that of the member: it may have been changed since they were asked.
        await tx.updateTable('members').set({ name, status: 'ACTIVE' }).where('id', '=', row.id).execute();
        await keepPassword(context, tx, row.id, passwordHash);
        const member: Member = { ...readMember(columns), name, status: 'ACTIVE' };
        const states = { before: { status: 'INVITED' }, after: { status: 'ACTIVE', role: member.role } };
        const accepted = { type: 'invite', id: String(inviteId), name: member.email, change: states } as const;
        await writeAudit(context, tx, asMember(member), 'accepted', accepted);
        return member;
      }),
  };
}

/** Whoever comes by a link of their own acts as themselves. */
function asMember({ id, email, name }: Member): Actor {
  return { name: name ?? email, member: { id, email } };
}

function noSuchLink(): StoreRefusal {
  return new StoreRefusal('not_found', 'this link does not hold: it was used, has expired, or was taken back');
}

async function existing(tx: CoreTransaction, id: number): Promise<Member> {
  const row = await tx.selectFrom('members').selectAll().where('id', '=', id).executeTakeFirst();
  if (!row) throw notFound('member', id);
  return readMember(row);
}

async function keepPassword(context: CoreContext, tx: CoreTransaction, memberId: number, hash: string): Promise<void> {
  const kept = { hash, changed_at_ms: nowOf(context) };
  await tx
    .insertInto('member_passwords')
    .values({ member_id: memberId, ...kept })
    .onConflict((before) => before.column('member_id').doUpdateSet(kept))
    .execute();
}

async function endAll(tx: CoreTransaction, memberId: number, keptId?: string): Promise<void> {
  const theirs = tx.deleteFrom('sessions').where('member_id', '=', memberId);
  await (keptId === undefined ? theirs : theirs.where('id', '!=', keptId)).execute();
  await tx.deleteFrom('password_resets').where('member_id', '=', memberId).execute();
}

async function setUp(
  context: CoreContext,
  tx: CoreTransaction,
  { name, email, passwordHash }: { readonly name: string; readonly email: string; readonly passwordHash: string },
): Promise<Member> {
  const active = tx.selectFrom('members').select('id').where('status', '=', 'ACTIVE').limit(1);
  if (await active.executeTakeFirst())
    throw new StoreRefusal('conflict', 'there is an owner already: sign in, or ask to be invited');
  const owner = { email, name, role: 'OWNER', status: 'ACTIVE' };
  // Whoever was invited before anybody could sign in may be the one who sets it up.
  const row = await tx
    .insertInto('members')
    .values({ ...owner, email_key: nameKey(email), created_at_ms: nowOf(context) })
    .onConflict((before) => before.column('email_key').doUpdateSet(owner))
    .returningAll()
    .executeTakeFirstOrThrow();
  const member = readMember(row);
  await tx
    .updateTable('invites')
    .set({ revoked_at_ms: nowOf(context) })
    .where('email_key', '=', nameKey(email))
    .where('consumed_at_ms', 'is', null)
    .where('revoked_at_ms', 'is', null)
    .execute();
  await keepPassword(context, tx, member.id, passwordHash);
  const made = {
    type: 'member',
    id: String(member.id),
    name: email,
    change: { after: { role: 'OWNER', status: 'ACTIVE' } },
  } as const;
  await writeAudit(context, tx, asMember(member), 'set_up', made);
  return member;
}
