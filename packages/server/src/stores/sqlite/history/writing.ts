/** From memory into the journal. */
import { LookRows } from '@upwatch/core';
import type { Parts } from './parts.ts';
import type { Segment } from './recent-looks.ts';
import { hourOf } from './schema.ts';

/** In one transaction, so that none holds the event loop for long: about 16,000 rows and 100 observations. */
const SEGMENTS_AT_ONCE = 4;
const OBSERVATIONS_AT_ONCE = 100;

/**
 * Writes the oldest part of what is not on disk yet, and waits until it is there.
 * @returns whether more is left
 * @throws what SQLite throws; everything stays in memory then
 */
export function writeSome(parts: Parts): boolean {
  const { tables, recent, kept, regions } = parts;
  const unwritten = recent.segments.filter(({ rows, written }) => written < rows.length);
  const segments = unwritten.slice(0, SEGMENTS_AT_ONCE).map((segment) => ({ segment, upTo: segment.rows.length }));
  const observations = [...kept.pending.values()].slice(0, OBSERVATIONS_AT_ONCE);
  const used = [...kept.stillUsed].slice(0, OBSERVATIONS_AT_ONCE);
  const newRegions = regions.unwritten();
  if (segments.length + observations.length + used.length + newRegions.length === 0) return false;
  tables.inTransaction(() => {
    for (const { id, name } of newRegions) tables.addRegion(id, name);
    for (const observation of observations) tables.addKept(observation);
    for (const [id, slotMs] of used) tables.useKept(id, slotMs);
    for (const { segment } of segments) writeSegment(parts, segment);
  }, true);
  for (const { segment, upTo } of segments) segment.written = upTo;
  regions.written(newRegions.map(({ id }) => id));
  kept.written(
    observations,
    used.map(([id]) => id),
  );
  return unwritten.length > segments.length || kept.pending.size > 0 || kept.stillUsed.size > 0;
}

/** An entry for each hour that occurs: as a rule one, two around the full hour. */
function writeSegment({ tables }: Parts, { region, rows, hours: known, written }: Segment): void {
  if (known.size === 1) {
    for (const hour of known) tables.addToJournal(hour, region, rows, written);
    return;
  }
  const hours = new Map<number, LookRows>();
  const room = rows.length - written;
  for (let i = written; i < rows.length; i++) {
    const hour = hourOf(rows.slotMs[i]!);
    let ofHour = hours.get(hour);
    if (!ofHour) hours.set(hour, (ofHour = new LookRows(room)));
    ofHour.take(rows, i);
  }
  for (const [hour, ofHour] of hours) tables.addToJournal(hour, region, ofHour);
}
