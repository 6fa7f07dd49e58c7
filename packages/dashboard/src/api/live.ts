/**
 * What happens on the server, as it happens. One stream for a tab that somebody looks at; a tab in the background lets
 * go of it, because a browser opens only six connections to a server, and asks for the numbers once a minute instead.
 */
import { ApiError, type EventType, type LiveEvent } from '@upwatch/sdk';
import { useSyncExternalStore } from 'react';
import { client } from './client.ts';
import { KEYS } from './queries.ts';
import { queryClient } from './query-client.ts';
import { putLook, putVerdict } from './live-changes.ts';
import { SESSION_KEY } from './session.ts';

export type Connection = 'connecting' | 'live';

const ALWAYS: readonly EventType[] = ['verdict', 'incident', 'change'];
/** Many things change together: read again once for all of them. */
const GATHER_MS = 200;
const RENEW_EVERY_MS = 2000;
/** Hidden for less than this the stream stays: people look away and back. */
const HIDDEN_MS = 20_000;
const HIDDEN_POLL_MS = 60_000;

const watchers = new Set<() => void>();
let connection: Connection = 'connecting';
let stream: AbortController | undefined;
/** How many on the page want each look too. */
let looksWanted = 0;
let isRunning = false;
let hiding: ReturnType<typeof setTimeout> | undefined;
let polling: ReturnType<typeof setInterval> | undefined;
let lastEventId: string | undefined;
const gathered = new Map<string, readonly string[]>();
let renewedAt = -RENEW_EVERY_MS;
let gathering: ReturnType<typeof setTimeout> | undefined;

/** Begins to listen. @returns ends it */
export function startLive(): () => void {
  isRunning = true;
  document.addEventListener('visibilitychange', onVisibility);
  void follow();
  return () => {
    isRunning = false;
    document.removeEventListener('visibilitychange', onVisibility);
    clearTimeout(hiding);
    clearInterval(polling);
    polling = undefined;
    stream?.abort();
    lastEventId = undefined;
  };
}

/** Asks for each look as well, as long as somebody sees them. @returns takes that back */
export function wantLooks(): () => void {
  if (looksWanted++ === 0) restart();
  return () => {
    if (--looksWanted === 0) restart();
  };
}

export function useConnection(): Connection {
  return useSyncExternalStore(
    (watcher) => {
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
    () => connection,
  );
}

function setConnection(next: Connection): void {
  if (connection === next) return;
  connection = next;
  for (const watcher of watchers) watcher();
}

function restart(): void {
  if (!isRunning || polling !== undefined) return;
  stream?.abort();
  void follow();
}

async function follow(): Promise<void> {
  const own = new AbortController();
  stream = own;
  const types = looksWanted > 0 ? [...ALWAYS, 'observation' as const] : ALWAYS;
  try {
    for await (const event of client.events({
      types,
      signal: own.signal,
      onOpen,
      ...(lastEventId !== undefined && { lastEventId }),
    })) {
      setConnection('live');
      take(event);
    }
  } catch (error) {
    if (own.signal.aborted) return;
    setConnection('connecting');
    if (error instanceof ApiError && error.status === 401) {
      await queryClient.invalidateQueries({ queryKey: SESSION_KEY });
      return;
    }
    setTimeout(() => own === stream && isRunning && void follow(), 3000);
  }
}

/** What was read before a stream began that goes on from nowhere may be older than what the stream tells first. */
function onOpen(isContinued: boolean): void {
  setConnection('live');
  if (isContinued) return;
  void queryClient.invalidateQueries({
    predicate: ({ queryKey, state }) =>
      queryKey[0] !== SESSION_KEY[0] && (state.dataUpdatedAt > 0 || state.fetchStatus === 'fetching'),
  });
}

function take(event: LiveEvent): void {
  if (event.type !== 'reset') lastEventId = event.id;
  switch (event.type) {
    case 'reset':
      void queryClient.invalidateQueries();
      return;
    case 'verdict':
      putVerdict(queryClient, event.data);
      renew(KEYS.overview);
      renew(KEYS.groups);
      return;
    case 'incident':
      renew(KEYS.incidents);
      renew(KEYS.overview);
      return;
    case 'change':
      renewChanged(event.data.resourceType);
      return;
    case 'observation':
      putLook(queryClient, event.data);
      return;
    case 'delivery':
    case 'phase':
      return;
    default:
      event satisfies never;
  }
}

function renewChanged(kind: string): void {
  renew([kind]);
  if (kind !== KEYS.monitors[0]) return;
  renew(KEYS.overview);
  renew(KEYS.tags);
}

/** Soon, and then not again for a while: an outage of thousands must not make every open page ask thousands of times. */
function renew(key: readonly string[]): void {
  gathered.set(key.join(), key);
  gathering ??= setTimeout(renewGathered, Math.max(GATHER_MS, renewedAt + RENEW_EVERY_MS - performance.now()));
}

function renewGathered(): void {
  gathering = undefined;
  renewedAt = performance.now();
  const keys = [...gathered.values()];
  gathered.clear();
  for (const queryKey of keys) {
    // What is shown before the server has it must not be taken back by what the server still has.
    if (queryClient.isMutating({ mutationKey: queryKey }) > 0) renew(queryKey);
    else void queryClient.invalidateQueries({ queryKey });
  }
}

function onVisibility(): void {
  clearTimeout(hiding);
  if (document.hidden) {
    hiding = setTimeout(letGo, HIDDEN_MS);
    return;
  }
  if (polling === undefined) return;
  clearInterval(polling);
  polling = undefined;
  void queryClient.invalidateQueries();
  void follow();
}

function letGo(): void {
  stream?.abort();
  polling = setInterval(() => void queryClient.invalidateQueries({ queryKey: KEYS.overview }), HIDDEN_POLL_MS);
}
