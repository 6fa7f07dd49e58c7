import assert from 'node:assert/strict';
import { test } from 'node:test';
import { failure } from '@upwatch/core';
import * as fc from 'fast-check';
import { observationOf } from './testing/quiet-engine.ts';
import { recordLooks } from './testing/recorded-looks.ts';
import { type TestApi, testApi } from './testing/test-api.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const iso = (ms: number): string => new Date(ms).toISOString();

async function monitorOf(api: TestApi, name: string): Promise<{ readonly id: string; readonly key: number }> {
  const body = { name, type: 'HTTP', config: { url: 'https://shop.example/', method: 'GET' } };
  const { id } = (await api.ask('POST', '/api/v1/monitors', body)).body.data;
  return { id, key: (await api.core.monitors.get(id))!.key };
}

test('known, unknown and maintenance are the span, to an interval, whatever was seen and announced (I7)', async () => {
  await using api = await testApi();
  const outcome = fc.constantFrom('up', 'down', 'down', 'down', 'unknown', 'missed');
  const window = fc.record({ from: fc.integer({ min: -30, max: 150 }), minutes: fc.integer({ min: 1, max: 60 }) });
  let run = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(outcome, { minLength: 90, maxLength: 120 }),
      fc.array(window, { maxLength: 3 }),
      async (seen, windows) => {
        const { id, key } = await monitorOf(api, `shop ${run++}`);
        const fromMs = Math.floor(api.nowMs() / MINUTE) * MINUTE - 2 * HOUR;
        const looks = seen.flatMap((what, minute) => {
          if (what === 'missed') return [];
          const blame = what === 'up' ? undefined : failure(what === 'down' ? 'connect.refused' : 'probe.overloaded');
          const look = { monitorId: id, slotMs: fromMs + minute * MINUTE + 1000, kind: 'scheduled' } as const;
          const first = observationOf({ ...look, ...(blame && { failure: blame }) });
          // What is down is looked at again at once.
          return what === 'down'
            ? [first, { ...first, slotMs: look.slotMs + 1, kind: 'confirming' as const }]
            : [first];
        });
        recordLooks(api.history, key, looks);
        for (const { from, minutes } of windows) {
          const startMs = fromMs + from * MINUTE + 7_000;
          const body = { startsAt: iso(startMs), endsAt: iso(startMs + minutes * MINUTE), monitorId: id };
          assert.equal((await api.ask('POST', '/api/v1/maintenance-windows', body)).status, 201);
        }
        const span = `from=${iso(fromMs)}&to=${iso(fromMs + 2 * HOUR)}`;
        const { body } = await api.ask('GET', `/api/v1/monitors/${id}/uptime?${span}`);
        const { knownSeconds, unknownSeconds, maintenanceSeconds } = body;
        assert.ok(Math.min(knownSeconds, unknownSeconds, maintenanceSeconds) >= 0);
        assert.ok(Math.abs(knownSeconds + unknownSeconds + maintenanceSeconds - 7200) < 1e-6, JSON.stringify(body));
        if (windows.length > 0) return;
        const knownLooks = looks.filter(({ failure: blame }) => blame?.class !== 'probe').length;
        assert.equal(knownSeconds, Math.min(7200, 60 * knownLooks));
      },
    ),
    { numRuns: 40 },
  );
});

test('a window that comes each hour of 90 days is one read, and counts as much as the same windows one by one', async () => {
  await using api = await testApi();
  const { id, key } = await monitorOf(api, 'shop');
  const nowMs = Math.floor(api.nowMs() / HOUR) * HOUR;
  const looks = Array.from({ length: 24 * 60 }, (_, minute) =>
    observationOf({ monitorId: id, slotMs: nowMs - DAY + minute * MINUTE + 1000, kind: 'scheduled' }),
  );
  recordLooks(api.history, key, looks);
  const startsAt = nowMs - 89 * DAY;
  const body = { startsAt: iso(startsAt), endsAt: iso(startsAt + 5 * MINUTE), monitorId: id };
  const made = await api.ask('POST', '/api/v1/maintenance-windows', { ...body, repeatRule: 'FREQ=HOURLY' });
  assert.equal(made.status, 201, made.text);
  let reads = 0;
  const read = api.history.rollups.bind(api.history);
  api.history.rollups = async (...asked) => {
    reads++;
    return read(...asked);
  };
  const { body: uptime } = await api.ask('GET', `/api/v1/monitors/${id}/uptime?window=90d`);
  assert.deepEqual([uptime.maintenanceChecks, uptime.totalChecks], [24 * 5, 24 * 55]);
  assert.equal(reads, 2);
});
