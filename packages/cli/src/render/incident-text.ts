import type { Incident } from '@upwatch/sdk';
import { cell } from './table.ts';

const REASON_MAX = 160;

/** Why, in a sentence; an incident that a person opened has its title alone. */
export function reasonOf(incident: Pick<Incident, 'failure' | 'title'>): string {
  return cell(incident.failure?.message ?? incident.title ?? '-', REASON_MAX);
}
