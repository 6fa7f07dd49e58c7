import { rowsOf } from '@upwatch/server/foreign';
import type { Dto } from './fingerprint.ts';
import type { ImportedThing } from './imported.ts';
import { PARTS } from './part-fields.ts';

/** Whether an import made it, and ended before it could remember that, or put anything into it. */
export function isHalfMade({ section, body }: ImportedThing, there: Dto): boolean {
  if (PARTS[section] === undefined || there['managedBy'] !== 'CLI') return false;
  const holds = [...rowsOf(there['members']), ...rowsOf(there['components']), ...rowsOf(there['groups'])];
  const isAsSaid = Object.entries(body).every(([field, value]) => isObject(value) || there[field] === value);
  return holds.length === 0 && isAsSaid;
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}
