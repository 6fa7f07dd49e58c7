/** A batch of looks into memory: numbered with the observation whose facts hold, and seen by every read from then on. */
import { type LookRows, OUTCOMES } from '@upwatch/core';
import type { ObservationToKeep } from '../../port.ts';
import type { Parts } from './parts.ts';
import { HOURS, hourOf, MONITOR_KEYS, seriesOf } from './schema.ts';

const UP = OUTCOMES.indexOf('up');

/**
 * Takes a batch in. A row that comes without its observation borrows the one that came last, also when it comes late.
 * @returns how many looks could not be taken: those for hours that are dropped, or for no real hour, monitor or region
 */
export function takeIn(
  parts: Parts,
  regionName: string,
  rows: LookRows,
  observations: readonly ObservationToKeep[],
): number {
  const region = parts.regions.idOf(regionName);
  if (region === undefined) return rows.length;
  const wholes = bySeries(parts, region, observations);
  let refused = 0;
  for (let i = 0; i < rows.length; i++) {
    const monitorKey = rows.monitorKey[i]!;
    const slotMs = rows.slotMs[i]!;
    if (monitorKey >= MONITOR_KEYS || !isKeptHour(parts, slotMs)) refused++;
    else if (!parts.forgotten.has(monitorKey)) {
      const series = seriesOf(monitorKey, region);
      const whole = wholes.size > 0 ? takeWhole(wholes, series, slotMs) : undefined;
      const keptId = whole ? parts.kept.offer(series, whole) : parts.kept.idFor(series, slotMs, rows.outcome[i] === UP);
      parts.recent.take(region, rows, i, keptId);
      parts.latest.offer(series, ...parts.recent.newest(region));
    }
  }
  // An observation may come without its row: its facts hold for the rows to come.
  for (const [series, left] of wholes) for (const { observation } of left) parts.kept.offer(series, observation);
  return refused;
}

function isKeptHour(parts: Parts, slotMs: number): boolean {
  const hour = hourOf(slotMs);
  return Number.isInteger(slotMs) && hour >= Math.max(0, parts.rawFromHour) && hour < HOURS;
}

function bySeries(
  parts: Parts,
  region: number,
  observations: readonly ObservationToKeep[],
): Map<number, ObservationToKeep[]> {
  const wholes = new Map<number, ObservationToKeep[]>();
  for (const whole of observations) {
    if (whole.monitorKey >= MONITOR_KEYS || parts.forgotten.has(whole.monitorKey)) continue;
    const series = seriesOf(whole.monitorKey, region);
    wholes.set(series, [...(wholes.get(series) ?? []), whole]);
  }
  return wholes;
}

/** Takes the observation of a slot out of those that wait. */
function takeWhole(wholes: Map<number, ObservationToKeep[]>, series: number, slotMs: number) {
  const ofSeries = wholes.get(series);
  const place = ofSeries?.findIndex(({ observation }) => observation.slotMs === slotMs) ?? -1;
  return place === -1 ? undefined : ofSeries!.splice(place, 1)[0]!.observation;
}
