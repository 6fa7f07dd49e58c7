import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { IncidentDetail } from '@upwatch/sdk';
import { expectedAfter, type IncidentAct } from './expected.ts';
import { folded } from './folded.ts';

const AT = '2026-01-05T12:00:00.000Z';
/** What these acts do not look at is left out. */
const detailOf = (incident: object): IncidentDetail => ({ incident, updates: [] }) as unknown as IncidentDetail;
const open = detailOf({ id: 'i', status: 'CONFIRMED', severity: 'DOWN', acknowledgedBy: null, snoozedUntil: null });

test('each act shows at once what the server will say of it, and leaves the rest alone', () => {
  const after = (act: IncidentAct, before = open) => expectedAfter(before, act, { name: 'Ada', at: AT }).incident;
  const taken = { ...open.incident, acknowledgedAt: AT, acknowledgedBy: 'Ada' };
  assert.deepEqual(after({ type: 'acknowledge' }), taken);
  assert.deepEqual(after({ type: 'acknowledge', snoozeMinutes: 90 }), {
    ...taken,
    snoozedUntil: '2026-01-05T13:30:00.000Z',
  });
  assert.equal(after({ type: 'giveBack' }, detailOf(taken)).acknowledgedBy, null);
  assert.deepEqual(after({ type: 'severity', severity: 'DEGRADED' }), { ...open.incident, severity: 'DEGRADED' });
  assert.deepEqual(after({ type: 'comment', body: 'rolled back' }), open.incident);
  assert.deepEqual(after({ type: 'resolve' }), {
    ...open.incident,
    status: 'RESOLVED',
    resolvedAt: AT,
    resolutionReason: 'MANUAL',
  });
});

test('long runs of looks fold, what people and deliveries did never does, and nothing is lost', () => {
  type Entry = Parameters<typeof folded>[0][number];
  const entry = (type: Entry['type'], at: number): Entry => ({
    ...{ at: String(at), type, text: type, said: { code: 'text', params: {} } },
    ...{ region: null, channelId: null, deliveryId: null },
  });
  const types: readonly Entry['type'][] = [
    ...(['look', 'look', 'evaluation', 'look', 'evaluation', 'transition'] as const),
    ...(['delivery', 'delivery', 'delivery', 'comment', 'comment', 'comment', 'look'] as const),
  ];
  const entries = types.map(entry);
  const runs = folded(entries);
  assert.deepEqual(
    runs.map(({ shown, folded: more }) => [shown.length, more.length]),
    [
      [2, 3],
      [7, 0],
      [1, 0],
    ],
  );
  assert.deepEqual(
    runs.flatMap(({ shown, folded: more }) => [...shown, ...more]),
    entries,
  );
});
