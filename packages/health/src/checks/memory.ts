/** Memory of this process: all that it holds, and the heap of JavaScript. */
import { totalmem } from 'node:os';
import { getHeapStatistics } from 'node:v8';
import type { CheckNote, HealthCheck } from '../check.ts';
import { CheckFailure } from './check-failure.ts';
import { type CheckSettings, checkOf } from './check-settings.ts';
import { bytes, inRange } from './running/limits.ts';

/** How much of what is allowed may be in use. */
export interface MemoryLimits extends CheckSettings {
  /**
   * Percent from which on the check fails.
   * @default 95
   */
  readonly maxPercent?: number;
  /**
   * Percent from which on the check warns.
   * @default 85
   */
  readonly warnPercent?: number;
}

/** The same for all that the process holds. */
export interface ProcessMemoryLimits extends MemoryLimits {
  /**
   * Bytes that are the whole.
   * @default the limit of the container, else the memory of the machine
   */
  readonly limitBytes?: number;
}

/**
 * Looks how much memory this process holds (its resident set) of what the container, or the machine, has for it. Near the limit
 * the system ends a process without a word.
 * @throws {CheckFailure} from `run`; {RangeError} when a limit is out of its range
 * @example
 * const check = memoryCheck({ limitBytes: 8 * 1024 ** 3 });
 * console.log(await check.run(AbortSignal.timeout(2_000)));
 */
export function memoryCheck(settings: ProcessMemoryLimits = {}): HealthCheck {
  const limitBytes = inRange('limitBytes', settings.limitBytes ?? containerBytes() ?? totalmem(), 1);
  return shareCheck('memory', settings, () => ({ used: process.memoryUsage.rss(), limit: limitBytes }));
}

/**
 * Looks how much of the heap (`--max-old-space-size`, else what V8 allows itself) is in use. Near its limit the process collects garbage all the time, and
 * then ends with "heap out of memory".
 * @throws {CheckFailure} from `run`; {RangeError} when a limit is out of its range
 * @example
 * const check = heapCheck({ warnPercent: 80 });
 * console.log(await check.run(AbortSignal.timeout(2_000)));
 */
export function heapCheck(settings: MemoryLimits = {}): HealthCheck {
  return shareCheck('heap', settings, () => {
    const { used_heap_size: used, heap_size_limit: limit } = getHeapStatistics();
    return { used, limit: oldSpaceBytes() ?? limit };
  });
}

/** What was asked for at the start: V8 adds room for young objects to it, of which a small heap would never fill its share. */
function oldSpaceBytes(): number | undefined {
  const given = [...process.execArgv, process.env['NODE_OPTIONS'] ?? ''].join(' ');
  const found = /--max[-_]old[-_]space[-_]size[= ](\d+)/.exec(given)?.[1];
  return found === undefined || Number(found) === 0 ? undefined : Number(found) * 1024 ** 2;
}

/** What the container may use: none and "no limit" are both no answer, the latter as a number past any machine. */
function containerBytes(): number | undefined {
  const limit = process.constrainedMemory?.() ?? 0;
  return limit > 0 && limit < totalmem() ? limit : undefined;
}

function shareCheck(name: string, settings: MemoryLimits, look: () => { used: number; limit: number }): HealthCheck {
  const maxPercent = inRange('maxPercent', settings.maxPercent ?? 95, 0, 100);
  const warnPercent = inRange('warnPercent', settings.warnPercent ?? Math.min(85, maxPercent), 0, 100);
  return checkOf(async (): Promise<CheckNote> => {
    const { used, limit } = look();
    const percent = Math.round((used / limit) * 100);
    const message = `${name}: ${bytes(used)} of ${bytes(limit)} in use (${percent} %)`;
    if (percent >= maxPercent) throw new CheckFailure('OUT_OF_BOUNDS', message);
    return { message, observedValue: percent, observedUnit: '%', warn: percent >= warnPercent };
  }, settings);
}
