/** What the address of a status page's editor says: which part of it is shown. */
export const TABS = ['components', 'incidents', 'look', 'access', 'subscribers'] as const;
export type Tab = (typeof TABS)[number];

export interface StatusPageSearch {
  readonly tab?: Tab;
}

export function statusPageSearch(search: Readonly<Record<string, unknown>>): StatusPageSearch {
  const tab = TABS.find((one) => one === search['tab']);
  return tab === undefined ? {} : { tab };
}
