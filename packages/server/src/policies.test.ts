/** Policies in a whole server: a target that breaks, and webhooks that are told of it. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { pino } from 'pino';
import { startServer } from './server.ts';
import { loadSettings } from './settings/load-settings.ts';
import { readYaml } from './settings/yaml-file.ts';
import { scriptedTarget } from './testing/loopback.ts';

const TOKEN = 'uw_test_0123456789abcdef';
const PATIENCE = { timeout: 60_000 };

interface Dispatch {
  readonly id: string;
  readonly status: string;
  readonly deliveries: readonly { readonly channel: string; readonly status: string }[];
}

async function watching(t: TestContext, policy: object) {
  const [target, ops, boss] = [await scriptedTarget(t), await scriptedTarget(t), await scriptedTarget(t)];
  const dir = mkdtempSync(join(tmpdir(), 'upwatch-policies-'));
  t.after(() => rmSync(dir, { recursive: true, force: true }));
  const hook = (name: string, url: string) => ({ name, config: { channelType: 'webhook', url: `${url}/hook` } });
  const config = { url: target.url, method: 'GET', retry: { attemptsMax: 1 } };
  const declared = {
    alertChannels: [hook('ops', ops.url), hook('boss', boss.url)],
    notificationPolicies: [{ name: 'on call', ...policy }],
    monitors: [{ name: 'shop', type: 'HTTP', config, frequencySeconds: 1 }],
  };
  const file = readYaml(JSON.stringify(declared), 'upwatch.yml', {});
  const env = { UPWATCH_API_TOKEN: TOKEN, UPWATCH_PROBE_THREADS: '1' };
  const settings = loadSettings({ flags: { dataDir: dir, port: '0' }, env, file });
  const server = await startServer(settings, { log: pino({ level: 'silent' }), file });
  t.after(() => server.close());
  const call = async <T>(path: string, method = 'GET'): Promise<T> => {
    const response = await fetch(`${server.url}${path}`, { method, headers: { authorization: `Bearer ${TOKEN}` } });
    return ((await response.json()) as { data: T }).data;
  };
  const dispatch = async (): Promise<Dispatch> => {
    const [incident] = await call<{ id: string }[]>('/api/v1/incidents');
    return (await call<Dispatch[]>(`/api/v1/notification-dispatches?incident_id=${incident!.id}`))[0]!;
  };
  return { target, ops, boss, call, dispatch };
}

test(
  'a policy tells its channel alone, again and again until it is acknowledged, and then of the end',
  PATIENCE,
  async (t) => {
    const escalation = { steps: [{ alertChannels: ['ops'], repeatIntervalSeconds: 1 }] };
    const { target, ops, boss, call, dispatch } = await watching(t, { escalation });
    await target.requested(2);
    target.statusCode = 503;
    await ops.requested(3);
    const { id, deliveries } = await dispatch();
    assert.ok(deliveries.length >= 3 && deliveries.every(({ channel }) => channel === 'ops'));
    const done = await call<Dispatch>(`/api/v1/notification-dispatches/${id}/acknowledge`, 'POST');
    assert.equal(done.status, 'ACKNOWLEDGED');
    const told = done.deliveries.length;
    const looks = target.requests.length;
    await target.requested(looks + 3);
    assert.equal((await dispatch()).deliveries.length, told, 'three looks later nothing more is told');
    target.statusCode = 200;
    const types = () => ops.requests.map(({ body }) => (JSON.parse(body) as { type: string }).type);
    while (!types().some((type) => type.includes('resolved'))) await ops.requested(ops.requests.length + 1);
    assert.equal(boss.requests.length, 0);
  },
);

test('a step whose channel refuses for good goes to the fallback', PATIENCE, async (t) => {
  const escalation = { steps: [{ alertChannels: ['ops'] }] };
  const { target, ops, boss, dispatch } = await watching(t, { escalation, fallback: ['boss'] });
  ops.statusCode = 410;
  await target.requested(2);
  target.statusCode = 503;
  await boss.requested(1);
  const { deliveries } = await dispatch();
  assert.deepEqual(
    deliveries.map(({ channel }) => channel),
    ['ops', 'boss'],
  );
  assert.equal(deliveries[0]?.status, 'FAILED');
  target.statusCode = 200;
  await boss.requested(2);
  assert.equal(ops.requests.length, 1, 'who was not reached by the opening hears of no end');
});
