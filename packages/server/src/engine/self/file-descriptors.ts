/** How many sockets this process may hold. */
import { readFileSync } from 'node:fs';

/** Kept back for the API, the databases and the alerts. */
const RESERVED = 128;

/** File descriptors that looks may use together; where the system does not say, it is not what binds. */
export function fileDescriptorRoom(): number {
  try {
    const limit = /^Max open files\s+(\d+)/m.exec(readFileSync('/proc/self/limits', 'utf8'))?.[1];
    return limit === undefined ? Infinity : Math.max(16, Number(limit) - RESERVED);
  } catch {
    // Only Linux has /proc; the other systems' limits are far above what is asked for by default.
    return Infinity;
  }
}
