import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type LookRow, LookRows } from '@upwatch/core';
import { LookTally } from './look-tally.ts';

const LOOK: LookRow = {
  monitorKey: 3,
  slotMs: 1000,
  latenessMs: 0,
  kind: 'scheduled',
  outcome: 'up',
  attempts: 1,
  phases: { dnsMs: 1, ttfbMs: 10, totalMs: 11.5 },
  statusCode: 200,
  bodyBytes: 2,
};

function batch(...looks: readonly Partial<LookRow>[]) {
  const rows = new LookRows(looks.length);
  for (const look of looks) rows.push({ ...LOOK, ...look });
  return { region: 'local', rows };
}

test('the newest look is told with the phases that happened, and every look is counted', () => {
  const tally = new LookTally();
  assert.deepEqual(tally.of(3), []);
  tally.take(batch({}, { slotMs: 2000, phases: { tcpMs: 2, totalMs: 4 } }));
  tally.take(batch({ slotMs: 1500 }));
  assert.deepEqual(tally.of(3), [
    { region: 'local', slotMs: 2000, phases: { tcp: 2 }, totalMs: 4, looks: 3, failures: {} },
  ]);
});

test('failures are counted by class; a look that says nothing of the target has no durations', () => {
  const tally = new LookTally();
  tally.take(batch({ outcome: 'down', failureCode: 'dns.nxdomain' }, { outcome: 'down', failureCode: 'dns.timeout' }));
  tally.take(batch({ slotMs: 9000, outcome: 'unknown', failureCode: 'probe.overloaded' }));
  const [known] = tally.of(3);
  assert.deepEqual(known, { region: 'local', slotMs: 9000, phases: {}, looks: 3, failures: { dns: 2, probe: 1 } });
});

test('looks made by hand count for nothing, and regions and monitors stand apart', () => {
  const tally = new LookTally();
  tally.take(batch({ kind: 'manual' }));
  assert.deepEqual(tally.of(3), []);
  tally.take({ ...batch({ monitorKey: 5000, slotMs: 7 }), region: 'eu' });
  tally.take(batch({ monitorKey: 5000 }));
  assert.deepEqual(
    tally.of(5000).map(({ region, slotMs }) => [region, slotMs]),
    [
      ['local', 1000],
      ['eu', 7],
    ],
  );
  assert.deepEqual(tally.of(4999), []);
});
