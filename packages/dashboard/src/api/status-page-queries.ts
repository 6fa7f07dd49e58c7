/** Status pages, and what stands on them. Any change of a page is announced as one of `status_page`, so all of it is read again. */
import type {
  PreviewStatusPageIncidentRequest,
  PreviewStatusPageRequest,
  StatusPagePreview,
  StatusPageSubscriber,
} from '@upwatch/sdk';
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { client } from './client.ts';

export const PAGES_KEY = ['status_page'] as const;

const ALL_MAX = 200;
const ROWS = 20;
/** Subscribers that are counted by component. */
const COUNTED_MAX = 1000;
/** The server keeps a preview for five minutes. */
const PREVIEW_FRESH_MS = 4 * 60_000;

export const statusPagesQuery = queryOptions({
  queryKey: [...PAGES_KEY, 'list'],
  queryFn: async ({ signal }) => (await client.statusPages.list({ size: ALL_MAX }, { signal })).data,
});

export const statusPageQuery = (id: string) =>
  queryOptions({
    queryKey: [...PAGES_KEY, 'one', id],
    queryFn: async ({ signal }) => client.statusPages.get(id, { signal }),
  });

export const componentsQuery = (pageId: string) =>
  queryOptions({
    queryKey: [...PAGES_KEY, 'components', pageId],
    queryFn: async ({ signal }) => (await client.statusPages.components.list(pageId, { signal })).data,
  });

export const pageGroupsQuery = (pageId: string) =>
  queryOptions({
    queryKey: [...PAGES_KEY, 'groups', pageId],
    queryFn: async ({ signal }) => (await client.statusPages.groups.list(pageId, { signal })).data,
  });

/** A page of what was told; the one before it stays in view until it has come. */
export const pageIncidentsQuery = (pageId: string, page: number) =>
  queryOptions({
    queryKey: [...PAGES_KEY, 'incidents', pageId, page],
    queryFn: async ({ signal }) => client.statusPages.incidents.list(pageId, { page, size: ROWS }, { signal }),
    placeholderData: keepPreviousData,
  });

export const pageIncidentQuery = (pageId: string, id: string) =>
  queryOptions({
    queryKey: [...PAGES_KEY, 'incident', pageId, id],
    queryFn: async ({ signal }) => client.statusPages.incidents.get(pageId, id, { signal }),
  });

export const domainsQuery = (pageId: string) =>
  queryOptions({
    queryKey: [...PAGES_KEY, 'domains', pageId],
    queryFn: async ({ signal }) => (await client.statusPages.domains.list(pageId, { signal })).data,
  });

export const subscribersQuery = (pageId: string, page: number) =>
  queryOptions({
    queryKey: [...PAGES_KEY, 'subscribers', pageId, page],
    queryFn: async ({ signal }) => client.statusPages.subscribers.list(pageId, { page, size: ROWS }, { signal }),
    placeholderData: keepPreviousData,
  });

/** The first of them, to be counted. */
export const firstSubscribersQuery = (pageId: string) =>
  queryOptions({
    queryKey: [...PAGES_KEY, 'first-subscribers', pageId],
    queryFn: async ({ signal }) => {
      const all: StatusPageSubscriber[] = [];
      for await (const one of client.statusPages.subscribers.list(pageId, { size: ALL_MAX }, { signal })) {
        all.push(one);
        if (all.length >= COUNTED_MAX) break;
      }
      return all;
    },
  });

/** What is drawn of a draft, and whether it may be drawn at all yet. */
export type Drafted =
  | { readonly type: 'page'; readonly draft: PreviewStatusPageRequest }
  | { readonly type: 'incident'; readonly pageId: string; readonly draft: PreviewStatusPageIncidentRequest };

/** @param version of what the page holds beside the draft: another one is drawn anew */
export const previewQuery = (drafted: Drafted, version = '') =>
  queryOptions({
    queryKey: ['status-page-preview', drafted, version],
    queryFn: async ({ signal }): Promise<StatusPagePreview> =>
      drafted.type === 'page'
        ? client.statusPages.preview(drafted.draft, { signal })
        : client.statusPages.incidents.preview(drafted.pageId, drafted.draft, { signal }),
    placeholderData: keepPreviousData,
    staleTime: PREVIEW_FRESH_MS,
    gcTime: PREVIEW_FRESH_MS,
  });
