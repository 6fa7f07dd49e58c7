import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { openDatabase } from '../packages/server/src/stores/sqlite/database.ts';
import { ROWS, TODAY, YESTERDAY } from '../packages/server/src/stores/sqlite/testing/upgrade.ts';
import type { TortureRow } from './row.ts';

const PROGRAM = new URL('../packages/server/src/stores/sqlite/testing/upgrade.ts', import.meta.url).pathname;
const VERSION = { upwatch: '1.0.0', nowMs: 0 };

/** Row C05: killed at any point of an upgrade, the next start completes it. */
export const killInMigration: TortureRow = {
  name: 'c05',
  promise: 'a migration killed at any point is completed by the next start, with a backup made before it',
  rounds: 20,
  async *run({ rounds, directory }) {
    const wholeMs = await upgrade(yesterday(directory, 'whole'), undefined);
    for (let round = 1; round <= rounds; round++) {
      const file = yesterday(directory, String(round));
      const atMs = (wholeMs * round) / rounds;
      await upgrade(file, atMs);
      const broken: string[] = [];
      const wasBackedUp = existsSync(`${file}.backup-schema-1`);
      const database = openDatabase(file, TODAY, VERSION);
      const found = database.prepare('SELECT count(*) AS n, sum(size = length(text)) AS sized FROM things').get();
      if (found?.['n'] !== ROWS || found['sized'] !== ROWS) broken.push(`rows: ${JSON.stringify(found)}`);
      const integrity = database.prepare('PRAGMA integrity_check').get()?.['integrity_check'];
      if (integrity !== 'ok') broken.push(String(integrity));
      database.close();
      if (!existsSync(`${file}.backup-schema-1`)) broken.push('there is no backup');
      const seen = `killed after ${Math.round(atMs)} of ${Math.round(wholeMs)} ms, ${wasBackedUp ? 'after' : 'before'} the backup`;
      yield { seen, broken };
    }
  },
};

function yesterday(directory: string, name: string): string {
  const file = join(directory, `${name}.db`);
  const database = openDatabase(file, YESTERDAY, VERSION);
  database.exec(`WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${ROWS})
    INSERT INTO things (id, text) SELECT i, 'thing ' || i FROM n`);
  database.close();
  return file;
}

/** @returns how long the upgrade ran */
async function upgrade(file: string, killAfterMs: number | undefined): Promise<number> {
  const child = spawn(process.execPath, ['--conditions=upwatch:source', PROGRAM, file], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(child, 'close');
  await once(child.stdout, 'data');
  const begunMs = performance.now();
  if (killAfterMs !== undefined) {
    await delay(killAfterMs);
    child.kill('SIGKILL');
  }
  await exited;
  return performance.now() - begunMs;
}
