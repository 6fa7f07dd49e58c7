/** A monitor or a group that is deleted while it is down, over loopback: who was told of it is told of the end. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { pino } from 'pino';
import { type RunningServer, startServer } from './server.ts';
import { loadSettings } from './settings/load-settings.ts';
import { readYaml } from './settings/yaml-file.ts';
import { scriptedTarget } from './testing/loopback.ts';

const TOKEN = 'uw_test_0123456789abcdef';
const log = pino({ level: 'silent' });

/** A directory in which one server after the other may run. */
function directory(t: TestContext) {
  const dataDir = mkdtempSync(join(tmpdir(), 'upwatch-deletion-'));
  t.after(() => rmSync(dataDir, { recursive: true, force: true }));
  return async (declared: object, isPruning = false): Promise<RunningServer> => {
    const file = readYaml(JSON.stringify(declared), 'upwatch.yml', {});
    const env = { UPWATCH_API_TOKEN: TOKEN, UPWATCH_PROBE_THREADS: '1' };
    const settings = loadSettings({ flags: { dataDir, port: '0' }, env, file });
    const server = await startServer(settings, { log, file, isPruning });
    t.after(() => server.close());
    return server;
  };
}

/** A site that is down, and a hook that has been told so. */
async function downAndTold(t: TestContext, more: object = {}) {
  const [target, hook] = [await scriptedTarget(t), await scriptedTarget(t)];
  const start = directory(t);
  const config = { url: target.url, method: 'GET', retry: { attemptsMax: 1 } };
  const channel = { channelType: 'webhook', url: hook.url, signingSecret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw' };
  const alertChannels = [{ name: 'hook', config: channel }];
  const monitors = [{ name: 'shop', type: 'HTTP', config, frequencySeconds: 1, alertChannels: ['hook'] }];
  const server = await start({ alertChannels, monitors, ...more });
  await target.requested(1);
  target.statusCode = 503;
  await hook.requested(1);
  return { hook, server, start, alertChannels };
}

const END = /the incident of shop was closed after .*: the monitor was deleted/;

/** Deletes the only thing of a kind. */
async function deleteOnly(server: RunningServer, path: string): Promise<void> {
  const call = (method: string, at: string) =>
    fetch(`${server.url}/api/v1${at}`, { method, headers: { authorization: `Bearer ${TOKEN}` } });
  const { data } = (await (await call('GET', path)).json()) as { data: readonly { id: string }[] };
  assert.equal((await call('DELETE', `${path}/${data[0]!.id}`)).status, 204);
}

test('a monitor that is deleted while it is down: its end is told where its beginning was', async (t) => {
  const { hook, server } = await downAndTold(t);
  await deleteOnly(server, '/monitors');
  await hook.requested(2);
  assert.match(hook.requests[1]!.body, END);
  assert.match(hook.requests[1]!.body, /resolved/i);
});

test('a monitor that --prune deletes while it is down: its end is told where its beginning was', async (t) => {
  const { hook, server, start, alertChannels } = await downAndTold(t);
  await server.close();
  await start({ alertChannels, monitors: [] }, true);
  await hook.requested(2);
  assert.match(hook.requests[1]!.body, END);
});

test('a group that is deleted while it is down: its end is told at once, and its member is told of by itself', async (t) => {
  const threshold = { healthThresholdType: 'COUNT', healthThresholdValue: 1 };
  const group = { name: 'edge', monitors: ['shop'], suppressMemberAlerts: true, ...threshold };
  const { hook, server } = await downAndTold(t, { resourceGroups: [group] });
  assert.match(hook.requests[0]!.body, /edge is down/);
  await deleteOnly(server, '/resource-groups');
  await hook.requested(2);
  assert.match(hook.requests[1]!.body, /the incident of edge was closed after .*: the group was deleted/);
  await hook.requested(3);
  assert.match(hook.requests[2]!.body, /shop is down/);
});
