/** When a window lasts: at an instant, in a span, and when that changes next. */
import { type Timetable, timetableOf } from './timetable.ts';
import type { MaintenanceWindow, Occurrence } from './window.ts';

/** Times that run into one another are followed so far; then somebody asks again. */
const JOINED_MAX = 500;

/** Rules are worked out once for each window: a window that is changed is another value. */
const compiled = new WeakMap<MaintenanceWindow, Timetable>();

function timetable(window: MaintenanceWindow): Timetable {
  const known = compiled.get(window) ?? timetableOf(window);
  compiled.set(window, known);
  return known;
}

/** The time that a window has at an instant, joined with those that follow without a gap; undefined outside. */
export function occurrenceAt(window: MaintenanceWindow, atMs: number): Occurrence | undefined {
  const starts = timetable(window);
  // All last equally long, so the latest to begin is the last to end.
  const startMs = starts.last(atMs);
  if (startMs === undefined) return undefined;
  let endMs = endOf(window, startMs);
  if (endMs <= atMs) return undefined;
  for (let joined = 0, latestMs = startMs; joined < JOINED_MAX; joined++) {
    const nextMs = starts.next(latestMs);
    if (nextMs === undefined || nextMs > endMs || window.endedEarlyAtMs.includes(endMs)) break;
    latestMs = nextMs;
    endMs = endOf(window, nextMs);
  }
  return { startMs, endMs };
}

/** Whether a window lasts at an instant. */
export function isActive(window: MaintenanceWindow, atMs: number): boolean {
  const startMs = timetable(window).last(atMs);
  return startMs !== undefined && endOf(window, startMs) > atMs;
}

/** The first start after an instant. */
export function nextStart(window: MaintenanceWindow, afterMs: number): number | undefined {
  return timetable(window).next(afterMs);
}

/** When a window begins or ends next after an instant; undefined when it never does again. */
export function nextChange(window: MaintenanceWindow, atMs: number): number | undefined {
  return occurrenceAt(window, atMs)?.endMs ?? nextStart(window, atMs);
}

/** The times that lie in a span, whole or in part, whole as they are, oldest first. */
export function occurrencesBetween(window: MaintenanceWindow, fromMs: number, toMs: number): readonly Occurrence[] {
  const lengthMs = window.endsAtMs - window.startsAtMs;
  return timetable(window)
    .between(fromMs - lengthMs, toMs)
    .map((startMs) => ({ startMs, endMs: endOf(window, startMs) }))
    .filter(({ startMs, endMs }) => endMs > fromMs && endMs > startMs);
}

/** When the first time ends; a window that comes once is over then. */
export function firstEnd(window: MaintenanceWindow): number {
  return endOf(window, window.startsAtMs);
}

function endOf(window: MaintenanceWindow, startMs: number): number {
  const endMs = startMs + (window.endsAtMs - window.startsAtMs);
  const cutMs = window.endedEarlyAtMs.find((ms) => ms >= startMs) ?? endMs;
  return Math.min(endMs, cutMs, window.deletedAtMs ?? endMs);
}

/** What of a span is maintenance, by any of some windows: without overlaps, oldest first, cut to the span. */
export function maintenanceSpans(
  windows: readonly MaintenanceWindow[],
  span: { readonly fromMs: number; readonly toMs: number },
): readonly Occurrence[] {
  const all = windows
    .flatMap((window) => occurrencesBetween(window, span.fromMs, span.toMs))
    .toSorted((a, b) => a.startMs - b.startMs);
  const joined: { startMs: number; endMs: number }[] = [];
  for (const one of all) {
    const startMs = Math.max(one.startMs, span.fromMs);
    const endMs = Math.min(one.endMs, span.toMs);
    const before = joined.at(-1);
    if (before && startMs <= before.endMs) before.endMs = Math.max(before.endMs, endMs);
    else joined.push({ startMs, endMs });
  }
  return joined;
}
