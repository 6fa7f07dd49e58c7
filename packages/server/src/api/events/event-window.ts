/** The last events, kept for whoever comes back: bounded, in memory, forgotten at a restart. */
import type { LiveEvent } from '../../live.ts';
import { presentEvent } from '../present/event.ts';

/** An event with its place in the stream. */
export interface KeptEvent {
  /** `boot-number`: what a client gives back as Last-Event-ID. */
  readonly id: string;
  readonly number: number;
  readonly type: LiveEvent['type'];
  readonly monitorId: string | undefined;
  /** As it is sent, made once however many listen. */
  readonly text: string;
}

/** What came after an id: `reset` when that cannot be said any more. */
type Missed = { readonly type: 'events'; readonly events: readonly KeptEvent[] } | { readonly type: 'reset' };

export interface EventWindow {
  add(event: LiveEvent): KeptEvent;
  since(lastEventId: string): Missed;
  /** Forgets everything: events from now on are not seen, so nothing before can be joined to what comes later. */
  forget(): void;
}

/**
 * @param bootId tells the ids of this process from those of an earlier one
 * @param bounds how many events, and how many bytes of them
 * @param publicUrl links in events are made from it
 */
export function createEventWindow(
  bootId: string,
  bounds: { readonly events: number; readonly bytes: number },
  publicUrl?: string,
): EventWindow {
  let kept: KeptEvent[] = [];
  let first = 0;
  let bytes = 0;
  let number = 0;

  function drop(): void {
    bytes -= kept[first]!.text.length;
    first++;
    // Moving the rest down for each event would cost more than the event.
    if (first > bounds.events) {
      kept = kept.slice(first);
      first = 0;
    }
  }

  return {
    add(event) {
      number++;
      const id = `${bootId}-${number}`;
      const text = `id: ${id}\nevent: ${event.type}\ndata: ${JSON.stringify(presentEvent(event, publicUrl))}\n\n`;
      const entry: KeptEvent = { id, number, type: event.type, monitorId: monitorOf(event), text };
      kept.push(entry);
      bytes += text.length;
      while (kept.length - first > bounds.events || bytes > bounds.bytes) drop();
      return entry;
    },
    since(lastEventId) {
      const match = /^(.+)-(\d{1,15})$/.exec(lastEventId);
      const last = Number(match?.[2]);
      if (match?.[1] !== bootId || last > number) return { type: 'reset' };
      if (last === number) return { type: 'events', events: [] };
      const oldest = kept[first]?.number ?? number + 1;
      if (last + 1 < oldest) return { type: 'reset' };
      return { type: 'events', events: kept.slice(first + last + 1 - oldest) };
    },
    forget() {
      kept = [];
      first = 0;
      bytes = 0;
      // An id handed out before must not look like the newest one: something was missed after it.
      number++;
    },
  };
}

function monitorOf({ type, data }: LiveEvent): string | undefined {
  if (type === 'change') return data.resourceType === 'monitor' ? data.resourceId : undefined;
  return data.monitorId;
}
