/** Many seeds over as many threads as there are cores: each run is a function of its seed, so it matters not where. */
import { availableParallelism } from 'node:os';
import { DatabaseSync } from 'node:sqlite';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { coreStoreOn } from '../../packages/server/src/stores/sqlite/core-store.ts';
import { migrate } from '../../packages/server/src/stores/sqlite/migrate.ts';
import { CORE_KIND } from '../../packages/server/src/stores/sqlite/migrations/index.ts';
import type { Run } from './outcome.ts';
import { type RunOptions, simulate } from './simulation.ts';
import type { Size } from './world.ts';

/** The size of the days that are run unless another is asked for. */
export const SIZE: Size = { monitors: 10, regions: 3, hours: 24 };

/** One run that is asked for. */
export interface Asked {
  readonly seed: number;
  readonly size: Size;
}

export interface How {
  /** Everything is asked of SQLite too, and the answers have to be equal. */
  readonly isBoth?: boolean;
  /** No more after the first that breaks an invariant. */
  readonly isBailing?: boolean;
}

/** Runs one seed. */
export function runOne({ seed, size }: Asked, { isBoth = false }: How = {}): Promise<Run> {
  const options: RunOptions = isBoth ? { second: sqliteInMemory } : {};
  return simulate(seed, size, options);
}

/** Most of what a run makes lives for one step: room for it saves a twentieth of the time. */
const resourceLimits = { maxYoungGenerationSizeMb: 64 };

/**
 * Runs many. In threads of its own also where there is one core: the test runner follows each promise of its own thread,
 * which costs half as much again as the run.
 * @param onRun told of each as it ends, in no order
 * @returns all that ran, in no order
 */
export async function runMany(
  asked: readonly Asked[],
  how: How = {},
  onRun: (run: Run) => void = () => undefined,
): Promise<readonly Run[]> {
  const all: Run[] = [];
  const next = asked.values();
  let isOver = false;
  await Promise.all(
    Array.from({ length: Math.min(availableParallelism(), asked.length) }, async () => {
      const worker = new Worker(import.meta.filename, { workerData: how, resourceLimits });
      const failed = new Promise<never>((_, reject) => worker.once('error', reject));
      try {
        for (const one of next) {
          if (isOver) break;
          const ended = new Promise<Run>((resolve) => worker.once('message', resolve));
          worker.postMessage(one);
          const run = await Promise.race([ended, failed]);
          all.push(run);
          onRun(run);
          isOver ||= how.isBailing === true && run.broken !== undefined;
        }
      } finally {
        await worker.terminate();
      }
    }),
  );
  return all;
}

/** The invariants that broke, each with its seed and step. */
export function brokenOf(all: readonly Run[]): readonly string[] {
  return all.flatMap(({ broken }) => broken ?? []);
}

function sqliteInMemory(clock: {
  wall(): number;
  monotonic(): number;
  newId(): string;
}): ReturnType<typeof coreStoreOn> {
  const database = new DatabaseSync(':memory:', { enableForeignKeyConstraints: true });
  migrate(database, ':memory:', { ...CORE_KIND, isBackedUp: false }, { upwatch: 'simulated', nowMs: clock.wall() });
  return coreStoreOn(database, { file: ':memory:', clock });
}

if (!isMainThread && parentPort) {
  const port = parentPort;
  // What this thread was started with by `runMany`.
  const how = workerData as How;
  port.on('message', (asked: Asked) => void runOne(asked, how).then((run) => port.postMessage(run)));
}
