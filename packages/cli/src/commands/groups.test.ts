import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { createLog, loadSettings, startServer } from '@upwatch/server';
import { type CliResult, runCli } from '../testing/run-cli.ts';

const TOKEN = 'uw_cli_0123456789abcdef';
const PATIENCE = { timeout: 120_000 };

async function rig(t: TestContext) {
  const hook = http.createServer((_, response) => response.writeHead(200).end('ok'));
  hook.listen(0, '127.0.0.1');
  await once(hook, 'listening');
  const dir = mkdtempSync(join(tmpdir(), 'upwatch-cli-'));
  const config = loadSettings({ flags: { dataDir: dir, port: '0' }, env: { UPWATCH_API_TOKEN: TOKEN } });
  const server = await startServer(config, { log: createLog('silent', process.stderr) });
  t.after(async () => {
    await server.close();
    hook.closeAllConnections();
    hook.close();
    rmSync(dir, { recursive: true, force: true });
  });
  const cli = (...args: string[]): Promise<CliResult> =>
    runCli(args, { UPWATCH_API_TOKEN: TOKEN, UPWATCH_URL: server.url });
  return { cli, address: `127.0.0.1:${(hook.address() as AddressInfo).port}` };
}

test('a group is made of monitors by their names, listed, changed and deleted', PATIENCE, async (t) => {
  const { cli, address } = await rig(t);
  await cli('channels', 'create', 'ops', '--webhook', `http://${address}/hook`);
  for (const name of ['shop', 'blog']) await cli('monitors', 'create', name, address, '--every', '60s');
  const how = ['--threshold', '50%', '--suppress', '--delay', '30s', '--cooldown', '5m', '--tell', 'ops'];
  const made = await cli('groups', 'create', 'EU edge', ...how, '--member', 'shop');
  assert.match(made.stdout, /^✔ EU edge has 1 member \([0-9a-f-]{36}\)\n$/, made.stderr);
  assert.equal((await cli('groups', 'add', 'eu-edge', 'blog')).code, 0);
  assert.match((await cli('groups', 'list')).stdout, /EU edge +operational +2 +0 +50%\n$/);
  assert.equal((await cli('groups', 'remove', 'EU EDGE', 'shop')).code, 0);
  const shown = JSON.parse((await cli('groups', 'get', 'eu-edge')).stdout) as Record<string, unknown>;
  const { members, confirmationDelaySeconds, recoveryCooldownMinutes, suppressMemberAlerts } = shown;
  assert.deepEqual(
    (members as { name: string }[]).map(({ name }) => name),
    ['blog'],
  );
  assert.deepEqual([confirmationDelaySeconds, recoveryCooldownMinutes, suppressMemberAlerts], [30, 5, true]);
  const wrong = await cli('groups', 'create', 'x', '--threshold', 'many');
  assert.match(wrong.stderr, /--threshold must be a number such as 2 or 50%, got "many"/);
  assert.equal((await cli('groups', 'delete', 'EU edge')).code, 0);
  assert.match((await cli('groups', 'get', 'EU edge')).stderr, /there is no resource group called "EU edge"/);
});
