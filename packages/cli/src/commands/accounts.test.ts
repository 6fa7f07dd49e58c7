import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startServer } from '@upwatch/server';
import { runCli } from '../testing/run-cli.ts';
import { pino } from 'pino';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const PATIENCE = { timeout: 120_000 };

test('an owner who lost the password gets in again, beside a running server and without one', PATIENCE, async (t) => {
  const dir = mkdtempSync(join(tmpdir(), 'upwatch-accounts-'));
  t.after(() => rmSync(dir, { recursive: true, force: true }));
  const start = () =>
    startServer(
      {
        host: '127.0.0.1',
        port: 0,
        dataDir: dir,
        region: 'local',
        probe: { threads: 1, concurrency: 8, concurrencyPerHost: 8, queueMax: 8 },
        retention: { rawDays: 7, rollupDays: 400 },
        simple: { timeout: 5, expectedHttpCode: 200, retries: 3, backoffFactor: 0.3, errorCodes: [501] },
        logLevel: 'silent',
      },
      { log: pino({ level: 'silent' }) },
    );
  const post = (url: string, path: string, body: object) =>
    fetch(`${url}/api/v1${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: url },
      body: JSON.stringify(body),
    });
  const reset = (email: string) => runCli(['accounts', 'reset-password', email, '--data', dir, '--json'], {});
  const tokenOf = (text: string): string => (JSON.parse(text) as { readonly token: string }).token;

  const first = await start();
  const owner = { name: 'Ada', email: 'ada@shop.test', password: 'seven small boats at noon' };
  const { status } = await post(first.url, '/auth/setup', { ...owner, code: first.setupCode });
  assert.equal(status, 201);
  const unknown = await reset('eve@shop.test');
  assert.deepEqual([unknown.code, unknown.stdout], [3, '']);
  const beside = await reset('ADA@shop.test');
  assert.equal(beside.code, 0, beside.stderr);
  const link = `/auth/password-reset/${tokenOf(beside.stdout)}`;
  assert.equal((await post(first.url, link, { password: 'eight small boats at noon' })).status, 204);
  assert.equal((await post(first.url, link, { password: 'nine small boats at noon' })).status, 404);
  const login = { email: owner.email, password: 'eight small boats at noon' };
  assert.equal((await post(first.url, '/auth/login', login)).status, 200);
  await first.close();

  const alone = await reset('ada@shop.test');
  assert.equal(alone.code, 0, alone.stderr);
  await using second = await start();
  assert.equal(second.setupCode, undefined, 'there is an owner: nobody else becomes one');
  const again = `/auth/password-reset/${tokenOf(alone.stdout)}`;
  assert.equal((await post(second.url, again, { password: 'nine small boats at noon' })).status, 204);
});
