import assert from 'node:assert/strict';
import { test } from 'node:test';
import { etagOf } from './etag.ts';
import { rig } from './testing/fake-server.ts';

test('what was read is given back to say which one is meant, also after a change', async () => {
  const { client, sent } = rig([
    { json: { data: { id: 'a' } }, headers: { etag: '"first"' } },
    // As it comes through a proxy that compresses.
    { json: { data: { id: 'a' } }, headers: { etag: 'W/"second"' } },
    { status: 204, text: '' },
  ]);
  const read = await client.tags.get('a');
  assert.equal(etagOf(read), '"first"');
  const changed = await client.tags.update('a', { name: 'blue' }, { ifMatch: read });
  await client.tags.delete('a', { ifMatch: changed });
  assert.deepEqual(
    sent.map(({ headers }) => headers.get('if-match')),
    [null, '"first"', '"second"'],
  );
  await assert.rejects(client.tags.delete('a', { ifMatch: { ...changed } }), {
    name: 'TypeError',
    message: /^ifMatch must be a generation, an ETag, or what a method gave back .*, got an object$/,
  });
  assert.equal(sent.length, 3);
});
