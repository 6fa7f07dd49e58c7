/** What a run of the benchmark says: each figure beside its limit, as a ratio where there is a yardstick. */

export interface Row {
  readonly what: string;
  readonly figure: string;
  readonly limit: string;
  /** Undefined where nothing was promised. */
  readonly isHeld?: boolean;
}

export function markdown(rows: readonly Row[]): string {
  const lines = rows.map(({ what, figure, limit, isHeld }) => `| ${what} | ${figure} | ${limit} | ${markOf(isHeld)} |`);
  return ['| what | measured | limit | |', '|---|---|---|---|', ...lines].join('\n');
}

function markOf(isHeld: boolean | undefined): string {
  if (isHeld === undefined) return '';
  return isHeld ? '✔' : '✘';
}
