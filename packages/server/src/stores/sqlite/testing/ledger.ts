/** What was promised before a process died, and whether it was kept (invariants I1, I2, I3 and I8). */
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as delay } from 'node:timers/promises';
import { newChannel, sampleId } from '../../testing/samples.ts';
import { openCoreStore } from '../core-store.ts';
import { tickingClock } from './temporary-store.ts';

/** One acknowledged write. */
export type Promised =
  | { readonly type: 'opened' }
  | { readonly type: 'created' | 'down' | 'deleted'; readonly number: number }
  | { readonly type: 'delivered'; readonly deliveryId: string };

export interface KilledRun {
  readonly promises: readonly Promised[];
}

/** For a disk that others keep busy: each promise waits for a flush. */
const PATIENCE_MS = 120_000;

/**
 * Lets a process write until it is killed: in the middle of whatever it does after so many promises.
 * @throws Error when it did not get that far
 * @param env set for it beside our own: the shim of a power cut
 */
export async function writeUntilKilled(given: {
  readonly directory: string;
  readonly first: number;
  readonly afterPromises: number;
  readonly env?: Readonly<Record<string, string>>;
}): Promise<KilledRun> {
  const program = new URL('ledger-child.ts', import.meta.url).pathname;
  const child = spawn(
    process.execPath,
    ['--conditions=upwatch:source', program, given.directory, String(given.first)],
    { stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, ...given.env } },
  );
  const exited = new Promise((resolve) => child.once('close', resolve));
  const promises: Promised[] = [];
  const lines = createInterface(child.stdout);
  const isEnough = new Promise<void>((resolve) => {
    lines.on('line', (line) => {
      promises.push(JSON.parse(line) as Promised);
      if (promises.length === given.afterPromises) resolve();
    });
  });
  await Promise.race([isEnough, exited, delay(PATIENCE_MS, undefined, { ref: false })]);
  child.kill('SIGKILL');
  await exited;
  if (promises.length < given.afterPromises) {
    throw new Error(`${promises.length} of ${given.afterPromises} promises were made before the process ended`);
  }
  return { promises };
}

/** Every way in which the store broke its word; empty when it kept it. */
export async function brokenPromises(file: string, promises: readonly Promised[]): Promise<readonly string[]> {
  const damage = damageOf(file);
  const store = openCoreStore({ file, clock: tickingClock() });
  try {
    const broken = [...damage];
    const monitors = new Set((await store.monitors.all()).map(({ id }) => id));
    const deleted = new Set(promises.flatMap((promise) => (promise.type === 'deleted' ? [promise.number] : [])));
    for (const promise of promises) {
      if (promise.type === 'opened') continue;
      const isKept = await keeps(promise);
      if (!isKept) broken.push(`lost: ${JSON.stringify(promise)}`);
    }
    broken.push(...(await halves()));
    return broken;

    async function keeps(promise: Exclude<Promised, { type: 'opened' }>): Promise<boolean> {
      switch (promise.type) {
        case 'created':
          // The last write, unacknowledged, may have been its deletion, which the child makes of every seventh.
          return monitors.has(sampleId(promise.number)) || promise.number % 7 === 0 || deleted.has(promise.number);
        case 'deleted':
          return !monitors.has(sampleId(promise.number));
        case 'down':
          return (await store.incidents.get(sampleId(0x1_0000_0000 + promise.number))) !== undefined;
        case 'delivered':
          return (await store.outbox.get(promise.deliveryId))?.status === 'DELIVERED';
      }
    }

    /** A state, its incident, timeline, look and alert are all there or none is, acknowledged or not. */
    async function halves(): Promise<string[]> {
      const found: string[] = [];
      const states = await store.states.all();
      const { items: incidents } = await store.incidents.list({}, { page: 0, size: 1_000_000 });
      for (const [id, { incident }] of states) {
        if (!incidents.some((row) => row.id === incident?.id)) found.push(`state of ${id} without its incident`);
      }
      for (const { id, monitorId } of incidents) {
        const parts = await Promise.all([
          store.incidents.updates(id),
          store.incidents.observations(id),
          store.outbox.listByIncident(id),
          store.dispatches.listByIncident(id),
        ]);
        const counts = parts.map(({ length }) => length).join(' ');
        if (counts !== '1 1 1 1') found.push(`incident ${id} has ${counts} of timeline, looks, alerts, dispatches`);
        if (!states.has(monitorId!)) found.push(`incident ${id} without a state`);
      }
      if (!(await store.channels.get(newChannel(1).id)) && incidents.length > 0) found.push('the channel is gone');
      return found;
    }
  } finally {
    await store.close();
  }
}

function damageOf(file: string): readonly string[] {
  const database = new DatabaseSync(file);
  try {
    const integrity = database.prepare('PRAGMA integrity_check').all();
    const orphans = database.prepare('PRAGMA foreign_key_check').all();
    const isWhole = integrity.length === 1 && integrity[0]?.['integrity_check'] === 'ok';
    return [...(isWhole ? [] : [JSON.stringify(integrity)]), ...orphans.map((row) => JSON.stringify(row))];
  } finally {
    database.close();
  }
}
