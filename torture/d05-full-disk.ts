import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, statfsSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as delay } from 'node:timers/promises';
import { brokenRules } from './kept-rules.ts';
import type { TortureRow } from './row.ts';
import { scriptedTarget, wallMs } from './scripted-target.ts';
import { type ApiAnswer, type ServerProcess, startServer } from './server-process.ts';
import { falseAlarms, listAll, makeChannel, makeMonitors } from './watched-server.ts';
import { accept, webhookSink } from './webhook-sink.ts';

const DISK = 'size=24m';
const FULL_MS = 40_000;
const WRITABLE_MAX_MS = 10_000;
const GOOD = 50;
/** Down before the disk is full, while the sink refuses: their alerts wait. */
const EARLY = 5;
/** Down while the disk is full. */
const LATE = 5;
const REFUSALS: ReadonlySet<number> = new Set([503, 507]);

/** Row D05: not a byte is left on the disk for a while. */
export const fullDisk: TortureRow = {
  name: 'd05',
  promise:
    'with a full disk it looks on, sends what waits, acknowledges nothing it cannot keep, and recovers by itself',
  rounds: 3,
  missing() {
    return process.platform === 'linux' && process.getuid?.() === 0
      ? undefined
      : 'only root of a Linux can mount a disk';
  },
  async *run({ rounds, directory }) {
    for (let round = 1; round <= rounds; round++) {
      const disk = join(directory, `disk-${round}`);
      mkdirSync(disk);
      execFileSync('mount', ['-t', 'tmpfs', '-o', DISK, 'tmpfs', disk]);
      try {
        yield await oneRound(disk);
      } finally {
        execFileSync('umount', ['-l', disk]);
      }
    }
  },
};

async function oneRound(disk: string) {
  const home = join(disk, 'data');
  const broken: string[] = [];
  await using target = await scriptedTarget();
  await using sink = await webhookSink();
  await using server = await startServer(home);
  await makeChannel(server, sink.url);
  await makeMonitors(server, target.url, { count: GOOD + EARLY + LATE, seconds: 1 });
  sink.answerWith((_, response) => response.writeHead(503).end());
  target.behave((path) => (isEarly(Number(path.slice(1))) ? 'down' : 'up'));
  await until(async () => (await listAll(server, '/incidents')).length >= EARLY);

  await fillUp(disk, server);
  const fullAtMs = wallMs();
  sink.answerWith(accept);
  const alertsBefore = sink.received.length;
  target.behave((path) => (Number(path.slice(1)) > GOOD ? 'down' : 'up'));
  const seen = await writeWhileFull(disk, server, broken);

  const full = target.arrivals.filter(({ atMs, number }) => atMs > fullAtMs && number <= GOOD).length;
  const share = full / ((GOOD * (wallMs() - fullAtMs)) / 1000);
  if (share < 0.9) broken.push(`only ${Math.round(share * 100)} % of the looks were made`);
  const told = sink.received.slice(alertsBefore).filter(({ number }) => isEarly(number));
  if (new Set(told.map(({ key }) => key)).size < EARLY) broken.push(`${told.length} alerts that waited were sent`);
  if (!server.isAlive()) broken.push('it died');
  const [ready, health] = await Promise.all(['ready', 'health'].map((path) => fetch(`${server.url}/${path}`)));
  if (ready?.status !== 503) broken.push(`with a full disk /ready says ${ready?.status}`);
  if (health?.status !== 200) broken.push(`with a full disk /health says ${health?.status}`);

  rmSync(join(disk, 'filler'));
  const freeMs = wallMs();
  await until(async () => (await server.call('POST', '/tags', { name: 'after' })).status === 201);
  const writableMs = wallMs() - freeMs;
  if (writableMs > WRITABLE_MAX_MS) broken.push(`writable ${Math.round(writableMs)} ms after there was room`);
  await until(async () => (await listAll(server, '/incidents')).length >= EARLY + LATE);
  const caughtUpMs = wallMs() - freeMs;
  if (caughtUpMs > WRITABLE_MAX_MS) broken.push(`what broke meanwhile was said after ${Math.round(caughtUpMs)} ms`);
  await delay(3000);
  broken.push(...(await falseAlarms(server, (number) => number > GOOD)));
  broken.push(...duplicates(sink.received.slice(alertsBefore).map(({ key }) => key)));
  const kept = new Set((await listAll(server, '/tags')).map(({ name }) => name));
  for (const name of seen.acknowledged) if (!kept.has(name)) broken.push(`lost: tag ${name}`);
  const { code } = await server.end('SIGTERM');
  if (code !== 0) broken.push(`it ended with ${code}`);
  broken.push(...brokenRules(join(home, 'core.db')), ...brokenHistory(join(home, 'history.db')));
  return {
    seen:
      `${Math.round(share * 100)} % of the looks made, ${told.length} alerts sent while full, ` +
      `writes answered ${seen.answers}, writable after ${Math.round(writableMs)} ms, ` +
      `what broke meanwhile said after ${Math.round(caughtUpMs)} ms`,
    broken,
  };
}

function isEarly(number: number): boolean {
  return number > GOOD && number <= GOOD + EARLY;
}

/** Until not even a tag finds room: what the write-ahead log had taken before is used up too. */
async function fillUp(disk: string, server: ServerProcess): Promise<void> {
  for (let number = 1; number <= 2000; number++) {
    fill(disk);
    const { status } = await server.call('POST', '/tags', { name: `filling ${number}` });
    if (status >= 500) return;
  }
  throw new Error('the disk could not be filled');
}

function fill(disk: string): void {
  spawnSync('dd', ['if=/dev/zero', `of=${join(disk, 'filler')}`, 'bs=4k', 'oflag=append', 'conv=notrunc'], {
    stdio: 'ignore',
  });
}

async function writeWhileFull(disk: string, server: ServerProcess, broken: string[]) {
  const acknowledged: string[] = [];
  const counts = new Map<string, number>();
  const endMs = wallMs() + FULL_MS;
  for (let number = 1; wallMs() < endMs; number++) {
    fill(disk);
    const { bavail } = statfsSync(disk);
    const name = `full ${number}`;
    const answer = await server.call('POST', '/tags', { name });
    counts.set(String(answer.status), (counts.get(String(answer.status)) ?? 0) + 1);
    if (answer.status < 300) acknowledged.push(name);
    else if (!isRefusal(answer)) broken.push(`answered ${answer.status}: ${JSON.stringify(answer.body)}`);
    if (answer.status < 300 && bavail === 0) broken.push(`acknowledged ${name} with nothing left on the disk`);
    await delay(500);
  }
  return { acknowledged, answers: [...counts].map(([status, count]) => `${status} × ${count}`).join(', ') };
}

function isRefusal({ status, headers }: ApiAnswer): boolean {
  return REFUSALS.has(status) && headers.get('content-type')?.startsWith('application/problem+json') === true;
}

function duplicates(keys: readonly string[]): string[] {
  const repeated = keys.length - new Set(keys).size;
  return repeated === 0 ? [] : [`${repeated} alerts came twice though it did not crash`];
}

function brokenHistory(file: string): string[] {
  const database = new DatabaseSync(file);
  try {
    const found = database.prepare('PRAGMA integrity_check').get()?.['integrity_check'];
    return found === 'ok' ? [] : [`history: ${String(found)}`];
  } finally {
    database.close();
  }
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  const endMs = performance.now() + 60_000;
  while (!(await holds())) {
    if (performance.now() > endMs) throw new Error('what was waited for did not come within a minute');
    await delay(100);
  }
}
