/** Sends the past of monitors, one after another, bit by bit. What was interrupted goes on where it was. */
import type { Client } from '../../api-client.ts';
import { failureOf } from '../../failure.ts';
import { batchesOf } from './batches.ts';
import type { PastReader } from './past.ts';
import { spansOf } from './spans.ts';

export interface WithPast {
  /** Which one it is at the source. */
  readonly ref: string;
  readonly id: string;
  /** For messages: `monitor "shop"`. */
  readonly where: string;
}

export interface BringOptions {
  /** By which the server knows where it came from. */
  readonly source: string;
  readonly fromMs?: number | undefined;
  readonly onProgress: (done: number, sent: Brought['added']) => void;
}

export interface Brought {
  readonly added: { readonly looks: number; readonly hours: number; readonly days: number };
  readonly failed: readonly { readonly where: string; readonly why: string }[];
}

export async function bringPast(
  reader: PastReader,
  monitors: readonly WithPast[],
  client: Client,
  { source, fromMs, onProgress }: BringOptions,
): Promise<Brought> {
  const added = { looks: 0, hours: 0, days: 0 };
  const failed: { where: string; why: string }[] = [];
  for (const [place, { ref, id, where }] of monitors.entries()) {
    onProgress(place, added);
    try {
      const known = await client.monitors.history.get(id);
      for (const span of spansOf(known, source, fromMs)) {
        for (const batch of batchesOf(reader.read(ref, span))) {
          const more = (await client.monitors.history.import(id, source, batch)).added;
          added.looks += more.looks;
          added.hours += more.hours;
          added.days += more.days;
          onProgress(place, added);
        }
      }
    } catch (error) {
      failed.push({ where, why: `its past could not be brought: ${failureOf(error).message}` });
    }
  }
  return { added, failed };
}
