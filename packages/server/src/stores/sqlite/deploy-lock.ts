/** The lock of deployments: one row, taken where it is free. */
import type { Kysely } from 'kysely';
import { type Actor, type CoreStore, type DeployLock, StoreRefusal } from '../port.ts';
import { said } from './audit-difference.ts';
import { type CoreContext, notFound, nowOf, writeAudit } from './context.ts';
import type { CoreTransaction } from './core-database.ts';
import type { CoreTables } from './schema.ts';

export function deployLockStore(context: CoreContext): CoreStore['deployLock'] {
  const { database } = context;
  return {
    acquire: (wanted, actor) => database.write((tx) => acquire(context, tx, wanted, actor)),
    current: () => holding(context, database.query),
    release: (id, actor) =>
      database.write(async (tx) => {
        const lock = await holding(context, tx);
        if (lock?.id !== id) throw notFound('deploy lock', id);
        await drop(context, tx, { lock, action: 'released', actor });
      }),
    force: (actor) =>
      database.write(async (tx) => {
        const lock = await holding(context, tx);
        if (lock) await drop(context, tx, { lock, action: 'forced', actor });
        return lock !== undefined;
      }),
  };
}

async function holding(context: CoreContext, query: Kysely<CoreTables>): Promise<DeployLock | undefined> {
  const row = await query.selectFrom('deploy_lock').selectAll().executeTakeFirst();
  if (!row || row.expires_at_ms <= nowOf(context)) return undefined;
  const { id, locked_by, locked_at_ms, expires_at_ms } = row;
  return { id, lockedBy: locked_by, lockedAtMs: locked_at_ms, expiresAtMs: expires_at_ms };
}

async function acquire(
  context: CoreContext,
  tx: CoreTransaction,
  { lockedBy, ttlMs }: { readonly lockedBy: string; readonly ttlMs: number },
  actor: Actor,
): Promise<DeployLock> {
  const held = await holding(context, tx);
  if (held) {
    const until = new Date(held.expiresAtMs).toISOString();
    throw new StoreRefusal(
      'conflict',
      `${held.lockedBy} deploys: the lock is held until ${until}, or until it is released`,
    );
  }
  const nowMs = nowOf(context);
  const lock: DeployLock = { id: context.newId(), lockedBy, lockedAtMs: nowMs, expiresAtMs: nowMs + ttlMs };
  await tx.deleteFrom('deploy_lock').execute();
  await tx
    .insertInto('deploy_lock')
    .values({ place: 1, id: lock.id, locked_by: lockedBy, locked_at_ms: nowMs, expires_at_ms: lock.expiresAtMs })
    .execute();
  await writeAudit(context, tx, actor, 'acquired', {
    type: 'deploy_lock',
    id: lock.id,
    name: lockedBy,
    change: { after: said(lock) },
  });
  return lock;
}

interface Drop {
  readonly lock: DeployLock;
  readonly action: 'released' | 'forced';
  readonly actor: Actor;
}

async function drop(context: CoreContext, tx: CoreTransaction, { lock, action, actor }: Drop): Promise<void> {
  await tx.deleteFrom('deploy_lock').execute();
  await writeAudit(context, tx, actor, action, {
    type: 'deploy_lock',
    id: lock.id,
    name: lock.lockedBy,
    change: { before: said(lock) },
  });
}
