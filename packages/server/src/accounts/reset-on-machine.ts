/**
 * The way back in for an owner who has lost their password: whoever can write the data directory is the operator anyway.
 * It works beside a running server, which then takes the link, and without one.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { systemClock } from '@upwatch/probe';
import type { ServerConfig } from '../config.ts';
import { openCoreStore } from '../stores/sqlite/core-store.ts';
import { openDataDirectory } from '../stores/sqlite/data-directory.ts';
import { CORE_KIND } from '../stores/sqlite/migrations/index.ts';
import { StartRefusal } from '../stores/sqlite/start-refusal.ts';
import { makeResetLink } from './reset-link.ts';

/** A link that leads to a new password, once. */
export interface ResetLink {
  readonly token: string;
  /** Epoch milliseconds. */
  readonly expiresAtMs: number;
}

/**
 * @returns undefined when nobody who can sign in has this address
 * @throws StartRefusal when the data directory cannot be used
 */
export async function offerResetOnMachine(
  { dataDir, secretKey }: Pick<ServerConfig, 'dataDir' | 'secretKey'>,
  email: string,
): Promise<ResetLink | undefined> {
  const file = join(dataDir, 'core.db');
  if (!existsSync(file))
    throw new StartRefusal('unwritable', `${file} is not there: name the data directory with --data`);
  const directory = takeUnlessRunning(dataDir, file);
  try {
    const core = openCoreStore({ file, clock: systemClock, ...(secretKey !== undefined && { secretKey }) });
    try {
      const account = await core.accounts.byEmail(email);
      if (account?.member.status !== 'ACTIVE') return undefined;
      const { token, hash, expiresAtMs } = makeResetLink(systemClock);
      await core.accounts.offerReset(account.member.id, { tokenHash: hash, expiresAtMs }, { name: 'command line' });
      return { token, expiresAtMs };
    } finally {
      await core.close();
    }
  } finally {
    directory?.close();
  }
}

/** Beside a server of another version nothing is opened: opening would change the tables under it. */
function takeUnlessRunning(dataDir: string, file: string): { close(): void } | undefined {
  try {
    return openDataDirectory(dataDir);
  } catch (error) {
    if (!(error instanceof StartRefusal) || error.code !== 'in_use' || !isOfThisVersion(file)) throw error;
    return undefined;
  }
}

function isOfThisVersion(file: string): boolean {
  const database = new DatabaseSync(file, { readOnly: true });
  try {
    const newest = database.prepare('SELECT max(number) AS number FROM schema_steps').get();
    return newest?.['number'] === CORE_KIND.migrations.length;
  } finally {
    database.close();
  }
}
