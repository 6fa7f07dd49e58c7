/** Live events from a real server. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { initialState } from '@upwatch/core';
import { AuthError, type LiveEvent, Upwatch } from '@upwatch/sdk';
import { monitorChange } from '../../packages/server/src/api/testing/changes.ts';
import { KEY } from '../../packages/server/src/api/testing/test-api.ts';
import { listening } from './testing/listening.ts';

const A = '0199aa00-0000-7000-8000-000000000001';
const B = '0199aa00-0000-7000-8000-000000000002';

test('events come in order with their types, and only those that were asked for', async () => {
  await using server = await listening();
  const { live } = server.api;
  const previous = initialState(1, Date.UTC(2026, 0, 1));
  const client = server.clientWith({
    fetch: onceConnected(() => {
      live.publish(monitorChange(B));
      live.publish({ type: 'verdict', data: { monitorId: A, previous, state: { ...previous, verdict: 'down' } } });
      live.publish(monitorChange(A));
    }),
  });
  const heard: LiveEvent[] = [];
  for await (const event of client.events({ types: ['verdict', 'change'], monitorId: A })) {
    heard.push(event);
    if (heard.length === 2) break;
  }
  const [verdict, change] = heard;
  assert.ok(verdict?.type === 'verdict' && change?.type === 'change');
  assert.deepEqual(
    [verdict.data.monitorId, verdict.data.verdict, verdict.data.previous.verdict],
    [A, 'down', 'unknown'],
  );
  assert.deepEqual([change.data.action, change.data.resourceId, change.data.actor], ['monitor.updated', A, 'deploy']);
});

test('a connection that is cut loses nothing: what happened meanwhile comes first', async () => {
  await using server = await listening();
  const { api } = server;
  let connections = 0;
  const client = server.clientWith({
    time: {
      now: () => Date.now(),
      random: () => 0,
      wait: async (ms) => {
        if (ms >= 30_000) await new Promise(() => undefined);
        // In the pause before it comes back.
        api.live.publish(monitorChange(B));
      },
    },
    fetch: async (input, init) => {
      connections++;
      const isFirst = connections === 1;
      return onceConnected(() => (isFirst ? api.live.publish(monitorChange(A)) : undefined))(input, init);
    },
  });
  const heard: string[] = [];
  for await (const event of client.events({ types: ['change'] })) {
    assert.ok(event.type === 'change');
    heard.push(event.data.resourceId);
    if (heard.length === 2) break;
    api.app.server.closeAllConnections();
  }
  assert.deepEqual(heard, [A, B]);
  assert.equal(connections, 2);
});

test('what is kept no longer is told as a reset', async () => {
  await using server = await listening();
  const client = server.clientWith({});
  for await (const event of client.events({ lastEventId: 'elsewhere-7' })) {
    assert.deepEqual(event, { type: 'reset' });
    break;
  }
});

test('a key that does not work ends the stream', async () => {
  await using server = await listening();
  const client = new Upwatch({ token: `${KEY}x`, baseUrl: server.baseUrl });
  await assert.rejects(client.events().next(), AuthError);
});

/** The server listens to its bus from the moment its head was sent. */
function onceConnected(then: () => void): typeof fetch {
  return async (input, init) => {
    const response = await fetch(input, init);
    setImmediate(then);
    return response;
  };
}
