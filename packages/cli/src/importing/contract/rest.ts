/** What nothing is made of, a line each. */
import type { Row } from '@upwatch/server/foreign';
import type { Draft, DraftObject } from '@upwatch/server/foreign';
import type { Gathering } from '../gathering.ts';

interface Place {
  readonly where: string;
  /** Before the field: `recovery.` */
  readonly at?: string;
  readonly gathering: Gathering;
}

/** @param taken the fields of which something is made */
export function loseRest(row: Row, taken: readonly string[], { where, at = '', gathering }: Place): void {
  for (const [name, value] of Object.entries(row)) {
    const isSaying = value !== undefined && value !== null;
    if (isSaying && !taken.includes(name)) gathering.lost(where, `${at}${name}`, 'Upwatch knows no such field');
  }
}

/** JSON that came out of YAML. */
export function draft(value: unknown): Draft {
  return value as Draft;
}

/** Those fields that are there. */
export function pick(row: Row, names: readonly string[]): DraftObject {
  const there = names.filter((name) => row[name] !== undefined && row[name] !== null);
  return Object.fromEntries(there.map((name) => [name, draft(row[name])]));
}
