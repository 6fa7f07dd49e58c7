/** What the address of a monitor's page says: which part is shown, and which span and looks. */
export const TABS = ['overview', 'looks', 'policy', 'history'] as const;
export type Tab = (typeof TABS)[number];
export const CHART_WINDOWS = ['24h', '7d', '30d', '90d'] as const;
export type ChartWindow = (typeof CHART_WINDOWS)[number];
export const CHART_KINDS = ['phases', 'percentiles', 'regions'] as const;
export type ChartKind = (typeof CHART_KINDS)[number];

export interface MonitorSearch {
  readonly tab?: Tab;
  readonly chart?: ChartKind;
  readonly window?: ChartWindow;
  /** A span that was zoomed into, milliseconds. */
  readonly from?: number;
  readonly to?: number;
  readonly region?: string;
  /** Only looks that failed. */
  readonly bad?: true;
}

export function monitorSearch(search: Readonly<Record<string, unknown>>): MonitorSearch {
  const tab = oneOf(TABS, search['tab']);
  const chart = oneOf(CHART_KINDS, search['chart']);
  const window = oneOf(CHART_WINDOWS, search['window']);
  const { from, to, region, bad } = search;
  const isSpan = isTime(from) && isTime(to) && from < to;
  return {
    ...(tab && { tab }),
    ...(chart && { chart }),
    ...(window && { window }),
    ...(isSpan && { from, to }),
    ...(typeof region === 'string' && region !== '' && region.length <= 63 && { region }),
    ...(bad === true && { bad }),
  };
}

function oneOf<T extends string>(all: readonly T[], value: unknown): T | undefined {
  return all.find((one) => one === value);
}

function isTime(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value > 0;
}
