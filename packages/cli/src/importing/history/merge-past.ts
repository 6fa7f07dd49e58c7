/**
 * Puts together what a source keeps in several ways. Sources thin out what gets old, single looks first: so an hour is
 * told by its looks where they are (nearly) all there, else by its sum, and a day by its hours where those are (nearly)
 * all there, else by its own sum. Pure; holds the looks of one day.
 */
import { DAY_MS, HOUR_MS, type PastLook, type PastPart, type PastSpan, type PastTotals } from './past.ts';

/** A look at the turn of the hour is counted here into one and there into the other. */
const NEARLY_ALL = 0.95;

export interface KeptPast {
  /** Oldest first. */
  readonly looks: Iterable<PastLook>;
  /** By when they begin. */
  readonly hours: ReadonlyMap<number, PastTotals>;
  readonly days: ReadonlyMap<number, PastTotals>;
}

/** @returns parts, oldest first; none that reaches beyond the span */
export function* mergePast({ looks, hours, days }: KeptPast, span: PastSpan): Generator<PastPart> {
  const summed = [...new Set([...hours.keys(), ...days.keys()].map(dayOf))].toSorted((a, b) => a - b);
  const ofDay = (dayMs: number, own: readonly PastLook[]): readonly PastPart[] =>
    partsOfDay({ dayMs, looks: own, hours, total: days.get(dayMs) }, span);
  for (const own of byDay(looks)) {
    const dayMs = dayOf(own[0]!.atMs);
    while (summed.length > 0 && summed[0]! < dayMs) yield* ofDay(summed.shift()!, []);
    if (summed[0] === dayMs) summed.shift();
    yield* ofDay(dayMs, own);
  }
  for (const dayMs of summed) yield* ofDay(dayMs, []);
}

function dayOf(atMs: number): number {
  return Math.floor(atMs / DAY_MS) * DAY_MS;
}

function* byDay(looks: Iterable<PastLook>): Generator<PastLook[]> {
  let day: PastLook[] = [];
  for (const look of looks) {
    if (day.length > 0 && dayOf(day[0]!.atMs) !== dayOf(look.atMs)) {
      yield day;
      day = [];
    }
    day.push(look);
  }
  if (day.length > 0) yield day;
}

interface Day {
  readonly dayMs: number;
  readonly looks: readonly PastLook[];
  readonly hours: ReadonlyMap<number, PastTotals>;
  readonly total: PastTotals | undefined;
}

function partsOfDay({ dayMs, looks, hours, total }: Day, span: PastSpan): readonly PastPart[] {
  const byHour = Map.groupBy(looks, ({ atMs }) => Math.floor(atMs / HOUR_MS) * HOUR_MS);
  const parts = Array.from({ length: 24 }, (_, hour) => dayMs + hour * HOUR_MS).flatMap((fromMs) => {
    const part = partOfHour(fromMs, byHour.get(fromMs) ?? [], hours.get(fromMs), span);
    return part ? [part] : [];
  });
  if (!total || dayMs < span.fromMs || dayMs + DAY_MS > span.toMs) return parts;
  const known = parts.reduce((sum, part) => sum + countOf(part), 0);
  return known >= NEARLY_ALL * (total.up + total.down) ? parts : [{ type: 'day', fromMs: dayMs, totals: total }];
}

function partOfHour(
  fromMs: number,
  all: readonly PastLook[],
  totals: PastTotals | undefined,
  span: PastSpan,
): PastPart | undefined {
  const isWhole = fromMs >= span.fromMs && fromMs + HOUR_MS <= span.toMs;
  if (totals && isWhole && all.length < NEARLY_ALL * (totals.up + totals.down)) return { type: 'hour', fromMs, totals };
  const looks = all.filter(({ atMs }) => atMs >= span.fromMs && atMs < span.toMs);
  return looks.length > 0 ? { type: 'looks', fromMs, looks } : undefined;
}

/** How many looks a part stands for. */
function countOf(part: PastPart): number {
  return part.type === 'looks' ? part.looks.length : part.totals.up + part.totals.down;
}
