import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { decodeJournal, encodeJournal } from '../history/journal.ts';
import { LookRows } from '../history/look-rows.ts';
import type { Observation } from '../looking/observation.ts';
import { viewOf, viewOfRow } from './observation-view.ts';

const HOUR = Date.UTC(2026, 0, 5, 12);

test('a response time is decided by as history keeps it: whole, as a row, or read again from history', () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 120_000, noNaN: true }), (totalMs) => {
      const look: Observation = {
        monitorId: 'm',
        region: 'eu',
        slotMs: HOUR,
        generation: 1,
        kind: 'scheduled',
        startedAtMs: HOUR,
        latenessMs: 0,
        phases: { totalMs },
        attempts: [],
        facts: {},
        assertions: [],
      };
      const rows = new LookRows(1);
      const row = { monitorKey: 1, slotMs: HOUR, latenessMs: 0, kind: 'scheduled', outcome: 'up' } as const;
      rows.push({ ...row, attempts: 1, phases: { totalMs }, statusCode: 200, bodyBytes: 0 });
      const kept = decodeJournal(encodeJournal(rows, HOUR), HOUR).at(0);
      const { responseMs } = viewOf(look);
      assert.equal(viewOfRow(rows.at(0), 'eu', 1).responseMs, responseMs);
      assert.equal(viewOfRow(kept, 'eu', 1).responseMs, responseMs);
      assert.ok(Math.abs(responseMs! - totalMs) <= Math.max(0.006, totalMs * 0.0085));
    }),
  );
});
