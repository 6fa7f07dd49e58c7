/** How much memory a server takes for speed: little while there is time to spare. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** By then a start has settled, and each monitor has been looked at, milliseconds. */
const SETTLED_MS = 8000;
const WATCH_MS = 5000;
/** Below this share of a core memory is saved: 200 looks a second take 0.05, 1,000 take 0.12. */
const IDLE = 0.08;
/** From this share on it no longer is. Apart from the first, because saving takes some time itself. */
const BUSY = 0.1;
/** V8 has had the mode since at least then; an older one would complain of it. */
const NODE_WITH_SAVER = 26;

/** Begins to keep the process small, for as long as it runs. */
export function keepSmall(): void {
  setTimeout(giveBackMemory, SETTLED_MS).unref();
  if (Number.parseInt(process.versions.node) >= NODE_WITH_SAVER) saveWhileIdle();
}

/** Whether memory is to be saved, of the share of a core that the process took lately. */
export function isSavingAt(share: number, isSaving: boolean): boolean {
  return share < (isSaving ? BUSY : IDLE);
}

/**
 * What only the start needed is given back to the system: with 1,000 monitors, a seventh of the memory. Left to itself
 * the collector would keep it for as long as there is room. Takes some 70 ms of this thread, once; threads that look
 * are not held up.
 */
function giveBackMemory(): void {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as (how: object) => void;
  collect({ type: 'major', execution: 'sync', flavor: 'last-resort' });
}

/**
 * V8's saver lets the heap of each thread grow by 2 MB between full collections, instead of by 8 and more: 14 MB less with
 * 1,000 monitors at 5 s, where each thread collects every 10 s or seldomer. At 3,000 looks a second it would be twice a
 * second, and a look took half as much CPU again: so it is for those who have it to spare.
 */
function saveWhileIdle(): void {
  let isSaving = false;
  let before = process.cpuUsage();
  let sinceMs = performance.now();
  setInterval(() => {
    const { user, system } = process.cpuUsage(before);
    const nowMs = performance.now();
    const isNowSaving = isSavingAt((user + system) / 1000 / (nowMs - sinceMs), isSaving);
    if (isNowSaving !== isSaving) setFlagsFromString(isNowSaving ? '--memory-saver-mode' : '--no-memory-saver-mode');
    isSaving = isNowSaving;
    before = process.cpuUsage();
    sinceMs = nowMs;
  }, WATCH_MS).unref();
}
