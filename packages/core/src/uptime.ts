/** Uptime: the share of what is known that was up. */
import type { Outcome } from './looking/observation.ts';

/**
 * Uptime in percent, from 0 to 100, or null when nothing is known. Looks that say nothing of the target (`unknown`) are
 * left out; a degraded target was up.
 */
export function uptimePercent(looks: Readonly<Record<Outcome, number>>): number | null {
  const up = looks.up + looks.degraded;
  const known = up + looks.down;
  return known > 0 ? (100 * up) / known : null;
}
