import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { WaitingAlert } from '../../stores/port.ts';
import { Lane } from './lane.ts';

const NOW = Date.UTC(2026, 10, 21, 12, 0, 0);
const MINUTE_MS = 60_000;

/** An alert that is due. */
const DUE: WaitingAlert = {
  id: 'alert',
  incidentId: 'incident',
  channelId: 'channel',
  kind: 'INCIDENT_CREATED',
  sequence: 1,
  status: 'PENDING',
  attemptCount: 0,
  createdAtMs: NOW,
};

test('a channel that asked for an hour gets it, also where the store is in trouble meanwhile (A02)', () => {
  const lane = new Lane('channel');
  lane.put('incident', [DUE], { nowMs: NOW, monotonicMs: 0 });
  lane.learn({ type: 'retry', reason: 'too many', statusCode: 429, retryAfterMs: 60 * MINUTE_MS }, 0, 0.5);
  lane.pauseUntil(2_000);
  assert.equal(lane.next({ nowMs: NOW, monotonicMs: 0 })?.dueAtMs, NOW + 60 * MINUTE_MS);
  assert.equal(lane.next({ nowMs: NOW, monotonicMs: 60 * MINUTE_MS })?.dueAtMs, NOW);
});
