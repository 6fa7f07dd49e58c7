/**
 * Starts the real command as it is shipped and asks it how it is: it must listen, be ready, look at what it is given,
 * say it, and end in order when it is told to.
 */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const ENTRY = resolve(import.meta.dirname, '../packages/cli/bin/upwatch.js');
const TOKEN = 'uw_smoke_0123456789abcdef';
const PATIENCE_MS = 60_000;

const dir = mkdtempSync(join(tmpdir(), 'upwatch-smoke-'));
const target = http.createServer((_request, response) => response.end('ok')).listen(0, '127.0.0.1');
await once(target, 'listening');
const giveUp = setTimeout(() => {
  process.stderr.write('the smoke test took too long\n');
  process.exit(1);
}, PATIENCE_MS);

const server = spawn(process.execPath, [ENTRY, 'serve', '--data', dir, '--port', '0'], {
  stdio: ['ignore', 'pipe', 'inherit'],
  env: { ...process.env, UPWATCH_API_TOKEN: TOKEN },
});
const exit = once(server, 'exit');
try {
  const url = await listening();
  const call = async (path: string, body?: object): Promise<{ status: number; json: { data: never } }> => {
    const response = await fetch(`${url}${path}`, {
      headers: { authorization: `Bearer ${TOKEN}`, ...(body && { 'content-type': 'application/json' }) },
      ...(body && { method: 'POST', body: JSON.stringify(body) }),
    });
    return { status: response.status, json: (await response.json()) as { data: never } };
  };
  assert.equal((await call('/health')).status, 200);
  assert.equal((await call('/ready')).status, 200);
  const config = { url: `http://127.0.0.1:${(target.address() as AddressInfo).port}/`, method: 'GET' };
  const made = await call('/api/v1/monitors', { name: 'smoke', type: 'HTTP', config, frequencySeconds: 60 });
  assert.equal(made.status, 201);
  const { id } = made.json.data as { id: string };
  let status = '';
  while (status !== 'up')
    status = ((await call(`/api/v1/monitors/${id}`)).json.data as { currentStatus: string }).currentStatus;
  assert.match(await printed('check', '-o', 'yaml', config.url), /^---\nurl: /);
  server.kill('SIGTERM');
  const [code] = (await exit) as [number | null];
  assert.equal(code, 0);
  process.stdout.write('started, ready, looked, ended in order\n');
} finally {
  clearTimeout(giveUp);
  if (server.exitCode === null) server.kill('SIGKILL');
  target.closeAllConnections();
  target.close();
  rmSync(dir, { recursive: true, force: true });
}

/** What a command prints as it is shipped: what it loads late is another file there. */
async function printed(...args: readonly string[]): Promise<string> {
  const child = spawn(process.execPath, [ENTRY, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  let text = '';
  for await (const part of child.stdout) text += String(part);
  return text;
}

function listening(): Promise<string> {
  let text = '';
  return new Promise((resolve, reject) => {
    server.stdout.on('data', (part: Buffer) => {
      text += part.toString();
      const url = /"url":"(http[^"]+)","monitors":/.exec(text)?.[1];
      if (url) resolve(url);
    });
    server.on('exit', () => reject(new Error(`the server ended before it listened:\n${text}`)));
  });
}
