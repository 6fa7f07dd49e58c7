/**
 * Faults made on purpose, for minutes: `npm run torture -- [row…] [--rounds N]`. Prints a line for each round and ends
 * with 1 when a promise was broken. The directory of a row that failed is left for inspection.
 */
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { hangingChannel } from './a05-hanging-channel.ts';
import { killInMigration } from './c05-kill-in-migration.ts';
import { killWhileWriting } from './d01-kill-while-writing.ts';
import { killBeforeAnswer } from './d02-kill-before-answer.ts';
import { killAfterAnswer } from './d03-kill-after-answer.ts';
import { powerCut } from './d04-power-cut.ts';
import { fullDisk } from './d05-full-disk.ts';
import { secondServer } from './d10-second-server.ts';
import { lockHeld } from './d11-lock-held.ts';
import { toldToStop } from './d19-told-to-stop.ts';
import { slowPatterns } from './h17-slow-patterns.ts';
import { ownNetwork } from './n01-own-network.ts';
import { noDescriptors } from './n09-no-descriptors.ts';
import { smallStorm, storm } from './o01-storm.ts';
import { overloaded } from './o05-overloaded.ts';
import { slowTargets } from './o06-slow-targets.ts';
import type { TortureRow } from './row.ts';
import { eventStreams } from './s35-event-streams.ts';
import { slowClients } from './s36-slow-clients.ts';
import { storeKill } from './store-kill.ts';
import { suspended } from './t05-suspended.ts';

const ROWS: readonly TortureRow[] = [
  storeKill,
  powerCut,
  killWhileWriting,
  killBeforeAnswer,
  killAfterAnswer,
  secondServer,
  toldToStop,
  killInMigration,
  fullDisk,
  lockHeld,
  suspended,
  slowTargets,
  overloaded,
  ownNetwork,
  noDescriptors,
  slowPatterns,
  hangingChannel,
  storm,
  smallStorm,
  eventStreams,
  slowClients,
];

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { rounds: { type: 'string' }, list: { type: 'boolean' } },
});
const unknown = positionals.filter((name) => !ROWS.some((row) => row.name === name));
if (values.list || unknown.length > 0) {
  for (const name of unknown) console.error(`there is no row ${name}`);
  for (const { name, rounds, promise } of ROWS) console.log(`${name.padEnd(12)} ${rounds} rounds  ${promise}`);
  process.exit(unknown.length > 0 ? 2 : 0);
}

let failures = 0;
for (const row of ROWS) {
  if (positionals.length > 0 && !positionals.includes(row.name)) continue;
  const missing = row.missing?.();
  if (missing === undefined) failures += await runRow(row, Number(values.rounds ?? row.rounds));
  else console.log(`${row.name}  skipped: ${missing}`);
}
console.log(failures === 0 ? 'every promise was kept' : `${failures} promises were broken`);
process.exit(failures === 0 ? 0 : 1);

async function runRow(row: TortureRow, rounds: number): Promise<number> {
  console.log(`${row.name}  ${row.promise}`);
  const directory = realpathSync(mkdtempSync(join(tmpdir(), `upwatch-${row.name}-`)));
  let round = 0;
  let broken = 0;
  for await (const report of row.run({ rounds, directory })) {
    round += 1;
    broken += report.broken.length;
    console.log(`  ${String(round).padStart(3)}  ${report.broken.length === 0 ? 'kept  ' : 'BROKEN'}  ${report.seen}`);
    for (const line of report.broken) console.log(`         ${line}`);
  }
  if (broken === 0) rmSync(directory, { recursive: true, force: true });
  else console.log(`  left for inspection: ${directory}`);
  return broken;
}
