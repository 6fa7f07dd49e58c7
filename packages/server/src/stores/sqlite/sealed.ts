/** Sealed values, and the data keys that seal them. */
import type { Kysely } from 'kysely';
import { newKey, seal, unseal } from '../../vault/sealing.ts';
import { type CoreContext, nextInSequence, nowOf } from './context.ts';
import type { CoreTransaction } from './core-database.ts';
import type { CoreTables } from './schema.ts';

interface DataKey {
  readonly version: number;
  readonly key: Buffer;
}

/** A value of `sealed`, open. */
export interface Unsealed {
  readonly value: string;
  readonly version: number;
}

/** Seals a value under an id, in the place of the one before it. @returns the version of the data key */
export async function keepSealed(
  context: CoreContext,
  tx: CoreTransaction,
  id: string,
  value: string,
): Promise<number> {
  const { key, version } = (await newestDataKey(context, tx)) ?? (await makeDataKey(context, tx));
  const row = { data_key_version: version, value: seal(key, Buffer.from(value, 'utf8'), purposeOf(id)) };
  await tx
    .insertInto('sealed')
    .values({ id, ...row })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
    .execute();
  return version;
}

export async function dropSealed(tx: CoreTransaction, id: string): Promise<void> {
  await tx.deleteFrom('sealed').where('id', '=', id).execute();
}

/** The values of some ids. @throws Error for one that does not open */
export async function unsealAll(
  context: CoreContext,
  query: Kysely<CoreTables>,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Unsealed>> {
  if (ids.length === 0) return new Map();
  const keys = await dataKeys(context, query);
  const rows = await query.selectFrom('sealed').selectAll().where('id', 'in', ids).execute();
  return new Map(
    rows.map((row) => [row.id, { value: unsealedOf(keys, row).toString('utf8'), version: row.data_key_version }]),
  );
}

/** Seals everything with a new data key and forgets the others. */
export async function resealAll(
  context: CoreContext,
  tx: CoreTransaction,
): Promise<{ readonly previousVersion: number; readonly newVersion: number; readonly resealed: number }> {
  const keys = await dataKeys(context, tx);
  const fresh = await makeDataKey(context, tx);
  const rows = await tx.selectFrom('sealed').selectAll().execute();
  for (const row of rows) {
    const value = seal(fresh.key, unsealedOf(keys, row), purposeOf(row.id));
    await tx.updateTable('sealed').set({ data_key_version: fresh.version, value }).where('id', '=', row.id).execute();
  }
  await tx.deleteFrom('data_keys').where('version', '!=', fresh.version).execute();
  return { previousVersion: Math.max(0, ...keys.keys()), newVersion: fresh.version, resealed: rows.length };
}

function purposeOf(id: string): string {
  return `value ${id}`;
}

/** What a data key is sealed as. */
export function dataKeyPurpose(version: number): string {
  return `data key ${version}`;
}

function unsealedOf(
  keys: ReadonlyMap<number, Buffer>,
  row: { readonly id: string; readonly data_key_version: number; readonly value: string },
): Buffer {
  const key = keys.get(row.data_key_version);
  const value = key && unseal(key, row.value, purposeOf(row.id));
  if (!value) throw new Error(`the sealed value ${row.id} does not open: it was changed on disk`);
  return value;
}

async function dataKeys({ masterKey }: CoreContext, query: Kysely<CoreTables>): Promise<ReadonlyMap<number, Buffer>> {
  const rows = await query.selectFrom('data_keys').selectAll().execute();
  return new Map(
    rows.map(({ version, sealed }) => {
      const key = unseal(masterKey, sealed, dataKeyPurpose(version));
      if (!key) throw new Error(`data key ${version} does not open with the master key`);
      return [version, key];
    }),
  );
}

async function newestDataKey(context: CoreContext, tx: CoreTransaction): Promise<DataKey | undefined> {
  const newest = [...(await dataKeys(context, tx))].sort(([a], [b]) => b - a)[0];
  return newest && { version: newest[0], key: newest[1] };
}

async function makeDataKey(context: CoreContext, tx: CoreTransaction): Promise<DataKey> {
  const key = newKey();
  const version = await nextInSequence(tx, 'data_key_version');
  const sealed = seal(context.masterKey, key, dataKeyPurpose(version));
  await tx
    .insertInto('data_keys')
    .values({ version, sealed, created_at_ms: nowOf(context) })
    .execute();
  return { version, key };
}
