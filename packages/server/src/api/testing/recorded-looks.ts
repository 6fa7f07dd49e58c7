/** Puts looks into history, as the recorder does. */
import { LookRows, type Observation, outcomeOf } from '@upwatch/core';
import type { HistoryStore } from '../../stores/port.ts';

/** Keeps observations whole, each with its row. */
export function recordLooks(history: HistoryStore, monitorKey: number, observations: readonly Observation[]): void {
  for (const observation of observations) {
    const { region, slotMs, latenessMs, kind, phases, facts, failure, attempts } = observation;
    const rows = new LookRows(1);
    rows.push({
      monitorKey,
      slotMs,
      latenessMs,
      kind,
      outcome: outcomeOf(observation),
      attempts: attempts.length,
      phases,
      statusCode: facts.statusCode ?? 0,
      bodyBytes: facts.bodyBytes ?? 0,
      ...(failure && { failureCode: failure.code }),
    });
    history.append(region, rows, [{ monitorKey, observation }]);
  }
}
