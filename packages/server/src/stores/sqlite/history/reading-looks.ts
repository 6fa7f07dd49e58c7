/** Single looks, newest first. */
import { importSourceOf, OUTCOMES } from '@upwatch/core';
import type { HistoryStore } from '../../port.ts';
import { breathing } from './breath.ts';
import type { FoundLook } from './kept-looks.ts';
import type { Parts } from './parts.ts';
import { HOURS, hourKey, hourOf, hourOfKey, seriesOf } from './schema.ts';
import { looksOfHour, type Unsealed, unsealedOf } from './unsealed.ts';

export type LooksQuery = Parameters<HistoryStore['looks']>[1];

const PASSED_MAX = OUTCOMES.indexOf('degraded');

/** Goes back hour by hour until there are enough. */
export async function findLooks(parts: Parts, monitorKey: number, query: LooksQuery): Promise<FoundLook[]> {
  const regions = parts.regions.named(query.region);
  const span = spanOf(query);
  const hours = {
    from: Math.max(parts.rawFromHour, hourOf(span.fromMs)),
    to: Math.min(HOURS - 1, hourOf(span.toMs - 1)),
  };
  const unsealed = unsealedOf(parts, monitorKey, regions, hours);
  const isWanted = filterOf(parts, query);
  const breath = breathing(parts.clock);
  const found: FoundLook[] = [];
  for (const hour of hoursBack(parts, unsealed, hours)) {
    found.push(...looksBack(parts, hour, monitorKey, regions, unsealed).filter(isWanted));
    if (found.length >= query.limit) break;
    await breath();
  }
  return found.slice(0, query.limit);
}

function spanOf({ span, before }: LooksQuery): { readonly fromMs: number; readonly toMs: number } {
  const toMs = Math.min(span?.toMs ?? Infinity, before === undefined ? Infinity : before.slotMs + 1);
  return { fromMs: Math.max(0, span?.fromMs ?? 0), toMs: Math.min(toMs, 2 ** 52) };
}

/** Hours that may hold looks, newest first. */
function* hoursBack(
  parts: Parts,
  unsealed: Unsealed,
  hours: { readonly from: number; readonly to: number },
): Generator<number> {
  const inMemory = [...new Set([...unsealed.keys()].map((key) => hourOfKey(key)))].sort((a, b) => b - a);
  let sealed = parts.tables.sealedHourBefore(hours.to + 1) ?? -1;
  while (true) {
    const hour = Math.max(inMemory[0] ?? -1, sealed);
    if (hour < hours.from || hour < 0) return;
    yield hour;
    if (inMemory[0] === hour) inMemory.shift();
    if (sealed === hour) sealed = parts.tables.sealedHourBefore(hour) ?? -1;
  }
}

function looksBack(
  parts: Parts,
  hour: number,
  monitorKey: number,
  regions: readonly number[],
  unsealed: Unsealed,
): FoundLook[] {
  const found = regions.flatMap((region) => {
    const rows = looksOfHour(parts, hourKey(hour, seriesOf(monitorKey, region)), unsealed);
    return Array.from({ length: rows.length }, (_, i): FoundLook => ({ region, rows, i }));
  });
  // Regions come by name, and sorting is stable.
  return found.sort((a, b) => slotOf(b) - slotOf(a));
}

function filterOf(parts: Parts, query: LooksQuery): (look: FoundLook) => boolean {
  const { fromMs, toMs } = spanOf(query);
  const { before, passed } = query;
  return (look) => {
    const slotMs = slotOf(look);
    if (slotMs < fromMs || slotMs >= toMs) return false;
    if (before && slotMs === before.slotMs && parts.regions.nameOf(look.region) <= before.region) return false;
    return passed === undefined || look.rows.outcome[look.i]! <= PASSED_MAX === passed;
  };
}

function slotOf({ rows, i }: FoundLook): number {
  return rows.slotMs[i]!;
}

/** The newest look of each region that is looked from, by region's name. */
export async function findLatest(parts: Parts, monitorKey: number): Promise<FoundLook[]> {
  const found: FoundLook[] = [];
  for (const region of parts.regions.named()) {
    if (importSourceOf(parts.regions.nameOf(region)) !== undefined) continue;
    const known = parts.latest.of(seriesOf(monitorKey, region));
    if (known) found.push({ region, ...known });
    else found.push(...(await findLooks(parts, monitorKey, { region: parts.regions.nameOf(region), limit: 1 })));
  }
  return found;
}
