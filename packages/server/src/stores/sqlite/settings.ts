/** Small server-wide values. */
import type { CoreStore } from '../port.ts';
import type { CoreContext } from './context.ts';
import { json, parsed } from './rows.ts';

export function settingStore({ database: { query, write } }: CoreContext): CoreStore['settings'] {
  return {
    get: async (name) => {
      const row = await query.selectFrom('settings').select('value').where('name', '=', name).executeTakeFirst();
      return row && parsed(row.value);
    },
    set: (name, value) =>
      write(async (tx) => {
        await tx
          .insertInto('settings')
          .values({ name, value: json(value) })
          .onConflict((conflict) => conflict.column('name').doUpdateSet({ value: json(value) }))
          .execute();
      }),
  };
}
