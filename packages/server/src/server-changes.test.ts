/** What is changed is heard of on the event stream of a whole server, once, and what is refused is not. */
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { serverOf } from './testing/declared-server.ts';

const PATIENCE = { timeout: 60_000 };
const HTTP = { type: 'HTTP', config: { url: 'http://127.0.0.1:1/', method: 'GET' }, enabled: false };
const HOOK = { channelType: 'webhook', url: 'http://127.0.0.1:1/hook' };

/** How things of a kind are made and changed, and by what they are found. */
const KINDS: readonly (readonly [kind: string, path: string, body: object, change: object, key?: string])[] = [
  ['tag', '/tags', { name: 'red' }, { name: 'blue' }],
  ['monitor', '/monitors', { name: 'shop', ...HTTP }, { frequencySeconds: 90 }],
  ['channel', '/alert-channels', { name: 'hook', config: HOOK }, { name: 'other', config: HOOK }],
  ['resource_group', '/resource-groups', { name: 'edge' }, { name: 'core' }],
  ['environment', '/environments', { name: 'Live', slug: 'live', variables: {} }, { name: 'Test' }, 'slug'],
  ['secret', '/secrets', { key: 'TOKEN', value: 'hush' }, { value: 'hush hush' }, 'key'],
  ['webhook', '/webhooks', { url: 'https://shop.example/', subscribedEvents: ['monitor.created'] }, { enabled: false }],
  ['api_key', '/api-keys', { name: 'deploy' }, { name: 'release' }],
  ['status_page', '/status-pages', { name: 'Shop', slug: 'shop' }, { name: 'Store' }],
];

interface Change {
  readonly action: string;
  readonly resourceId: string;
  readonly actor: string;
}

interface Heard {
  readonly id: string;
  readonly data: Change;
}

async function rig(t: TestContext) {
  const { url, token } = await serverOf(t, {});
  const api = `${url}/api/v1`;
  const authorization = `Bearer ${token}`;
  const ask = async (method: string, path: string, body?: object, headers: Readonly<Record<string, string>> = {}) => {
    const response = await fetch(api + path, {
      method,
      headers: { authorization, ...(body && { 'content-type': 'application/json' }), ...headers },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const data = text === '' ? undefined : (JSON.parse(text) as { data?: Readonly<Record<string, unknown>> }).data;
    return { status: response.status, text, data };
  };
  /** Connects, and gives back what is heard from then on, up to a change of the kind. */
  const listen = async (lastEventId?: string) => {
    const headers = { authorization, ...(lastEventId !== undefined && { 'last-event-id': lastEventId }) };
    const response = await fetch(`${api}/events?types=change`, { headers });
    const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
    let text = '';
    return async (action: string): Promise<readonly Heard[]> => {
      for (;;) {
        const blocks = text.split('\n\n').slice(0, -1);
        const heard = blocks.flatMap((block) => {
          const [, id, data] = /^id: (.*)\nevent: change\ndata: (.*)$/m.exec(block) ?? [];
          return id === undefined || data === undefined ? [] : [{ id, data: JSON.parse(data) as Change }];
        });
        if (heard.some((one) => one.data.action === action)) {
          await reader.cancel();
          return heard;
        }
        const { value, done } = await reader.read();
        if (done) assert.fail(`ended before ${action}: ${text}`);
        text += value;
      }
    };
  };
  return { ask, listen };
}

test(
  'of every kind that is made, changed and deleted each change is one event, also for who comes back',
  PATIENCE,
  async (t) => {
    const { ask, listen } = await rig(t);
    const until = await listen();
    const expected: (readonly [string, string])[] = [];
    for (const [kind, path, body, change, key = 'id'] of KINDS) {
      const made = await ask('POST', path, body);
      assert.ok(made.data, `${path}: ${made.text}`);
      const id = String(made.data['id']);
      const place = `${path}/${String(made.data[key])}`;
      const changed = await ask(path === '/api-keys' ? 'PATCH' : 'PUT', place, change);
      assert.ok(changed.status < 300, `${place}: ${changed.text}`);
      assert.ok((await ask('DELETE', place)).status < 300, place);
      expected.push(...['created', 'updated', 'deleted'].map((action) => [`${kind}.${action}`, id] as const));
    }
    await ask('POST', '/deploy/lock', { lockedBy: 'ci' });
    const heard = await until('deploy_lock.acquired');
    assert.deepEqual(
      heard.slice(0, -1).map(({ data }) => [data.action, data.resourceId]),
      expected,
    );
    for (const { data } of heard) assert.equal(data.actor, 'UPWATCH_API_TOKEN');
    const again = await (await listen(heard[3]!.id))('deploy_lock.acquired');
    assert.deepEqual(again, heard.slice(4));
  },
);

test('what is refused, and what is given up under way, is not heard of', PATIENCE, async (t) => {
  const { ask, listen } = await rig(t);
  const { data } = await ask('POST', '/tags', { name: 'red' });
  const path = `/tags/${String(data!['id'])}`;
  const until = await listen();
  const refused = [
    await ask('POST', '/tags', { name: 'red' }),
    await ask('POST', '/tags', { name: '' }),
    await ask('PUT', path, { name: 'blue' }, { 'if-match': '"of-yesterday"' }),
    await ask('DELETE', path, undefined, { 'if-match': '"of-yesterday"' }),
    await ask('DELETE', '/tags/019b0000-0000-7000-8000-000000000000'),
    await ask('POST', '/monitors', {
      name: 'shop',
      ...HTTP,
      tags: { newTags: [{ name: 'green' }], tagIds: [data!['id']] },
      alertChannelIds: ['019b0000-0000-7000-8000-000000000000'],
    }),
  ];
  assert.deepEqual(
    refused.map(({ status }) => status),
    [409, 400, 412, 412, 404, 400],
    refused.map(({ text }) => text).join('\n'),
  );
  await ask('PUT', path, { name: 'blue' });
  assert.deepEqual(
    (await until('tag.updated')).map((one) => one.data.action),
    ['tag.updated'],
  );
});
