/** Reads fields of what others wrote: numbers that are texts, booleans that are 0 and 1, JSON inside of texts. */

export type Row = Readonly<Record<string, unknown>>;

export function isRow(value: unknown): value is Row {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Undefined for what is absent, null or empty. */
export function textOf(row: Row, ...names: readonly string[]): string | undefined {
  for (const name of names) {
    const value = row[name];
    if (typeof value === 'string' && value.trim() !== '') return value;
    if (typeof value === 'number' || typeof value === 'bigint') return String(value);
  }
  return undefined;
}

export function numberOf(row: Row, ...names: readonly string[]): number | undefined {
  for (const name of names) {
    const value = row[name];
    const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
    if (typeof number === 'bigint') return Number(number);
    if (typeof number === 'number' && Number.isFinite(number)) return number;
  }
  return undefined;
}

/** `true`, 1, `"1"`, `"true"`. */
export function flagOf(row: Row, ...names: readonly string[]): boolean | undefined {
  for (const name of names) {
    const value = row[name];
    if (typeof value === 'boolean') return value;
    if (value === 1 || value === '1' || value === 'true' || value === 1n) return true;
    if (value === 0 || value === '0' || value === 'false' || value === 0n) return false;
  }
  return undefined;
}

/** Of a field that is JSON, or a text with JSON in it. */
export function jsonOf(row: Row, ...names: readonly string[]): unknown {
  for (const name of names) {
    const value = row[name];
    if (typeof value !== 'string') {
      if (value !== undefined && value !== null) return value;
      continue;
    }
    if (value.trim() === '') continue;
    try {
      return JSON.parse(value) as unknown;
    } catch {
      // Not JSON after all: the same as none.
    }
  }
  return undefined;
}

export function rowsOf(value: unknown): readonly Row[] {
  return Array.isArray(value) ? value.filter(isRow) : [];
}

/** Strings of a list, or the one string that stands in its place. */
export function textsOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}
