import assert from 'node:assert/strict';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import { goesDown, newChannel, newMonitor, OPERATOR, sampleId, T0 } from '../testing/samples.ts';
import { temporaryStore } from './testing/temporary-store.ts';

test('what was sent is one row for all attempts that sent it, and goes with the last of them', async () => {
  await using temporary = await temporaryStore();
  const { store, file } = temporary;
  const [first, second] = [newChannel(1), newChannel(2)];
  for (const channel of [first, second]) await store.channels.create(channel, OPERATOR);
  await store.monitors.create(newMonitor(1), [], OPERATOR);
  await store.commit([goesDown(1, sampleId(1), [first.id, second.id])]);
  const request = { method: 'POST', url: 'https://h.example', headers: {}, body: '{}' };
  const waiting = await store.outbox.open(2);
  await store.digests.recordMany(
    waiting.map((delivery, place) => ({
      delivery: { ...delivery, status: 'DELIVERED' },
      attempt: {
        ...{ id: sampleId(0x9000 + place), deliveryId: delivery.id, attemptNumber: 1, status: 'sent', request },
        ...{ durationMs: 1, attemptedAtMs: T0 },
      },
    })),
  );
  const rows = (): unknown => {
    using reading = new DatabaseSync(file, { readOnly: true });
    return reading.prepare('SELECT count(*) AS rows FROM sent_requests').get()?.['rows'];
  };
  assert.equal(rows(), 1);
  await store.tend?.(T0 + 10 * 86_400_000);
  assert.equal(rows(), 1);
  await store.tend?.(T0 + 91 * 86_400_000);
  assert.equal(rows(), 0);
});
