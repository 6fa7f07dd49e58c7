import assert from 'node:assert/strict';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { pino } from 'pino';
import { startServer } from './server.ts';
import { loadSettings } from './settings/load-settings.ts';
import { readYaml, FileProblems } from './settings/yaml-file.ts';
import { StartRefusal } from './stores/sqlite/start-refusal.ts';
import { type ScriptedTarget, scriptedTarget } from './testing/loopback.ts';

const TOKEN = 'uw_test_0123456789abcdef';
const PATIENCE = { timeout: 60_000 };

function dataDir(t: TestContext): string {
  const dir = mkdtempSync(join(tmpdir(), 'upwatch-server-'));
  t.after(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
}

async function serverOf(t: TestContext, dir: string, yaml = '{}', isPruning = false) {
  const file = readYaml(yaml, 'upwatch.yml', {});
  const flags = { dataDir: dir, ...(yaml.includes('"port"') ? {} : { port: '0' }) };
  const config = loadSettings({ flags, env: { UPWATCH_API_TOKEN: TOKEN, UPWATCH_PROBE_THREADS: '1' }, file });
  const server = await startServer(config, { log: pino({ level: 'silent' }), file, isPruning });
  let isClosed = false;
  const close = async (): Promise<void> => {
    if (isClosed) return;
    isClosed = true;
    await server.close();
  };
  t.after(close);
  const call = async (path: string, body?: unknown, method = body === undefined ? 'GET' : 'POST') => {
    const response = await fetch(`${server.url}${path}`, {
      method,
      headers: { authorization: `Bearer ${TOKEN}`, ...(body !== undefined && { 'content-type': 'application/json' }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, json: (text === '' ? {} : JSON.parse(text)) as { data: never } };
  };
  return { server, call, close };
}

function watching(target: ScriptedTarget, sink: ScriptedTarget): string {
  return JSON.stringify({
    alertChannels: [
      {
        name: 'hook',
        config: {
          channelType: 'webhook',
          url: `${sink.url}/hook`,
          signingSecret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
        },
      },
    ],
    monitors: [
      {
        name: 'shop',
        type: 'HTTP',
        config: { url: target.url, method: 'GET', retry: { attemptsMax: 1 } },
        frequencySeconds: 1,
        expect: ['status=2xx', 'json $.status == "ok"'],
        tags: ['web'],
      },
    ],
  });
}

const kindOf = (request: { body: string }): string => (JSON.parse(request.body) as { type: string }).type;

test('a target that breaks is told once, and so is its coming back', PATIENCE, async (t) => {
  const [target, sink] = [await scriptedTarget(t), await scriptedTarget(t)];
  const { call } = await serverOf(t, dataDir(t), watching(target, sink));
  await target.requested(2);
  target.statusCode = 503;
  await sink.requested(1);
  target.statusCode = 200;
  await sink.requested(2);
  assert.deepEqual(sink.requests.map(kindOf), ['incident.created', 'incident.resolved']);
  const { json } = await call('/api/v1/incidents');
  const incidents = json.data as { status: string; monitorName: string; resolutionReason: string }[];
  assert.equal(incidents.length, 1);
  assert.deepEqual(
    [incidents[0]?.status, incidents[0]?.monitorName, incidents[0]?.resolutionReason],
    ['RESOLVED', 'shop', 'AUTO_RECOVERED'],
  );
});

test('an incident keeps what was seen before it and at its beginning', PATIENCE, async (t) => {
  const [target, sink] = [await scriptedTarget(t), await scriptedTarget(t)];
  const { call } = await serverOf(t, dataDir(t), watching(target, sink));
  await target.requested(3);
  target.statusCode = 503;
  await sink.requested(1);
  const incidents = (await call('/api/v1/incidents')).json.data as { id: string }[];
  type Look = { statusCode: number; remoteAddress: string } | null;
  let evidence: { lastGood: Look; firstBad: Look; differences: object[] } | undefined;
  // It is kept in the background: asked for once with each look.
  while (!evidence?.lastGood) {
    await target.requested(target.requests.length + 1);
    ({ evidence } = (await call(`/api/v1/incidents/${incidents[0]!.id}`)).json.data);
  }
  assert.equal(evidence.lastGood.statusCode, 200);
  assert.equal(evidence.lastGood.remoteAddress, '127.0.0.1');
  assert.equal(evidence.firstBad?.statusCode, 503);
  assert.deepEqual(evidence.differences[0], { what: 'status code', before: '200', after: '503' });
});

test('a warning assertion that fails degrades, and never brings down', PATIENCE, async (t) => {
  const [target, sink] = [await scriptedTarget(t), await scriptedTarget(t)];
  const yaml = JSON.parse(watching(target, sink)) as { monitors: { expect: string[] }[] };
  yaml.monitors[0]!.expect = ['status=2xx', 'warn body contains "fast"'];
  const { call } = await serverOf(t, dataDir(t), JSON.stringify(yaml));
  await sink.requested(1);
  const monitors = (await call('/api/v1/monitors')).json.data as { currentStatus: string }[];
  assert.equal(monitors[0]?.currentStatus, 'degraded');
  assert.match(sink.requests[0]!.body, /"severity":"DEGRADED"/);
});

test(
  'an incident that is open when the server stops is closed after it starts again, and told once',
  PATIENCE,
  async (t) => {
    const [target, sink, dir] = [await scriptedTarget(t), await scriptedTarget(t), dataDir(t)];
    const first = await serverOf(t, dir, watching(target, sink));
    target.statusCode = 500;
    await sink.requested(1);
    await first.close();
    target.statusCode = 200;
    const second = await serverOf(t, dir, watching(target, sink));
    await sink.requested(2);
    assert.deepEqual(sink.requests.map(kindOf), ['incident.created', 'incident.resolved']);
    const { json } = await second.call('/api/v1/incidents');
    assert.equal((json.data as unknown[]).length, 1);
  },
);

test(
  'what is new in the config file is looked at at once, what was looked at before in its slot',
  PATIENCE,
  async (t) => {
    const [shop, till, dir] = [await scriptedTarget(t), await scriptedTarget(t), dataDir(t)];
    const seldom = (name: string, { url }: ScriptedTarget) => ({
      ...{ name, type: 'HTTP', config: { url, method: 'GET' }, frequencySeconds: 86_400 },
    });
    const first = await serverOf(t, dir, JSON.stringify({ monitors: [seldom('shop', shop)] }));
    const isUp = async ({ call }: typeof first, count: number) => {
      const monitors = (await call('/api/v1/monitors')).json.data as { currentStatus: string }[];
      return monitors.filter(({ currentStatus }) => currentStatus === 'up').length === count;
    };
    while (!(await isUp(first, 1)));
    await first.close();
    const declared = { monitors: [seldom('shop', shop), seldom('till', till)] };
    const second = await serverOf(t, dir, JSON.stringify(declared));
    while (!(await isUp(second, 2)));
    assert.deepEqual([shop.requests.length, till.requests.length], [1, 1]);
  },
);

test('a monitor made through the API is looked at at once, and its look is there at once', PATIENCE, async (t) => {
  const target = await scriptedTarget(t);
  const { call } = await serverOf(t, dataDir(t));
  const made = await call('/api/v1/monitors', {
    name: 'api',
    type: 'HTTP',
    config: { url: target.url, method: 'GET' },
    frequencySeconds: 3600,
  });
  assert.equal(made.status, 201);
  const { id } = made.json.data as { id: string };
  await target.requested(1);
  let looks: { passed: boolean; region: string }[] = [];
  while (looks.length === 0) looks = (await call(`/api/v1/monitors/${id}/results`)).json.data;
  assert.deepEqual([looks[0]?.passed, looks[0]?.region], [true, 'local']);
  await call(`/api/v1/monitors/${id}/pause`, {});
  assert.equal(((await call(`/api/v1/monitors/${id}`)).json.data as { currentStatus: string }).currentStatus, 'paused');
});

test(
  'a monitor made of a target that is down already is told of at once, not an interval later',
  PATIENCE,
  async (t) => {
    const [target, sink] = [await scriptedTarget(t), await scriptedTarget(t)];
    target.statusCode = 404;
    const { alertChannels } = JSON.parse(watching(target, sink)) as { alertChannels: object };
    const { call } = await serverOf(t, dataDir(t), JSON.stringify({ alertChannels }));
    const config = { url: target.url, method: 'GET' };
    const made = await call('/api/v1/monitors', { name: 'late', type: 'HTTP', config, frequencySeconds: 86_400 });
    assert.equal(made.status, 201);
    await sink.requested(1);
    assert.deepEqual(sink.requests.map(kindOf), ['incident.created']);
    assert.equal(target.requests.length, 2);
  },
);

test(
  'applied again, an unchanged file changes nothing; a changed one changes what differs; pruning is asked for',
  PATIENCE,
  async (t) => {
    const [target, sink, dir] = [await scriptedTarget(t), await scriptedTarget(t), dataDir(t)];
    const yaml = watching(target, sink);
    const generations = async (server: Awaited<ReturnType<typeof serverOf>>): Promise<string[]> => {
      const monitors = (await server.call('/api/v1/monitors')).json.data as { id: string; name: string }[];
      const tags = await Promise.all(
        monitors.map(async ({ id, name }) => {
          const response = await fetch(`${server.server.url}/api/v1/monitors/${id}`, {
            headers: { authorization: `Bearer ${TOKEN}` },
          });
          return `${name} ${response.headers.get('etag')}`;
        }),
      );
      await server.close();
      return tags;
    };
    const first = await generations(await serverOf(t, dir, yaml));
    assert.deepEqual(await generations(await serverOf(t, dir, yaml)), first);
    const changed = yaml.replace('"frequencySeconds":1', '"frequencySeconds":2');
    assert.notDeepEqual(await generations(await serverOf(t, dir, changed)), first);
    assert.equal((await generations(await serverOf(t, dir, '{"monitors":[]}'))).length, 1);
    assert.equal((await generations(await serverOf(t, dir, '{"monitors":[]}', true))).length, 0);
  },
);

test('everything wrong in a file is told at once, each at its place, and nothing is applied', PATIENCE, async (t) => {
  const dir = dataDir(t);
  const yaml = `monitors:
  - name: a
    type: HTTP
    config: { url: "ftp://x", method: GET }
  - name: A
    type: HTTP
    config: { url: "http://127.0.0.1/", method: GET }
    frequencySeconds: 0
    expect: ["tim < 5"]
colour: red
`;
  await assert.rejects(serverOf(t, dir, yaml), (error) => {
    assert.ok(error instanceof FileProblems);
    const at = error.problems.map((problem) => problem.at);
    assert.ok(at.includes('upwatch.yml:4:20'), error.message);
    assert.match(error.message, /frequencySeconds must be at least 1, got 0/);
    assert.match(error.message, /upwatch\.yml:9:14/);
    assert.match(error.message, /colour/);
    return true;
  });
  const { call } = await serverOf(t, dir);
  assert.deepEqual((await call('/api/v1/monitors')).json.data, []);
});

test('a monitor that names a channel nobody knows is refused before anything is applied', PATIENCE, async (t) => {
  const dir = dataDir(t);
  const yaml =
    'monitors:\n  - { name: a, type: HTTP, config: { url: "http://127.0.0.1/", method: GET }, alertChannels: [ops] }\n';
  await assert.rejects(
    serverOf(t, dir, yaml),
    /monitors\[0\]\.alertChannels\[0\] must be the name of an alert channel \(there is none\), got "ops"/,
  );
});

test('a port that is taken is said with the port, before anything is written', PATIENCE, async (t) => {
  const other = net.createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  t.after(() => other.close());
  const { port } = other.address() as net.AddressInfo;
  const dir = join(dataDir(t), 'data');
  await assert.rejects(serverOf(t, dir, JSON.stringify({ server: { port } })), (error) => {
    assert.ok(error instanceof StartRefusal);
    assert.match(error.message, new RegExp(`port ${port}`));
    return true;
  });
  assert.equal(existsSync(dir), false);
});

test('a start says once where the server listens, and what it watches', PATIENCE, async (t) => {
  const lines: string[] = [];
  const config = loadSettings({ flags: { dataDir: dataDir(t), port: '0' }, env: {} });
  const server = await startServer(config, { log: pino({}, { write: (line) => lines.push(line) }) });
  t.after(() => server.close());
  const said = lines.map((line) => JSON.parse(line) as { msg: string; url?: string });
  assert.deepEqual(
    said.map(({ msg, url }) => [msg, url]),
    [['watching', server.url]],
  );
  await fetch(`${server.url}/nowhere`);
  while (lines.length < 2) await nextTurn();
  assert.match(lines[1]!, /"path":"\/nowhere"/);
});

test('a second server on one data directory is refused, and the first goes on', PATIENCE, async (t) => {
  const dir = dataDir(t);
  const first = await serverOf(t, dir);
  await assert.rejects(serverOf(t, dir), new RegExp(`in use by pid ${process.pid}`));
  assert.equal((await first.call('/ready')).status, 200);
});

test('a request that takes long does not hold up the end', { timeout: 20_000 }, async (t) => {
  const hanging = net.createServer().listen(0, '127.0.0.1');
  await once(hanging, 'listening');
  t.after(() => hanging.close());
  const accepted = once(hanging, 'connection');
  const { call, close } = await serverOf(t, dataDir(t));
  const url = `http://127.0.0.1:${(hanging.address() as net.AddressInfo).port}/`;
  const asked = call('/api/v1/monitors/test', { type: 'HTTP', config: { url, method: 'GET', timeoutMs: 60_000 } });
  const cut = assert.rejects(asked);
  await accepted;
  await close();
  await cut;
});
