import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AlertKind, Incident } from '@upwatch/core';
import { LATE_AFTER_MS, lateNotice } from './late.ts';
import { deliveryOf, idOf, incidentOf, RETRY, type Rig, SENT, startRig, T0 } from '../testing/dispatcher-rig.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const down = incidentOf('shop', 'INCIDENT_CREATED', T0, undefined);
const over = incidentOf('shop', 'INCIDENT_RESOLVED', T0 + 600_000, down);
const next: Incident = { ...down, id: idOf('next'), startedAtMs: T0 + 1_800_000, severity: 'DEGRADED' };

/** What an alert of `shop` says now, with these incidents in the store. */
function noticeOf(kind: AlertKind, own: Incident, others: readonly Incident[] = []) {
  const alert = deliveryOf({ incident: down, kind, sequence: 1, channelId: idOf('hook'), nowMs: T0 });
  const incidents = {
    get: async () => own,
    list: async () => ({ items: others, total: others.length }),
  };
  return lateNotice(incidents, { ...alert, monitorId: idOf('monitor') }, 3_600_000);
}

test('a late alert says what is true now', async () => {
  const rows = [
    ['INCIDENT_CREATED', down, [], 'It is still down now.'],
    ['INCIDENT_CREATED', over, [], 'It has been up again since 2026-11-21 12:10:00 UTC.'],
    ['INCIDENT_CREATED', over, [next], 'It is degraded again now, since 2026-11-21 12:30:00 UTC.'],
    ['INCIDENT_RESOLVED', over, [], 'No incident of it is open now.'],
    ['INCIDENT_RESOLVED', over, [next], 'It is degraded again now, since 2026-11-21 12:30:00 UTC.'],
    ['INCIDENT_RESOLVED', down, [], 'It is down again now.'],
    ['NOTICE', down, [next], 'It is a notice: no incident belongs to it.'],
  ] as const;
  for (const [kind, own, others, expected] of rows)
    assert.deepEqual(await noticeOf(kind, own, others), { byMs: 3_600_000, nowTrue: expected });
});

test('an alert in time says nothing of the kind', async () => {
  const alert = deliveryOf({
    incident: down,
    kind: 'INCIDENT_CREATED',
    sequence: 1,
    channelId: idOf('hook'),
    nowMs: T0,
  });
  const unread = { get: () => assert.fail('not asked'), list: () => assert.fail('not asked') };
  assert.equal(await lateNotice(unread, alert, LATE_AFTER_MS), undefined);
});

/** What each attempt says of its lateness, beside how long it had waited: nothing arrives for an hour, and the clock is set on the way. */
async function saidLate(count: number, setByMs: number, meanwhile: (rig: Rig) => void = () => undefined) {
  await using rig = await startRig();
  const fromMs = rig.time.monotonic();
  const said: { readonly isDigest: boolean; readonly byMs: number | undefined; readonly waitedMs: number }[] = [];
  await rig.addChannel('chat', ({ message, context }) => {
    const waitedMs = rig.time.monotonic() - fromMs;
    said.push({ isDigest: message.digest !== undefined, byMs: context.late?.byMs, waitedMs });
    return waitedMs >= HOUR ? SENT : RETRY;
  });
  await rig.storm(
    Array.from({ length: count }, (_, n) => `a${n}`),
    'INCIDENT_CREATED',
  );
  await rig.time.advance(1_500);
  rig.time.jump(setByMs);
  meanwhile(rig);
  await rig.time.advance(2 * HOUR);
  assert.deepEqual(await rig.store.outbox.open(1), []);
  return said;
}

for (const setByMs of [-2 * HOUR, 90_000, 3 * HOUR]) {
  test(`a wall clock that is set by ${setByMs / 1000} s makes nothing late, nor in time`, async () => {
    const [alone, many] = [await saidLate(1, setByMs), await saidLate(12, setByMs)];
    assert.ok(many.some(({ isDigest, byMs }) => isDigest && byMs !== undefined));
    for (const { isDigest, byMs, waitedMs } of [...alone, ...many])
      assert.equal(byMs, waitedMs > (isDigest ? 5 : 2) * MINUTE ? waitedMs : undefined, `after ${waitedMs} ms`);
  });
}

test('after a restart what was left is as late as the clock on the wall says', async () => {
  const setByMs = 3 * HOUR;
  const said = await saidLate(1, setByMs, (rig) => rig.crash());
  const after = said.filter(({ byMs }) => byMs !== undefined);
  assert.ok(after.length > 0);
  for (const { byMs, waitedMs } of after) assert.equal(byMs, waitedMs + setByMs);
});
