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
  const answers = { statusCode: 200 };
  const target = http.createServer((_, response) => response.writeHead(answers.statusCode).end('ok'));
  target.listen(0, '127.0.0.1');
  await once(target, 'listening');
  const dir = mkdtempSync(join(tmpdir(), 'upwatch-cli-'));
  const config = loadSettings({ flags: { dataDir: dir, port: '0' }, env: { UPWATCH_API_TOKEN: TOKEN } });
  const server = await startServer(config, { log: createLog('silent', process.stderr) });
  t.after(async () => {
    await server.close();
    target.closeAllConnections();
    target.close();
    rmSync(dir, { recursive: true, force: true });
  });
  const cli = (...args: string[]): Promise<CliResult> =>
    runCli(args, { UPWATCH_API_TOKEN: TOKEN, UPWATCH_URL: server.url });
  const { port } = target.address() as AddressInfo;
  return { cli, answers, address: `127.0.0.1:${port}` };
}

test('a monitor is made, listed, shown, paused, tried and deleted by its name', PATIENCE, async (t) => {
  const { cli, address } = await rig(t);
  const made = await cli(
    'monitors',
    'create',
    'shop',
    address,
    '--every',
    '30s',
    '--expect',
    'time < 5s',
    '--tag',
    'web',
  );
  assert.match(made.stdout, /^✔ watching shop every 30 s \([0-9a-f-]{36}\)\n$/, made.stderr);
  const listed = await cli('monitors', 'list');
  assert.match(
    listed.stdout,
    /^ID +STATUS +NAME +EVERY +WHAT\n[0-9a-f-]{36} +(✔ up|\? unknown) +shop +30 s +http:\/\/127/,
  );
  const shown = JSON.parse((await cli('monitors', 'get', 'Shop')).stdout) as { assertions: { config: object }[] };
  assert.deepEqual(shown.assertions[0]?.config, { type: 'response_time', thresholdMs: 5000 });
  assert.equal((await cli('monitors', 'test', 'shop')).code, 0);
  assert.match((await cli('monitors', 'pause', 'shop')).stdout, /shop is paused/);
  assert.match((await cli('status')).stdout, /^⏸ paused 1$/m);
  assert.equal((await cli('monitors', 'delete', 'shop')).code, 0);
  assert.equal((await cli('monitors', 'list')).stdout, 'none\n');
  const missing = await cli('monitors', 'get', 'shop');
  assert.deepEqual(
    [missing.code, missing.stderr],
    [2, 'upwatch: there is nothing called "shop"; give a name or an id\n'],
  );
});

test('what is down is said first, with why, and the exit code says it too', PATIENCE, async (t) => {
  const { cli, answers, address } = await rig(t);
  answers.statusCode = 404;
  await cli('monitors', 'create', 'shop', address, '--every', '1s');
  let status = await cli('status');
  while (!status.stdout.includes('down')) status = await cli('status');
  assert.equal(status.code, 1);
  assert.match(status.stdout, /^✘ down 1\n {2}✘ down {2}shop {2}for \d+ s\n {6}.*expected 2xx, got 404/);
  const open = JSON.parse((await cli('incidents', 'list', '--open', '-o', 'json')).stdout) as { id: string }[];
  assert.equal(open.length, 1);
  assert.match((await cli('incidents', 'resolve', open[0]!.id, '-m', 'known')).stdout, /^✔ resolved/);
});

test('a channel whose test message does not get through is not kept', PATIENCE, async (t) => {
  const { cli } = await rig(t);
  const made = await cli('channels', 'create', 'ops', '--webhook', 'http://127.0.0.1:1/hook');
  assert.equal(made.code, 1);
  assert.match(made.stderr, /the test message did not get through, nothing was kept: .*ECONNREFUSED/);
  assert.equal((await cli('channels', 'list')).stdout, 'none\n');
});

test('without a key, with a wrong one and without a server it is said what to do', PATIENCE, async (t) => {
  const { cli } = await rig(t);
  const noKey = await runCli(['status']);
  assert.deepEqual([noKey.code, noKey.stderr.includes('set UPWATCH_API_TOKEN')], [2, true]);
  const wrong = await cli('status', '--token', 'uw_wrong');
  assert.equal(wrong.code, 1);
  assert.match(wrong.stderr, /API key/);
  const nowhere = await cli('status', '--server', 'http://127.0.0.1:9');
  assert.match(nowhere.stderr, /cannot reach http:\/\/127\.0\.0\.1:9 .*is `upwatch serve` running there\?/);
});
