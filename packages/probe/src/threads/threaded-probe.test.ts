import assert from 'node:assert/strict';
import { once } from 'node:events';
import net from 'node:net';
import { type TestContext, test } from 'node:test';
import type { LookRow, Observation } from '@upwatch/core';
import { CHECK_TYPES } from '../check-types.ts';
import type { Assignment, PhaseEvent } from '../port.ts';
import { ThreadedProbe } from './threaded-probe.ts';

const LIMITS = { concurrency: 100, concurrencyPerHost: 100, queueMax: 100 };

async function target(t: TestContext): Promise<{ url: string; seen: () => number }> {
  let seen = 0;
  const server = net.createServer((socket) => {
    socket.on('error', () => socket.destroy());
    socket.once('data', () => {
      seen++;
      socket.end('HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok');
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => server.close());
  return { url: `http://127.0.0.1:${(server.address() as net.AddressInfo).port}/`, seen: () => seen };
}

function probeOf(t: TestContext, threads: number) {
  const rows: LookRow[] = [];
  const observations: Observation[] = [];
  const phases: PhaseEvent[] = [];
  let news: () => void = () => {};
  const probe = new ThreadedProbe({
    region: 'local',
    threads,
    limits: LIMITS,
    listener: {
      onBatch: (batch) => {
        for (let i = 0; i < batch.rows.length; i++) rows.push(batch.rows.at(i));
        observations.push(...batch.observations);
        news();
      },
      onPhase: (event) => phases.push(event),
      onTrouble: (error) => assert.fail(error),
    },
  });
  let isClosed = false;
  const close = async (): Promise<void> => {
    isClosed = true;
    await probe.close();
  };
  t.after(() => (isClosed ? undefined : close()));
  /** Waits for what the probe hands over; the runner's own timeout is the end of patience. */
  async function until(isThere: () => boolean): Promise<void> {
    while (!isThere()) await new Promise<void>((resolve) => (news = resolve));
  }
  return { probe, rows, observations, phases, until, close };
}

function assignment(url: string, key: number): Assignment {
  const config = CHECK_TYPES.HTTP.config.parse({ url, method: 'GET' });
  return { monitorId: `m${key}`, key, generation: 1, type: 'HTTP', config, assertions: [], intervalMs: 1000 };
}

test('monitors spread over threads are all looked at, each by one of them', { timeout: 30_000 }, async (t) => {
  const { url } = await target(t);
  const { probe, rows, observations, until } = probeOf(t, 2);
  const set = Array.from({ length: 10 }, (_, i) => assignment(url, i + 1));
  probe.assign({ set, remove: [], lookNow: set.map(({ monitorId }) => monitorId) });
  await until(() => new Set(rows.map((row) => row.monitorKey)).size === 10);
  assert.ok(rows.every((row) => row.outcome === 'up' && row.statusCode === 200));
  assert.ok(observations.every((seen) => seen.facts.remoteAddress === '127.0.0.1'));
  const slots = rows.map((row) => `${row.monitorKey}@${row.slotMs}`);
  assert.equal(new Set(slots).size, slots.length);
  const stats = await probe.stats();
  assert.equal(stats.assigned, 10);
});

test('a confirming look and a look on demand go through the thread that has the monitor', {
  timeout: 30_000,
}, async (t) => {
  const { url } = await target(t);
  const { probe, rows, until } = probeOf(t, 2);
  const one = { ...assignment(url, 3), intervalMs: 3_600_000 };
  probe.assign({ set: [one], remove: [], lookNow: ['m3'] });
  await until(() => rows.length === 1);
  probe.confirm('m3', rows[0]!.slotMs);
  await until(() => rows.length === 2);
  assert.deepEqual([rows[1]!.kind, rows[1]!.slotMs - rows[0]!.slotMs], ['confirming', 1]);
  const seen = await probe.look(one);
  assert.equal(seen.kind, 'manual');
  assert.equal(seen.facts.statusCode, 200);
  assert.equal(rows.length, 2);
});

test('phases are told while somebody listens, and only then', { timeout: 30_000 }, async (t) => {
  const { url } = await target(t);
  const { probe, phases } = probeOf(t, 1);
  await probe.look(assignment(url, 1));
  assert.equal(phases.length, 0);
  probe.setLive(true);
  await probe.look(assignment(url, 1));
  assert.deepEqual(
    phases.map(({ phase }) => phase),
    ['started', 'dns', 'tcp', 'ttfb', 'download', 'done'],
  );
});

test('after closing nothing is looked at any more', { timeout: 30_000 }, async (t) => {
  const { url, seen } = await target(t);
  const { probe, rows, until, close } = probeOf(t, 2);
  probe.assign({ set: [assignment(url, 1), assignment(url, 2)], remove: [], lookNow: ['m1', 'm2'] });
  await until(() => rows.length >= 2);
  await close();
  const before = seen();
  await new Promise((resolve) => setTimeout(resolve, 1200));
  assert.equal(seen(), before);
});
