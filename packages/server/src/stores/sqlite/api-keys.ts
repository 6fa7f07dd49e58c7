/** API keys: their hashes, never themselves. */
import { type Actor, type ApiKey, type CoreStore, KEY_SCOPES, type NewApiKey } from '../port.ts';
import { type CoreContext, nextInSequence, notFound, nowOf, writeAudit } from './context.ts';
import type { CoreTransaction } from './core-database.ts';
import { json, parsed, present, wholeMs } from './rows.ts';
import type { ApiKeyTable } from './schema.ts';

export function apiKeyStore(context: CoreContext): CoreStore['apiKeys'] {
  const { query, write } = context.database;
  return {
    create: (key, actor) => write((tx) => create(context, tx, key, actor)),
    update: (id, change, actor) => write((tx) => update(context, tx, id, change, actor)),
    delete: (id, actor) =>
      write(async (tx) => {
        const gone = await tx.deleteFrom('api_keys').where('id', '=', id).returningAll().executeTakeFirst();
        if (!gone) throw notFound('API key', id);
        const change = { before: audited(readApiKey(gone)) };
        await writeAudit(context, tx, actor, 'deleted', { type: 'api_key', id: String(id), name: gone.name, change });
      }),
    byHash: async (hash) => {
      const row = await query.selectFrom('api_keys').selectAll().where('hash', '=', hash).executeTakeFirst();
      return row && readApiKey(row);
    },
    list: async () => (await query.selectFrom('api_keys').selectAll().orderBy('id').execute()).map(readApiKey),
    touch: (id, atMs) =>
      write(async (tx) => {
        await tx
          .updateTable('api_keys')
          .set({ last_used_at_ms: wholeMs(atMs) })
          .where('id', '=', id)
          .execute();
      }),
  };
}

function readApiKey(row: ApiKeyTable): ApiKey {
  return {
    id: row.id,
    name: row.name,
    hash: row.hash,
    hint: row.hint,
    createdAtMs: row.created_at_ms,
    updatedAtMs: row.updated_at_ms,
    role: row.role as ApiKey['role'],
    scopes: parsed<ApiKey['scopes']>(row.scopes),
    ...present({
      lastUsedAtMs: row.last_used_at_ms,
      revokedAtMs: row.revoked_at_ms,
      expiresAtMs: row.expires_at_ms,
    }),
  };
}

/** What of a key may be written down. */
function audited({ name, hint, revokedAtMs }: ApiKey): object {
  return { name, hint, revokedAtMs: revokedAtMs ?? null };
}

async function create(context: CoreContext, tx: CoreTransaction, key: NewApiKey, actor: Actor): Promise<ApiKey> {
  const nowMs = nowOf(context);
  const row: ApiKeyTable = {
    id: await nextInSequence(tx, 'api_key_id'),
    name: key.name,
    hash: key.hash,
    hint: key.hint,
    created_at_ms: nowMs,
    updated_at_ms: nowMs,
    last_used_at_ms: null,
    revoked_at_ms: null,
    expires_at_ms: wholeMs(key.expiresAtMs),
    role: key.role ?? 'OWNER',
    scopes: json(key.scopes ?? KEY_SCOPES),
  };
  await tx.insertInto('api_keys').values(row).execute();
  const { role, scopes, expiresAtMs } = readApiKey(row);
  const change = { after: { role, scopes, expiresAtMs: expiresAtMs ?? null } };
  await writeAudit(context, tx, actor, 'created', { type: 'api_key', id: String(row.id), name: row.name, change });
  return readApiKey(row);
}

async function update(
  context: CoreContext,
  tx: CoreTransaction,
  id: number,
  change: Partial<Pick<ApiKey, 'name' | 'hash' | 'hint' | 'revokedAtMs'>>,
  actor: Actor,
): Promise<ApiKey> {
  const current = await tx.selectFrom('api_keys').selectAll().where('id', '=', id).executeTakeFirst();
  const row = await tx
    .updateTable('api_keys')
    .set({
      ...(change.name !== undefined && { name: change.name }),
      ...(change.hash !== undefined && { hash: change.hash }),
      ...(change.hint !== undefined && { hint: change.hint }),
      ...(change.revokedAtMs !== undefined && { revoked_at_ms: wholeMs(change.revokedAtMs) }),
      updated_at_ms: nowOf(context),
    })
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirst();
  if (!row) throw notFound('API key', id);
  const action = change.revokedAtMs === undefined ? 'updated' : 'revoked';
  const states = { ...(current && { before: audited(readApiKey(current)) }), after: audited(readApiKey(row)) };
  await writeAudit(context, tx, actor, action, { type: 'api_key', id: String(id), name: row.name, change: states });
  return readApiKey(row);
}
