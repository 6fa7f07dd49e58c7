/** Pages of the program's own file that are in memory: code and constants, most of which only a start needs. */

/** Where something is mapped, in bytes. */
export interface Mapping {
  readonly startByte: bigint;
  readonly bytes: bigint;
}

/** `7f12a000-7f13b000 r-xp 00001000 08:01 1234  /usr/bin/node`; what is mapped without a file has no last word. */
const HEAD = /^([0-9a-f]+)-([0-9a-f]+) (\S{4}) \S+ \S+ \S+ *(.*)$/;
const WRITTEN = /^Private_Dirty: +(\d+) kB$/;

/**
 * Which mappings of a file can be read from it again: nobody may write to them, and nobody has (the loader writes addresses into
 * some before it closes them; those would be lost).
 * @param smaps what `/proc/self/smaps` says
 */
export function rereadable(smaps: string, file: string): readonly Mapping[] {
  const found: Mapping[] = [];
  let candidate: Mapping | undefined;
  for (const line of smaps.split('\n')) {
    const [, start, end, permissions, of] = HEAD.exec(line) ?? [];
    if (start !== undefined) {
      const startByte = BigInt(`0x${start}`);
      const isReadOnly = permissions === 'r-xp' || permissions === 'r--p';
      candidate = isReadOnly && of === file ? { startByte, bytes: BigInt(`0x${end}`) - startByte } : undefined;
    }
    if (candidate && WRITTEN.exec(line)?.[1] === '0') found.push(candidate);
  }
  return found;
}
