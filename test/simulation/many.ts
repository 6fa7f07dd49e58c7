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

/** What is asked of one thread. */
export interface Task {
  readonly seeds: readonly number[];
  readonly size: Size;
  /** Everything is asked of SQLite too, and the answers have to be equal. */
  readonly isBoth?: boolean;
  /** No more after the first that breaks an invariant. */
  readonly isBailing?: boolean;
}

/** Runs one seed. */
export function runOne(seed: number, { size, isBoth }: Omit<Task, 'seeds'>): Promise<Run> {
  const options: RunOptions = isBoth ? { second: sqliteInMemory } : {};
  return simulate(seed, size, options);
}

/** Most of what a run makes lives for one step: room for it saves a twentieth of the time. */
const resourceLimits = { maxYoungGenerationSizeMb: 64 };

/** Runs many. @param onRun told of each as it ends, in no order */
export async function runMany(task: Task, onRun: (run: Run) => void): Promise<void> {
  const count = Math.min(availableParallelism(), task.seeds.length);
  const next = task.seeds.values();
  let isOver = false;
  await Promise.all(
    Array.from({ length: count }, async () => {
      const worker = new Worker(import.meta.filename, {
        workerData: { ...task, seeds: [] },
        resourceLimits,
      });
      const failed = new Promise<never>((_, reject) => worker.once('error', reject));
      try {
        for (const seed of next) {
          if (isOver) break;
          const ended = new Promise<Run>((resolve) => worker.once('message', resolve));
          worker.postMessage(seed);
          const run = await Promise.race([ended, failed]);
          onRun(run);
          isOver ||= task.isBailing === true && run.broken !== undefined;
        }
      } finally {
        await worker.terminate();
      }
    }),
  );
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
  const task = workerData as Task;
  port.on('message', (seed: number) => void runOne(seed, task).then((run) => port.postMessage(run)));
}
