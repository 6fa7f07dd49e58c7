/** Who is signed in, with which browser, and from where they were before. */
import {
  type AccountStore,
  type Actor,
  type Member,
  type NewSession,
  type Session,
  SESSIONS_MAX,
  StoreRefusal,
} from '../port.ts';
import { readSession, type SessionTable } from './account-rows.ts';
import { type CoreContext, notFound, nowOf, writeAudit } from './context.ts';
import type { CoreTransaction } from './core-database.ts';
import { readMember } from './organization-rows.ts';
import { json, wholeMs } from './rows.ts';

/** Devices that are remembered of one member, those that were seen last. */
const DEVICES_MAX = 50;

type Sessions = Pick<
  AccountStore,
  'openSession' | 'sessionByHash' | 'sessionsOf' | 'touchSession' | 'endSession' | 'endOtherSessions' | 'isKnown'
>;

export function sessionStore(context: CoreContext): Sessions {
  const { query, write } = context.database;
  return {
    openSession: (memberId, session, actor) => write((tx) => open(context, tx, { memberId, session, actor })),
    sessionByHash: async (tokenHash) => {
      const row = await query
        .selectFrom('sessions')
        .innerJoin('members', 'members.id', 'sessions.member_id')
        .selectAll('members')
        .select(['sessions.id as session_id'])
        .where('sessions.token_hash', '=', tokenHash)
        .where('members.status', '=', 'ACTIVE')
        .executeTakeFirst();
      if (!row) return undefined;
      const session = await query
        .selectFrom('sessions')
        .selectAll()
        .where('id', '=', row.session_id)
        .executeTakeFirst();
      return session && { session: readSession(session), member: readMember(row) };
    },
    sessionsOf: async (memberId) => {
      const rows = query.selectFrom('sessions').selectAll().where('member_id', '=', memberId);
      return (await rows.orderBy('created_at_ms', 'desc').orderBy('id', 'desc').execute()).map(readSession);
    },
    touchSession: (id, { atMs, address }) =>
      write(async (tx) => {
        const seen = { last_seen_at_ms: wholeMs(atMs), address };
        await tx.updateTable('sessions').set(seen).where('id', '=', id).execute();
      }),
    endSession: (memberId, id, actor) =>
      write(async (tx) => {
        const theirs = tx.deleteFrom('sessions').where('member_id', '=', memberId).where('id', '=', id);
        const gone = await theirs.returning('id').executeTakeFirst();
        if (gone) await writeAudit(context, tx, actor, 'ended', { type: 'session', id, ...nameOf(actor) });
        return gone !== undefined;
      }),
    endOtherSessions: (memberId, keptId, actor) =>
      write(async (tx) => {
        const others = tx.deleteFrom('sessions').where('member_id', '=', memberId).where('id', '!=', keptId);
        const gone = await others.returning('id').execute();
        for (const { id } of gone) {
          await writeAudit(context, tx, actor, 'ended', { type: 'session', id, ...nameOf(actor) });
        }
        return gone.length;
      }),
    isKnown: async (memberId, { deviceHash, address }) => {
      const rows = await query
        .selectFrom('known_devices')
        .select(['token_hash', 'address'])
        .where('member_id', '=', memberId)
        .execute();
      return {
        device: deviceHash !== undefined && rows.some((row) => row.token_hash === deviceHash),
        address: rows.some((row) => row.address === address),
      };
    },
  };
}

function nameOf({ member }: Actor): { readonly name?: string } {
  return member ? { name: member.email } : {};
}

async function open(
  context: CoreContext,
  tx: CoreTransaction,
  { memberId, session, actor }: { readonly memberId: number; readonly session: NewSession; readonly actor: Actor },
): Promise<Session> {
  const member = await tx.selectFrom('members').selectAll().where('id', '=', memberId).executeTakeFirst();
  if (member?.status !== 'ACTIVE') throw notFound('active member', memberId);
  await refuseOldPassword(tx, memberId, session.passwordHash);
  const nowMs = nowOf(context);
  const row: SessionTable = {
    id: context.newId(),
    token_hash: session.tokenHash,
    member_id: memberId,
    authenticated_by: json(session.authenticatedBy),
    address: session.address,
    user_agent: session.userAgent ?? null,
    created_at_ms: nowMs,
    last_seen_at_ms: nowMs,
    expires_at_ms: wholeMs(session.expiresAtMs),
  };
  await tx.insertInto('sessions').values(row).execute();
  await keepNewest(tx, 'sessions', memberId, SESSIONS_MAX);
  await remember(tx, memberId, session, nowMs);
  const after = { authenticatedBy: session.authenticatedBy, address: session.address };
  const opened = { type: 'session', id: row.id, name: readMember(member).email, change: { after } } as const;
  await writeAudit(context, tx, actor, 'opened', opened);
  return readSession(row);
}

/** Changed while it was being checked: whoever knows only the old one does not come in. */
async function refuseOldPassword(tx: CoreTransaction, memberId: number, shown: string | undefined): Promise<void> {
  if (shown === undefined) return;
  const kept = tx.selectFrom('member_passwords').select('hash').where('member_id', '=', memberId);
  if ((await kept.executeTakeFirst())?.hash === shown) return;
  throw new StoreRefusal('conflict', 'the password was changed meanwhile: sign in with the new one');
}

async function remember(
  tx: CoreTransaction,
  memberId: Member['id'],
  { deviceHash, address }: NewSession,
  nowMs: number,
): Promise<void> {
  // Whoever knows a password alone is not known by it: they would try codes as the owner does.
  if (deviceHash === undefined) return;
  const seen = { address, last_seen_at_ms: nowMs };
  await tx
    .insertInto('known_devices')
    .values({ member_id: memberId, token_hash: deviceHash, ...seen })
    .onConflict((known) => known.columns(['member_id', 'token_hash']).doUpdateSet(seen))
    .execute();
  await keepNewest(tx, 'known_devices', memberId, DEVICES_MAX);
}

/** Of one member's, drops those beyond a number that were seen least recently. */
async function keepNewest(
  tx: CoreTransaction,
  table: 'sessions' | 'known_devices',
  memberId: number,
  count: number,
): Promise<void> {
  const newest = tx
    .selectFrom(table)
    .select('token_hash')
    .where('member_id', '=', memberId)
    .orderBy('last_seen_at_ms', 'desc')
    .limit(count);
  await tx.deleteFrom(table).where('member_id', '=', memberId).where('token_hash', 'not in', newest).execute();
}
