/** What members show beside, or in the place of, a password. */
import { sql } from 'kysely';
import { type FactorStore, StoreRefusal } from '../port.ts';
import { hiddenChange } from './audit-difference.ts';
import { type CoreContext, nowOf, writeAudit } from './context.ts';
import type { CoreTransaction } from './core-database.ts';
import { writeFactorAudit } from './factor-audit.ts';
import { passkeyStore } from './passkeys.ts';
import { flag, present } from './rows.ts';
import { keepSealed, unsealAll } from './sealed.ts';

export function factorStore(context: CoreContext): FactorStore {
  return { ...demandStore(context), ...totpStore(context), ...recoveryStore(context), ...passkeyStore(context) };
}

type Demands = Pick<FactorStore, 'enrolmentOf' | 'isDemanded' | 'demand' | 'removeAll'>;

function demandStore(context: CoreContext): Demands {
  const { query, write } = context.database;
  return {
    // Asked with every request of who is signed in by one factor: one statement.
    enrolmentOf: async (memberId) => {
      const counted = sql<{ totp: number; passkeys: number; codes: number; demanded: number }>`
        SELECT (SELECT count(*) FROM member_totp WHERE member_id = ${memberId} AND confirmed_at_ms IS NOT NULL) AS totp,
          (SELECT count(*) FROM passkeys WHERE member_id = ${memberId}) AS passkeys,
          (SELECT count(*) FROM recovery_codes WHERE member_id = ${memberId}) AS codes,
          (SELECT demands_second_factor FROM organization) AS demanded`;
      const { totp, passkeys, codes, demanded } = (await counted.execute(query)).rows[0]!;
      return { hasTotp: totp > 0, hasPasskey: passkeys > 0, recoveryCodesLeft: codes, isDemanded: demanded === 1 };
    },
    isDemanded: async () => {
      const row = query.selectFrom('organization').select('demands_second_factor');
      return (await row.executeTakeFirstOrThrow()).demands_second_factor === 1;
    },
    demand: (isDemanded, actor) =>
      write(async (tx) => {
        const {
          id,
          name,
          demands_second_factor: before,
        } = await tx.selectFrom('organization').selectAll().executeTakeFirstOrThrow();
        if ((before === 1) === isDemanded) return;
        await tx
          .updateTable('organization')
          .set({ demands_second_factor: flag(isDemanded) })
          .execute();
        const change = { before: { demandsSecondFactor: !isDemanded }, after: { demandsSecondFactor: isDemanded } };
        await writeAudit(context, tx, actor, 'updated', { type: 'organization', id: String(id), name, change });
      }),
    removeAll: (memberId, actor) =>
      write(async (tx) => {
        await tx.deleteFrom('member_totp').where('member_id', '=', memberId).execute();
        await tx.deleteFrom('recovery_codes').where('member_id', '=', memberId).execute();
        await tx.deleteFrom('passkeys').where('member_id', '=', memberId).execute();
        await tx.deleteFrom('member_identities').where('member_id', '=', memberId).execute();
        await tx.deleteFrom('sessions').where('member_id', '=', memberId).execute();
        await writeFactorAudit(context, tx, {
          memberId,
          actor,
          action: 'second_factors_removed',
          change: hiddenChange('factors'),
        });
      }),
  };
}

type Totps = Pick<FactorStore, 'totpOf' | 'offerTotp' | 'confirmTotp' | 'takeTotpStep' | 'removeTotp'>;

function totpStore(context: CoreContext): Totps {
  const { query, write } = context.database;
  return {
    totpOf: async (memberId) => {
      const row = await query
        .selectFrom('member_totp')
        .selectAll()
        .where('member_id', '=', memberId)
        .executeTakeFirst();
      if (!row) return undefined;
      const { value } = (await unsealAll(context, query, [row.sealed_id])).get(row.sealed_id)!;
      const confirmed = present({ confirmedAtMs: row.confirmed_at_ms });
      return { secret: Buffer.from(value, 'base64'), lastStep: row.last_step, ...confirmed };
    },
    offerTotp: (memberId, secret) =>
      write(async (tx) => {
        const current = await tx
          .selectFrom('member_totp')
          .selectAll()
          .where('member_id', '=', memberId)
          .executeTakeFirst();
        if (current && current.confirmed_at_ms !== null)
          throw new StoreRefusal('conflict', 'one-time codes are set up already: remove them first');
        const sealedId = current?.sealed_id ?? context.newId();
        await keepSealed(context, tx, sealedId, secret.toString('base64'));
        const row = { member_id: memberId, sealed_id: sealedId, confirmed_at_ms: null, last_step: 0 };
        await tx
          .insertInto('member_totp')
          .values(row)
          .onConflict((before) => before.column('member_id').doUpdateSet({ last_step: 0 }))
          .execute();
      }),
    confirmTotp: (memberId, { step, recoveryHashes }, actor) =>
      write(async (tx) => {
        const confirmed = await tx
          .updateTable('member_totp')
          .set({ confirmed_at_ms: nowOf(context), last_step: step })
          .where('member_id', '=', memberId)
          .where('confirmed_at_ms', 'is', null)
          .returning('member_id')
          .executeTakeFirst();
        if (!confirmed) throw new StoreRefusal('conflict', 'there are no one-time codes that wait to be confirmed');
        await keepCodes(tx, memberId, recoveryHashes);
        await writeFactorAudit(context, tx, {
          memberId,
          actor,
          action: 'second_factor_added',
          change: { after: { totp: true } },
        });
      }),
    takeTotpStep: (memberId, step) =>
      write(async (tx) => {
        const taken = tx.updateTable('member_totp').set({ last_step: step }).where('member_id', '=', memberId);
        const row = taken.where('confirmed_at_ms', 'is not', null).where('last_step', '<', step).returning('member_id');
        return (await row.executeTakeFirst()) !== undefined;
      }),
    removeTotp: (memberId, actor) =>
      write(async (tx) => {
        const gone = tx.deleteFrom('member_totp').where('member_id', '=', memberId).returning('member_id');
        if (!(await gone.executeTakeFirst())) return false;
        await tx.deleteFrom('recovery_codes').where('member_id', '=', memberId).execute();
        await writeFactorAudit(context, tx, {
          memberId,
          actor,
          action: 'second_factor_removed',
          change: { before: { totp: true } },
        });
        return true;
      }),
  };
}

function recoveryStore(context: CoreContext): Pick<FactorStore, 'renewRecoveryCodes' | 'takeRecoveryCode'> {
  const { write } = context.database;
  return {
    renewRecoveryCodes: (memberId, hashes, actor) =>
      write(async (tx) => {
        await keepCodes(tx, memberId, hashes);
        await writeFactorAudit(context, tx, {
          memberId,
          actor,
          action: 'recovery_codes_renewed',
          change: hiddenChange('codes'),
        });
      }),
    takeRecoveryCode: (memberId, hash, actor) =>
      write(async (tx) => {
        const theirs = tx.deleteFrom('recovery_codes').where('member_id', '=', memberId).where('hash', '=', hash);
        const isTaken = (await theirs.returning('hash').executeTakeFirst()) !== undefined;
        if (isTaken) await writeFactorAudit(context, tx, { memberId, actor, action: 'recovery_code_used' });
        return isTaken;
      }),
  };
}

async function keepCodes(tx: CoreTransaction, memberId: number, hashes: readonly string[]): Promise<void> {
  await tx.deleteFrom('recovery_codes').where('member_id', '=', memberId).execute();
  await tx
    .insertInto('recovery_codes')
    .values(hashes.map((hash) => ({ member_id: memberId, hash })))
    .execute();
}
