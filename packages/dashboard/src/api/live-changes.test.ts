import assert from 'node:assert/strict';
import { test } from 'node:test';
import { QueryClient, QueryObserver, skipToken } from '@tanstack/react-query';
import { lastLookKey, type Look, putLook } from './live-changes.ts';

const look = (monitorId: string, timestamp: string): Look =>
  // Of a look nothing else is read here.
  ({ monitorId, timestamp }) as Look;

/** As a row does that is on the screen. The client's own defaults make what is skipped disabled. */
function listening(queries: QueryClient, monitorId: string): () => void {
  return new QueryObserver(
    queries,
    queries.defaultQueryOptions({ queryKey: lastLookKey(monitorId), queryFn: skipToken }),
  ).subscribe(() => undefined);
}

test('of ten thousand monitors the looks of those are kept that somebody listens to, and of each the last', () => {
  const queries = new QueryClient();
  const stop = listening(queries, '7');
  for (const timestamp of ['2026-01-01T00:00:00Z', '2026-01-01T00:00:01Z'])
    for (let id = 0; id < 10_000; id++) putLook(queries, look(String(id), timestamp));
  const kept = queries.getQueryCache().getAll();
  assert.deepEqual(
    kept.map(({ queryKey }) => queryKey),
    [lastLookKey('7')],
  );
  assert.deepEqual(queries.getQueryData(lastLookKey('7')), look('7', '2026-01-01T00:00:01Z'));
  stop();
  queries.clear();
});

test('who listens no more is told no more, so that an old look is never taken for a new one', () => {
  const queries = new QueryClient();
  const stop = listening(queries, '7');
  putLook(queries, look('7', '2026-01-01T00:00:00Z'));
  stop();
  putLook(queries, look('7', '2026-01-01T00:00:01Z'));
  assert.deepEqual(queries.getQueryData(lastLookKey('7')), look('7', '2026-01-01T00:00:00Z'));
  queries.clear();
});
