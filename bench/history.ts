/** What history costs: bytes a look in a sealed block, and the time to read a chart. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encodeBlock, LookRows, type LookRow } from '@upwatch/core';
import { pino } from 'pino';
import { keptRows, realisticLooks } from '../packages/core/src/history/testing/arbitrary-looks.ts';
import { openHistoryStore } from '../packages/server/src/stores/sqlite/history/history-store.ts';
import type { Row } from './table.ts';

const DAYS = 90;
const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const INTERVAL_MS = 60_000;
const READS = 15;

export async function historyRows(): Promise<Row[]> {
  const chartMs = await readChart();
  return [
    ...[false, true].map((isHttps) => {
      const bytes = sealedBytes(isHttps);
      return {
        what: `kept of a check, sealed, ${isHttps ? 'HTTPS' : 'HTTP'} at 5 s`,
        figure: `${bytes.toFixed(1)} bytes`,
        limit: '6 bytes',
        isHeld: bytes <= 6,
      };
    }),
    {
      what: 'latency chart of 90 days, hourly, one monitor',
      figure: `${chartMs.toFixed(1)} ms`,
      limit: '50 ms',
      isHeld: chartMs <= 50,
    },
  ];
}

function sealedBytes(isHttps: boolean): number {
  const rows = keptRows(realisticLooks({ seed: 1, intervalMs: 5000, isHttps }));
  const first = Math.floor(rows.slotMs[0]! / HOUR_MS) * HOUR_MS;
  return encodeBlock(rows, 0, rows.length, first).length / rows.length;
}

/** Ninety days of one monitor go in through the front door, are sealed and folded as days pass, and are read back. */
async function readChart(): Promise<number> {
  const dir = mkdtempSync(join(tmpdir(), 'upwatch-bench-history-'));
  const startMs = Math.floor(Date.UTC(2026, 0, 1) / DAY_MS) * DAY_MS;
  let nowMs = startMs;
  const clock = { wall: () => nowMs, monotonic: () => nowMs - startMs + performance.now() };
  const store = openHistoryStore({
    file: join(dir, 'history.db'),
    clock,
    log: pino({ level: 'warn' }),
    retention: { rawDays: 7, rollupDays: 400 },
  });
  try {
    const hour = realisticLooks({ seed: 1, intervalMs: INTERVAL_MS, isHttps: true });
    const hourMs = Math.floor(hour[0]!.slotMs / HOUR_MS) * HOUR_MS;
    for (; nowMs < startMs + DAYS * DAY_MS; nowMs += HOUR_MS) {
      store.append('local', moved(hour, nowMs - hourMs), []);
      await store.flush();
      if (nowMs % DAY_MS === 0) while (await store.tend(nowMs, 50));
    }
    while (await store.tend(nowMs, 50));
    const took: number[] = [];
    for (let i = 0; i < READS; i++) {
      const beganMs = performance.now();
      const chart = await store.rollups(hour[0]!.monitorKey, { fromMs: startMs, toMs: nowMs }, HOUR_MS);
      took.push(performance.now() - beganMs);
      if (chart.length < DAYS * 24 - 24) throw new Error(`the chart has ${chart.length} hours`);
    }
    return took.toSorted((a, b) => a - b)[Math.floor(READS / 2)]!;
  } finally {
    await store.close();
    rmSync(dir, { recursive: true });
  }
}

function moved(looks: readonly LookRow[], byMs: number): LookRows {
  const rows = new LookRows(looks.length);
  for (const look of looks) rows.push({ ...look, slotMs: look.slotMs + byMs });
  return rows;
}
