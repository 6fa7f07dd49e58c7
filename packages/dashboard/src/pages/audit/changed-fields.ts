/** What a change made other: field by field, what stood there before and what stands there since. */

export interface ChangedField {
  /** `config.url` */
  readonly field: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
}

type Side = Readonly<Record<string, unknown>> | null;

/** Only what differs, fields inside of others by their path, in the order in which they stand. */
export function changedFields(before: Side, after: Side): readonly ChangedField[] {
  return changedIn(before ?? {}, after ?? {}, '');
}

function changedIn(
  before: Readonly<Record<string, unknown>>,
  after: Readonly<Record<string, unknown>>,
  path: string,
): readonly ChangedField[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return names.flatMap((name) => {
    const field = path === '' ? name : `${path}.${name}`;
    const [was, is] = [before[name], after[name]];
    if (isRecord(was) && isRecord(is)) return changedIn(was, is, field);
    const [beforeText, afterText] = [textOf(was), textOf(is)];
    return beforeText === afterText ? [] : [{ field, before: beforeText, after: afterText }];
  });
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function textOf(value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined;
  return typeof value === 'string' ? value : JSON.stringify(value);
}
