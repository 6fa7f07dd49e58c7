/** Which part of the past is to be sent. Pure. */
import type { MonitorHistory } from '@upwatch/sdk';
import { DAY_MS, type PastSpan } from './past.ts';

/**
 * What the server does not know yet: since it is sent oldest first, that is what comes before the first of it and from
 * the last day of it on, which may not have been over.
 * @param fromMs asked for: everything from then on is sent again, and the server takes what it lacks
 */
export function spansOf(known: MonitorHistory, source: string, fromMs: number | undefined): readonly PastSpan[] {
  const toMs = known.ownFrom === null ? Infinity : Date.parse(known.ownFrom);
  const keptFromMs = Date.parse(known.keptFrom);
  const whole = { fromMs: Math.max(keptFromMs, fromMs ?? keptFromMs), toMs };
  const imported = known.imported.find((one) => one.source === source);
  const spans =
    imported && fromMs === undefined
      ? [
          { fromMs: whole.fromMs, toMs: Math.min(toMs, Date.parse(imported.from)) },
          { fromMs: Math.max(whole.fromMs, lastDayOf(Date.parse(imported.to))), toMs },
        ]
      : [whole];
  return spans.filter((span) => span.fromMs < span.toMs);
}

function lastDayOf(endMs: number): number {
  return Math.floor((endMs - 1) / DAY_MS) * DAY_MS;
}
