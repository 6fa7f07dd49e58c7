/** What a page told in a month. */
import type { PageSource } from './page-source.ts';
import type { HistoryMonth } from './render/status-document.ts';

/** Months of history that are shown: what is older is not kept for much longer anyhow. */
const MONTHS_MAX = 24;

/** `2026-01`, in UTC. */
export function monthOf(atMs: number): string {
  return new Date(atMs).toISOString().slice(0, 7);
}

/** What began in a month; undefined for one that is to come, or too long ago. */
export async function historyMonth(
  pageId: string,
  month: string,
  nowMs: number,
  source: Pick<PageSource, 'told'>,
): Promise<HistoryMonth | undefined> {
  const [, year = '', number = ''] = /^(\d{4})-(0[1-9]|1[0-2])$/.exec(month) ?? [];
  const today = new Date(nowMs);
  const ago = (today.getUTCFullYear() - Number(year)) * 12 + today.getUTCMonth() + 1 - Number(number);
  if (year === '' || ago < 0 || ago >= MONTHS_MAX) return undefined;
  const startMs = Date.UTC(Number(year), Number(number) - 1);
  const endMs = Date.UTC(Number(year), Number(number));
  const told = await source.told(pageId, startMs);
  return {
    startMs,
    incidents: told.filter(
      ({ startedAtMs, phase }) => startedAtMs >= startMs && startedAtMs < endMs && phase !== 'scheduled',
    ),
    ...(ago < MONTHS_MAX - 1 && { older: monthOf(startMs - 1) }),
    ...(ago > 0 && { newer: monthOf(endMs) }),
  };
}
