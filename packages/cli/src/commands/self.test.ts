import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { createLog, loadSettings, startServer } from '@upwatch/server';
import { runCli } from '../testing/run-cli.ts';

const TOKEN = 'uw_cli_0123456789abcdef';

test('a server that is well says so, in words and as JSON', { timeout: 120_000 }, async (t) => {
  const dir = mkdtempSync(join(tmpdir(), 'upwatch-cli-'));
  const config = loadSettings({ flags: { dataDir: dir, port: '0' }, env: { UPWATCH_API_TOKEN: TOKEN } });
  const server = await startServer(config, { log: createLog('silent', process.stderr) });
  t.after(async () => {
    await server.close();
    rmSync(dir, { recursive: true, force: true });
  });
  const env = { UPWATCH_API_TOKEN: TOKEN, UPWATCH_URL: server.url };
  const shown = await runCli(['self'], env);
  assert.match(shown.stdout, /^ok\nversion {3}\d.*\nlooks {5}0 monitors, .*\nalerts {4}none waits\n/, shown.stderr);
  const { data: _, ...seen } = JSON.parse((await runCli(['self', '-o', 'json'], env)).stdout);
  assert.deepEqual([seen.status, seen.reasons, seen.storage.isWritable], ['ok', [], true]);
});
