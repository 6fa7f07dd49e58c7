/** Who comes by single sign-on. */
import { type Identity, type IdentityStore, type Member, StoreRefusal } from '../port.ts';
import { type CoreContext, nowOf, writeAudit } from './context.ts';
import type { CoreTransaction } from './core-database.ts';
import { writeFactorAudit } from './factor-audit.ts';
import { readMember } from './organization-rows.ts';
import { nameKey, wholeMs } from './rows.ts';
import { isDuplicate } from './sqlite-error.ts';

export function identityStore(context: CoreContext): IdentityStore {
  const { query, write } = context.database;
  return {
    memberOf: async ({ issuer, subject }) => {
      const row = await query
        .selectFrom('member_identities')
        .innerJoin('members', 'members.id', 'member_identities.member_id')
        .selectAll('members')
        .where('issuer', '=', issuer)
        .where('subject', '=', subject)
        .executeTakeFirst();
      return row && readMember(row);
    },
    link: (memberId, identity, actor) =>
      write(async (tx) => {
        await keepIdentity(context, tx, memberId, identity);
        const change = { after: { issuer: identity.issuer } };
        await writeFactorAudit(context, tx, { memberId, actor, action: 'identity_linked', change });
      }),
    claimInvite: (claim) => write((tx) => claimInvite(context, tx, claim)),
    makeMember: ({ email, name, role, identity }) =>
      write(async (tx) => {
        const columns = { email, email_key: nameKey(email), name, role, status: 'ACTIVE' };
        const row = await refuseTwice(`${email} is a member already`, () =>
          tx
            .insertInto('members')
            .values({ ...columns, created_at_ms: nowOf(context) })
            .returningAll()
            .executeTakeFirstOrThrow(),
        );
        await keepIdentity(context, tx, row.id, identity);
        const member = readMember(row);
        const change = { after: { role, status: 'ACTIVE', issuer: identity.issuer } };
        const made = { type: 'member', id: String(row.id), name: email, change } as const;
        await writeAudit(context, tx, asMember(member), 'created', made);
        return member;
      }),
  };
}

async function claimInvite(
  context: CoreContext,
  tx: CoreTransaction,
  { email, name, identity, nowMs }: Parameters<IdentityStore['claimInvite']>[0],
): Promise<Member> {
  const row = await tx
    .selectFrom('invites')
    .innerJoin('members', 'members.email_key', 'invites.email_key')
    .selectAll('members')
    .select('invites.id as invite_id')
    .where('invites.email_key', '=', nameKey(email))
    .where('invites.expires_at_ms', '>', wholeMs(nowMs))
    .where('invites.consumed_at_ms', 'is', null)
    .where('invites.revoked_at_ms', 'is', null)
    .where('members.status', '=', 'INVITED')
    .executeTakeFirst();
  if (!row) throw new StoreRefusal('not_found', `nobody asks ${email} to be a member, or no more`);
  const { invite_id: inviteId, ...columns } = row;
  const invite = tx.updateTable('invites').set({ consumed_at_ms: wholeMs(nowMs) });
  await invite.where('id', '=', inviteId).execute();
  await tx.updateTable('members').set({ name, status: 'ACTIVE' }).where('id', '=', row.id).execute();
  await keepIdentity(context, tx, row.id, identity);
  const member: Member = { ...readMember(columns), name, status: 'ACTIVE' };
  const change = {
    before: { status: 'INVITED' },
    after: { status: 'ACTIVE', role: member.role, issuer: identity.issuer },
  };
  const accepted = { type: 'invite', id: String(inviteId), name: member.email, change } as const;
  await writeAudit(context, tx, asMember(member), 'accepted', accepted);
  return member;
}

async function keepIdentity(
  context: CoreContext,
  tx: CoreTransaction,
  memberId: number,
  { issuer, subject }: Identity,
): Promise<void> {
  const row = { issuer, subject, member_id: memberId, created_at_ms: nowOf(context) };
  await refuseTwice('this identity is known already', () => tx.insertInto('member_identities').values(row).execute());
}

/** Whoever comes by themselves acts as themselves. */
function asMember({ id, email, name }: Member) {
  return { name: name ?? email, member: { id, email } };
}

async function refuseTwice<T>(message: string, insert: () => Promise<T>): Promise<T> {
  try {
    return await insert();
  } catch (error) {
    if (!isDuplicate(error)) throw error;
    throw new StoreRefusal('conflict', message);
  }
}
