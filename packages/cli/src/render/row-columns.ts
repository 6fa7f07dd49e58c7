/** Which fields of rows are worth a column: those that tell one row from the other, first what it is called. */

type Row = Readonly<Record<string, unknown>>;

const COLUMNS_MAX = 7;
/** In this order, before all others. */
const FIRST = [
  'id',
  'name',
  'key',
  'title',
  'slug',
  'status',
  'type',
  'severity',
  'version',
  'email',
  'role',
  'enabled',
];
/** Of little use to a person who looks for a row. */
const LAST = ['organizationId', 'createdAt', 'updatedAt', 'managedBy', 'generation'];

/** @returns names of fields that hold something short in some row */
export function columnsOf(rows: readonly Row[]): readonly string[] {
  const names = [...new Set(rows.flatMap(Object.keys))];
  const shown = names.filter((name) => rows.every((row) => isShort(row[name])) && rows.some((row) => holds(row[name])));
  const places = new Map(shown.map((name, place) => [name, rank(name) * shown.length + place]));
  const ordered = shown.toSorted((a, b) => places.get(a)! - places.get(b)!).slice(0, COLUMNS_MAX);
  // Rows of nothing but lists and objects are still told apart.
  return ordered.length > 0 ? ordered : names.slice(0, COLUMNS_MAX);
}

function rank(name: string): number {
  const first = FIRST.indexOf(name);
  if (first >= 0) return first;
  return LAST.includes(name) ? FIRST.length + 1 + LAST.indexOf(name) : FIRST.length;
}

function isShort(value: unknown): boolean {
  if (Array.isArray(value)) return value.length <= 5 && value.every((one) => typeof one === 'string');
  return typeof value !== 'object' || value === null;
}

function holds(value: unknown): boolean {
  return value !== null && value !== undefined && value !== '' && !(Array.isArray(value) && value.length === 0);
}

/** A field as the title of its column: `monitorCount` → `MONITOR COUNT`. */
export function titleOf(name: string): string {
  return name.replaceAll(/(?<=[a-z0-9])(?=[A-Z])|_/g, ' ').toUpperCase();
}
