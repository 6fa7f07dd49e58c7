import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AlertKind, Delivery, DeliveryStatus } from '@upwatch/core';
import * as fc from 'fast-check';
import { MERGE_AFTER_MS, nextStep, stillTold } from './order.ts';

const NOW = Date.UTC(2026, 10, 21, 12, 0, 0);
const KINDS = { C: 'INCIDENT_CREATED', R: 'INCIDENT_RESOLVED', O: 'INCIDENT_REOPENED' } as const;
const STATUSES = { p: 'PENDING', r: 'RETRY_PENDING', d: 'DELIVERED', f: 'FAILED', c: 'CANCELLED' } as const;

/** `Cd Rp`: an opening that was delivered, and its recovery that waits. */
function alertsOf(text: string, ageMs = 1_000): readonly Delivery[] {
  return text.split(' ').map((word, index) => alertOf(word, index, NOW - ageMs + index));
}

function alertOf(word: string, index: number, occurredAtMs: number): Delivery {
  const kind: AlertKind = KINDS[word[0] as keyof typeof KINDS];
  const status: DeliveryStatus = STATUSES[word[1] as keyof typeof STATUSES];
  return {
    id: `${index}`,
    key: `incident:${index}:channel`,
    incidentId: 'incident',
    channelId: 'channel',
    kind,
    sequence: index,
    message: {
      kind,
      severity: 'DOWN',
      monitorName: 'shop',
      target: 'https://shop.example',
      monitorId: 'monitor',
      incidentId: 'incident',
      headline: 'shop is down',
      regions: ['local'],
      startedAtMs: occurredAtMs,
      occurredAtMs,
    },
    status,
    attemptCount: 0,
    createdAtMs: occurredAtMs,
    ...(status === 'RETRY_PENDING' && { nextRetryAtMs: NOW + 1_000 * (10 - index) }),
  };
}

/** `send 1`, `send 2 for 0,1`, `cancel 1`, `nothing` */
function stepOf(text: string, ageMs?: number): string {
  const step = nextStep(alertsOf(text, ageMs).toReversed(), NOW);
  if (step.type === 'nothing') return 'nothing';
  if (step.type === 'cancel') return `cancel ${step.delivery.id}`;
  const stoodFor = step.supersedes.map(({ id }) => id).join();
  return `send ${step.delivery.id}${stoodFor === '' ? '' : ` for ${stoodFor}`}`;
}

test('alerts of one incident go out in order, a recovery only where its opening arrived (I4)', () => {
  const rows = [
    ['Cp', 'send 0'],
    ['Cd', 'nothing'],
    ['Cp Rp', 'send 0'],
    ['Cr Rp', 'send 0'],
    ['Cd Rp', 'send 1'],
    ['Cf Rp', 'cancel 1'],
    ['Cc Rp', 'cancel 1'],
    ['Rp', 'cancel 0'],
    ['Cd Rd Op', 'send 2'],
    ['Cf Rc Op', 'send 2'],
    ['Cd Rd Of Rp', 'cancel 3'],
    ['Cf Rc Od Rp', 'send 3'],
    ['Cr Rd', 'cancel 0'],
    ['Cd Rr Od', 'cancel 1'],
    ['Cf Rf', 'nothing'],
  ] as const;
  for (const [alerts, expected] of rows) assert.equal(stepOf(alerts), expected, alerts);
});

test('what waited for more than five minutes with a later one behind it is told in one message (A03)', () => {
  const rows = [
    ['Cr', 'send 0'],
    ['Cr Rp', 'send 1 for 0'],
    ['Cr Rr', 'send 1 for 0'],
    ['Cr Rp Op', 'send 2 for 0,1'],
    ['Cd Rr Op', 'send 2 for 1'],
    ['Cd Rr Op Rp', 'send 3 for 1,2'],
    ['Cr Rf Op', 'send 2 for 0'],
    ['Cd Rr', 'send 1'],
    ['Cf Rp', 'cancel 1'],
    ['Cc Rp Oc Rp', 'cancel 1'],
    ['Cf Rr Op Rp', 'cancel 1'],
    ['Cf Rc Op Rp', 'send 3 for 2'],
  ] as const;
  for (const [alerts, expected] of rows) assert.equal(stepOf(alerts, MERGE_AFTER_MS + 10), expected, alerts);
  assert.equal(stepOf('Cr Rp', MERGE_AFTER_MS), 'send 0');
});

test('a merged message waits as long as the longest wait it stands for, and carries its own key', () => {
  const step = nextStep(alertsOf('Cr Rr', MERGE_AFTER_MS + 10), NOW);
  assert.ok(step.type === 'send');
  assert.equal(step.dueAtMs, NOW + 10_000);
  assert.equal(step.delivery.key, 'incident:1:channel');
  assert.equal(step.openingKey, 'incident:0:channel');
});

test('a wall clock that was set back withholds nothing', () => {
  const alert = alertsOf('Cr')[0]!;
  const dueAfter = (change: Partial<Delivery>): number => {
    const step = nextStep([{ ...alert, ...change }], NOW);
    assert.ok(step.type === 'send');
    return step.dueAtMs - NOW;
  };
  const hourMs = 3_600_000;
  assert.equal(dueAfter({ lastAttemptAtMs: NOW - 1_000, nextRetryAtMs: NOW + hourMs }), hourMs);
  assert.equal(dueAfter({ lastAttemptAtMs: NOW - 1_000, nextRetryAtMs: NOW + 2 * hourMs }), 0);
  assert.equal(dueAfter({ lastAttemptAtMs: NOW + 1, nextRetryAtMs: NOW + 2_000 }), 0);
  assert.equal(dueAfter({ createdAtMs: NOW + 5_000, nextRetryAtMs: NOW + 6_000 }), 0);
});

test('a wall clock that was set back wakes nobody in quiet hours', () => {
  const [alert] = alertsOf('Cp');
  const dueAfter = (createdMs: number, notBeforeMs: number): number => {
    const step = nextStep([{ ...alert!, createdAtMs: NOW + createdMs, notBeforeMs: NOW + notBeforeMs }], NOW);
    assert.ok(step.type === 'send');
    return step.dueAtMs - NOW;
  };
  const hourMs = 3_600_000;
  assert.equal(dueAfter(-1_000, 8 * hourMs), 8 * hourMs);
  assert.equal(dueAfter(1, 8 * hourMs), 8 * hourMs);
  assert.equal(dueAfter(2 * hourMs, 10 * hourMs), 10 * hourMs);
  assert.equal(dueAfter(8760 * hourMs, 8768 * hourMs), 0, 'set back by a year');
});

test('whatever the answers, no recovery arrives without its opening or a message that tells of both, and nothing arrives out of order', () => {
  const story = fc.array(fc.constantFrom('Rp', 'Op'), { maxLength: 6 }).map((rest) => ['Cp'].concat(rest).join(' '));
  const answers = fc.array(fc.constantFrom('sent', 'retry', 'reject'), { minLength: 40, maxLength: 40 });
  fc.assert(
    fc.property(story, answers, fc.integer({ min: 0, max: 600_000 }), (words, outcomes, ageMs) => {
      let alerts = alertsOf(words, ageMs);
      const change = (id: string, status: DeliveryStatus): void => {
        alerts = alerts.map((alert) => (alert.id === id ? Object.assign({}, alert, { status }) : alert));
      };
      const arrived: { readonly sequence: number; readonly kind: AlertKind; readonly tellsAll: boolean }[] = [];
      for (const outcome of outcomes) {
        const step = nextStep(alerts, NOW);
        if (step.type === 'nothing') break;
        if (step.type === 'cancel') change(step.delivery.id, 'CANCELLED');
        else if (outcome !== 'retry') {
          const { delivery, supersedes } = step;
          if (outcome === 'sent')
            arrived.push({
              sequence: delivery.sequence,
              kind: delivery.kind,
              tellsAll: supersedes.some(({ kind }) => kind !== 'INCIDENT_RESOLVED'),
            });
          change(delivery.id, outcome === 'sent' ? 'DELIVERED' : 'FAILED');
          for (const earlier of supersedes) change(earlier.id, 'CANCELLED');
        }
      }
      for (const [index, message] of arrived.entries()) {
        assert.ok(index === 0 || message.sequence > arrived[index - 1]!.sequence);
        const isHeard = arrived.slice(0, index).some(({ kind }) => kind !== 'INCIDENT_RESOLVED');
        assert.ok(message.kind !== 'INCIDENT_RESOLVED' || message.tellsAll || isHeard);
      }
    }),
  );
});

/** An alert that waits for the end of quiet hours. */
function quiet(alert: Delivery, untilMs: number): Delivery {
  return { ...alert, notBeforeMs: untilMs };
}

test('what waits for the end of quiet hours is sent at their end', () => {
  const [opening] = alertsOf('Cp') as [Delivery];
  const step = nextStep([quiet(opening, NOW + 3_600_000)], NOW);
  assert.deepEqual([step.type, step.type === 'send' && step.dueAtMs - NOW], ['send', 3_600_000]);
});

test('what is over before the quiet hours are is told by no word', () => {
  const [opening, recovery] = alertsOf('Cp Rp') as [Delivery, Delivery];
  const waiting = [quiet(opening, NOW + 3_600_000), quiet(recovery, NOW + 3_600_000)];
  const first = nextStep(waiting, NOW);
  assert.deepEqual(
    [first.type, first.type === 'cancel' && [first.delivery.id, first.dueAtMs - NOW]],
    ['cancel', ['0', 0]],
  );
  const atTheirEnd = nextStep(waiting, NOW + 3_600_000);
  assert.equal(atTheirEnd.type, 'cancel', 'nor in the instant in which they end');
  const second = nextStep([{ ...waiting[0]!, status: 'CANCELLED' }, waiting[1]!], NOW);
  assert.deepEqual([second.type, second.type === 'cancel' && second.delivery.id], ['cancel', '1']);
});

test('what the channel could not take after the quiet hours is told though it is over by then', () => {
  const [opening, recovery] = alertsOf('Cp Rp') as [Delivery, Delivery];
  const kept = quiet(opening, NOW - 60_000);
  const step = nextStep([kept, recovery], NOW);
  assert.deepEqual([step.type, step.type === 'send' && step.delivery.id], ['send', '0']);
  const late = nextStep([kept, recovery], NOW + MERGE_AFTER_MS + 60_000);
  assert.deepEqual([late.type, late.type === 'send' && late.supersedes.length], ['send', 1], 'both in one message');
});

test('what was tried before the quiet hours and waits for their end keeps its own end from being dropped', () => {
  const [opening, recovery] = alertsOf('Cr Rp') as [Delivery, Delivery];
  const tried = quiet(
    { ...opening, attemptCount: 1, createdAtMs: NOW, message: { ...opening.message, occurredAtMs: NOW } },
    NOW + 60_000,
  );
  const meanwhile = nextStep([tried, recovery], NOW);
  assert.deepEqual(
    [meanwhile.type, meanwhile.type === 'send' && [meanwhile.delivery.id, meanwhile.dueAtMs - NOW]],
    ['send', ['0', 60_000]],
  );
  const arrived = { ...tried, status: 'DELIVERED' } as const;
  const after = nextStep([arrived, recovery], NOW + 60_000);
  assert.deepEqual([after.type, after.type === 'send' && after.delivery.id], ['send', '1']);
  const long = quiet(tried, NOW + 3_600_000);
  const together = nextStep([long, recovery], NOW + 3_600_000);
  assert.deepEqual([together.type, together.type === 'send' && together.supersedes.length], ['send', 1]);
});

test('whatever waits and whatever was tried, no beginning is told whose end was dropped', () => {
  const kinds = fc.array(
    fc.record({ isTried: fc.boolean(), isQuiet: fc.boolean(), agedMs: fc.nat({ max: 900_000 }) }),
    {
      minLength: 2,
      maxLength: 6,
    },
  );
  fc.assert(
    fc.property(kinds, (alerts) => {
      const words = alerts.map((_, place) => (place % 2 === 0 ? 'C' : 'R')).join('p ');
      let rest: readonly Delivery[] = alertsOf(`${words}p`).map((alert, place) => {
        const { isTried, isQuiet, agedMs } = alerts[place]!;
        const tried = isTried ? ({ status: 'RETRY_PENDING', attemptCount: 1 } as const) : {};
        const message = { ...alert.message, occurredAtMs: NOW - agedMs };
        return { ...alert, ...tried, message, ...(isQuiet && { notBeforeMs: NOW + 3_600_000 }) };
      });
      const end = (ids: readonly string[], status: Delivery['status']): void => {
        rest = rest.map((alert) => (ids.includes(alert.id) ? { ...alert, status } : alert));
      };
      let nowMs = NOW;
      for (let turn = 0; turn < 20; turn++) {
        const step = nextStep(rest, nowMs);
        if (step.type === 'nothing') break;
        if (step.type === 'cancel') end([step.delivery.id], 'CANCELLED');
        else if (step.dueAtMs > nowMs) nowMs = step.dueAtMs;
        else {
          end(
            step.supersedes.map(({ id }) => id),
            'CANCELLED',
          );
          end([step.delivery.id], 'DELIVERED');
        }
      }
      for (const [place, alert] of rest.entries()) {
        const next = rest[place + 1];
        // A beginning that was told later stands for both.
        if (rest.slice(place + 2).some(({ status }) => status === 'DELIVERED')) continue;
        if (alert.kind !== 'INCIDENT_RESOLVED' && alert.status === 'DELIVERED' && next)
          assert.notEqual(next.status, 'CANCELLED', JSON.stringify(rest.map(({ status }) => status)));
      }
    }),
  );
});

test('a reminder that waits goes with the recovery, which is told to whoever heard of the opening', () => {
  const [opening, reminder, recovery] = alertsOf('Cd Cp Rp') as [Delivery, Delivery, Delivery];
  const step = nextStep([opening, quiet(reminder, NOW + 1), recovery], NOW);
  assert.deepEqual([step.type, step.type === 'cancel' && step.delivery.id], ['cancel', '1']);
  const after = nextStep([opening, { ...reminder, status: 'CANCELLED' }, recovery], NOW);
  assert.deepEqual([after.type, after.type === 'send' && after.delivery.id], ['send', '2']);
});

test('what is worse does not queue behind what waits', () => {
  const [mild, grave] = alertsOf('Cp Cp') as [Delivery, Delivery];
  const step = nextStep([quiet(mild, NOW + 3_600_000), grave], NOW);
  assert.deepEqual([step.type, step.type === 'cancel' && step.delivery.id], ['cancel', '0']);
  assert.equal(nextStep([{ ...mild, status: 'CANCELLED' }, grave], NOW).type, 'send');
});

test('a repeat that failed does not hide that the opening arrived', () => {
  assert.equal(stepOf('Cd Cf Rp'), 'send 2');
  assert.equal(stepOf('Cd Rd Of Of Rp'), 'cancel 4');
});

test('what follows waits until what was told is written down, five minutes at most', () => {
  const stepAfter = (ageMs: number, isUnwritten: boolean): string => {
    const [opening, recovery] = alertsOf('Cd Rp') as [Delivery, Delivery];
    return nextStep([{ ...opening, lastAttemptAtMs: NOW - ageMs, isUnwritten } as Delivery, recovery], NOW).type;
  };
  assert.equal(stepAfter(0, true), 'nothing');
  assert.equal(stepAfter(299_999, true), 'nothing');
  assert.equal(stepAfter(300_000, true), 'send', 'a full disk may last');
  assert.equal(stepAfter(-1, true), 'send', 'the wall clock was set back');
  assert.equal(stepAfter(0, false), 'send');
});

test('of a message that goes once more, only what may still be told goes with it, in order', () => {
  const rows = [
    // Alerts, those that the message told, and what becomes of them.
    ['Cr Rr', '0 1', '0 1', ''],
    ['Cr Rr', '1 0', '0 1', ''],
    ['Cd Cr', '1', '1', ''],
    ['Cd Cr Rd', '1', '', '1'],
    ['Cr Cd', '0', '', '0'],
    ['Cf Rr', '1', '', '1'],
    ['Cd Rr Of Rr', '1 3', '1', '3'],
    ['Cd Rr Or Rr', '3 1 2', '1 2 3', ''],
  ] as const;
  const ids = (of: readonly Delivery[]): string => of.map(({ id }) => id).join(' ');
  for (const [words, members, told, dropped] of rows) {
    const alerts = alertsOf(words);
    const asked = members.split(' ').map((id) => alerts[Number(id)]!);
    const still = stillTold(alerts.toReversed(), asked);
    assert.deepEqual([ids(still.told), ids(still.dropped.map(({ delivery }) => delivery))], [told, dropped], words);
  }
});
