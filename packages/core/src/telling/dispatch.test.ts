import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { policyOf, stepOf } from '../testing/policies.ts';
import { type Dispatch, dueAtOf } from './dispatch.ts';
import { fallBack, fireDue } from './firing.ts';
import { FIRES_MAX, type NotificationPolicy } from './notification-policy.ts';
import { beginRound, newDispatch, reopenRound } from './dispatch-round.ts';
import { acknowledgeDispatch, endDispatch, silencedAtEnd } from './standing-down.ts';

const NOON = Date.UTC(2026, 10, 21, 12, 0);
const MINUTE = 60_000;
const CHANNELS = new Set(['slack', 'mail', 'pager', 'phone']);

/** A policy at work, on a clock that a test moves. */
class Work {
  nowMs = NOON;
  dispatch: Dispatch;
  readonly policy: NotificationPolicy;
  severity: 'DOWN' | 'DEGRADED' = 'DOWN';

  constructor(policy: NotificationPolicy) {
    this.policy = policy;
    this.dispatch = newDispatch(policy, { id: 'd1', incidentId: 'i1', nowMs: NOON });
  }

  context() {
    return { policy: this.policy, severity: this.severity, reachable: CHANNELS, nowMs: this.nowMs };
  }

  /** Lets so many minutes pass, second by second where anything is due. */
  pass(minutes: number): string[] {
    const endMs = this.nowMs + minutes * MINUTE;
    const told: string[] = [];
    for (;;) {
      const { dispatch, firings } = fireDue(this.dispatch, this.context());
      this.dispatch = dispatch;
      for (const one of firings) {
        const at = (one.notBeforeMs ?? this.nowMs) - NOON;
        told.push(`${at / MINUTE}: ${one.stepNumber}.${one.fireCount} ${one.channelIds.join('+')}`);
      }
      const dueMs = dueAtOf(dispatch);
      if (dueMs === undefined || dueMs > endMs) break;
      this.nowMs = Math.max(this.nowMs, dueMs);
    }
    this.nowMs = endMs;
    return told;
  }
}

const CHAIN = [stepOf(0, ['slack']), stepOf(10, ['mail', 'pager']), stepOf(5, ['phone'])];

test('each step follows the one before it after its delay, and then all is told', () => {
  const work = new Work(policyOf('on call', {}, { steps: CHAIN }));
  assert.deepEqual(work.pass(0), ['0: 1.1 slack']);
  assert.equal(work.dispatch.status, 'ESCALATING');
  assert.equal(work.dispatch.nextStepAtMs, NOON + 10 * MINUTE);
  assert.deepEqual(work.pass(60), ['10: 2.1 mail+pager', '15: 3.1 phone']);
  assert.equal(work.dispatch.status, 'COMPLETED');
  assert.equal(work.dispatch.completionReason, 'EXHAUSTED');
  assert.deepEqual(work.dispatch.toldChannelIds, ['slack', 'mail', 'pager', 'phone']);
});

test('a chain whose last step asks for an acknowledgement goes on waiting for it', () => {
  const work = new Work(policyOf('p', {}, { steps: [stepOf(0, ['slack'], { requireAck: true })] }));
  work.pass(60);
  assert.equal(work.dispatch.status, 'DELIVERED');
  assert.equal(endDispatch(work.dispatch, work.nowMs).completionReason, 'RESOLVED');
});

test('steps without a delay are told together; a first step with one waits', () => {
  const work = new Work(policyOf('p', {}, { steps: [stepOf(2, ['slack']), stepOf(0, ['mail'])] }));
  assert.deepEqual(work.pass(1), []);
  assert.equal(work.dispatch.status, 'PENDING');
  assert.deepEqual(work.pass(1), ['2: 1.1 slack', '2: 2.1 mail']);
});

test('an acknowledgement stops steps and repeats', () => {
  const work = new Work(policyOf('p', {}, { steps: [stepOf(0, ['slack'], { repeatIntervalSeconds: 60 }), ...CHAIN] }));
  assert.equal(work.pass(3).length, 5);
  work.dispatch = acknowledgeDispatch(work.dispatch, { name: 'ops', nowMs: work.nowMs });
  assert.deepEqual(work.pass(600), []);
  assert.equal(work.dispatch.status, 'ACKNOWLEDGED');
  assert.equal(work.dispatch.acknowledgedBy, 'ops');
  assert.equal(
    acknowledgeDispatch(work.dispatch, { name: 'other', nowMs: work.nowMs }),
    work.dispatch,
    'the first stands',
  );
});

test('a step repeats until it is acknowledged, and at most so often', () => {
  const work = new Work(policyOf('p', {}, { steps: [stepOf(0, ['slack'], { repeatIntervalSeconds: 90 })] }));
  assert.deepEqual(work.pass(3), ['0: 1.1 slack', '1.5: 1.2 slack', '3: 1.3 slack']);
  assert.equal(work.pass(10_000).length, FIRES_MAX - 3);
  assert.equal(work.dispatch.completionReason, 'EXHAUSTED');
});

test('earlier steps go on repeating while later ones are told', () => {
  const steps = [stepOf(0, ['slack'], { repeatIntervalSeconds: 120 }), stepOf(3, ['mail'])];
  const work = new Work(policyOf('p', {}, { steps }));
  assert.deepEqual(work.pass(4), ['0: 1.1 slack', '2: 1.2 slack', '3: 2.1 mail', '4: 1.3 slack']);
});

test('what was snoozed goes on afterwards, and rings again where nothing else would', () => {
  const work = new Work(policyOf('p', {}, { steps: CHAIN }));
  work.pass(5);
  const untilMs = NOON + 60 * MINUTE;
  work.dispatch = acknowledgeDispatch(work.dispatch, { name: 'ops', nowMs: work.nowMs, snoozedUntilMs: untilMs });
  assert.equal(work.dispatch.status, 'ACKNOWLEDGED');
  assert.deepEqual(work.pass(54), []);
  assert.deepEqual(work.pass(6), ['60: 1.2 slack', '60: 2.1 mail+pager', '65: 3.1 phone']);
  assert.equal(work.dispatch.acknowledgedAtMs, undefined);
  work.dispatch = acknowledgeDispatch(work.dispatch, {
    name: 'ops',
    nowMs: work.nowMs,
    snoozedUntilMs: NOON + 99 * MINUTE,
  });
  assert.deepEqual(work.pass(60), ['99: 3.2 phone']);
});

test('after a standstill the steps keep their distance instead of coming all at once', () => {
  const work = new Work(policyOf('p', {}, { steps: CHAIN }));
  work.pass(0);
  work.nowMs = NOON + 300 * MINUTE;
  assert.deepEqual(work.pass(5), ['300: 2.1 mail+pager', '305: 3.1 phone']);
});

test('what comes back begins anew, goes on where it was, or says nothing, as the policy wants', () => {
  const told = (onReopen: 'restart' | 'resume' | 'silent' | undefined): string[] => {
    const policy = policyOf('p', {}, { steps: CHAIN, ...(onReopen && { onReopen }) });
    const work = new Work(policy);
    work.pass(12);
    work.dispatch = reopenRound(endDispatch(work.dispatch, work.nowMs), policy, {
      nowMs: work.nowMs,
      reachable: CHANNELS,
    });
    return work.pass(60);
  };
  assert.deepEqual(told(undefined), ['12: 1.1 slack', '22: 2.1 mail+pager', '27: 3.1 phone']);
  assert.deepEqual(told('restart'), told(undefined));
  assert.deepEqual(told('resume'), ['12: 2.1 mail+pager', '17: 3.1 phone']);
  assert.deepEqual(told('silent'), []);
});

test('a policy that was cut while it was at work ends without a word', () => {
  const work = new Work(policyOf('p', {}, { steps: CHAIN }));
  work.pass(0);
  const cut = policyOf('p', {}, { steps: [CHAIN[0]!] });
  const { dispatch, firings } = fireDue(work.dispatch, { ...work.context(), policy: cut, nowMs: NOON + 10 * MINUTE });
  assert.deepEqual([firings, dispatch.status, dueAtOf(dispatch)], [[], 'COMPLETED', undefined]);
});

test('a step whose channels are all gone tells the fallback at once, and once', () => {
  const step = { ...stepOf(0, ['gone']), repeatIntervalSeconds: 60 };
  const work = new Work(policyOf('p', { fallbackChannelIds: ['phone'] }, { steps: [step, stepOf(30, ['slack'])] }));
  const first = fireDue(work.dispatch, work.context());
  assert.deepEqual(
    first.firings.map(({ channelIds }) => channelIds),
    [['phone']],
  );
  assert.deepEqual(first.dispatch.toldChannelIds, ['phone']);
  const again = fireDue(first.dispatch, { ...work.context(), nowMs: NOON + 60_000 });
  assert.deepEqual(again.firings, []);
});

test('a step whose channels are all gone is not waited for: the next one is told at once', () => {
  const steps = [stepOf(0, ['gone']), stepOf(30, ['gone too']), stepOf(30, ['slack']), stepOf(5, ['phone'])];
  const work = new Work(policyOf('p', {}, { steps }));
  assert.deepEqual(work.pass(60), ['0: 3.1 slack', '5: 4.1 phone']);
  const late = new Work(
    policyOf('p', {}, { steps: [stepOf(0, ['slack']), stepOf(10, ['gone']), stepOf(9, ['phone'])] }),
  );
  assert.deepEqual(late.pass(60), ['0: 1.1 slack', '10: 3.1 phone']);
});

test('whoever had it has read it: when it is given back or a snooze ends, the fifty times begin anew', () => {
  const work = new Work(policyOf('p', {}, { steps: [stepOf(0, ['slack'], { repeatIntervalSeconds: 60 })] }));
  assert.equal(work.pass(1000).length, FIRES_MAX);
  const snoozed = { name: 'ops', nowMs: work.nowMs, snoozedUntilMs: work.nowMs + 5 * MINUTE };
  work.dispatch = acknowledgeDispatch(work.dispatch, snoozed);
  assert.deepEqual(work.pass(4), []);
  const again = work.pass(1000);
  assert.deepEqual([again[0], again.length], ['1005: 1.51 slack', FIRES_MAX]);
  assert.equal(work.dispatch.completionReason, 'EXHAUSTED');
});

test('the fallback is told once a step, and not after an acknowledgement or the end', () => {
  const work = new Work(policyOf('p', { fallbackChannelIds: ['phone', 'gone'] }, { steps: [stepOf(0, ['slack'])] }));
  work.pass(0);
  const first = fallBack(work.dispatch, 1, work.context());
  assert.deepEqual(first.firings, [{ dispatchId: 'd1', stepNumber: 1, fireCount: 1, channelIds: ['phone'] }]);
  assert.deepEqual(first.dispatch.toldChannelIds, ['slack', 'phone'], 'and hears of the end');
  assert.deepEqual(fallBack(first.dispatch, 1, work.context()).firings, []);
  const had = acknowledgeDispatch(work.dispatch, { name: 'ops', nowMs: NOON });
  assert.deepEqual(fallBack(had, 1, work.context()).firings, []);
  assert.deepEqual(
    fallBack(endDispatch({ ...work.dispatch, status: 'ESCALATING' }, NOON), 1, work.context()).firings,
    [],
  );
});

test('in quiet hours a step waits for their end, and the steps behind it wait with it', () => {
  const quietHours = { timeZone: 'UTC', from: '11:00', to: '13:00' };
  const work = new Work(policyOf('p', { quietHours }, { steps: CHAIN }));
  work.severity = 'DEGRADED';
  const { firings } = fireDue(work.dispatch, work.context());
  assert.equal(firings[0]?.notBeforeMs, NOON + 60 * MINUTE);
  assert.deepEqual(work.pass(90), ['60: 1.1 slack', '70: 2.1 mail+pager', '75: 3.1 phone']);
});

test('who hears of the end is what the policy says', () => {
  const work = new Work(policyOf('p', {}, { steps: CHAIN }));
  work.pass(12);
  const silenced = (onResolve?: 'notify' | 'notify_all_steps' | 'notify_last_step' | 'silent') =>
    silencedAtEnd(work.dispatch, policyOf('p', {}, { steps: CHAIN, ...(onResolve && { onResolve }) }));
  assert.deepEqual(silenced(), []);
  assert.deepEqual(silenced('notify_all_steps'), []);
  assert.deepEqual(silenced('notify_last_step'), ['slack']);
  assert.deepEqual(silenced('silent'), ['slack', 'mail', 'pager']);
  assert.deepEqual(silencedAtEnd(work.dispatch, undefined), [], 'of a policy that is gone, everybody');
});

const anyStep = fc.record(
  {
    delayMinutes: fc.nat(30),
    channelIds: fc.subarray(['slack', 'mail', 'pager', 'phone', 'gone'], { minLength: 1 }),
    repeatIntervalSeconds: fc.integer({ min: 1, max: 900 }),
    requireAck: fc.boolean(),
  },
  { requiredKeys: ['delayMinutes', 'channelIds'] },
);
const anyQuiet = fc.option(fc.constant({ timeZone: 'Europe/Berlin', from: '14:00', to: '15:30' }), { nil: undefined });

test('whatever the policy, time goes on, no step is told twice with one time, and everything ends', () => {
  const acts = fc.array(fc.tuple(fc.constantFrom('wait', 'ack', 'snooze', 'worse', 'reopen'), fc.nat(90)), {
    maxLength: 12,
  });
  fc.assert(
    fc.property(fc.array(anyStep, { minLength: 1, maxLength: 5 }), anyQuiet, acts, (steps, quietHours, doings) => {
      const policy = policyOf('p', quietHours ? { quietHours } : {}, { steps });
      const work = new Work(policy);
      work.severity = 'DEGRADED';
      const seen = new Set<string>();
      let round = 0;
      let snoozes = 0;
      const take = (lines: readonly string[]): void => {
        for (const line of lines) {
          const key = `${round} ${line.split(' ')[1]}`;
          assert.ok(!seen.has(key), `${key} twice`);
          seen.add(key);
        }
      };
      for (const [act, minutes] of doings) {
        take(work.pass(minutes));
        const by = { name: 'ops', nowMs: work.nowMs };
        if (act === 'ack') work.dispatch = acknowledgeDispatch(work.dispatch, by);
        if (act === 'snooze') {
          snoozes++;
          work.dispatch = acknowledgeDispatch(work.dispatch, { ...by, snoozedUntilMs: work.nowMs + 7 * MINUTE });
        }
        if (act === 'worse' || act === 'reopen') {
          round++;
          work.dispatch =
            act === 'worse'
              ? beginRound(work.dispatch, policy, work.nowMs)
              : reopenRound(endDispatch(work.dispatch, work.nowMs), policy, { nowMs: work.nowMs, reachable: CHANNELS });
        }
      }
      take(work.pass(100_000));
      assert.equal(dueAtOf(work.dispatch), undefined, 'nothing is ever due again');
      const ended = endDispatch(work.dispatch, work.nowMs);
      assert.equal(ended.status, 'COMPLETED');
      assert.ok(ended.fires.every(({ fireCount }) => fireCount <= FIRES_MAX * (1 + snoozes)));
    }),
    { numRuns: 300 },
  );
});
