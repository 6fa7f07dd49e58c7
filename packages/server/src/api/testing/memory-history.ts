/** History for tests of the API: the looks a test puts in. */
import type { Observation } from '@upwatch/core';
import type { HistoryStore, KeptLook, Rollup } from '../../stores/port.ts';

export interface MemoryHistory extends HistoryStore {
  readonly kept: Map<number, KeptLook[]>;
}

export function memoryHistory(): MemoryHistory {
  const kept = new Map<number, KeptLook[]>();
  const newestFirst = (key: number) =>
    (kept.get(key) ?? []).toSorted((a, b) => b.row.slotMs - a.row.slotMs || (a.region < b.region ? 1 : -1));
  return {
    kept,
    append: () => undefined,
    flush: async () => undefined,
    looks: async ({ key }, { span, before, region, passed, limit }) =>
      newestFirst(key)
        .filter(({ row }) => row.slotMs >= (span?.fromMs ?? 0) && row.slotMs < (span?.toMs ?? Infinity))
        .filter(
          (look) =>
            !before ||
            look.row.slotMs < before.slotMs ||
            (look.row.slotMs === before.slotMs && look.region < before.region),
        )
        .filter((look) => region === undefined || look.region === region)
        .filter(({ row }) => passed === undefined || passed === (row.outcome === 'up' || row.outcome === 'degraded'))
        .slice(0, limit),
    latest: async ({ key }) => {
      const seen = new Map<string, KeptLook>();
      for (const look of newestFirst(key)) if (!seen.has(look.region)) seen.set(look.region, look);
      return [...seen.values()];
    },
    rollups: async (key, span, spanMs) => {
      const buckets = new Map<number, KeptLook[]>();
      for (const look of kept.get(key) ?? []) {
        if (look.row.slotMs < span.fromMs || look.row.slotMs >= span.toMs) continue;
        const bucketMs = Math.floor(look.row.slotMs / spanMs) * spanMs;
        buckets.set(bucketMs, [...(buckets.get(bucketMs) ?? []), look]);
      }
      return [...buckets].sort(([a], [b]) => a - b).map(([bucketMs, looks]) => rollupOf(bucketMs, spanMs, looks));
    },
    forget: async (key) => void kept.delete(key),
    tend: async () => false,
    stats: () => ({ buffered: 0, lost: 0, bytes: 0 }),
    close: async () => undefined,
  };
}

function rollupOf(bucketMs: number, spanMs: number, looks: readonly KeptLook[]): Rollup {
  const counts = { up: 0, degraded: 0, down: 0, unknown: 0 };
  for (const { row } of looks) counts[row.outcome]++;
  const averageMs = looks.reduce((sum, { row }) => sum + row.phases.totalMs, 0) / looks.length;
  return {
    bucketMs,
    spanMs,
    looks: counts,
    latency: { averageMs, p50Ms: averageMs, p95Ms: averageMs, p99Ms: averageMs },
    failureCodes: {},
  };
}

/** A kept look, from a whole observation. */
export function keptLook(monitorKey: number, observation: Observation, outcome: KeptLook['row']['outcome']): KeptLook {
  const { region, slotMs, latenessMs, kind, phases, facts, failure, attempts } = observation;
  return {
    region,
    row: {
      monitorKey,
      slotMs,
      latenessMs,
      kind,
      outcome,
      attempts: attempts.length,
      phases,
      statusCode: facts.statusCode ?? 0,
      bodyBytes: facts.bodyBytes ?? 0,
      ...(failure && { failureCode: failure.code }),
    },
    facts,
    observation,
  };
}
