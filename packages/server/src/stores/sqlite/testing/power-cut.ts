/**
 * A power cut, as far as a process can feel it: a shim keeps, at each fsync, what is on disk by then. What it kept is
 * what the machine comes back with.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** Builds the shim. @returns why there is none, where there is none */
export function buildShim(
  source: string | undefined,
  into: string,
): { readonly library: string } | { readonly missing: string } {
  if (process.platform !== 'linux') return { missing: 'LD_PRELOAD is for Linux only' };
  if (source === undefined || !existsSync(source)) return { missing: 'the shim (faults/durable.c) is not here' };
  const library = join(into, 'durable.so');
  const built = spawnSync('cc', ['-shared', '-fPIC', '-O2', source, '-o', library, '-ldl', '-pthread']);
  return built.status === 0 ? { library } : { missing: 'there is no C compiler' };
}

/** The environment of a process whose disk is to be remembered. Paths are absolute, without symbolic links. */
export function rememberedDisk(library: string, from: string, to: string): Readonly<Record<string, string>> {
  return { LD_PRELOAD: library, DUR_SRC: from, DUR_DST: to };
}
