/** The words for how something is, of all dialects. */
import type { Json } from '../looking/monitor.ts';
import type { DependencyStatus } from './dependency.ts';

/** Longer texts are no status. */
const WORD_MAX = 40;

const WORDS: Readonly<Record<DependencyStatus | 'unknown', string>> = {
  up: 'up ok pass passed passing healthy ready alive live green available serving operational success connected',
  degraded: 'warn warning degraded yellow partial',
  down:
    'down fail failed failing failure error unhealthy out_of_service not_ready notready unready red unavailable ' +
    'not_serving critical shutting_down dead disconnected unreachable timeout',
  // Spring answers 200 to it: nothing is said against the target.
  unknown: 'unknown',
};

const STATUS_OF: ReadonlyMap<string, DependencyStatus | 'unknown'> = new Map(
  Object.entries(WORDS).flatMap(([status, words]) =>
    words.split(' ').map((word) => [word, status as DependencyStatus | 'unknown'] as const),
  ),
);

/** What a status says, in whatever case and with blanks, hyphens or underscores; undefined where it is no known word. */
export function statusOf(value: Json | undefined): DependencyStatus | 'unknown' | undefined {
  if (typeof value !== 'string' || value.length > WORD_MAX) return undefined;
  return STATUS_OF.get(
    value
      .trim()
      .toLowerCase()
      .replace(/[\s-]+/g, '_'),
  );
}

/** The same, with what is not known counted as well. */
export function plainStatusOf(value: Json | undefined): DependencyStatus | undefined {
  const status = statusOf(value);
  return status === 'unknown' ? 'up' : status;
}
