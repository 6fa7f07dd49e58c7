import assert from 'node:assert/strict';
import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { Delivery } from '@upwatch/core';
import { startHttpSink } from '../../channels/testing/http-sink.ts';
import type { CoreStore } from '../../stores/port.ts';
import { openCoreStore } from '../../stores/sqlite/core-store.ts';
import { deliveryOf, idOf, incidentOf, OPERATOR } from '../testing/dispatcher-rig.ts';

const ROUNDS = 2;
const clock = { wall: () => Date.now(), monotonic: () => performance.now() };
type Child = ChildProcessByStdio<null, Readable, null>;

function startProcess(file: string): Child {
  const script = fileURLToPath(import.meta.resolve('../testing/dispatcher-process.ts'));
  return spawn(process.execPath, ['--conditions=upwatch:source', script, file], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

async function kill(child: Child): Promise<void> {
  child.kill('SIGKILL');
  await once(child, 'exit');
}

/** Waits until the process says that an alert has arrived. */
async function delivered(child: Child): Promise<void> {
  for await (const line of createInterface({ input: child.stdout })) {
    const event = JSON.parse(line) as { readonly type: string; readonly data?: Delivery };
    assert.equal(event.type, 'delivery', line);
    if (event.data?.status === 'DELIVERED') return;
  }
  assert.fail('the process ended before it delivered');
}

/** One alert in an outbox on disk, and nobody who has it open. */
async function prepare(file: string, url: string): Promise<void> {
  await using store = closing(openCoreStore({ file, clock }));
  const config = { channelType: 'webhook', url };
  await store.channels.create({ id: idOf('hook'), name: 'hook', type: 'webhook', config, managedBy: 'API' }, OPERATOR);
  const nowMs = Date.now();
  const kind = 'INCIDENT_CREATED';
  const incident = incidentOf('shop', kind, nowMs, undefined);
  const deliveries = [deliveryOf({ incident, kind, sequence: 1, channelId: idOf('hook'), nowMs })];
  await store.incidents.commit({ incident, updates: [], deliveries }, OPERATOR);
}

function closing(store: CoreStore): CoreStore & AsyncDisposable {
  return Object.assign(store, { [Symbol.asyncDispose]: () => store.close() });
}

/** Kills the first process at the instant `killAt` says, and gives back what the sink saw and what is kept. */
async function crashOnce(killAt: 'request arrived' | 'answer sent') {
  const folder = mkdtempSync(join(tmpdir(), 'upwatch-crash-'));
  const file = join(folder, 'core.db');
  const arrived = Promise.withResolvers<void>();
  const hold = Promise.withResolvers<void>();
  await using sink = await startHttpSink(async (_request, count) => {
    arrived.resolve();
    if (count === 1 && killAt === 'request arrived') await hold.promise;
    return { status: 200 };
  });
  try {
    await prepare(file, sink.url);
    const first = startProcess(file);
    await arrived.promise;
    await kill(first);
    hold.resolve();
    const startedMs = performance.now();
    const second = startProcess(file);
    // Killed after it had recorded the answer, there is nothing left to do.
    const store = closing(openCoreStore({ file, clock }));
    const [before] = await store.outbox.listByIncident(idOf('shop'));
    if (before?.status !== 'DELIVERED') await delivered(second);
    const resentAfterMs = performance.now() - startedMs;
    await kill(second);
    const [alert] = await store.outbox.listByIncident(idOf('shop'));
    const attempts = await store.outbox.attempts(alert!.id);
    await store.close();
    return { received: [...sink.received], alert: alert!, attempts, resentAfterMs };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

test('kill -9 while a send is in flight: sent again within 30 s, at most twice, with one key (D02)', async () => {
  for (let round = 0; round < ROUNDS; round++) {
    const { received, alert, attempts, resentAfterMs } = await crashOnce('request arrived');
    assert.equal(received.length, 2);
    assert.deepEqual(new Set(received.map(({ headers }) => headers['webhook-id'])), new Set([alert.key]));
    assert.equal(alert.status, 'DELIVERED');
    assert.equal(attempts.length, 1);
    assert.ok(resentAfterMs < 30_000);
  }
});

test('kill -9 as the answer arrives: at most one duplicate, with the same key (D03)', async () => {
  for (let round = 0; round < ROUNDS; round++) {
    const { received, alert } = await crashOnce('answer sent');
    assert.ok(received.length >= 1 && received.length <= 2);
    assert.deepEqual(new Set(received.map(({ headers }) => headers['webhook-id'])), new Set([alert.key]));
    assert.equal(alert.status, 'DELIVERED');
  }
});
