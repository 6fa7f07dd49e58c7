/** What has to hold of the alerts of any incident, whosever it is: a monitor's, a group's or a report. */
import assert from 'node:assert/strict';
import type { Delivery, Incident } from '@upwatch/core';
import type { MemoryTables } from './memory-tables.ts';

export class Stories {
  readonly #tables: MemoryTables;
  readonly #count: (what: string) => void;

  constructor(tables: MemoryTables, count: (what: string) => void) {
    this.#tables = tables;
    this.#count = count;
  }

  /** An alert tells of what was kept, and was confirmed. */
  isOfKept({ key, incidentId, kind }: Delivery): void {
    // A notice stands by itself.
    if (kind === 'NOTICE') return;
    const row = this.#tables.incidents.get(incidentId);
    assert.ok(row?.confirmedAtMs !== undefined, `alert ${key} tells of what is not confirmed`);
  }

  /** What is told of an incident that stands is told by a policy, and only while nobody has it. */
  escalatesRightly(row: Incident | undefined, openings: readonly Delivery[], decidedAtMs: number): void {
    for (const { key, dispatchId } of openings)
      assert.ok(dispatchId !== undefined, `${key} is told by no policy, and nothing has opened`);
    const { snoozedUntilMs = Infinity } = row?.acknowledgement ?? {};
    const isTaken = row?.acknowledgement && snoozedUntilMs > decidedAtMs;
    assert.ok(!isTaken, `${row?.id} is told once more, although somebody has it`);
    this.#count('escalated');
  }

  /** I4 in the outbox: those that were told of the opening, and no one else; all of them where no policy says otherwise. */
  tellsEnd(row: Incident, deliveries: readonly Delivery[]): void {
    const ends = deliveries.filter(({ kind }) => kind === 'INCIDENT_RESOLVED');
    const round = this.roundBefore(row.id, ends[0]?.sequence ?? Infinity);
    for (const { key, channelId } of ends)
      assert.ok(
        round.some((alert) => alert.channelId === channelId),
        `I4: ${key} ends what was not told`,
      );
    for (const { channelId, dispatchId } of round) {
      if (dispatchId === undefined)
        assert.ok(
          ends.some((end) => end.channelId === channelId),
          `I3: ${channelId} is not told of the end of ${row.id}`,
        );
    }
    this.#count('end told');
  }

  /** What was told of an incident since it opened or came back. @param sequence of what is told after it */
  roundBefore(incidentId: string, sequence: number): readonly Delivery[] {
    const all = this.#tables.ofIncident(incidentId).filter((alert) => alert.sequence < sequence);
    return all.slice(all.findLastIndex(({ kind }) => kind === 'INCIDENT_RESOLVED') + 1);
  }
}
