/** What the list of incidents shows: all of it stands in the address, so that it can be sent and kept. */
import type { ListIncidentsQuery } from '@upwatch/sdk';
import { SEVERITIES, STATUSES } from './incident-words.ts';

/** How far back the list goes, in days. */
export const SPANS = ['1', '7', '30', '90'] as const;
export const SOURCES = ['AUTOMATIC', 'MANUAL', 'RESOURCE_GROUP'] as const;
const DAY_MS = 86_400_000;
const ROWS = 25;

export interface IncidentsSearch {
  readonly status?: (typeof STATUSES)[number];
  readonly severity?: (typeof SEVERITIES)[number];
  readonly source?: (typeof SOURCES)[number];
  readonly days?: (typeof SPANS)[number];
  /** The incidents of one monitor. */
  readonly monitor?: string;
  /** The incidents of monitors with this tag, by its id. */
  readonly tag?: string;
  /** From 1, as people count. */
  readonly page?: number;
}

/** What is not understood is left out: an old link still shows the list. */
export function incidentsSearch(given: Readonly<Record<string, unknown>>): IncidentsSearch {
  const status = STATUSES.find((one) => one === given['status']);
  const severity = SEVERITIES.find((one) => one === given['severity']);
  const source = SOURCES.find((one) => one === given['source']);
  const days = SPANS.find((one) => one === String(given['days']));
  const monitor = uuidIn(given['monitor']);
  const tag = uuidIn(given['tag']);
  const page = Number(given['page']);
  return {
    ...(status && { status }),
    ...(severity && { severity }),
    ...(source && { source }),
    ...(days && { days }),
    ...(monitor !== undefined && { monitor }),
    ...(tag !== undefined && { tag }),
    ...(Number.isInteger(page) && page > 1 && page < 100_000 && { page }),
  };
}

function uuidIn(value: unknown): string | undefined {
  return typeof value === 'string' && /^[\da-f-]{36}$/i.test(value) ? value : undefined;
}

/** The same as the API wants it. @param nowMs where `days` are counted from: of a minute, so that the same list is asked for */
export function incidentsListQuery(search: IncidentsSearch, nowMs: number): ListIncidentsQuery {
  const { status, severity, source, days, monitor, tag, page = 1 } = search;
  return {
    ...(status && { status }),
    ...(severity && { severity }),
    ...(source && { source }),
    ...(days && { startedFrom: new Date(nowMs - Number(days) * DAY_MS).toISOString() }),
    ...(monitor !== undefined && { monitorId: monitor }),
    ...(tag !== undefined && { tagId: tag }),
    size: ROWS,
    page: page - 1,
    sort: ['startedAt,desc'],
  };
}

export function isFiltered(search: IncidentsSearch): boolean {
  return Object.entries(search).some(([name, value]) => name !== 'page' && value !== undefined);
}
