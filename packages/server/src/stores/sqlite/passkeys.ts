/** Passkeys of members: their public halves. */
import { type FactorStore, PASSKEYS_MAX, StoreRefusal } from '../port.ts';
import { type CoreContext, notFound, nowOf } from './context.ts';
import { writeFactorAudit } from './factor-audit.ts';
import { type PasskeyTable, readPasskey } from './factor-rows.ts';
import { readMember } from './organization-rows.ts';
import { flag, json } from './rows.ts';
import { isDuplicate } from './sqlite-error.ts';
import { demandWayIn } from './ways-in.ts';

type Passkeys = Pick<
  FactorStore,
  | 'handleOf'
  | 'hasPasskeys'
  | 'passkeysOf'
  | 'addPasskey'
  | 'passkeyBy'
  | 'usePasskey'
  | 'renamePasskey'
  | 'removePasskey'
>;

export function passkeyStore(context: CoreContext): Passkeys {
  const { query } = context.database;
  return {
    hasPasskeys: async () =>
      (await query.selectFrom('passkeys').select('id').limit(1).executeTakeFirst()) !== undefined,
    passkeysOf: async (memberId) => {
      const rows = query.selectFrom('passkeys').selectAll().where('member_id', '=', memberId);
      return (await rows.orderBy('created_at_ms').orderBy('id').execute()).map(readPasskey);
    },
    passkeyBy: async (credentialId) => {
      const passkeys = query.selectFrom('passkeys').selectAll().where('credential_id', '=', credentialId);
      const row = await passkeys.executeTakeFirst();
      if (!row) return undefined;
      const whose = await query
        .selectFrom('members')
        .innerJoin('passkey_users', 'passkey_users.member_id', 'members.id')
        .selectAll('members')
        .select('handle')
        .where('members.id', '=', row.member_id)
        .where('status', '=', 'ACTIVE')
        .executeTakeFirst();
      return whose && { passkey: readPasskey(row), member: readMember(whose), handle: whose.handle };
    },
    ...passkeyWrites(context),
  };
}

function passkeyWrites(context: CoreContext): Omit<Passkeys, 'hasPasskeys' | 'passkeysOf' | 'passkeyBy'> {
  const { write } = context.database;
  return {
    handleOf: (memberId, made) =>
      write(async (tx) => {
        const row = { member_id: memberId, handle: made };
        await tx
          .insertInto('passkey_users')
          .values(row)
          .onConflict((known) => known.doNothing())
          .execute();
        const kept = tx.selectFrom('passkey_users').select('handle').where('member_id', '=', memberId);
        return (await kept.executeTakeFirstOrThrow()).handle;
      }),
    addPasskey: (passkey, actor) =>
      write(async (tx) => {
        const { id, memberId, name, credentialId, publicKey, counter } = passkey;
        const theirs = await tx.selectFrom('passkeys').select('id').where('member_id', '=', memberId).execute();
        if (theirs.length >= PASSKEYS_MAX)
          throw new StoreRefusal('in_use', `there are ${theirs.length} passkeys, the most that one member may have`);
        const row: PasskeyTable = {
          ...{ id, name, counter, member_id: memberId, credential_id: credentialId, public_key: publicKey },
          transports: json(passkey.transports),
          is_backed_up: flag(passkey.isBackedUp),
          created_at_ms: nowOf(context),
          last_used_at_ms: null,
        };
        await refuseTwice(() => tx.insertInto('passkeys').values(row).execute());
        await writeFactorAudit(context, tx, { memberId, actor, action: 'passkey_added', change: { after: { name } } });
        return readPasskey(row);
      }),
    usePasskey: (id, { counter, isBackedUp }) =>
      write(async (tx) => {
        const used = { counter, is_backed_up: flag(isBackedUp), last_used_at_ms: nowOf(context) };
        const row = tx
          .updateTable('passkeys')
          .set(used)
          .where('id', '=', id)
          // WebAuthn, section 6.1.1: devices that do not count say 0 each time.
          .where('counter', counter === 0 ? '=' : '<', counter)
          .returning('id');
        return (await row.executeTakeFirst()) !== undefined;
      }),
    renamePasskey: (memberId, id, name, actor) =>
      write(async (tx) => {
        const theirs = tx.selectFrom('passkeys').selectAll().where('member_id', '=', memberId).where('id', '=', id);
        const current = await theirs.executeTakeFirst();
        if (!current) throw notFound('passkey', id);
        if (current.name === name) return readPasskey(current);
        await tx.updateTable('passkeys').set({ name }).where('id', '=', id).execute();
        const change = { before: { name: current.name }, after: { name } };
        await writeFactorAudit(context, tx, { memberId, actor, action: 'passkey_renamed', change });
        return readPasskey({ ...current, name });
      }),
    removePasskey: (memberId, id, { actor, opens }) =>
      write(async (tx) => {
        const theirs = tx.deleteFrom('passkeys').where('member_id', '=', memberId).where('id', '=', id);
        const gone = await theirs.returning('name').executeTakeFirst();
        if (!gone) return false;
        await demandWayIn(tx, memberId, opens);
        const change = { before: { name: gone.name } };
        await writeFactorAudit(context, tx, { memberId, actor, action: 'passkey_removed', change });
        return true;
      }),
  };
}

async function refuseTwice(insert: () => Promise<unknown>): Promise<void> {
  try {
    await insert();
  } catch (error) {
    if (!isDuplicate(error)) throw error;
    throw new StoreRefusal('conflict', 'this passkey is known already');
  }
}
