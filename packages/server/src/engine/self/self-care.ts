/** Upwatch's care for itself, in one place: what it knows of itself, what it tells of it, and the heartbeat it gives. */
import { stat, statfs } from 'node:fs/promises';
import type { Logger } from 'pino';
import type { SelfSource } from '../../api/deps.ts';
import type { HeartbeatSettings } from '../../config.ts';
import type { CoreStore } from '../../stores/port.ts';
import type { Engine } from '../port.ts';
import { Heartbeat } from './heartbeat.ts';
import { LoopDelay } from './loop-delay.ts';
import { SelfWatch, type SelfWatchOptions } from './self-watch.ts';

/** A part of an answer that takes longer does not come, milliseconds. */
const PATIENCE_MS = 2000;

export interface SelfCareOptions
  extends Pick<SelfWatchOptions, 'clock' | 'region' | 'newId' | 'channels' | 'wakeDispatcher'> {
  readonly core: CoreStore;
  readonly engine: () => Pick<Engine, 'overdueMsOf' | 'stats'>;
  readonly directory: { readonly path: string; readonly coreFile: string; readonly historyFile: string };
  readonly heartbeat: HeartbeatSettings | undefined;
  readonly log: Logger;
}

export interface SelfCare {
  readonly watch: SelfWatch;
  readonly source: SelfSource;
  /** To be called about once a second. */
  tick(): void;
  close(): Promise<void>;
}

export function careForSelf(options: SelfCareOptions): SelfCare {
  const { core, directory, log, heartbeat: settings, engine, clock } = options;
  const freeBytes = (): Promise<number | undefined> => freeBytesOf(directory.path);
  const onTrouble = (error: Error): void => log.error({ err: error }, error.message);
  const watch = new SelfWatch({ ...options, freeBytes, onTrouble });
  const heartbeat =
    settings &&
    new Heartbeat({
      ...settings,
      clock,
      faultOf: () => faultOf({ watch, core, engine: engine() }),
      onTrouble: (message) => log.error(message),
      onRecovery: (message) => log.info(message),
    });
  const loopDelay = new LoopDelay(clock);
  let isClosed = false;
  let work: Promise<unknown> = Promise.resolve();
  return {
    watch,
    source: {
      view: () => watch.view(),
      loopDelayP99Ms: () => loopDelay.p99Ms(),
      heartbeat: () => heartbeat?.state,
      files: async () => ({
        coreBytes: await bytesOf(directory.coreFile),
        historyBytes: await bytesOf(directory.historyFile),
        freeBytes: (await freeBytes()) ?? null,
      }),
    },
    tick() {
      if (isClosed) return;
      loopDelay.tick();
      work = Promise.all([watch.tick(), heartbeat?.tick()]);
    },
    async close() {
      isClosed = true;
      loopDelay.close();
      heartbeat?.close();
      await work;
    },
  };
}

interface Asked {
  readonly watch: SelfWatch;
  readonly core: Pick<CoreStore, 'monitors' | 'health'>;
  readonly engine: Pick<Engine, 'overdueMsOf' | 'stats'>;
}

/** Why this server is not well; a monitor or two that are overdue are no reason, most of them are. */
async function faultOf({ watch, core, engine }: Asked): Promise<string | undefined> {
  const [problem] = watch.view().problems;
  if (problem) return `${problem.trouble}${problem.detail === undefined ? '' : `: ${problem.detail}`}`;
  const { isWritable } = await core.health();
  if (!isWritable) return 'the database cannot be written';
  const monitors = (await core.monitors.all()).filter(({ isEnabled }) => isEnabled);
  const overdue = monitors.filter(({ id }) => engine.overdueMsOf(id) > 0);
  if (overdue.length * 2 > monitors.length) return `${overdue.length} of ${monitors.length} monitors are overdue`;
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<'late'>((resolve) => (timer = setTimeout(resolve, PATIENCE_MS, 'late')));
  const answer = await Promise.race([engine.stats(), late]).finally(() => clearTimeout(timer));
  return answer === 'late' ? 'the engine does not answer' : undefined;
}

async function freeBytesOf(path: string): Promise<number | undefined> {
  try {
    const { bavail, bsize } = await statfs(path);
    return bavail * bsize;
  } catch {
    // Where the system does not say, writing shows it.
    return undefined;
  }
}

/** With what waits in its write-ahead log. */
async function bytesOf(file: string): Promise<number> {
  const sizes = await Promise.all(
    [file, `${file}-wal`].map((one) =>
      stat(one).then(
        ({ size }) => size,
        () => 0,
      ),
    ),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}
