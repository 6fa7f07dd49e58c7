/** Environments: variables by name, for the settings of monitors. */
import type { Actor, CoreStore, Environment, NewEnvironment } from '../port.ts';
import { StoreRefusal } from '../port.ts';
import { type CoreContext, notFound, nowOf, offsetOf, orderOf, pageOf, writeAudit } from './context.ts';
import type { CoreTransaction } from './core-database.ts';
import { quoted, refuseStranding, refuseUse } from './references.ts';
import { flag, json, nameKey, parsed } from './rows.ts';
import type { EnvironmentTable } from './schema.ts';
import { isDuplicate } from './sqlite-error.ts';

const SORT_COLUMNS = {
  name: 'name_key',
  slug: 'slug',
  createdAt: 'created_at_ms',
  updatedAt: 'updated_at_ms',
} as const;

export function environmentStore(context: CoreContext): CoreStore['environments'] {
  const { database } = context;
  const { query } = database;
  return {
    create: (environment, actor) => database.write((tx) => create(context, tx, environment, actor)),
    update: (slug, change, actor) => database.write((tx) => update(context, tx, { slug, change, actor })),
    delete: (slug, actor) => database.write((tx) => remove(context, tx, slug, actor)),
    get: async (slug) => {
      const row = await query.selectFrom('environments').selectAll().where('slug', '=', slug).executeTakeFirst();
      return row && readEnvironment(row);
    },
    list: async (page) => {
      const { total } = await query
        .selectFrom('environments')
        .select(({ fn }) => fn.countAll<number>().as('total'))
        .executeTakeFirstOrThrow();
      let rows = query.selectFrom('environments').selectAll().limit(page.size).offset(offsetOf(page));
      for (const { column, direction } of orderOf(page, SORT_COLUMNS, { column: 'name_key', isDescending: false })) {
        rows = rows.orderBy(column as 'id', direction);
      }
      return pageOf(await rows.execute(), total, readEnvironment);
    },
    all: async () =>
      (await query.selectFrom('environments').selectAll().orderBy('slug').execute()).map(readEnvironment),
    monitorCounts: async () => {
      const rows = await query
        .selectFrom('monitors')
        .select(({ fn }) => ['environment_id', fn.countAll<number>().as('total')])
        .where('environment_id', 'is not', null)
        .groupBy('environment_id')
        .execute();
      return new Map(rows.map(({ environment_id, total }) => [environment_id!, total]));
    },
  };
}

function readEnvironment(row: EnvironmentTable): Environment {
  return {
    id: row.id,
    name: row.name,
    slug: row.slug,
    variables: parsed(row.variables),
    isDefault: row.is_default === 1,
    createdAtMs: row.created_at_ms,
    updatedAtMs: row.updated_at_ms,
  };
}

function audited({ name, slug, variables, isDefault }: Environment): object {
  return { name, slug, variables, isDefault };
}

async function create(
  context: CoreContext,
  tx: CoreTransaction,
  environment: NewEnvironment,
  actor: Actor,
): Promise<Environment> {
  const nowMs = nowOf(context);
  const row: EnvironmentTable = {
    id: context.newId(),
    name: environment.name,
    name_key: nameKey(environment.name),
    slug: environment.slug,
    variables: json(environment.variables),
    is_default: flag(environment.isDefault),
    created_at_ms: nowMs,
    updated_at_ms: nowMs,
  };
  await refuseStranding(tx, 'the default environment that was', async () => {
    if (environment.isDefault) await noDefault(tx);
    try {
      await tx.insertInto('environments').values(row).execute();
    } catch (error) {
      if (!isDuplicate(error)) throw error;
      throw new StoreRefusal('duplicate_name', `another environment has the slug "${row.slug}" already`, 'slug');
    }
  });
  const made = readEnvironment(row);
  const change = { after: audited(made) };
  await writeAudit(context, tx, actor, 'created', { type: 'environment', id: row.id, name: row.name, change });
  return made;
}

interface Update {
  readonly slug: string;
  readonly change: Partial<Omit<NewEnvironment, 'slug'>>;
  readonly actor: Actor;
}

async function update(context: CoreContext, tx: CoreTransaction, wanted: Update): Promise<Environment> {
  const { slug, change, actor } = wanted;
  const { name, variables, isDefault } = change;
  const current = await tx.selectFrom('environments').selectAll().where('slug', '=', slug).executeTakeFirst();
  if (!current) throw notFound('environment', slug);
  const row = await refuseStranding(tx, `what environment "${slug}" would no longer have`, async () => {
    if (isDefault === true) await noDefault(tx);
    return tx
      .updateTable('environments')
      .set({
        ...(name !== undefined && { name, name_key: nameKey(name) }),
        ...(variables !== undefined && { variables: json(variables) }),
        ...(isDefault !== undefined && { is_default: flag(isDefault) }),
        updated_at_ms: nowOf(context),
      })
      .where('slug', '=', slug)
      .returningAll()
      .executeTakeFirstOrThrow();
  });
  const states = { before: audited(readEnvironment(current)), after: audited(readEnvironment(row)) };
  await writeAudit(context, tx, actor, 'updated', { type: 'environment', id: row.id, name: row.name, change: states });
  return readEnvironment(row);
}

async function remove(context: CoreContext, tx: CoreTransaction, slug: string, actor: Actor): Promise<void> {
  const row = await tx.selectFrom('environments').selectAll().where('slug', '=', slug).executeTakeFirst();
  if (!row) throw notFound('environment', slug);
  const what = `environment "${slug}"`;
  const groups = tx.selectFrom('resource_groups').select('name').where('default_environment_id', '=', row.id);
  const inIt = tx.selectFrom('monitors').select('name').where('environment_id', '=', row.id);
  refuseUse(what, [
    ...(await groups.orderBy('name_key').execute()).map(({ name }) => `resource group "${name}"`),
    ...(await inIt.orderBy('name_key').execute()).map(quoted),
  ]);
  await refuseStranding(tx, what, () => tx.deleteFrom('environments').where('id', '=', row.id).execute());
  const change = { before: audited(readEnvironment(row)) };
  await writeAudit(context, tx, actor, 'deleted', { type: 'environment', id: row.id, name: row.name, change });
}

async function noDefault(tx: CoreTransaction): Promise<void> {
  await tx.updateTable('environments').set({ is_default: 0 }).where('is_default', '=', 1).execute();
}
