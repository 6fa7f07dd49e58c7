import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LookRows } from '@upwatch/core';
import { assertWellFormed } from '../testing/exposition-grammar.ts';
import { testApi, type TestApi } from '../testing/test-api.ts';

async function monitorIn(api: TestApi, name: string) {
  const config = { url: 'http://shop.example/', method: 'GET' };
  const { body } = await api.ask('POST', '/api/v1/monitors', { name, type: 'HTTP', config });
  return (await api.core.monitors.all()).find(({ id }) => id === body.data.id)!;
}

function look(api: TestApi, monitorKey: number, failureCode?: 'tls.expired'): void {
  const rows = new LookRows(1);
  const phases = { dnsMs: 1, tcpMs: 2, totalMs: 250 };
  const told = { statusCode: 0, bodyBytes: 0, attempts: 1, latenessMs: 0, kind: 'scheduled', phases } as const;
  const outcome = failureCode ? 'down' : 'up';
  rows.push({ ...told, monitorKey, slotMs: 1_767_225_600_000, outcome, ...(failureCode && { failureCode }) });
  api.tally.take({ region: 'local', rows });
}

test('a monitor has series of what it is, how it stands, its newest look and what failed', async () => {
  await using api = await testApi();
  const { id, key } = await monitorIn(api, 'the "shop"');
  api.engine.verdicts.set(id, 'degraded');
  look(api, key, 'tls.expired');
  look(api, key, 'tls.expired');
  const certificate = { fingerprint: 'f', notAfterMs: 1_800_000_000_000 } as never;
  api.engine.certificates.set(id, certificate);
  const { text } = await api.ask('GET', '/metrics');
  assertWellFormed(text);
  const labels = `monitor="the \\"shop\\"",id="${id}"`;
  for (const line of [
    `upwatch_monitor_info{${labels},type="HTTP"} 1`,
    `upwatch_monitor_up{${labels}} 1`,
    `upwatch_monitor_verdict{${labels},verdict="degraded"} 1`,
    `upwatch_monitor_verdict{${labels},verdict="down"} 0`,
    `upwatch_monitor_last_look_timestamp_seconds{${labels},region="local"} 1767225600`,
    `upwatch_monitor_look_duration_seconds{${labels},region="local"} 0.25`,
    `upwatch_monitor_look_phase_seconds{${labels},region="local",phase="tcp"} 0.002`,
    `upwatch_monitor_looks_total{${labels},region="local"} 2`,
    `upwatch_monitor_failures_total{${labels},region="local",class="tls"} 2`,
    `upwatch_monitor_certificate_not_after_timestamp_seconds{${labels}} 1800000000`,
    'upwatch_monitors_without_metrics 0',
  ])
    assert.ok(text.split('\n').includes(line), `${line}\n${text}`);
});

test('a job has the time of its last success', async () => {
  await using api = await testApi();
  const config = { expectedInterval: 3600, gracePeriod: 60 };
  const made = await api.ask('POST', '/api/v1/monitors', { name: 'backup', type: 'HEARTBEAT', config });
  const { pathname } = new URL(made.body.data.pingUrl);
  assert.equal((await api.ask('GET', pathname, undefined, { authorization: '' })).status, 200);
  const { text } = await api.ask('GET', '/metrics');
  const seconds = api.nowMs() / 1000;
  assert.match(
    text,
    new RegExp(`^upwatch_monitor_heartbeat_last_success_timestamp_seconds\\{[^}]+\\} ${seconds}$`, 'm'),
  );
});

test('series of single monitors are bounded: those beyond the most are counted, and none are there when switched off', async () => {
  const metrics = { perMonitor: true, monitorsMax: 2 };
  await using bounded = await testApi({ config: { metrics } });
  for (const name of ['a', 'b', 'c']) await monitorIn(bounded, name);
  const { text } = await bounded.ask('GET', '/metrics');
  assert.equal(text.match(/^upwatch_monitor_info\{/gm)?.length, 2);
  assert.match(text, /^upwatch_monitors_without_metrics 1$/m);
  await using off = await testApi({ config: { metrics: { ...metrics, perMonitor: false } } });
  await monitorIn(off, 'a');
  assert.ok(!(await off.ask('GET', '/metrics')).text.includes('upwatch_monitor_'));
});
