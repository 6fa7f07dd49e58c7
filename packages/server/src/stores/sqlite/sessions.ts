/** Who is signed in, with which browser, and from where they were before. */
import {
  type AccountStore,
  type Actor,
  type Member,
  type NewSession,
  type OpenedSession,
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
        const gone = await theirs.returningAll().executeTakeFirst();
        if (gone) await writeEnd(context, tx, actor, gone);
        return gone !== undefined;
      }),
    endOtherSessions: (memberId, keptId, actor) =>
      write(async (tx) => {
        const others = tx.deleteFrom('sessions').where('member_id', '=', memberId).where('id', '!=', keptId);
        const gone = await others.returningAll().execute();
        for (const session of gone) await writeEnd(context, tx, actor, session);
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

function writeEnd(context: CoreContext, tx: CoreTransaction, actor: Actor, session: SessionTable): Promise<void> {
  const { id, authenticatedBy, address } = readSession(session);
  const name = actor.member && { name: actor.member.email };
  return writeAudit(context, tx, actor, 'ended', {
    type: 'session',
    id,
    ...name,
    change: { before: { authenticatedBy, address } },
  });
}

async function open(
  context: CoreContext,
  tx: CoreTransaction,
  { memberId, session, actor }: { readonly memberId: number; readonly session: NewSession; readonly actor: Actor },
): Promise<OpenedSession> {
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
  const evictedIds = await evict(context, tx, row, actor);
  await remember(tx, memberId, session, nowMs);
  const after = { authenticatedBy: session.authenticatedBy, address: session.address };
  const opened = { type: 'session', id: row.id, name: readMember(member).email, change: { after } } as const;
  await writeAudit(context, tx, actor, 'opened', opened);
  return { ...readSession(row), evictedIds };
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
  await keepNewestDevices(tx, memberId);
}

/** Ends those of a member's sessions that are too many beside the new one: those that were used least recently. */
async function evict(
  context: CoreContext,
  tx: CoreTransaction,
  { id, member_id: memberId }: SessionTable,
  actor: Actor,
): Promise<readonly string[]> {
  // Whatever the clock says: the new one stays.
  const others = tx.selectFrom('sessions').select('id').where('member_id', '=', memberId).where('id', '!=', id);
  const kept = others.orderBy('last_seen_at_ms', 'desc').limit(SESSIONS_MAX - 1);
  const tooMany = tx.deleteFrom('sessions').where('member_id', '=', memberId).where('id', '!=', id);
  const gone = await tooMany.where('id', 'not in', kept).returningAll().execute();
  for (const session of gone) await writeEnd(context, tx, actor, session);
  return gone.map((session) => session.id);
}

async function keepNewestDevices(tx: CoreTransaction, memberId: number): Promise<void> {
  const theirs = tx.selectFrom('known_devices').select('token_hash').where('member_id', '=', memberId);
  const newest = theirs.orderBy('last_seen_at_ms', 'desc').limit(DEVICES_MAX);
  const others = tx.deleteFrom('known_devices').where('member_id', '=', memberId);
  await others.where('token_hash', 'not in', newest).execute();
}
