/** Memory that is no longer used goes back to the system, for as long as the server runs. */
import { readFileSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { rereadable } from './program-pages.ts';

/** By then a start has settled, and each monitor has been looked at, milliseconds. */
const SETTLED_MS = 8000;
/** Often, because the compiler of what runs often works on and on, and leaves holes. */
const EVERY_MS = 60_000;
/** To `madvise`: not needed for now; read from the file again when it is (Linux, `asm-generic/mman-common.h`). */
const MADV_DONTNEED = 4;

const glibc = glibcOf();

/** Once everything has begun: with 1,000 monitors a third of the memory, most of it what the start alone needed. Holds no process open. */
export function giveBackMemory(): void {
  setTimeout(() => {
    collect();
    glibc?.malloc_trim(0n);
    forgetProgramPages();
  }, SETTLED_MS).unref();
  setInterval(() => glibc?.malloc_trim(0n), EVERY_MS).unref();
}

/**
 * Of the 54 MB of the runtime's file that a start has read, 20 are never read again: the compiler's front, what builds the first
 * context, languages. What is needed comes back from the system's own cache of the file, 64 kB at a time, in microseconds.
 */
export function forgetProgramPages(): void {
  if (!glibc) return;
  for (const { startByte, bytes } of rereadable(readFileSync('/proc/self/smaps', 'utf8'), process.execPath)) {
    glibc.madvise(startByte, bytes, MADV_DONTNEED);
  }
}

/**
 * Left to itself the collector would keep what the start needed for as long as there is room. Takes 100 to 200 ms of
 * this thread, once; threads that look are not held up.
 */
function collect(): void {
  setFlagsFromString('--expose-gc');
  const gc = runInNewContext('gc') as (how: object) => void;
  gc({ type: 'major', execution: 'sync', flavor: 'last-resort' });
}

/**
 * glibc keeps what was freed between other things, 25 MB after a start, unless it is asked (`malloc_trim`, five milliseconds).
 * @returns undefined where there are no such functions, as on macOS, Windows and with musl
 */
function glibcOf() {
  const own = Object.getOwnPropertyDescriptor(process, 'emitWarning')!;
  // That calling them is experimental is nothing to tell people at each start: the runtime is pinned.
  process.emitWarning = () => undefined;
  try {
    return process.getBuiltinModule('node:ffi').dlopen(null, {
      malloc_trim: { arguments: ['u64'], return: 'i32' },
      madvise: { arguments: ['u64', 'u64', 'i32'], return: 'i32' },
    }).functions;
  } catch {
    return undefined;
  } finally {
    Object.defineProperty(process, 'emitWarning', own);
  }
}
