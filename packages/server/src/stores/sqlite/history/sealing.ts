/**
 * Sealing: what the head holds of an hour becomes a block for each series, and its totals. Blocks and journal are merged
 * by slot whenever they are read, so it does not matter where this is interrupted: an hour that was sealed in part is
 * sealed again from its journal, over what is there, with the same outcome.
 */
import { addLook, DamagedBlock, decodeBlock, emptyTotals, encodeBlock, encodeTotals, LookRows } from '@upwatch/core';
import type { DamageLog } from './damage-log.ts';
import { packDayHours, totalsOfDay, unpackDayHours } from './day-hours.ts';
import { pack, readSeries, seriesIn } from './head.ts';
import type { DayRow, SealedBlock } from './history-tables.ts';
import type { Parts } from './parts.ts';
import { inSlotOrder } from './rows-order.ts';
import { dayKey, HOUR_MS, hourKey, hourOfKey, monitorKeyOf, partOfKey } from './schema.ts';
import { writeSome } from './writing.ts';

/** So many looks of each series are packed together, as a rule: fewer pack badly, more take memory. */
const PACKED_OF_SERIES = 32;
/** Looks in memory, as they came, before they are packed: at least and at most. 54 bytes each. */
const PACKED_AT_ROWS = 65_536;
const PACKED_AT_ROWS_MAX = 262_144;
const BLOCKS_AT_ONCE = 32;
const JOURNAL_ENTRIES_AT_ONCE = 32;

/** Packs what is on disk and takes no more looks, once it is enough to be worth it. */
export function* packRecent(parts: Parts): Generator<void> {
  const closed = parts.recent.closed();
  const rows = closed.reduce((sum, segment) => sum + segment.rows.length, 0);
  const enough = Math.min(PACKED_AT_ROWS_MAX, Math.max(PACKED_AT_ROWS, PACKED_OF_SERIES * parts.latest.size));
  if (rows >= enough) yield* packSegments(parts, closed);
}

function* packSegments(parts: Parts, segments: ReturnType<Parts['recent']['closed']>): Generator<void> {
  const runs = yield* pack(segments);
  parts.head.add(runs);
  parts.recent.remove(segments);
}

/**
 * Seals an hour. Needs the whole journal loaded. Yields every few milliseconds.
 * @throws what SQLite throws; the next attempt goes on from there
 */
export function* sealHour(parts: Parts, hour: number): Generator<void> {
  while (writeSome(parts)) yield;
  // From here to the packing without a pause: all that the journal holds up to this entry is in memory, and on disk.
  parts.recent.closeAll();
  const upTo = parts.tables.newestJournalKey(hour);
  yield* packSegments(parts, parts.recent.closed());
  const runs = parts.head.runsOf(hour);
  let staged: SealedBlock[] = [];
  let room = new LookRows(1024);
  for (const series of seriesIn(runs)) {
    if (parts.forgotten.has(monitorKeyOf(series))) continue;
    const key = hourKey(hour, series);
    room.length = 0;
    room = readSeries(runs, series, readBlock(parts, key, room));
    staged.push(sealed(key, room));
    yield;
    if (staged.length < BLOCKS_AT_ONCE) continue;
    keepBlocks(parts, hour, staged);
    staged = [];
    yield;
  }
  keepBlocks(parts, hour, staged);
  yield;
  while (parts.tables.removeJournal(hour, upTo, JOURNAL_ENTRIES_AT_ONCE) > 0) yield;
  parts.head.remove(hour, runs);
}

function sealed(key: number, looks: LookRows): SealedBlock {
  const rows = inSlotOrder(looks);
  const totals = emptyTotals();
  for (let i = 0; i < rows.length; i++) addLook(totals, rows, i);
  return { key, totals: encodeTotals(totals), looks: encodeBlock(rows, 0, rows.length, hourOfKey(key) * HOUR_MS) };
}

/** Appends what is sealed under a key; gives back the rows, which may be larger ones. A damaged block is left out. */
export function readBlock(parts: Parts, key: number, rows: LookRows): LookRows {
  const block = parts.tables.block(key);
  if (!block) return rows;
  try {
    return decodeBlock(block, monitorKeyOf(partOfKey(key)), hourOfKey(key) * HOUR_MS, rows);
  } catch (error) {
    if (!(error instanceof DamagedBlock)) throw error;
    parts.damage.tell('an hour of a monitor cannot be read: its looks are lost', error);
    return rows;
  }
}

function keepBlocks({ tables, foldedDay, damage }: Parts, hour: number, blocks: readonly SealedBlock[]): void {
  if (blocks.length === 0) return;
  const day = Math.floor(hour / 24);
  tables.inTransaction(() => {
    for (const block of blocks) {
      tables.putBlock(block);
      if (day <= foldedDay) {
        const key = dayKey(partOfKey(block.key), day);
        tables.putDay(withHour(key, tables.day(key), hour % 24, block.totals, damage));
      }
    }
  });
}

/** The day is finished, yet one of its hours has changed. */
function withHour(
  key: number,
  day: DayRow | undefined,
  hourOfDay: number,
  totals: Uint8Array,
  damage: DamageLog,
): DayRow {
  const known = day ? unpackDayHours(day.hours) : [];
  const hours = Array.from({ length: 24 }, (_, hour) => (hour === hourOfDay ? totals : known[hour]));
  return { key, totals: totalsOfDay(hours, damage), hours: packDayHours(hours) };
}
