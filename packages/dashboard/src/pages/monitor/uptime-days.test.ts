import assert from 'node:assert/strict';
import { test } from 'node:test';
import { uptimeDays } from './uptime-days.ts';

const NOW = Date.parse('2026-03-10T15:00:00Z');
const bucket = (day: string, uptimePercent: number | null, maintenanceChecks = 0) => ({
  bucket: `${day}T00:00:00.000Z`,
  uptimePercent,
  maintenanceChecks,
  avgLatencyMs: null,
  p50LatencyMs: null,
  p95LatencyMs: null,
  p99LatencyMs: null,
  phases: null,
});

test('there is a bar for each day up to today, also for those of which nothing is known', () => {
  const days = uptimeDays([bucket('2026-03-10', 100), bucket('2026-03-07', 99.5), bucket('2026-03-08', 42)], NOW, 5);
  assert.deepEqual(
    days.map(({ atMs, look }) => [new Date(atMs).toISOString().slice(8, 10), look]),
    [
      ['06', 'none'],
      ['07', 'degraded'],
      ['08', 'down'],
      ['09', 'none'],
      ['10', 'up'],
    ],
  );
});

test('a day of maintenance alone is neither up nor down, and one that is not whole is never drawn as whole', () => {
  const [maintained, scratched] = uptimeDays([bucket('2026-03-09', null, 30), bucket('2026-03-10', 99.999)], NOW, 2);
  assert.deepEqual([maintained!.look, maintained!.isMaintained, maintained!.uptime], ['maintenance', true, undefined]);
  assert.equal(scratched!.look, 'degraded');
});
