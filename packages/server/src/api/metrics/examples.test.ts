import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { LookRows } from '@upwatch/core';
import { parse } from 'yaml';
import { testApi } from '../testing/test-api.ts';

function example(name: string): string {
  return readFileSync(new URL(`../../../../../examples/${name}`, import.meta.url), 'utf8');
}

/** Every value under a key, however deep. */
function valuesOf(node: unknown, key: string): string[] {
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([name, value]) =>
    name === key && typeof value === 'string' ? [value] : valuesOf(value, key),
  );
}

function namesIn(queries: readonly string[]): string[] {
  return [...new Set(queries.flatMap((query) => query.match(/\b(upwatch|process)_[a-z_]+/g) ?? []))];
}

/** What a server says that has one monitor of each kind, of which everything is known. */
async function namesSaid(): Promise<ReadonlySet<string>> {
  await using api = await testApi();
  const site = { name: 'site', type: 'HTTP', config: { url: 'http://shop.example/', method: 'GET' } };
  const { id } = (await api.ask('POST', '/api/v1/monitors', site)).body.data as { readonly id: string };
  api.engine.verdicts.set(id, 'up');
  api.engine.certificates.set(id, { notAfterMs: 1 } as never);
  const rows = new LookRows(1);
  const phases = { tcpMs: 1, totalMs: 2 };
  const row = { kind: 'scheduled', attempts: 1, latenessMs: 0, statusCode: 0, bodyBytes: 0, phases } as const;
  const [monitor] = await api.core.monitors.all();
  rows.push({ ...row, monitorKey: monitor!.key, slotMs: 1, outcome: 'down', failureCode: 'connect.refused' });
  api.tally.take({ region: 'local', rows });
  const job = { name: 'job', type: 'HEARTBEAT', config: { expectedInterval: 60, gracePeriod: 60 } };
  const made = await api.ask('POST', '/api/v1/monitors', job);
  await api.ask('GET', new URL(made.body.data.pingUrl).pathname);
  const { text } = await api.ask('GET', '/metrics');
  return new Set(Array.from(text.matchAll(/^# TYPE (\S+)/gm), ([, name]) => name!));
}

test('every metric that the dashboard and the rules ask for is one that the server says', async () => {
  const dashboard = JSON.parse(example('grafana/upwatch.json')) as object;
  const rules = parse(example('prometheus/upwatch.rules.yml')) as object;
  const asked = namesIn([...valuesOf(dashboard, 'expr'), ...valuesOf(dashboard, 'query'), ...valuesOf(rules, 'expr')]);
  assert.ok(asked.length >= 15, asked.join(' '));
  const said = await namesSaid();
  assert.deepEqual(
    asked.filter((name) => !said.has(name)),
    [],
  );
});

test('every panel has an id and a place of its own', () => {
  const { panels } = JSON.parse(example('grafana/upwatch.json')) as {
    panels: { id: number; gridPos: { x: number; y: number; w: number; h: number } }[];
  };
  assert.equal(new Set(panels.map(({ id }) => id)).size, panels.length);
  const overlap = panels.flatMap(({ id, gridPos: a }) =>
    panels
      .filter((other) => other.id > id)
      .filter(({ gridPos: b }) => a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h)
      .map((other) => [id, other.id]),
  );
  assert.deepEqual(overlap, []);
});

test('the scrape configuration asks for what the server answers', async () => {
  const config = parse(example('prometheus/prometheus.yml')) as {
    scrape_configs: { metrics_path?: string; params?: { module: string[] } }[];
  };
  await using api = await testApi();
  for (const { metrics_path: path = '/metrics', params } of config.scrape_configs) {
    const query = params ? `?module=${params.module[0]}&target=https://shop.example/health` : '';
    assert.equal((await api.ask('GET', path + query)).status, 200, path);
  }
});
