/** Who comes by single sign-on. */
import { createHash } from 'node:crypto';
import { type Identity, type IdentityStore, type LinkedIdentity, type Member, StoreRefusal } from '../port.ts';
import { type CoreContext, nowOf, writeAudit } from './context.ts';
import type { CoreTransaction } from './core-database.ts';
import { writeFactorAudit } from './factor-audit.ts';
import { readMember } from './organization-rows.ts';
import { nameKey, wholeMs } from './rows.ts';
import type { IdentityTable } from './schema.ts';
import { isDuplicate } from './sqlite-error.ts';
import { demandWayIn } from './ways-in.ts';

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
    identitiesOf: async (memberId) => {
      const rows = query.selectFrom('member_identities').selectAll().where('member_id', '=', memberId);
      const sorted = rows.orderBy('created_at_ms').orderBy('issuer').orderBy('subject');
      return (await sorted.execute()).map(readIdentity);
    },
    unlink: (memberId, id, { actor, opens }) =>
      write(async (tx) => {
        const rows = await tx.selectFrom('member_identities').selectAll().where('member_id', '=', memberId).execute();
        const found = rows.find((row) => idOf(row) === id);
        if (!found) return false;
        const { issuer, subject } = found;
        const one = tx.deleteFrom('member_identities').where('issuer', '=', issuer).where('subject', '=', subject);
        await one.execute();
        await demandWayIn(tx, memberId, opens);
        const change = { before: { issuer } };
        await writeFactorAudit(context, tx, { memberId, actor, action: 'identity_unlinked', change });
        return true;
      }),
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

function readIdentity(row: IdentityTable): LinkedIdentity {
  const { issuer, subject, member_id: memberId, created_at_ms: createdAtMs } = row;
  return { id: idOf(row), issuer, subject, memberId, createdAtMs };
}

/** A UUID of version 8 (RFC 9562, section 5.8): what names an identity is too long for an address, and not ours to show there. */
function idOf({ issuer, subject }: Identity): string {
  const hash = createHash('sha256')
    .update(JSON.stringify([issuer, subject]))
    .digest();
  hash[6] = (hash[6]! & 0x0f) | 0x80;
  hash[8] = (hash[8]! & 0x3f) | 0x80;
  const hex = hash.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-');
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
