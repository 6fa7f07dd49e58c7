import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TransportError } from './errors.ts';
import type { LiveEvent } from './events.ts';
import { problem, type Reply, rig } from './testing/fake-server.ts';

/** A connection that says something and ends; with `fails` it breaks. */
function stream(text: string, fails?: Error): Reply {
  return {
    headers: { 'content-type': 'text/event-stream' },
    stream: new ReadableStream({
      start: (body) => body.enqueue(new TextEncoder().encode(text)),
      pull: (body) => (fails ? body.error(fails) : body.close()),
    }),
  };
}

const event = (id: string) => `id: ${id}\nevent: change\ndata: {"resourceId":"m","action":"monitor.updated"}\n\n`;

async function take(events: AsyncGenerator<LiveEvent>, count: number): Promise<(string | undefined)[]> {
  const ids: (string | undefined)[] = [];
  for await (const one of events) {
    ids.push(one.type === 'reset' ? 'reset' : one.id);
    if (ids.length === count) break;
  }
  return ids;
}

test('a stream that breaks or ends is taken up where it was, after the pause that the server wants', async () => {
  const { client, sent, waits } = rig(
    [
      stream(`retry: 2000\n: welcome\n\n${event('b-1')}${event('b-2')}`),
      stream('', new Error('reset')),
      problem(503, 'BUSY', { 'retry-after': '7' }),
      stream(`event: reset\ndata: {}\n\n${event('c-1')}`),
    ],
    { random: 0 },
  );
  const ids = await take(client.events({ types: ['change', 'verdict'], monitorId: 'm', lastEventId: 'b-0' }), 4);
  assert.deepEqual(ids, ['b-1', 'b-2', 'reset', 'c-1']);
  assert.deepEqual(
    sent.map(({ headers }) => headers.get('last-event-id')),
    ['b-0', 'b-2', 'b-2', 'b-2'],
  );
  assert.deepEqual(waits, [2_000, 2_000, 7_000]);
  assert.equal(sent[0]?.url.search, '?types=change%2Cverdict&monitorId=m');
  assert.equal(sent[0]?.headers.get('accept'), 'text/event-stream');
});

test('each opening is told, with whether anything can have been missed before it', async () => {
  const { client } = rig([stream(': welcome\n\n'), stream(event('b-1')), stream(event('b-2'))]);
  const openings: boolean[] = [];
  await take(client.events({ onOpen: (isContinued) => openings.push(isContinued) }), 2);
  assert.deepEqual(openings, [false, false, true]);
});

test('a refusal that stays one ends the stream', async () => {
  for (const status of [400, 401, 403, 404]) {
    const { client, sent } = rig([problem(status, 'X')]);
    await assert.rejects(take(client.events(), 1), { status });
    assert.equal(sent.length, 1);
  }
});

test('retries in a row are counted, and one that is heard begins the count anew', async () => {
  const lost = new TypeError('fetch failed');
  const { client, sent } = rig([lost, lost, stream(event('b-1')), lost, lost, lost]);
  const ids: LiveEvent[] = [];
  await assert.rejects(
    (async () => {
      for await (const one of client.events({ retries: 2 })) ids.push(one);
    })(),
    (error) => error instanceof TransportError && error.kind === 'network',
  );
  assert.equal(ids.length, 1);
  assert.equal(sent.length, 6);
});

test('a connection that says nothing for too long is dead', async () => {
  const { client } = rig(['silence'], { time: undefined as never });
  await assert.rejects(
    take(client.events({ timeoutMs: 10, retries: 0 }), 1),
    (error) => error instanceof TransportError && error.kind === 'timeout',
  );
});

test('a signal ends the stream with its reason while nothing comes', async () => {
  const reason = new Error('enough');
  const ended = new AbortController();
  const { client } = rig([], {
    time: undefined as never,
    fetch: async () => (setImmediate(() => ended.abort(reason)), new Response(new ReadableStream())),
  });
  await assert.rejects(take(client.events({ signal: ended.signal }), 1), (error) => error === reason);
});

test('whoever stops listening hangs up', async () => {
  const { promise: hungUp, resolve } = Promise.withResolvers<void>();
  const { client } = rig([], {
    fetch: async (_url, init) => {
      init!.signal!.addEventListener('abort', () => resolve());
      const { stream: body } = stream(event('b-1') + event('b-2')) as { stream: ReadableStream<Uint8Array> };
      return new Response(body);
    },
  });
  assert.deepEqual(await take(client.events(), 1), ['b-1']);
  await hungUp;
});

test('a wrong option is named at once', () => {
  const { client } = rig([]);
  const cases: readonly (readonly [object, string])[] = [
    [
      { types: 'verdict' },
      'types must be a list of phase, observation, verdict, incident, delivery, change, got "verdict"',
    ],
    [{ types: [] }, 'types must be a list of phase, observation, verdict, incident, delivery, change, got ""'],
    [{ monitorId: 5 }, 'monitorId must be a text, got 5'],
    [{ lastEventId: 'a\nb' }, String.raw`lastEventId must be the id of an event, got "a\nb"`],
    [
      { type: 'verdict' },
      'options must have only types, monitorId, lastEventId, signal, timeoutMs, retries, onOpen, got "type"',
    ],
  ];
  for (const [options, message] of cases) assert.throws(() => client.events(options), { name: 'TypeError', message });
});
