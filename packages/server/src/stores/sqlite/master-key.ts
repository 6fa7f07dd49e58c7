/** Which master key a database is opened with. What is sealed must open, or the start is refused: nothing is thrown away. */
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { KEY_FILE, keptMasterKey, makeMasterKey } from '../../vault/master-key.ts';
import { keyFromText, seal, unseal } from '../../vault/sealing.ts';
import { dataKeyPurpose } from './sealed.ts';
import { StartRefusal } from './start-refusal.ts';

/**
 * The given key, otherwise the one in the data directory, which is made where nothing was sealed before. A key that is
 * given for the first time takes over what the file's key has sealed.
 * @param given the text of `server.secretKey`
 * @throws StartRefusal secret_key when what is sealed does not open
 */
export function masterKeyFor(database: DatabaseSync, directory: string, given: string | undefined): Buffer {
  const isOpen = (key: Buffer): boolean => openedKeys(database, key) !== undefined;
  const file = join(directory, KEY_FILE);
  if (given !== undefined) {
    const key = keyFromText(given);
    if (isOpen(key)) return key;
    const kept = keptMasterKey(directory);
    const keys = kept && openedKeys(database, kept);
    if (!keys)
      throw refusal(`UPWATCH_SECRET_KEY does not open the secrets that are kept: set the key that sealed them`);
    takeOver(database, keys, key);
    return key;
  }
  const kept = keptMasterKey(directory);
  if (kept && isOpen(kept)) return kept;
  if (!kept && hasDataKeys(database)) {
    throw refusal(`${file} is missing and UPWATCH_SECRET_KEY is not set: give the key that sealed the secrets`);
  }
  if (kept) throw refusal(`${file} does not open the secrets that are kept: restore it, or set UPWATCH_SECRET_KEY`);
  return makeMasterKey(directory);
}

function refusal(message: string): StartRefusal {
  return new StartRefusal('secret_key', message);
}

interface Row {
  readonly version: number;
  readonly sealed: string;
}

function rowsOf(database: DatabaseSync): readonly Row[] {
  return database.prepare('SELECT version, sealed FROM data_keys').all() as unknown as readonly Row[];
}

function hasDataKeys(database: DatabaseSync): boolean {
  return rowsOf(database).length > 0;
}

/** The data keys by version; undefined when one of them does not open. */
function openedKeys(database: DatabaseSync, master: Buffer): ReadonlyMap<number, Buffer> | undefined {
  const opened = new Map<number, Buffer>();
  for (const { version, sealed } of rowsOf(database)) {
    const key = unseal(master, sealed, dataKeyPurpose(version));
    if (!key) return undefined;
    opened.set(version, key);
  }
  return opened;
}

function takeOver(database: DatabaseSync, keys: ReadonlyMap<number, Buffer>, master: Buffer): void {
  const statement = database.prepare('UPDATE data_keys SET sealed = ? WHERE version = ?');
  database.exec('BEGIN IMMEDIATE');
  try {
    for (const [version, key] of keys) statement.run(seal(master, key, dataKeyPurpose(version)), version);
    database.exec('COMMIT');
  } catch (error) {
    if (database.isTransaction) database.exec('ROLLBACK');
    throw error;
  }
}
