/** Small server-wide values. */
import type { CoreStore, KeptSetting } from '../port.ts';
import type { CoreContext } from './context.ts';
import type { CoreTransaction } from './core-database.ts';
import { json, parsed } from './rows.ts';

export function settingStore({ database: { query, write } }: CoreContext): CoreStore['settings'] {
  return {
    get: async (name) => {
      const row = await query.selectFrom('settings').select('value').where('name', '=', name).executeTakeFirst();
      return row && parsed(row.value);
    },
    set: (name, value) => write((tx) => keepSetting(tx, { name, value })),
    ensure: (name, value) =>
      write(async (tx) => {
        const row = { name, value: json(value) };
        await tx
          .insertInto('settings')
          .values(row)
          .onConflict((conflict) => conflict.doNothing())
          .execute();
        const kept = tx.selectFrom('settings').select('value').where('name', '=', name);
        return parsed((await kept.executeTakeFirstOrThrow()).value);
      }),
  };
}

export async function keepSetting(tx: CoreTransaction, setting: KeptSetting): Promise<void> {
  const value = json(setting.value);
  await tx
    .insertInto('settings')
    .values({ name: setting.name, value })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ value }))
    .execute();
}
