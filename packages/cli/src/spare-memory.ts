/** Memory that is no longer used goes back to the system, for as long as the server runs. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** By then a start has settled, and each monitor has been looked at, milliseconds. */
const SETTLED_MS = 8000;
/** Then what is compiled for speed has been. */
const WARM_MS = 60_000;
const EVERY_MS = 600_000;

/** With 1,000 monitors a third of the memory, most of it what the start alone needed. Holds no process open. */
export function giveBackMemory(): void {
  const trim = trimOf();
  setTimeout(() => {
    collect();
    trim();
  }, SETTLED_MS).unref();
  setTimeout(trim, WARM_MS).unref();
  setInterval(trim, EVERY_MS).unref();
}

/**
 * Left to itself the collector would keep what the start needed for as long as there is room. Takes some 70 ms of this
 * thread, once; threads that look are not held up.
 */
function collect(): void {
  setFlagsFromString('--expose-gc');
  const gc = runInNewContext('gc') as (how: object) => void;
  gc({ type: 'major', execution: 'sync', flavor: 'last-resort' });
}

/**
 * glibc keeps what was freed between other things, 25 MB after a start, unless it is asked (`malloc_trim`, some milliseconds).
 * @returns does nothing where there is no such function, as on macOS, Windows and with musl
 */
function trimOf(): () => void {
  const { emitWarning } = process;
  // That calling it is experimental is nothing to tell people at each start: the runtime is pinned.
  process.emitWarning = () => undefined;
  try {
    const { dlopen } = process.getBuiltinModule('node:ffi');
    const { functions } = dlopen(null, { malloc_trim: { arguments: ['u64'], return: 'i32' } });
    return () => void functions.malloc_trim(0n);
  } catch {
    return () => undefined;
  } finally {
    process.emitWarning = emitWarning;
  }
}
