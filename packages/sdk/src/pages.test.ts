import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ApiError } from './errors.ts';
import { problem, rig } from './testing/fake-server.ts';

const page = (names: readonly string[], hasNext: boolean) => ({
  json: { data: names.map((name) => ({ name })), hasNext, hasPrev: false, totalElements: 5, totalPages: 3 },
});
const cursorPage = (ids: readonly string[], nextCursor: string | null) => ({
  json: { data: ids.map((id) => ({ id })), nextCursor, hasMore: nextCursor !== null },
});
const THREE = [page(['a', 'b'], true), page(['c', 'd'], true), page(['e'], false)];

test('going through a list is going through all its pages, each asked for when its turn comes', async () => {
  const { client, sent } = rig(THREE);
  const names: string[] = [];
  const requests: number[] = [];
  for await (const { name } of client.monitors.list({ size: 2, search: 'x' })) {
    names.push(name);
    requests.push(sent.length);
  }
  assert.deepEqual(names, ['a', 'b', 'c', 'd', 'e']);
  assert.deepEqual(requests, [1, 1, 2, 2, 3]);
  assert.deepEqual(
    sent.map(({ url }) => url.search),
    ['?size=2&search=x', '?size=2&search=x&page=1', '?size=2&search=x&page=2'],
  );
});

test('whoever stops in the middle asks for no more', async () => {
  const { client, sent } = rig(THREE);
  for await (const { name } of client.monitors.list()) if (name === 'b') break;
  assert.equal(sent.length, 1);
});

test('awaited, a list is the page that was asked for, and leads to the one after it', async () => {
  const { client, sent } = rig(THREE);
  const first = await client.monitors.list({ page: 4 });
  assert.deepEqual([first.data.length, first.hasNext, first.totalElements, first.totalPages], [2, true, 5, 3]);
  const last = await (await first.next())?.next();
  assert.deepEqual(
    last?.data.map(({ name }) => name),
    ['e'],
  );
  assert.equal(await last?.next(), undefined);
  assert.deepEqual(
    sent.map(({ url }) => url.searchParams.get('page')),
    ['4', '5', '6'],
  );
});

test('a list by cursors goes on where the page before it ended', async () => {
  const { client, sent } = rig([cursorPage(['1', '2'], 'x='), cursorPage(['3'], null)]);
  const found = await client.monitors.results.list('a', { limit: 2 }).toArray();
  assert.deepEqual(
    found.map(({ id }) => id),
    ['1', '2', '3'],
  );
  assert.deepEqual(
    sent.map(({ url }) => url.searchParams.get('cursor')),
    [null, 'x='],
  );
});

test('a list that is only named is not asked for', () => {
  const { client, sent } = rig(THREE);
  client.monitors.list();
  assert.equal(sent.length, 0);
});

test('an array has a most, and a server that says there is more without giving any does not hold a caller', async () => {
  const { client } = rig([page(['a'], true)]);
  await assert.rejects(client.monitors.list().toArray(3), { message: 'the list must have at most 3 items, got more' });
  const empty = rig([page([], true)]);
  assert.deepEqual(await empty.client.monitors.list().toArray(), []);
});

test('a list that fails is caught like any promise', async () => {
  const { client } = rig([problem(404, 'NOT_FOUND')]);
  assert.equal(await client.monitors.list().catch((error) => (error as ApiError).code), 'NOT_FOUND');
  let isDone = false;
  await assert.rejects(client.monitors.list().finally(() => (isDone = true) as never));
  assert.ok(isDone);
});

test('a page that fails ends the going through with its error', async () => {
  const { client } = rig([page(['a'], true), problem(404, 'NOT_FOUND')]);
  await assert.rejects(client.monitors.list().toArray(), { code: 'NOT_FOUND' });
});
