/** What a live event changes in what was read: put in its place at once, without asking again. */
import type { CheckResult, LiveEvent, Monitor, Page } from '@upwatch/sdk';
import type { InfiniteData, QueryClient } from '@tanstack/react-query';
import { KEYS } from './keys.ts';

type Verdict = Extract<LiveEvent, { type: 'verdict' }>['data'];
export type Look = CheckResult & { readonly monitorId: string };

type Listed = Page<Monitor> | InfiniteData<Page<Monitor>> | Monitor | undefined;

/** The last look at a monitor, for as long as somebody listens. */
export const lastLookKey = (monitorId: string) => ['last-look', monitorId] as const;

export function putVerdict(queries: QueryClient, verdict: Verdict): void {
  changeMonitor(queries, verdict.monitorId, (monitor) => {
    const { monitorId: _, previous: __, ...state } = verdict;
    return {
      ...monitor,
      state: { ...monitor.state, ...state },
      currentStatus: monitor.enabled ? verdict.verdict : 'paused',
      isStale: false,
    };
  });
}

/** Kept where somebody listens alone: of thousands of monitors a page shows some dozens. */
export function putLook(queries: QueryClient, look: Look): void {
  const queryKey = lastLookKey(look.monitorId);
  // Nobody asks for it, so that it is never "active": it is only listened to.
  const listeners = queries.getQueryCache().find({ queryKey })?.getObserversCount() ?? 0;
  if (listeners > 0) queries.setQueryData(queryKey, look);
}

/** Changes a monitor wherever it stands in what was read. */
export function changeMonitor(queries: QueryClient, id: string, change: (monitor: Monitor) => Monitor): void {
  const inPage = (page: Page<Monitor>): Page<Monitor> =>
    page.data.some((one) => one.id === id)
      ? { ...page, data: page.data.map((one) => (one.id === id ? change(one) : one)) }
      : page;
  queries.setQueriesData<Listed>({ queryKey: KEYS.monitors }, (read) => {
    if (read === undefined) return undefined;
    if ('pages' in read) return { ...read, pages: read.pages.map(inPage) };
    if ('data' in read) return inPage(read);
    return read.id === id ? change(read) : read;
  });
}
