import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rig } from './testing/fake-server.ts';

const DATA = [{ json: { data: {} } }];

test('an id that is missing or would lead elsewhere is refused before anything is sent', async () => {
  const { client, sent } = rig(DATA);
  const wrong: readonly (readonly [unknown, string])[] = [
    [undefined, 'id must be a text or a number, got undefined'],
    [null, 'id must be a text or a number, got null'],
    ['', 'id must be one part of a path, and not empty, got ""'],
    ['.', 'id must be one part of a path, and not empty, got "."'],
    ['..', 'id must be one part of a path, and not empty, got ".."'],
  ];
  for (const [id, message] of wrong)
    await assert.rejects(client.monitors.delete(id as string), { name: 'TypeError', message });
  assert.deepEqual(sent, []);
});

test('an id with a slash or a question mark stays one part of the path', async () => {
  const { client, sent } = rig(DATA);
  await client.monitors.get('../tags?a=1#b%2F');
  assert.equal(sent[0]?.url.href, 'http://upwatch.test/api/v1/monitors/..%2Ftags%3Fa%3D1%23b%252F');
});

test('a query has what was given: several as several, nothing for undefined', async () => {
  const { client, sent } = rig([{ json: { data: [], hasNext: false } }]);
  await client.monitors.list({ size: 5, enabled: false, sort: ['name,asc', 'type'], search: 'a&b=ü' });
  const query = [...sent[0]!.url.searchParams];
  assert.deepEqual(query, [
    ['size', '5'],
    ['enabled', 'false'],
    ['sort', 'name,asc'],
    ['sort', 'type'],
    ['search', 'a&b=ü'],
  ]);
  const broken = client.monitors.list({ size: Number.NaN });
  await assert.rejects(broken, {
    message: 'query.size must be a text, a number, a boolean or an array of them, got NaN',
  });
});

test('the token goes along as a bearer, and a body only with its content type', async () => {
  const { client, sent } = rig(DATA);
  await client.monitors.get('a');
  await client.tags.update('a', { name: 'blue' });
  assert.deepEqual(
    sent.map(({ headers }) => [headers.get('authorization'), headers.get('accept'), headers.get('content-type')]),
    [
      ['Bearer uw_0123456789abcdefghijklmnopqrstuv', 'application/json', null],
      ['Bearer uw_0123456789abcdefghijklmnopqrstuv', 'application/json', 'application/json'],
    ],
  );
  assert.deepEqual(sent[1]?.body, { name: 'blue' });
});

test('what makes something has an idempotency key of its own each time, or the one that was given', async () => {
  const { client, sent } = rig(DATA);
  await client.tags.create({ name: 'blue' });
  await client.tags.create({ name: 'blue' });
  await client.tags.create({ name: 'blue' }, { idempotencyKey: 'mine' });
  await client.monitors.pause('a', { idempotencyKey: 'mine-too' });
  await client.monitors.pause('a');
  const keys = sent.map(({ headers }) => headers.get('idempotency-key'));
  assert.match(keys[0]!, /^[0-9a-f]{32}$/);
  assert.notEqual(keys[0], keys[1]);
  assert.deepEqual(keys.slice(2), ['mine', 'mine-too', null]);
});

test('a generation is sent as the ETag that it is, an ETag as it came', async () => {
  const { client, sent } = rig(DATA);
  await client.monitors.update('a', { frequencySeconds: 60 }, { ifMatch: 3 });
  await client.monitors.update('a', { frequencySeconds: 60 }, { ifMatch: 'W/"4"' });
  assert.deepEqual(
    sent.map(({ headers }) => headers.get('if-match')),
    ['"3"', 'W/"4"'],
  );
});
