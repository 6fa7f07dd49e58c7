/** What the list of monitors shows: all of it stands in the address, so that it can be sent and kept. */
import type { ListMonitorsQuery } from '@upwatch/sdk';

export const STATUSES = ['down', 'degraded', 'up', 'unknown', 'paused'] as const;
export const SORTS = ['name,asc', 'createdAt,desc', 'type,asc', 'frequencySeconds,asc'] as const;

export interface MonitorsSearch {
  readonly search?: string;
  readonly status?: (typeof STATUSES)[number];
  readonly tag?: string;
  readonly type?: string;
  readonly sort?: (typeof SORTS)[number];
}

/** What is not understood is left out: an old link still shows the list. */
export function monitorsSearch(given: Readonly<Record<string, unknown>>): MonitorsSearch {
  const search = textIn(given, 'search');
  const tag = textIn(given, 'tag');
  const type = textIn(given, 'type');
  const status = STATUSES.find((one) => one === given['status']);
  const sort = SORTS.find((one) => one === given['sort']);
  return {
    ...(search !== undefined && { search }),
    ...(status && { status }),
    ...(tag !== undefined && { tag }),
    ...(type !== undefined && { type }),
    ...(sort && sort !== SORTS[0] && { sort }),
  };
}

/** A search for `42` comes out of the address as a number. */
function textIn(given: Readonly<Record<string, unknown>>, name: string): string | undefined {
  const value = given[name];
  const text = typeof value === 'number' ? String(value) : value;
  return typeof text === 'string' && text !== '' ? text.slice(0, 500) : undefined;
}

/** The same as the API wants it. */
export function listQuery({ sort = SORTS[0], ...rest }: MonitorsSearch): ListMonitorsQuery {
  return { ...rest, sort: [sort] };
}

export function isFiltered({ search, status, tag, type }: MonitorsSearch): boolean {
  return [search, status, tag, type].some((one) => one !== undefined);
}
