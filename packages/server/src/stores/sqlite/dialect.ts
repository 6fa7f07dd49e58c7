/** Kysely over node:sqlite: its own SQLite dialect, given our connection with a statement cache. */
import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import { type SqliteDatabase, SqliteDialect, type SqliteStatement } from 'kysely';

/** Far more than the product has; built queries with many `IN` lists are the reason for a bound. */
const STATEMENTS_MAX = 300;

/**
 * A dialect over one connection, which Kysely guards with a lock: a transaction is never entered by another query.
 * node:sqlite is synchronous, so a transaction whose body awaits nothing but its own queries ends within microtasks.
 */
export function nodeSqliteDialect(database: DatabaseSync): SqliteDialect {
  return new SqliteDialect({ database: asKyselyDatabase(database) });
}

function asKyselyDatabase(database: DatabaseSync): SqliteDatabase {
  const statements = new Map<string, SqliteStatement>();
  return {
    prepare: (sql) => {
      const found = statements.get(sql);
      if (found) return found;
      // The oldest goes: a statement that is in use is prepared again at once, which costs microseconds.
      if (statements.size >= STATEMENTS_MAX) statements.delete(statements.keys().next().value!);
      const made = prepare(database, sql);
      statements.set(sql, made);
      return made;
    },
    close: () => database.close(),
  };
}

function prepare(database: DatabaseSync, sql: string): SqliteStatement {
  // Every transaction of ours writes: taking the lock at its first line is what makes "busy" an answer that can be
  // waited out, before anything was read.
  if (sql === 'begin') return command(() => database.exec('BEGIN IMMEDIATE'));
  // SQLite itself rolls back on a full disk and some I/O errors; a second rollback would hide the first error.
  if (sql === 'rollback') return command(() => database.isTransaction && database.exec('ROLLBACK'));
  const statement = database.prepare(sql);
  return {
    reader: statement.columns().length > 0,
    all: (parameters) => statement.all(...bindable(parameters)),
    run: (parameters) => statement.run(...bindable(parameters)),
    iterate: (parameters) => statement.iterate(...bindable(parameters)) as IterableIterator<unknown>,
  };
}

function command(run: () => unknown): SqliteStatement {
  const none = { changes: 0, lastInsertRowid: 0 };
  return {
    reader: false,
    all: () => [],
    run: () => {
      run();
      return none;
    },
    iterate: () => [][Symbol.iterator](),
  };
}

/**
 * node:sqlite takes a bare object as named parameters and would bind nothing without a word: anything that is not a
 * plain value is a mistake of ours and is thrown.
 */
function bindable(parameters: readonly unknown[]): SQLInputValue[] {
  for (const value of parameters) {
    const isPlain = value === null || typeof value === 'string' || typeof value === 'number';
    if (!isPlain) throw new TypeError(`cannot bind ${typeof value} to a statement`);
  }
  return parameters as SQLInputValue[];
}
