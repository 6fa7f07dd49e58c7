/** How values are written into columns, and how times, truth values and JSON are read from them. */
import { nameKey } from '../port.ts';
import type { Flag } from './schema.ts';

export { nameKey };

/** Times are kept as whole milliseconds. */
export function wholeMs(ms: number): number;
export function wholeMs(ms: number | undefined): number | null;
export function wholeMs(ms: number | undefined): number | null {
  return ms === undefined ? null : Math.round(ms);
}

export function flag(value: boolean): Flag {
  return value ? 1 : 0;
}

/** JSON text, or null for nothing. */
export function json(value: object): string;
export function json(value: object | undefined): string | null;
export function json(value: object | undefined): string | null {
  return value === undefined ? null : JSON.stringify(value);
}

/** What we wrote ourselves: its shape is that of the type it was written from. */
// The caller names the type: JSON has none, and the column's writer is the only one there is.
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters
export function parsed<T>(text: string): T {
  return JSON.parse(text) as T;
}

/** The members whose column holds something: with `exactOptionalPropertyTypes` an absent member is not undefined. */
export function present<T extends object>(members: T): { [K in keyof T]?: NonNullable<T[K]> } {
  const kept: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(members)) {
    if (value !== null && value !== undefined) kept[name] = value;
  }
  return kept as { [K in keyof T]?: NonNullable<T[K]> };
}

/** A LIKE pattern (escape character `\`) for a text anywhere in a column that holds `nameKey` texts. */
export function containing(text: string): string {
  return `%${nameKey(text).replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
}
