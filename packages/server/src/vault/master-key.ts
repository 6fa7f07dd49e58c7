/** The key that everything sealed hangs on: given, or made at the first start and kept beside the data. */
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { syncToDisk } from '../stores/sqlite/file-system.ts';
import { StartRefusal } from '../stores/sqlite/start-refusal.ts';
import { keyFromText, newKey } from './sealing.ts';

/** In the data directory. */
export const KEY_FILE = 'secret.key';
const KEY_TEXT = /^[A-Za-z0-9_-]{43}$/;

/** The key in the file of a data directory; undefined when there is none. @throws StartRefusal secret_key */
export function keptMasterKey(directory: string): Buffer | undefined {
  const file = join(directory, KEY_FILE);
  if (!existsSync(file)) return undefined;
  const text = readFileSync(file, 'utf8').trim();
  if (KEY_TEXT.test(text)) return keyFromText(text);
  throw new StartRefusal('secret_key', `${file} does not hold a key: restore it from a backup`);
}

/** Makes a key that only the owner of the file may read, whole and on disk before anything is sealed with it. */
export function makeMasterKey(directory: string): Buffer {
  const file = join(directory, KEY_FILE);
  const draft = `${file}.new`;
  rmSync(draft, { force: true });
  const text = newKey().toString('base64url');
  // `wx` and the mode together: nobody else has it open, and it was never readable to anybody.
  const descriptor = openSync(draft, 'wx', 0o600);
  try {
    writeSync(descriptor, `${text}\n`);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  renameSync(draft, file);
  syncToDisk(dirname(file));
  return keyFromText(text);
}
