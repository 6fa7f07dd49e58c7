/** Follows the server for `upwatch watch`: reads everything, then hears what happens; begins anew where that broke. */
import { setTimeout as after } from 'node:timers/promises';
import { ApiError, type LiveEvent, TransportError } from '@upwatch/sdk';
import type { Client } from '../api-client.ts';
import { lookOf, phasesOf, readIncidents, readLooks, readMonitors } from './read-state.ts';
import { type WatchState, withLooks, withMonitors, withVerdict } from './watch-state.ts';

/** Takes the state as it is, and gives back what becomes of it. */
type Change = (change: (state: WatchState) => WatchState) => void;

export interface Following {
  readonly client: Client;
  readonly change: Change;
  readonly signal: AbortSignal;
  /** Monitors whose last looks are read at once; of the others they are heard. */
  readonly firstIds: () => readonly string[];
  readonly knows: (monitorId: string) => boolean;
  /** Told of each verdict that changed. */
  readonly onVerdict?: (event: LiveEvent & { readonly type: 'verdict' }) => void;
}

const PAUSE_MS = 1000;
const PAUSE_MS_MAX = 15_000;
/** Many monitors that fall together are one question. */
const INCIDENTS_PAUSE_MS = 300;

/** @throws AuthError and the like: asking again would change nothing */
export async function follow(following: Following): Promise<void> {
  const { change, signal } = following;
  for (let failures = 0; !signal.aborted; failures++) {
    try {
      await followOnce(following, () => (failures = 0));
    } catch (error) {
      if (signal.aborted) return;
      if (!isPassing(error)) throw error;
    }
    change((state) => ({ ...state, link: 'lost' }));
    await after(Math.min(PAUSE_MS_MAX, PAUSE_MS * 2 ** failures), undefined, { signal }).catch(() => undefined);
  }
}

/** The server restarts, or the network is away. */
function isPassing(error: unknown): boolean {
  if (error instanceof ApiError) return error.status >= 500 || error.status === 429;
  return error instanceof TransportError;
}

async function followOnce(following: Following, onLive: () => void): Promise<void> {
  const { client, change, signal } = following;
  const ended = new AbortController();
  const until = AbortSignal.any([signal, ended.signal]);
  try {
    // Heard from before it is read, so that nothing falls between.
    const events = client.events({
      types: ['observation', 'verdict', 'incident', 'change'],
      retries: 0,
      signal: until,
    });
    const first = events.next();
    // It may fail before it is waited for: then reading fails, too, or it is told below.
    first.catch(() => undefined);
    await readAll(following);
    change((state) => ({ ...state, link: 'live' }));
    onLive();
    void readFirstLooks(following, until);
    const incidents = once(async () => readOpen(following), INCIDENTS_PAUSE_MS, until);
    const monitors = once(async () => readAll(following), INCIDENTS_PAUSE_MS, until);
    for (let next = await first; !next.done; next = await events.next()) {
      if (next.value.type === 'verdict' && !following.knows(next.value.data.monitorId)) await readAll(following);
      heard(next.value, following);
      if (next.value.type === 'incident' || next.value.type === 'verdict') incidents();
      if (isOfMonitors(next.value)) monitors();
    }
  } finally {
    ended.abort();
  }
}

/** What is watched may be another by now, or stand in another group. */
function isOfMonitors(event: LiveEvent): boolean {
  if (event.type !== 'change') return event.type === 'reset';
  return event.data.resourceType === 'monitor' || event.data.resourceType === 'resource_group';
}

function heard(event: LiveEvent, { change, onVerdict }: Following): void {
  if (event.type === 'observation') {
    const { data } = event;
    change((state) => withLooks(state, data.monitorId, [lookOf(data)], phasesOf(data)));
  }
  if (event.type === 'verdict') {
    const { monitorId, verdict, since } = event.data;
    onVerdict?.(event);
    change((state) => withVerdict(state, monitorId, verdict, Date.parse(since)));
  }
}

async function readAll(following: Following): Promise<void> {
  const monitors = await readMonitors(following.client);
  following.change((state) => withMonitors(state, monitors));
  await readOpen(following);
}

async function readOpen({ client, change }: Following): Promise<void> {
  const incidents = await readIncidents(client);
  change((state) => ({ ...state, incidents }));
}

/** Some after the other: a screen that fills itself is no load. */
async function readFirstLooks({ client, change, firstIds }: Following, signal: AbortSignal): Promise<void> {
  for (const id of firstIds()) {
    if (signal.aborted) return;
    try {
      const { looks, phases } = await readLooks(client, id);
      change((state) => withLooks(state, id, looks, phases));
    } catch {
      // Deleted meanwhile, or the server is away, which the stream tells.
      return;
    }
  }
}

/** Work that is done a while after it was asked for, and once however often it was. */
function once(work: () => Promise<void>, pauseMs: number, signal: AbortSignal): () => void {
  let isAsked = false;
  return () => {
    if (isAsked) return;
    isAsked = true;
    void after(pauseMs, undefined, { signal })
      .then(async () => {
        isAsked = false;
        await work();
      })
      // The stream tells of a server that is away.
      .catch(() => undefined);
  };
}
