import type { CoreDatabase } from './core-database.ts';

/** What stands beside each transaction of a request. */
export interface Companion {
  /** Called inside of every transaction, at its beginning. What it throws is thrown, and nothing is written. */
  begin?(): void;
  /** Called inside of every transaction, at its end. @returns what is to be called once it is committed */
  end(): () => void;
}

/** The same database, with companions beside each of its transactions. */
export function accompanied(database: CoreDatabase, companions: readonly Companion[]): CoreDatabase {
  const begin = (): void => {
    for (const companion of companions) companion.begin?.();
  };
  const end = (): (() => void)[] => companions.map((companion) => companion.end());
  return {
    ...database,
    write: async (work) => {
      let ended: readonly (() => void)[] = [];
      const result = await database.write(async (tx) => {
        begin();
        const done = await work(tx);
        ended = end();
        return done;
      });
      for (const committed of ended) committed();
      return result;
    },
    writeBare: async (work, limits) => {
      let ended: readonly (() => void)[] = [];
      await database.writeBare((connection) => {
        begin();
        work(connection);
        ended = end();
      }, limits);
      for (const committed of ended) committed();
    },
  };
}
