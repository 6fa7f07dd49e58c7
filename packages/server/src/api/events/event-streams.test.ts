import assert from 'node:assert/strict';
import { get, type IncomingMessage } from 'node:http';
import { connect, type Socket } from 'node:net';
import { once } from 'node:events';
import { test } from 'node:test';
import { type Incident, initialState, type LookRow } from '@upwatch/core';
import { presentResult } from '../present/look.ts';
import { openIncident, sampleId } from '../../stores/testing/samples.ts';
import { presentIncident } from '../present/incident.ts';
import { monitorChange } from '../testing/changes.ts';
import { KEY, testApi, type TestApi } from '../testing/test-api.ts';

interface Heard {
  readonly id?: string;
  readonly event?: string;
  readonly data?: string;
}

interface Listener {
  readonly response: IncomingMessage;
  /** The next event; comments are passed over. */
  next(): Promise<Heard>;
  readonly ended: Promise<void>;
  end(): void;
}

async function listenTo(api: TestApi, query = '', headers: Record<string, string> = {}): Promise<Listener> {
  if (!api.app.server.listening) await api.app.listen({ host: '127.0.0.1', port: 0 });
  const { port } = api.app.server.address() as { port: number };
  const request = get({
    port,
    path: `/api/v1/events${query}`,
    headers: { authorization: `Bearer ${KEY}`, ...headers },
    agent: false,
  });
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  request.on('error', () => undefined);
  const waiting: ((heard: Heard) => void)[] = [];
  const heard: Heard[] = [];
  let rest = '';
  response.setEncoding('utf8');
  response.on('data', (chunk: string) => {
    const blocks = (rest + chunk).split('\n\n');
    rest = blocks.pop()!;
    for (const block of blocks) {
      const fields = Object.fromEntries(
        block
          .split('\n')
          .filter((line) => /^(id|event|data): /.test(line))
          .map((line) => line.split(/: (.*)/s, 2)),
      ) as Heard;
      if (fields.event === undefined) continue;
      const taker = waiting.shift();
      if (taker) taker(fields);
      else heard.push(fields);
    }
  });
  const ended = new Promise<void>((resolve) => {
    response.on('close', resolve);
    response.on('error', () => undefined);
  });
  return {
    response,
    next: async () => heard.shift() ?? new Promise((resolve) => waiting.push(resolve)),
    ended,
    end: () => request.destroy(),
  };
}

function incidentOf(more: Partial<Incident> = {}): Incident {
  const { monitorId: _, ...incident } = openIncident(sampleId(1), sampleId(2), ROW.slotMs);
  return { ...incident, ...more };
}

const A = '019b0000-0000-7000-8000-00000000000a';
const B = '019b0000-0000-7000-8000-00000000000b';

test('who listens hears what happens, each event with an id', async () => {
  await using api = await testApi();
  const listener = await listenTo(api);
  assert.equal(listener.response.statusCode, 200);
  assert.match(String(listener.response.headers['content-type']), /^text\/event-stream/);
  assert.ok(listener.response.headers['x-request-id']);
  api.live.publish(monitorChange(A));
  api.live.publish({ type: 'incident', data: incidentOf({ monitorId: A }) });
  const first = await listener.next();
  assert.equal(first.event, 'change');
  assert.deepEqual(JSON.parse(first.data!), {
    ...{ action: 'monitor.updated', resourceType: 'monitor', resourceId: A, resourceName: 'shop' },
    ...{ actor: 'deploy', actorId: 7, createdAt: '2026-01-01T00:00:00.000Z' },
  });
  assert.match(first.id!, /^[0-9a-f]{12}-1$/);
  assert.equal((await listener.next()).event, 'incident');
  listener.end();
});

const ROW: LookRow = {
  monitorKey: 1,
  slotMs: 1_767_225_600_000,
  latenessMs: 0,
  kind: 'scheduled',
  outcome: 'up',
  attempts: 1,
  phases: { totalMs: 1 },
  statusCode: 200,
  bodyBytes: 2,
};

test('a look and a verdict are told as the API shows them elsewhere, in rounded milliseconds', async () => {
  await using api = await testApi();
  const listener = await listenTo(api);
  const row = { ...ROW, phases: { dnsMs: 0.017672999994829297, totalMs: 12.345678 } };
  api.live.publish({ type: 'observation', data: { monitorId: A, region: 'local', row } });
  const look = JSON.parse((await listener.next()).data!);
  assert.deepEqual(
    [look.monitorId, look.region, look.timestamp, look.outcome, look.responseTimeMs, look.details.phases],
    [A, 'local', '2026-01-01T00:00:00.000Z', 'up', 12, { dnsMs: 0.018, totalMs: 12.346 }],
  );
  assert.deepEqual(
    Object.keys(look).sort(),
    ['monitorId', ...Object.keys(presentResult({ row, region: 'local' }, A))].sort(),
  );
  const previous = initialState(1, ROW.slotMs);
  api.live.publish({ type: 'verdict', data: { monitorId: A, previous, state: { ...previous, verdict: 'down' } } });
  const verdict = JSON.parse((await listener.next()).data!);
  assert.deepEqual(
    [verdict.monitorId, verdict.verdict, verdict.since, verdict.previous.verdict, verdict.sinceMs],
    [A, 'down', '2026-01-01T00:00:00.000Z', previous.verdict, undefined],
  );
  listener.end();
});

test('an incident and an alert are told as the API shows them elsewhere, without what is looked up for them', async () => {
  await using api = await testApi();
  const listener = await listenTo(api);
  const incident = incidentOf({ monitorId: A });
  api.live.publish({ type: 'incident', data: incident });
  const told = JSON.parse((await listener.next()).data!);
  const shown = JSON.parse(JSON.stringify(presentIncident(incident, undefined, undefined, undefined)));
  for (const name of ['monitorName', 'monitorType', 'triggeredByRuleSnapshotHashHex', 'engineVersion'])
    delete shown[name];
  assert.deepEqual(told, shown);
  listener.end();
});

test('who asks for one monitor, or for some types, hears only those', async () => {
  await using api = await testApi();
  const ofA = await listenTo(api, `?monitorId=${A}`);
  const incidents = await listenTo(api, '?types=incident,verdict');
  api.live.publish(monitorChange(B));
  api.live.publish(monitorChange(A));
  api.live.publish({ type: 'incident', data: incidentOf({ monitorId: B }) });
  assert.equal(JSON.parse((await ofA.next()).data!).resourceId, A);
  assert.equal((await incidents.next()).event, 'incident');
  ofA.end();
  incidents.end();
  const refused = await api.ask('GET', '/api/v1/events?types=gossip');
  assert.equal(refused.status, 400);
  assert.match(refused.body.message, /^types\[0\] must be one of phase, observation, .*, got "gossip"/);
});

test('who comes back with the last id misses nothing and hears nothing twice', async () => {
  await using api = await testApi();
  const before = await listenTo(api);
  api.live.publish(monitorChange(A));
  const { id } = await before.next();
  before.end();
  await before.ended;
  api.live.publish(monitorChange(B));
  api.live.publish(monitorChange(A));
  const after = await listenTo(api, '', { 'last-event-id': id! });
  api.live.publish({ type: 'incident', data: incidentOf() });
  const events = [await after.next(), await after.next(), await after.next()];
  assert.deepEqual(
    events.map(({ event, data }) => [event, JSON.parse(data!).resourceId ?? JSON.parse(data!).monitorId]),
    [
      ['change', B],
      ['change', A],
      ['incident', null],
    ],
  );
  after.end();
});

test('an id of another boot, or one that is kept no longer, is answered with a reset', async () => {
  await using api = await testApi();
  for (const id of ['ffffffffffff-3', 'nonsense', '-1']) {
    const listener = await listenTo(api, '', { 'last-event-id': id });
    assert.equal((await listener.next()).event, 'reset', id);
    listener.end();
  }
});

test('the bus is listened to only while somebody listens: phases cost the probe time', async () => {
  await using api = await testApi();
  assert.deepEqual(api.interest, []);
  const listener = await listenTo(api);
  assert.deepEqual(api.interest, [true]);
  listener.end();
  await listener.ended;
  await api.app.close();
  assert.deepEqual(api.interest, [true, false]);
});

test('a key that ends takes its streams with it', async () => {
  await using api = await testApi();
  const { id, key } = (await api.ask('POST', '/api/v1/api-keys', { name: 'watcher' })).body.data;
  const mine = await listenTo(api);
  const theirs = await listenTo(api, '', { authorization: `Bearer ${key}` });
  await api.ask('POST', `/api/v1/api-keys/${id}/revoke`);
  await theirs.ended;
  api.live.publish(monitorChange(A));
  assert.equal((await mine.next()).event, 'change');
  mine.end();
});

test('closing the server ends the streams instead of waiting for them', async () => {
  const api = await testApi();
  const listener = await listenTo(api);
  await api[Symbol.asyncDispose]();
  await listener.ended;
});

test('a slow reader is dropped rather than kept in memory; the others go on', async () => {
  await using api = await testApi();
  const quick = await listenTo(api, `?monitorId=${B}`);
  const { port } = api.app.server.address() as { port: number };
  const slow: Socket = connect(port, '127.0.0.1');
  slow.on('error', () => undefined);
  slow.write(`GET /api/v1/events HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${KEY}\r\n\r\n`);
  await once(slow, 'data');
  slow.pause();
  const big = incidentOf({ monitorId: A, title: 'x'.repeat(100_000) });
  // What the kernel buffers comes on top of the bound.
  let published = 0;
  while (published++ < 1000 && (await connectionsOf(api)) === 2) api.live.publish({ type: 'incident', data: big });
  assert.equal(await connectionsOf(api), 1);
  api.live.publish(monitorChange(B));
  assert.equal((await quick.next()).event, 'change');
  quick.end();
  slow.destroy();
});

async function connectionsOf(api: TestApi): Promise<number> {
  return new Promise((resolve, reject) =>
    api.app.server.getConnections((error, found) => (error ? reject(error) : resolve(found))),
  );
}
