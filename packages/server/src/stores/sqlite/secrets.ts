/** Secrets: what they are called in one table, what they are sealed in another. */
import { createHash } from 'node:crypto';
import type { Kysely } from 'kysely';
import { type Actor, type CoreStore, type Secret, StoreRefusal } from '../port.ts';
import { hiddenChange, hiding } from './audit-difference.ts';
import { type CoreContext, notFound, nowOf, offsetOf, orderOf, pageOf, writeAudit } from './context.ts';
import type { CoreTransaction } from './core-database.ts';
import { refuseStranding, secretUsers } from './references.ts';
import type { CoreTables, SecretTable } from './schema.ts';
import { dropSealed, keepSealed, resealAll, unsealAll } from './sealed.ts';
import { isDuplicate } from './sqlite-error.ts';

const SORT_COLUMNS = { key: 'key', createdAt: 'created_at_ms', updatedAt: 'updated_at_ms' } as const;

export function secretStore(context: CoreContext): CoreStore['secrets'] {
  const { database } = context;
  const { query } = database;
  return {
    create: (secret, actor) => database.write((tx) => create(context, tx, secret, actor)),
    update: (key, value, actor) => database.write((tx) => update(context, tx, { key, value, actor })),
    delete: (key, actor) => database.write((tx) => remove(context, tx, key, actor)),
    get: async (key) => {
      const row = await query.selectFrom('secrets').selectAll().where('key', '=', key).executeTakeFirst();
      return row && (await readSecrets(context, query, [row]))[0];
    },
    list: async (page) => {
      const { total } = await query
        .selectFrom('secrets')
        .select(({ fn }) => fn.countAll<number>().as('total'))
        .executeTakeFirstOrThrow();
      let rows = query.selectFrom('secrets').selectAll().limit(page.size).offset(offsetOf(page));
      for (const { column, direction } of orderOf(page, SORT_COLUMNS, { column: 'key', isDescending: false })) {
        rows = rows.orderBy(column as 'id', direction);
      }
      return pageOf(await readSecrets(context, query, await rows.execute()), total, (secret) => secret);
    },
    values: async () => {
      const rows = await query.selectFrom('secrets').select(['id', 'key']).orderBy('key').execute();
      const open = await unsealAll(
        context,
        query,
        rows.map(({ id }) => id),
      );
      return rows.map(({ id, key }) => ({ id, key, value: open.get(id)!.value }));
    },
    usedBy: () => secretUsers(query),
    rotate: (actor) =>
      database.write(async (tx) => {
        const done = await resealAll(context, tx);
        const change = hiddenChange('dataKey');
        await writeAudit(context, tx, actor, 'rotated', { type: 'vault', id: String(done.newVersion), change });
        return { ...done, rotatedAtMs: nowOf(context) };
      }),
  };
}

async function readSecrets(
  context: CoreContext,
  query: Kysely<CoreTables>,
  rows: readonly SecretTable[],
): Promise<readonly Secret[]> {
  const open = await unsealAll(
    context,
    query,
    rows.map(({ id }) => id),
  );
  return rows.map((row) => {
    const { value, version } = open.get(row.id)!;
    return {
      id: row.id,
      key: row.key,
      dataKeyVersion: version,
      valueHash: createHash('sha256').update(value).digest('hex'),
      createdAtMs: row.created_at_ms,
      updatedAtMs: row.updated_at_ms,
    };
  });
}

async function create(
  context: CoreContext,
  tx: CoreTransaction,
  { key, value }: { readonly key: string; readonly value: string },
  actor: Actor,
): Promise<Secret> {
  const nowMs = nowOf(context);
  const row: SecretTable = { id: context.newId(), key, created_at_ms: nowMs, updated_at_ms: nowMs };
  try {
    await tx.insertInto('secrets').values(row).execute();
  } catch (error) {
    if (!isDuplicate(error)) throw error;
    throw new StoreRefusal('duplicate_name', `another secret has the key "${key}" already`, 'key');
  }
  await keepSealed(context, tx, row.id, value);
  const change = { after: { key, value }, mask: hiding('value') };
  await writeAudit(context, tx, actor, 'created', { type: 'secret', id: row.id, name: key, change });
  return (await readSecrets(context, tx, [row]))[0]!;
}

async function update(
  context: CoreContext,
  tx: CoreTransaction,
  { key, value, actor }: { readonly key: string; readonly value: string; readonly actor: Actor },
): Promise<Secret> {
  const row = await tx
    .updateTable('secrets')
    .set({ updated_at_ms: nowOf(context) })
    .where('key', '=', key)
    .returningAll()
    .executeTakeFirst();
  if (!row) throw notFound('secret', key);
  await keepSealed(context, tx, row.id, value);
  const change = hiddenChange('value');
  await writeAudit(context, tx, actor, 'updated', { type: 'secret', id: row.id, name: key, change });
  return (await readSecrets(context, tx, [row]))[0]!;
}

async function remove(context: CoreContext, tx: CoreTransaction, key: string, actor: Actor): Promise<void> {
  const gone = await refuseStranding(tx, `secret "${key}"`, () =>
    tx.deleteFrom('secrets').where('key', '=', key).returning('id').executeTakeFirst(),
  );
  if (!gone) throw notFound('secret', key);
  await dropSealed(tx, gone.id);
  const change = { before: { key } };
  await writeAudit(context, tx, actor, 'deleted', { type: 'secret', id: gone.id, name: key, change });
}
