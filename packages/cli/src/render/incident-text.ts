import type { Incident } from '@upwatch/sdk';
import { cell } from './table.ts';

const REASON_MAX = 160;

/**
 * Why, in a sentence; an incident that a person opened has its title alone. One that flaps stays open while the monitor
 * is up for a moment: without a word of it, it would say the opposite of what stands beside it.
 */
export function reasonOf({ failure, title, isFlapping }: Pick<Incident, 'failure' | 'title' | 'isFlapping'>): string {
  const reason = cell(failure?.message ?? title ?? '-', REASON_MAX);
  return isFlapping ? `it comes and goes (flapping), the last time: ${reason}` : reason;
}
