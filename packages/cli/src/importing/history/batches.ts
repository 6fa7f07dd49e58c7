/** Puts parts of the past together into as few calls as are allowed; an hour is never divided. Pure. */
import type { ImportMonitorHistoryRequest } from '@upwatch/sdk';
import type { PastLook, PastPart, PastTotals } from './past.ts';

/** So many looks are a call, as a rule: more would hold the server up for longer. */
const LOOKS_WANTED = 2000;
/** What the server takes in one call. */
const LOOKS_MAX = 5000;
const HOURS_MAX = 1000;
const DAYS_MAX = 500;

export function* batchesOf(parts: Iterable<PastPart>): Generator<ImportMonitorHistoryRequest> {
  let batch = emptyBatch();
  for (const given of parts) {
    const part = sendable(given);
    if (!hasRoomFor(part, batch)) {
      yield batch;
      batch = emptyBatch();
    }
    add(part, batch);
  }
  if (batch.looks.length + batch.hours.length + batch.days.length > 0) yield batch;
}

/** Of more than one look a second the sum says as much. */
function sendable(part: PastPart): PastPart {
  const isTooMuch = part.type === 'looks' && part.looks.length > LOOKS_MAX;
  return isTooMuch ? { type: 'hour', fromMs: part.fromMs, totals: sumOf(part.looks) } : part;
}

function emptyBatch() {
  return { looks: [] as ReturnType<typeof lookOf>[], hours: [] as Totals[], days: [] as Totals[] };
}

type Batch = ReturnType<typeof emptyBatch>;
type Totals = ReturnType<typeof totalsAt>;

function hasRoomFor(part: PastPart, { looks, hours, days }: Batch): boolean {
  switch (part.type) {
    case 'looks':
      return looks.length === 0 || looks.length + part.looks.length <= LOOKS_WANTED;
    case 'hour':
      return hours.length < HOURS_MAX;
    case 'day':
      return days.length < DAYS_MAX;
  }
}

function add(part: PastPart, { looks, hours, days }: Batch): void {
  switch (part.type) {
    case 'looks':
      looks.push(...part.looks.map(lookOf));
      break;
    case 'hour':
      hours.push(totalsAt(part.fromMs, part.totals));
      break;
    case 'day':
      days.push(totalsAt(part.fromMs, part.totals));
      break;
  }
}

function lookOf({ atMs, outcome, latencyMs }: PastLook) {
  return { at: new Date(atMs).toISOString(), outcome, ...(latencyMs !== undefined && { latencyMs }) };
}

function totalsAt(fromMs: number, { up, down, latency }: PastTotals) {
  return { from: new Date(fromMs).toISOString(), up, down, ...(latency && { latency }) };
}

function sumOf(looks: readonly PastLook[]): PastTotals {
  const passed = looks.filter(({ outcome }) => outcome === 'up');
  const took = passed.flatMap(({ latencyMs }) => latencyMs ?? []);
  const counts = { up: passed.length, down: looks.length - passed.length };
  if (took.length === 0) return counts;
  const [minMs, maxMs] = took.reduce(([min, max], ms) => [Math.min(min, ms), Math.max(max, ms)], [Infinity, 0]);
  const averageMs = Math.min(maxMs, Math.max(minMs, took.reduce((sum, ms) => sum + ms, 0) / took.length));
  return { ...counts, latency: { averageMs, minMs, maxMs } };
}
