/** Room on the file system that the application writes to. */
import { statfs } from 'node:fs/promises';
import type { HealthCheck } from '../check.ts';
import { CheckFailure } from './check-failure.ts';
import { type CheckSettings, checkOf } from './check-settings.ts';
import { bytes, inRange } from './running/limits.ts';
import { noAnswer, otherFailure } from './running/network-failure.ts';
import { oneAtATime, within } from './running/within.ts';

/** Which file system, and how much of it must be free for others than root. */
export interface DiskOptions {
  /** Any file or folder on it. */
  readonly path: string;
  /**
   * Percent that must be free, of bytes as of files.
   * @default 5
   */
  readonly minFreePercent?: number;
  /**
   * Percent below which the check warns.
   * @default 10
   */
  readonly warnFreePercent?: number;
  /**
   * Bytes that must be free, whatever share that is.
   * @default 0
   */
  readonly minFreeBytes?: number;
}

/**
 * Looks how much room is left where `path` is: in bytes, and in files (a disk without a free inode is as full as one without a
 * free byte). A file system that hangs, as a network's may, ends with the signal.
 * @param target a path and its limits
 * @throws {CheckFailure} from `run`; {RangeError} when a limit is out of its range
 * @example
 * const check = diskCheck({ path: '/', minFreePercent: 0, warnFreePercent: 0 });
 * console.log(await check.run(AbortSignal.timeout(2_000)));
 */
export function diskCheck(target: DiskOptions, settings: CheckSettings = {}): HealthCheck {
  const { path } = target;
  const minFreePercent = inRange('minFreePercent', target.minFreePercent ?? 5, 0, 100);
  const warnFreePercent = inRange('warnFreePercent', target.warnFreePercent ?? Math.max(10, minFreePercent), 0, 100);
  const minFreeBytes = inRange('minFreeBytes', target.minFreeBytes ?? 0, 0);
  const look = oneAtATime(() => statfs(path));
  return checkOf(async (signal) => {
    try {
      const room = await within(signal, look(), () => noAnswer(path, 'a look at its file system'));
      const freeBytes = room.bavail * room.bsize;
      const percent = Math.floor(Math.min(share(room.bavail, room.blocks), share(room.ffree, room.files)));
      const what =
        share(room.ffree, room.files) < share(room.bavail, room.blocks)
          ? `, ${percent} % of its files`
          : ` (${percent} %)`;
      const message = `${path}: ${bytes(freeBytes)} of ${bytes(room.blocks * room.bsize)} free${what}`;
      if (percent < minFreePercent || freeBytes < minFreeBytes) throw new CheckFailure('OUT_OF_BOUNDS', message);
      return { message, observedValue: percent, observedUnit: '%', warn: percent < warnFreePercent };
    } catch (error) {
      throw otherFailure(error, path);
    }
  }, settings);
}

/** Of nothing all is free: some file systems count no files. */
function share(free: number, all: number): number {
  return all === 0 ? 100 : (free / all) * 100;
}
