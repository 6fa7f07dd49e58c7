/** A whole server with something to watch, a Prometheus that scrapes and a collector that is told. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { assertWellFormed } from './api/testing/exposition-grammar.ts';
import { createLog } from './log.ts';
import { startServer } from './server.ts';
import { loadSettings } from './settings/load-settings.ts';
import { scriptedTarget } from './testing/loopback.ts';

const PATIENCE = { timeout: 60_000 };
const TOKEN = 'uw_telemetry_0123456789abcdef';
const authorization = `Bearer ${TOKEN}`;

async function started(t: TestContext, env: Readonly<Record<string, string>>): Promise<string> {
  const dataDir = mkdtempSync(join(tmpdir(), 'upwatch-telemetry-'));
  const config = loadSettings({ flags: { dataDir, port: '0' }, env: { UPWATCH_API_TOKEN: TOKEN, ...env } });
  const server = await startServer(config, { log: createLog('silent', process.stderr) });
  t.after(async () => {
    await server.close();
    rmSync(dataDir, { recursive: true, force: true });
  });
  return server.url;
}

async function watch(url: string, target: string): Promise<void> {
  const body = JSON.stringify({
    name: 'shop',
    type: 'HTTP',
    config: { url: target, method: 'GET' },
    frequencySeconds: 1,
  });
  const headers = { authorization, 'content-type': 'application/json' };
  assert.equal((await fetch(`${url}/api/v1/monitors`, { method: 'POST', headers, body })).status, 201);
}

async function scraped(url: string, path: string): Promise<string> {
  const answer = await fetch(url + path, { headers: { authorization } });
  assert.equal(answer.status, 200);
  return answer.text();
}

test('what is looked at has its series, and /probe looks at what nobody watches', PATIENCE, async (t) => {
  const target = await scriptedTarget(t);
  const url = await started(t, {});
  await watch(url, target.url);
  let text = '';
  while (!text.includes('upwatch_monitor_look_phase_seconds{')) text = await scraped(url, '/metrics');
  assertWellFormed(text);
  assert.match(
    text,
    /^upwatch_monitor_look_phase_seconds\{monitor="shop",id="[^"]+",region="local",phase="ttfb"\} 0\.\d+$/m,
  );
  assert.ok(!text.includes('upwatch_otlp'));
  target.statusCode = 500;
  const probed = await scraped(url, `/probe?target=${encodeURIComponent(target.url)}`);
  assertWellFormed(probed);
  assert.match(probed, /^probe_http_status_code 500$/m);
  assert.match(probed, /^probe_success 0$/m);
  const refused = await scraped(url, '/probe?module=tcp_connect&target=127.0.0.1:9');
  assert.match(refused, /^probe_success 0$/m);
});

test('a collector is told of looks and requests as traces, and of metrics', PATIENCE, async (t) => {
  const target = await scriptedTarget(t);
  const collector = await scriptedTarget(t);
  const env = {
    UPWATCH_OTLP_ENDPOINT: `${collector.url}/`,
    UPWATCH_OTLP_HEADERS: 'x-key=a%20b',
    UPWATCH_OTLP_INTERVAL: '1',
  };
  const url = await started(t, env);
  await watch(url, target.url);
  const told = (path: string, what: string): boolean =>
    collector.requests.some((one) => one.url === path && one.headers['x-key'] === 'a b' && one.body.includes(what));
  for (let count = 1; ; count++) {
    await collector.requested(count);
    const all = [
      told('/v1/traces', '"look HTTP"'),
      told('/v1/traces', '"POST /api/v1/monitors"'),
      told('/v1/metrics', 'upwatch_monitor_look_duration_seconds'),
    ];
    if (all.every(Boolean)) break;
  }
  assert.match(await scraped(url, '/metrics'), /^upwatch_otlp_sent_total [1-9]/m);
  assert.ok(!collector.requests.some(({ body }) => body.includes(TOKEN) || body.includes(target.url)));
});
