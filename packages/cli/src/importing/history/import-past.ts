/** The part of `upwatch import` that brings the past. */
import type { Client } from '../../api-client.ts';
import { UsageError } from '../../exit.ts';
import { progressLine } from '../../render/progress-line.ts';
import { hasColour } from '../../render/table.ts';
import { doneText } from '../../render/verdict.ts';
import type { Applied } from '../apply.ts';
import { whereOf } from '../gathering.ts';
import type { ImportKind } from '../kinds.ts';
import { counted } from './past.ts';
import { bringPast, type Brought, type WithPast } from './bring-past.ts';

export interface PastOptions {
  /** Whether the past is wanted at all. */
  readonly history: boolean;
  /** A day or an instant: as somebody typed it. */
  readonly historyFrom?: string;
}

/** @throws UsageError for what is no time */
export function historyFromMs({ historyFrom }: PastOptions): number | undefined {
  if (historyFrom === undefined) return undefined;
  const ms = /^\d{4}-\d\d-\d\d/.test(historyFrom) ? Date.parse(historyFrom) : Number.NaN;
  if (Number.isNaN(ms)) throw new UsageError(`--history-from must be a day such as 2026-01-31, got "${historyFrom}"`);
  return ms;
}

/** What a run would bring, for people; undefined where there is nothing. */
export async function pastSummary(
  kind: ImportKind,
  files: readonly string[],
  { history }: PastOptions,
): Promise<string | undefined> {
  using reader = history ? await kind.openPast?.(files) : undefined;
  return reader?.summary;
}

interface Bringing {
  readonly kind: ImportKind;
  readonly files: readonly string[];
  readonly source: string;
  readonly options: PastOptions;
  readonly isQuiet: boolean;
}

/** @returns what failed */
export async function importPast(
  { done, ids }: Applied,
  client: Client,
  { kind, files, source, options, isQuiet }: Bringing,
): Promise<Brought['failed']> {
  using reader = options.history ? await kind.openPast?.(files) : undefined;
  if (!reader) return [];
  const monitors = done
    .filter(({ thing }) => thing.section === 'monitors')
    .map(({ thing }): WithPast => ({ ref: thing.ref, id: ids.get(thing.ref)!, where: whereOf(thing) }));
  const line = progressLine(process.stderr);
  const onProgress = (place: number, added: Brought['added']): void =>
    line.show(place, monitors.length, `of the past: ${countsOf(added)}`);
  const fromMs = historyFromMs(options);
  const brought = await bringPast(reader, monitors, client, { source, fromMs, onProgress }).finally(() => line.end());
  const { added, failed } = brought;
  const isNew = added.looks + added.hours + added.days > 0;
  const said = isNew ? `of the past: ${countsOf(added)}` : 'of the past: nothing new';
  if (!isQuiet) process.stdout.write(`${doneText(said, hasColour(process.stdout))}\n`);
  return failed;
}

function countsOf({ looks, hours, days }: Brought['added']): string {
  const all = [
    [looks, 'look'],
    [hours, 'hour'],
    [days, 'day'],
  ] as const;
  const parts = all.filter(([count]) => count > 0);
  if (parts.length === 0) return 'nothing yet';
  return parts.map(([count, word]) => counted(count, word)).join(', ');
}
