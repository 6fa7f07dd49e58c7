/** Totals of minutes, hours and days, put together into the buckets that were asked for. */
import {
  addLook,
  clearTotals,
  describeTotals,
  emptyTotals,
  importSourceOf,
  looksIn,
  type LookRows,
  type LookTotals,
} from '@upwatch/core';
import type { Rollup, Span } from '../../port.ts';
import { breathing } from './breath.ts';
import type { DamageLog } from './damage-log.ts';
import { addSound, unpackDayHours } from './day-hours.ts';
import type { Parts } from './parts.ts';
import { DAY_MS, dayKey, dayOfKey, HOUR_MS, HOURS, hourKey, hourOf, hourOfKey, seriesOf } from './schema.ts';
import { looksOfHour, type Unsealed, unsealedOf } from './unsealed.ts';

const MINUTE_MS = 60_000;

/** Encoded totals, or looks from a place up to another. */
type Content = Uint8Array | { readonly rows: LookRows; readonly from: number; readonly to: number };

/** Something that counts into a bucket. */
interface Part {
  readonly bucketMs: number;
  readonly spanMs: number;
  readonly content: Content;
}

interface Question {
  readonly parts: Parts;
  readonly monitorKey: number;
  readonly regions: readonly number[];
  readonly unsealed: Unsealed;
  readonly breath: () => Promise<void>;
}

/** @throws RangeError when `spanMs` is not a multiple of a minute */
export async function findRollups(
  parts: Parts,
  monitorKey: number,
  span: Span,
  spanMs: number,
  region: string | undefined,
): Promise<Rollup[]> {
  if (!(spanMs >= MINUTE_MS) || spanMs % MINUTE_MS !== 0) {
    throw new RangeError(`a roll-up spans whole minutes, got ${spanMs} ms`);
  }
  const unitMs = [DAY_MS, HOUR_MS].find((unit) => spanMs % unit === 0) ?? MINUTE_MS;
  const fromMs = Math.max(0, Math.floor(span.fromMs / unitMs) * unitMs);
  const toMs = Math.min(HOURS * HOUR_MS, Math.ceil(span.toMs / unitMs) * unitMs);
  if (toMs <= fromMs) return [];
  const regions = parts.regions.named(region);
  const hours = { from: hourOf(fromMs), to: hourOf(toMs - 1) };
  const unsealed = unsealedOf(parts, monitorKey, regions, hours);
  const question = { parts, monitorKey, regions, unsealed, breath: breathing(parts.clock) };
  return merged(question, await partsOf(question, fromMs, toMs, spanMs, unitMs));
}

async function partsOf(
  question: Question,
  fromMs: number,
  toMs: number,
  spanMs: number,
  unitMs: number,
): Promise<Part[]> {
  if (unitMs === MINUTE_MS) return minuteParts(question, fromMs, toMs, spanMs);
  const found: Part[] = [];
  for (const region of question.regions) {
    const series = seriesOf(question.monitorKey, region);
    const units =
      unitMs === DAY_MS
        ? daysOf(question, series, fromMs, toMs)
        : hoursOf(question, series, hourOf(fromMs), hourOf(toMs - 1));
    for (const unit of units) {
      found.push(partOf(unit, spanMs));
      await question.breath();
    }
  }
  return found;
}

interface Unit {
  readonly atMs: number;
  readonly spanMs: number;
  readonly content: Content;
}

/** What is only known of a longer time than was asked for has a bucket of its own length. */
function partOf({ atMs, spanMs: ownMs, content }: Unit, askedMs: number): Part {
  const spanMs = Math.max(ownMs, askedMs);
  return { bucketMs: Math.floor(atMs / spanMs) * spanMs, spanMs, content };
}

/** Whole days: from their rows, or from their hours where they have none yet or looks came since. */
function* daysOf(question: Question, series: number, fromMs: number, toMs: number): Generator<Unit> {
  const { parts, unsealed } = question;
  // A day may be folded while somebody waits between two parts of the answer.
  const { foldedDay } = parts;
  const first = Math.floor(fromMs / DAY_MS);
  const last = Math.floor((toMs - 1) / DAY_MS);
  const touched = new Set([...unsealed.keys()].map((key) => Math.floor(hourOfKey(key) / 24)));
  const folded = parts.tables.dayTotals(dayKey(series, first), dayKey(series, last));
  for (const { id, totals } of folded) {
    const day = dayOfKey(id);
    // A day that is not over has the row of an import, at most.
    if (!touched.has(day) && day <= foldedDay) yield { atMs: day * DAY_MS, spanMs: DAY_MS, content: totals };
  }
  for (let day = first; day <= last; day++) {
    if (!touched.has(day) && day <= foldedDay) continue;
    if (!touched.has(day) && !isSealedIn(parts, day)) continue;
    yield* hoursOf(question, series, 24 * day, 24 * day + 23);
  }
}

/** Whether anything was sealed in a day. */
function isSealedIn({ tables }: Parts, day: number): boolean {
  return (tables.sealedHourBefore(24 * (day + 1)) ?? -1) >= 24 * day;
}

/** Hours: of folded days from the days' rows, else from their blocks, and anew where looks came since. */
function* hoursOf(question: Question, series: number, first: number, last: number): Generator<Unit> {
  const { parts, unsealed } = question;
  const touched = (hour: number): boolean => unsealed.has(hourKey(hour, series));
  const lastFolded = Math.min(last, 24 * parts.foldedDay + 23);
  for (const { key, hours, totals: ofDay } of parts.tables.days(
    dayKey(series, Math.floor(first / 24)),
    dayKey(series, Math.floor(lastFolded / 24)),
  )) {
    const known = unpackDayHours(hours);
    const firstOfDay = 24 * dayOfKey(key);
    for (const [hourOfDay, totals] of known.entries()) {
      const hour = firstOfDay + hourOfDay;
      if (totals && hour >= first && hour <= last && !touched(hour)) yield hourUnit(hour, totals);
    }
    const isWhole = known.every((totals) => totals === undefined);
    if (isWhole && firstOfDay >= first) yield { atMs: firstOfDay * HOUR_MS, spanMs: DAY_MS, content: ofDay };
  }
  for (let hour = parts.tables.sealedHourBefore(last + 1); hour !== undefined && hour >= first; ) {
    const totals = touched(hour) || hour <= lastFolded ? undefined : parts.tables.blockTotals(hourKey(hour, series));
    if (totals) yield hourUnit(hour, totals);
    if (hour <= lastFolded) break;
    hour = parts.tables.sealedHourBefore(hour);
  }
  for (const key of unsealed.keys()) {
    const hour = hourOfKey(key);
    if (hour < first || hour > last || key !== hourKey(hour, series)) continue;
    const rows = looksOfHour(parts, key, unsealed);
    yield hourUnit(hour, { rows, from: 0, to: rows.length });
  }
}

function hourUnit(hour: number, content: Content): Unit {
  return { atMs: hour * HOUR_MS, spanMs: HOUR_MS, content };
}

/** Buckets of minutes, from single looks; of hours where those are gone. */
async function minuteParts(question: Question, fromMs: number, toMs: number, spanMs: number): Promise<Part[]> {
  const { parts, monitorKey, regions, unsealed } = question;
  const found: Part[] = [];
  const rawFrom = Math.max(parts.rawFromHour, hourOf(fromMs));
  for (const region of regions) {
    const series = seriesOf(monitorKey, region);
    if (hourOf(fromMs) < rawFrom) {
      const lastHour = Math.min(rawFrom - 1, hourOf(toMs - 1));
      for (const unit of hoursOf(question, series, hourOf(fromMs), lastHour)) found.push(partOf(unit, spanMs));
    }
    const isImported = importSourceOf(parts.regions.nameOf(region)) !== undefined;
    for (const hour of hoursWithLooks(question, series, rawFrom, hourOf(toMs - 1))) {
      const rows = looksOfHour(parts, hourKey(hour, series), unsealed);
      const whole = isImported ? fullerTotals(parts, hourKey(hour, series), rows) : undefined;
      if (whole) found.push(partOf(hourUnit(hour, whole), spanMs));
      else found.push(...minutesIn(rows, fromMs, toMs, spanMs));
      await question.breath();
    }
  }
  return found;
}

/** The totals of an imported hour, where they are of more looks than were kept. */
function fullerTotals({ tables, damage }: Parts, key: number, rows: LookRows): Uint8Array | undefined {
  const encoded = tables.blockTotals(key);
  if (!encoded) return undefined;
  const totals = emptyTotals();
  addSound(encoded, totals, damage);
  return looksIn(totals) > rows.length ? encoded : undefined;
}

function hoursWithLooks({ parts, unsealed }: Question, series: number, first: number, last: number): Set<number> {
  const hours = new Set<number>();
  for (let hour = parts.tables.sealedHourBefore(last + 1); hour !== undefined && hour >= first; ) {
    hours.add(hour);
    hour = parts.tables.sealedHourBefore(hour);
  }
  for (const key of unsealed.keys()) {
    const hour = hourOfKey(key);
    if (hour >= first && hour <= last && key === hourKey(hour, series)) hours.add(hour);
  }
  return hours;
}

function minutesIn(rows: LookRows, fromMs: number, toMs: number, spanMs: number): Part[] {
  const found: Part[] = [];
  let from = 0;
  while (from < rows.length) {
    const bucketMs = Math.floor(rows.slotMs[from]! / spanMs) * spanMs;
    let to = from + 1;
    while (to < rows.length && rows.slotMs[to]! < bucketMs + spanMs) to++;
    const inside = trimmed(rows, from, to, fromMs, toMs);
    if (inside.from < inside.to) found.push({ bucketMs, spanMs, content: inside });
    from = to;
  }
  return found;
}

/** Without what lies outside the span. */
function trimmed(rows: LookRows, first: number, end: number, fromMs: number, toMs: number) {
  let from = first;
  let to = end;
  while (from < to && rows.slotMs[from]! < fromMs) from++;
  while (from < to && rows.slotMs[to - 1]! >= toMs) to--;
  return { rows, from, to };
}

/** One roll-up of each bucket, oldest first. */
async function merged({ parts, breath }: Question, found: Part[]): Promise<Rollup[]> {
  found.sort((a, b) => a.bucketMs - b.bucketMs || b.spanMs - a.spanMs);
  const rollups: Rollup[] = [];
  const totals = emptyTotals();
  for (let at = 0; at < found.length; ) {
    const { bucketMs, spanMs } = found[at]!;
    clearTotals(totals);
    for (; at < found.length && found[at]!.bucketMs === bucketMs && found[at]!.spanMs === spanMs; at++) {
      addContent(totals, found[at]!.content, parts.damage);
    }
    rollups.push({ bucketMs, spanMs, ...describeTotals(totals) });
    if (rollups.length % 16 === 0) await breath();
  }
  return rollups;
}

function addContent(totals: LookTotals, content: Content, damage: DamageLog): void {
  if (content instanceof Uint8Array) return addSound(content, totals, damage);
  for (let i = content.from; i < content.to; i++) addLook(totals, content.rows, i);
}
