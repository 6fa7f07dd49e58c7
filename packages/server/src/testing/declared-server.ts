/** A whole server on loopback, made from what a config file declares, with its monitors and where it tells. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { pino } from 'pino';
import { startServer } from '../server.ts';
import { loadSettings } from '../settings/load-settings.ts';
import { readYaml } from '../settings/yaml-file.ts';
import type { ScriptedTarget } from './loopback.ts';

const TOKEN = 'uw_test_0123456789abcdef';

export const watching = (name: string, target: ScriptedTarget): object => ({
  name,
  type: 'HTTP',
  config: { url: target.url, method: 'GET', retry: { attemptsMax: 1 } },
  frequencySeconds: 1,
});

/** @returns asks its API, and refuses what is no success; with its address and key */
export async function serverOf(t: TestContext, declared: object) {
  const dir = mkdtempSync(join(tmpdir(), 'upwatch-declared-'));
  t.after(() => rmSync(dir, { recursive: true, force: true }));
  const file = readYaml(JSON.stringify(declared), 'upwatch.yml', {});
  const env = { UPWATCH_API_TOKEN: TOKEN, UPWATCH_PROBE_THREADS: '1' };
  const config = loadSettings({ flags: { dataDir: dir, port: '0' }, env, file });
  const server = await startServer(config, { log: pino({ level: 'silent' }), file });
  t.after(() => server.close());
  const call = async (path: string, body?: unknown) => {
    const response = await fetch(`${server.url}/api/v1${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { authorization: `Bearer ${TOKEN}`, ...(body !== undefined && { 'content-type': 'application/json' }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    assert.ok(response.ok, text);
    return (JSON.parse(text) as { data: never }).data;
  };
  return Object.assign(call, { url: server.url, token: TOKEN });
}

export const hook = (sink: ScriptedTarget): object => ({
  name: 'hook',
  config: { channelType: 'webhook', url: `${sink.url}/hook`, signingSecret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw' },
});
