/** Policies at work on a monitor: from looks to what is told to whom. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { advance, release } from '../deciding/advance.ts';
import { initialState, type MonitorState } from '../deciding/state.ts';
import { failure } from '../looking/failure.ts';
import type { Outcome } from '../looking/observation.ts';
import { lookAt, policyFor } from '../testing/looks.ts';
import { policyOf, stepOf } from '../testing/policies.ts';
import { acknowledge, unacknowledge } from './acknowledge.ts';
import type { Delivery } from './alert.ts';
import type { Dispatch } from './dispatch.ts';
import { escalate, escalatesAtMs, escalateToFallback } from './escalate.ts';
import type { Hold } from './hold.ts';
import { acknowledgementAt, type Incident, type IncidentUpdate } from './incident.ts';
import type { NotificationPolicy } from './notification-policy.ts';
import { incidentIdOf, type Plan, plan } from './plan.ts';
import { occasionOf } from './occasion.ts';
import { previewOf } from './preview.ts';
import { resolveManually } from './resolve.ts';

const MINUTE = 60_000;
const NOON = Date.UTC(2026, 10, 21, 12, 0);
const POLICY = policyFor(1);

/** A monitor of one region, its policies, and what was told. */
class Watched {
  state: MonitorState = initialState(1, NOON);
  incident: Incident | undefined;
  hold: Hold | undefined;
  nowMs = NOON;
  policies: NotificationPolicy[];
  channels = ['slack', 'mail', 'pager', 'phone'];
  own: string[] | undefined;
  tags: string[] = [];
  readonly updates: IncidentUpdate[] = [];
  readonly deliveries: Delivery[] = [];
  readonly dispatches = new Map<string, Dispatch>();
  #ids = 0;

  constructor(...policies: NotificationPolicy[]) {
    this.policies = policies;
  }

  telling() {
    const all = this.channels.map((id) => ({ id }));
    return {
      monitor: { id: 'm1', name: 'shop', target: 'https://shop.example/' },
      channels: this.own ? all.filter(({ id }) => this.own!.includes(id)) : all,
      namesChannels: this.own !== undefined,
      reachable: all,
      policies: this.policies,
      subject: { tags: this.tags },
      nowMs: this.nowMs,
      newId: () => `id${++this.#ids}`,
      hold: this.hold,
    };
  }

  /** Looks a minute apart. */
  see(looks: string): string[] {
    return looks.split('').flatMap((letter) => {
      this.nowMs += MINUTE;
      const outcome = { u: 'up', w: 'degraded', d: 'down' }[letter] as Outcome;
      const seen = letter === 'd' ? { failure: failure('connect.refused', '127.0.0.1:81') } : {};
      const look = lookAt(this.nowMs, outcome, { region: 'local', ...seen });
      const advanced = advance(this.state, look, POLICY, { nowMs: this.nowMs, regions: ['local'] });
      return this.keep(plan({ ...this.telling(), previous: this.state, ...advanced, incident: this.#row() }));
    });
  }

  /** Minutes pass in which nobody looks. */
  pass(minutes: number): string[] {
    const endMs = this.nowMs + minutes * MINUTE;
    const told: string[] = [];
    for (let atMs = escalatesAtMs(this.state); atMs !== undefined && atMs <= endMs; atMs = escalatesAtMs(this.state)) {
      this.nowMs = Math.max(this.nowMs, atMs);
      const planned = escalate({ ...this.telling(), state: this.state, incident: this.incident });
      if (!planned) break;
      told.push(...this.keep(planned));
    }
    this.nowMs = endMs;
    return told;
  }

  keep(planned: Plan | undefined): string[] {
    if (!planned) return [];
    this.state = planned.state;
    this.incident = planned.incident ?? this.incident;
    this.updates.push(...planned.updates);
    this.deliveries.push(...planned.deliveries);
    for (const dispatch of planned.dispatches ?? []) this.dispatches.set(dispatch.id, dispatch);
    return planned.deliveries.map(
      ({ kind, channelId, notBeforeMs }) =>
        `${kind.replace('INCIDENT_', '')} ${channelId}${notBeforeMs === undefined ? '' : ' later'}`,
    );
  }

  acknowledge(snoozedMinutes?: number) {
    const snooze = snoozedMinutes === undefined ? {} : { snoozedUntilMs: this.nowMs + snoozedMinutes * MINUTE };
    const done = acknowledge({ ...this.telling(), state: this.state, incident: this.incident, by: 'ops', ...snooze });
    this.keep(done);
    return done;
  }

  giveBack() {
    const done = unacknowledge({ ...this.telling(), state: this.state, incident: this.incident, by: 'ops' });
    this.keep(done);
    return done;
  }

  #row(): Incident | undefined {
    return this.incident?.id === incidentIdOf(this.state) ? this.incident : undefined;
  }
}

const CHAIN = { steps: [stepOf(0, ['slack']), stepOf(10, ['pager', 'slack'])] };

test('a monitor that names no channels is told of by the policies that match, and by nothing else', () => {
  const watched = new Watched(policyOf('on call', {}, CHAIN));
  assert.deepEqual(watched.see('udd'), ['CREATED slack']);
  const [dispatch] = watched.dispatches.values();
  assert.equal(dispatch?.policyName, 'on call');
  assert.equal(dispatch?.incidentId, watched.incident?.id);
  const [delivery] = watched.deliveries;
  assert.deepEqual([delivery?.dispatchId, delivery?.stepNumber, delivery?.fireCount], [dispatch?.id, 1, 1]);
});

test('each alert says why it is told: a reminder is no second opening', () => {
  const steps = [stepOf(0, ['slack'], { repeatIntervalSeconds: 300 }), stepOf(10, ['pager'])];
  const watched = new Watched(policyOf('on call', { fallbackChannelIds: ['phone'] }, { steps }));
  watched.see('uwwdd');
  watched.pass(10);
  watched.keep(
    escalateToFallback({ ...watched.telling(), state: watched.state, incident: watched.incident }, [
      { dispatchId: watched.deliveries[0]!.dispatchId!, stepNumber: 2 },
    ]),
  );
  watched.see('uu');
  const why = watched.deliveries.map(({ channelId, message }) => `${channelId} ${occasionOf(message)}`);
  assert.deepEqual(why, [
    'slack opening',
    'slack worse',
    'slack repeat',
    'slack repeat',
    'pager escalation',
    'phone fallback',
    'slack resolution',
    'pager resolution',
    'phone resolution',
  ]);
});

test('what comes back degraded and then goes down is told as down, to those whom only that concerns too', () => {
  const pager = policyOf(
    'pager',
    { matchRules: [{ type: 'severity_gte', value: 'DOWN' }] },
    { steps: [stepOf(0, ['pager'])] },
  );
  const watched = new Watched(pager, policyOf('all', {}, { steps: [stepOf(0, ['slack'])] }));
  watched.see('uddu');
  assert.deepEqual(watched.see('u'), ['RESOLVED slack', 'RESOLVED pager']);
  assert.deepEqual(watched.see('www'), ['REOPENED slack']);
  assert.deepEqual(watched.see('dd').sort(), ['CREATED pager', 'CREATED slack']);
  assert.deepEqual(watched.see('wwdd'), [], 'once: it may come and go');
});

test('whoever was told at night that it is down hears at night that it is over, though it had eased by then', () => {
  const quiet = { timeZone: 'UTC', from: '12:00', to: '20:00' };
  const watched = new Watched(policyOf('all', { quietHours: quiet }, { steps: [stepOf(0, ['slack'])] }));
  assert.deepEqual(watched.see('udd'), ['CREATED slack']);
  assert.deepEqual(watched.see('wwwuu'), ['RESOLVED slack']);
});

test('where no policy matches, or none can reach anybody, all channels are told as ever', () => {
  const deaf = policyOf('deaf', {}, { steps: [stepOf(0, ['gone'])] });
  const other = policyOf('other', { matchRules: [{ type: 'monitor_tag_in', values: ['blog'] }] });
  for (const policies of [[], [other], [deaf], [policyOf('off', { isEnabled: false })]]) {
    const watched = new Watched(...policies);
    assert.equal(watched.see('udd').length, 4);
    assert.equal(watched.dispatches.size, 0);
  }
});

test('the channels that a monitor names are told beside those of policies, each once', () => {
  const watched = new Watched(policyOf('on call', {}, { steps: [stepOf(0, ['slack', 'mail'])] }));
  watched.own = ['slack', 'phone'];
  assert.deepEqual(watched.see('udd'), ['CREATED slack', 'CREATED phone', 'CREATED mail']);
  assert.deepEqual(watched.see('uu').sort(), ['RESOLVED mail', 'RESOLVED phone', 'RESOLVED slack']);
});

test('a channel that two policies reach is told once, by the one of higher priority', () => {
  const watched = new Watched(policyOf('low'), policyOf('high', { priority: 5 }));
  assert.deepEqual(watched.see('udd'), ['CREATED slack']);
  assert.equal(watched.dispatches.get(watched.deliveries[0]!.dispatchId!)?.policyName, 'high');
});

test('nobody acknowledges: the next step is told, and the story says so', () => {
  const watched = new Watched(policyOf('on call', {}, CHAIN));
  watched.see('udd');
  assert.deepEqual(watched.pass(9), []);
  assert.deepEqual(watched.pass(1), ['CREATED pager', 'CREATED slack']);
  assert.equal(watched.updates.at(-1)?.body, 'Nobody has acknowledged it: step 2 of 2 of "on call" is told.');
  assert.match(watched.deliveries.at(-1)?.message.headline ?? '', /^shop is down in local since 12:02 UTC: .*refused/);
  const keys = watched.deliveries.map(({ key }) => key);
  assert.equal(new Set(keys).size, keys.length);
  assert.deepEqual(watched.see('uu').sort(), ['RESOLVED pager', 'RESOLVED slack']);
  assert.equal([...watched.dispatches.values()][0]?.completionReason, 'EXHAUSTED');
});

test('its end stops the steps, and is told to those alone that were told', () => {
  const watched = new Watched(policyOf('on call', {}, CHAIN));
  watched.see('udd');
  assert.deepEqual(watched.see('uu'), ['RESOLVED slack']);
  assert.deepEqual(watched.pass(600), []);
  assert.equal([...watched.dispatches.values()][0]?.completionReason, 'RESOLVED');
});

test('an end by hand stops the steps too', () => {
  const watched = new Watched(policyOf('on call', {}, CHAIN));
  watched.see('udd');
  const { telling, state, incident } = {
    telling: watched.telling(),
    state: watched.state,
    incident: watched.incident!,
  };
  assert.deepEqual(watched.keep(resolveManually({ ...telling, state, incident })), ['RESOLVED slack']);
  assert.equal([...watched.dispatches.values()][0]?.status, 'COMPLETED');
  assert.deepEqual(watched.pass(600), []);
});

test('a policy may want its end told to the last step alone, or to nobody', () => {
  const last = new Watched(
    policyOf('p', {}, { steps: [stepOf(0, ['slack']), stepOf(1, ['mail'])], onResolve: 'notify_last_step' }),
  );
  last.see('udd');
  last.pass(1);
  assert.deepEqual(last.see('uu'), ['RESOLVED mail']);
  const silent = new Watched(policyOf('p', {}, { ...CHAIN, onResolve: 'silent' }));
  silent.own = ['mail'];
  silent.see('udd');
  assert.deepEqual(silent.see('uu'), ['RESOLVED mail'], 'what the monitor names itself hears of it all the same');
});

test('an acknowledgement stops the steps, says who, and names the alerts that need not be sent', () => {
  const watched = new Watched(policyOf('on call', {}, CHAIN));
  watched.see('udd');
  const done = watched.acknowledge();
  assert.equal(done?.updates[0]?.body, 'Acknowledged by ops.');
  assert.deepEqual(done?.cancelDispatches, [...watched.dispatches.keys()]);
  assert.equal([...watched.dispatches.values()][0]?.status, 'ACKNOWLEDGED');
  assert.equal(watched.acknowledge(), undefined, 'once is enough');
  assert.deepEqual(watched.pass(600), []);
  assert.deepEqual(watched.see('uu'), ['RESOLVED slack']);
});

test('a snooze ends: then what was due meanwhile is told', () => {
  const watched = new Watched(policyOf('on call', {}, CHAIN));
  watched.see('udd');
  assert.equal(watched.acknowledge(30)?.updates[0]?.body, 'Snoozed by ops until 2026-11-21 12:33 UTC.');
  assert.deepEqual(watched.pass(29), []);
  assert.deepEqual(watched.pass(1), ['CREATED slack', 'CREATED pager']);
});

test('an incident of which no policy knows can be acknowledged too: the story says so', () => {
  const watched = new Watched();
  watched.see('udd');
  assert.deepEqual(watched.acknowledge()?.updates.length, 1);
});

test('the incident itself says who has it, and for how long, until it comes back or becomes worse', () => {
  const watched = new Watched();
  watched.see('uww');
  const atMs = watched.nowMs;
  watched.acknowledge();
  assert.deepEqual(watched.incident?.acknowledgement, { by: 'ops', atMs });
  assert.equal(watched.acknowledge(), undefined, 'somebody has it already, also where no policy is at work');
  watched.acknowledge(30);
  assert.deepEqual(watched.incident.acknowledgement, { by: 'ops', atMs, snoozedUntilMs: atMs + 30 * MINUTE });
  assert.ok(acknowledgementAt(watched.incident, atMs + 30 * MINUTE - 1));
  assert.equal(acknowledgementAt(watched.incident, atMs + 30 * MINUTE), undefined, 'a snooze ends');
  watched.see('dd');
  assert.equal(watched.incident.acknowledgement, undefined, 'who had it degraded does not have it down');
  watched.acknowledge();
  watched.see('uu');
  assert.ok(watched.incident.acknowledgement, 'one that is over remembers who had it');
  watched.see('dd');
  assert.equal(watched.incident.reopenCount, 1);
  assert.equal(watched.incident.acknowledgement, undefined);
});

test('one that is taken on while its telling is held is told once, and nobody is called after that', () => {
  const watched = new Watched(policyOf('on call', {}, CHAIN));
  watched.hold = { because: 'maintenance', what: 'a new rack' };
  assert.deepEqual(watched.see('udd'), []);
  watched.acknowledge();
  watched.hold = undefined;
  const released = release(watched.state, POLICY, { nowMs: watched.nowMs, regions: ['local'] });
  const given = { ...watched.telling(), previous: watched.state, ...released, incident: watched.incident };
  assert.deepEqual(watched.keep(plan(given)), ['CREATED slack']);
  assert.equal([...watched.dispatches.values()][0]?.acknowledgedBy, 'ops');
  assert.deepEqual(watched.pass(600), []);
});

test('what is given back is nobody’s: its newest step is told again at once, and the next follows', () => {
  const watched = new Watched(policyOf('on call', {}, CHAIN));
  watched.see('udd');
  assert.equal(watched.giveBack(), undefined, 'nobody had it');
  watched.acknowledge();
  assert.deepEqual(watched.pass(60), []);
  assert.equal(watched.giveBack()?.updates[0]?.body, 'Given back by ops: nobody has it now.');
  assert.equal(watched.incident?.acknowledgement, undefined);
  assert.deepEqual(watched.pass(9), ['CREATED slack']);
  assert.deepEqual(watched.pass(1), ['CREATED slack', 'CREATED pager'].toReversed());
});

test('one that becomes worse begins anew, whoever had taken it on, and policies for the worse come in', () => {
  const mild = policyOf('mild', {}, CHAIN);
  const grave = policyOf(
    'grave',
    { matchRules: [{ type: 'severity_gte', value: 'DOWN' }] },
    { steps: [stepOf(0, ['phone'])] },
  );
  const watched = new Watched(mild, grave);
  assert.deepEqual(watched.see('uww'), ['CREATED slack']);
  watched.acknowledge();
  assert.deepEqual(watched.see('dd').sort(), ['CREATED phone', 'CREATED slack']);
  assert.deepEqual(watched.pass(10), ['CREATED pager', 'CREATED slack']);
  assert.deepEqual(watched.see('uu').sort(), ['RESOLVED pager', 'RESOLVED phone', 'RESOLVED slack']);
});

test('who was told before it became worse is left alone at the end, where the policy wants that', () => {
  const watched = new Watched(policyOf('p', {}, { ...CHAIN, onResolve: 'silent' }));
  watched.see('uww');
  watched.pass(10);
  assert.deepEqual(watched.see('dd'), ['CREATED slack']);
  assert.deepEqual(watched.see('uu'), []);
});

test('one that comes back begins anew with the same dispatch, or as the policy wants', () => {
  const watched = new Watched(policyOf('on call', {}, CHAIN));
  watched.see('udduu');
  assert.deepEqual(watched.see('dd'), ['REOPENED slack']);
  assert.equal(watched.dispatches.size, 1);
  assert.deepEqual(watched.pass(10), ['REOPENED pager', 'REOPENED slack']);
  const silent = new Watched(policyOf('on call', {}, { ...CHAIN, onReopen: 'silent' }));
  silent.see('udduu');
  assert.deepEqual(silent.see('dd'), []);
  assert.deepEqual(silent.see('uu'), [], 'nobody was told that it is back, so nobody is told that it is over again');
});

const RESUMING = {
  steps: [stepOf(0, ['slack']), stepOf(10, ['mail']), stepOf(20, ['pager'])],
  onReopen: 'resume',
} as const;

/** One that ended at its second step and comes back when some channels are gone: what is told, and what its story says. */
function comesBack(watched: Watched, channels: string[]) {
  watched.see('udd');
  watched.pass(10);
  watched.see('uu');
  watched.channels = channels;
  const told = watched.see('dd');
  return { told, story: watched.updates.at(-1)?.body };
}

test('what resumes where no channel is left goes on with the next step at once, and the story says so', () => {
  const watched = new Watched(policyOf('p', {}, RESUMING));
  assert.deepEqual(comesBack(watched, ['slack', 'pager']), {
    told: ['REOPENED pager'],
    story: 'Step 2 of 3 of "p" has no channel left: the next one follows at once.',
  });
});

test('what resumes where no channel is left tells its fallback, and the next step after its delay', () => {
  const watched = new Watched(policyOf('p', { fallbackChannelIds: ['phone'] }, RESUMING));
  assert.deepEqual(comesBack(watched, ['slack', 'pager', 'phone']), {
    told: ['REOPENED phone'],
    story: 'Step 2 of 3 of "p" has no channel left: its fallback is told.',
  });
  assert.deepEqual(watched.pass(20), ['REOPENED pager']);
});

test('what resumes where neither that step nor a later one can tell anybody begins anew', () => {
  const watched = new Watched(policyOf('p', {}, RESUMING));
  assert.deepEqual(comesBack(watched, ['slack']), {
    told: ['REOPENED slack'],
    story: '"p" was to resume with step 2, and nobody is left there: it begins anew.',
  });
});

test('a step of which no channel is left is said to be that, not to have been told', () => {
  const watched = new Watched(policyOf('p', {}, RESUMING));
  watched.see('udd');
  watched.channels = ['slack', 'pager'];
  assert.deepEqual(watched.pass(10), ['CREATED pager']);
  assert.deepEqual(
    watched.updates.slice(-2).map(({ body }) => body),
    [
      'Step 2 of 3 of "p" has no channel left: the next one follows at once.',
      'Nobody has acknowledged it: step 3 of 3 of "p" is told.',
    ],
  );
});

test('one that is given back after fifty times is told again, fifty times more', () => {
  const repeating = { steps: [stepOf(0, ['slack'], { repeatIntervalSeconds: 60 })] };
  const watched = new Watched(policyOf('p', {}, repeating));
  watched.see('udd');
  assert.equal(watched.pass(1000).length, 49);
  watched.acknowledge();
  assert.equal(watched.giveBack()?.updates[0]?.body, 'Given back by ops: nobody has it now.');
  assert.deepEqual(watched.pass(0), ['CREATED slack']);
  assert.equal(watched.pass(1000).length, 49);
  assert.deepEqual(watched.see('uu'), ['RESOLVED slack']);
});

test('each incident has dispatches of its own, also after one of which the policy was told', () => {
  const watched = new Watched(policyOf('on call', {}, CHAIN));
  watched.see('udduu');
  const first = watched.state.cooldown!.incidentId;
  watched.pass(30);
  assert.deepEqual(watched.see('dd'), ['CREATED slack']);
  const [before, after] = [...watched.dispatches.values()];
  assert.deepEqual([before?.incidentId, after?.incidentId], [first, watched.incident?.id]);
  assert.equal(before?.completionReason, 'RESOLVED', 'what was done about the first stays as it was');
  assert.deepEqual(watched.acknowledge()?.cancelDispatches, [after?.id]);
});

test('what still waits of a policy whose work is over need not be sent either, once somebody has it', () => {
  const watched = new Watched(policyOf('on call', {}, { ...CHAIN, onReopen: 'silent' }));
  watched.see('udduudd');
  const [ended] = [...watched.dispatches.values()];
  assert.equal(ended?.completionReason, 'RESOLVED');
  const done = watched.acknowledge();
  assert.deepEqual([done?.dispatches, done?.cancelDispatches], [[], [ended.id]]);
});

test('while telling is held no step is told; afterwards it goes on', () => {
  const watched = new Watched(policyOf('on call', {}, CHAIN));
  watched.see('udd');
  watched.hold = { because: 'maintenance', what: 'maintenance' };
  assert.deepEqual(watched.pass(30), []);
  watched.hold = undefined;
  assert.deepEqual(watched.pass(0), ['CREATED pager', 'CREATED slack']);
});

test('a policy that is switched off or deleted tells no more, but its end', () => {
  const watched = new Watched(policyOf('on call', {}, CHAIN));
  watched.see('udd');
  watched.policies = [];
  assert.deepEqual(watched.pass(60), []);
  assert.equal([...watched.dispatches.values()][0]?.completionReason, 'EXHAUSTED');
  assert.deepEqual(watched.see('uu'), ['RESOLVED slack']);
});

test('a step that reached nobody is told to the fallback, once, which hears of the end', () => {
  const watched = new Watched(policyOf('on call', { fallbackChannelIds: ['phone'] }, CHAIN));
  watched.see('udd');
  const [dispatchId] = watched.dispatches.keys();
  const fallBack = () =>
    watched.keep(
      escalateToFallback({ ...watched.telling(), state: watched.state, incident: watched.incident }, [
        { dispatchId: dispatchId!, stepNumber: 1 },
      ]),
    );
  assert.deepEqual(fallBack(), ['CREATED phone']);
  assert.match(watched.updates.at(-1)?.body ?? '', /^No channel of step 1 of "on call" could be reached/);
  assert.deepEqual(fallBack(), []);
  assert.deepEqual(watched.see('uu').sort(), ['RESOLVED phone', 'RESOLVED slack']);
});

test('in quiet hours what can wait waits, its end too; what is down is told', () => {
  const quietHours = { timeZone: 'UTC', from: '11:00', to: '13:00' };
  const watched = new Watched(policyOf('on call', { quietHours }, CHAIN));
  assert.deepEqual(watched.see('uww'), ['CREATED slack later']);
  assert.equal(watched.deliveries[0]?.notBeforeMs, Date.UTC(2026, 10, 21, 13, 0));
  assert.deepEqual(watched.see('uu'), ['RESOLVED slack later']);
  const down = new Watched(policyOf('on call', { quietHours }, CHAIN));
  assert.deepEqual(down.see('udd'), ['CREATED slack']);
});

test('a preview says what then happens', () => {
  const quietHours = { timeZone: 'UTC', from: '11:00', to: '13:00' };
  const policies = [policyOf('day', { quietHours }, CHAIN), policyOf('off', { isEnabled: false })];
  const reachable = new Set(['slack', 'pager', 'mail']);
  const { directChannelIds, policies: shown } = previewOf({
    policies,
    reachable,
    subject: { severity: 'DEGRADED' },
    atMs: NOON,
  });
  assert.deepEqual(directChannelIds, []);
  assert.deepEqual(
    shown.map(({ policy, steps }) => [
      policy.name,
      steps.map((step) => [(step.atMs - NOON) / MINUTE, ...step.channelIds]),
    ]),
    [
      [
        'day',
        [
          [60, 'slack'],
          [70, 'pager', 'slack'],
        ],
      ],
    ],
  );
  assert.deepEqual(previewOf({ policies: [], reachable, subject: { severity: 'DOWN' }, atMs: NOON }).directChannelIds, [
    'slack',
    'pager',
    'mail',
  ]);
});

const channel = fc.constantFrom('slack', 'mail', 'pager', 'phone', 'gone');
const anyPolicy = fc.record({
  steps: fc.array(
    fc.record(
      {
        delayMinutes: fc.nat(6),
        channelIds: fc.uniqueArray(channel, { minLength: 1 }),
        repeatIntervalSeconds: fc.integer({ min: 30, max: 600 }),
      },
      { requiredKeys: ['delayMinutes', 'channelIds'] },
    ),
    { minLength: 1, maxLength: 3 },
  ),
  onResolve: fc.constantFrom('notify', 'notify_last_step', 'silent'),
  onReopen: fc.constantFrom('restart', 'resume', 'silent'),
  severity: fc.constantFrom('DEGRADED', 'DOWN'),
  isQuiet: fc.boolean(),
});
const anyDay = fc.array(fc.tuple(fc.constantFrom('uu', 'dd', 'ww', 'ack', 'snooze', 'wait'), fc.nat(15)), {
  maxLength: 14,
});

test('no channel is told twice of one thing, an end only to those that were told, and everything ends', () => {
  fc.assert(
    fc.property(
      fc.array(anyPolicy, { maxLength: 3 }),
      fc.option(fc.uniqueArray(channel)),
      anyDay,
      (given, own, day) => {
        const quietHours = { timeZone: 'UTC', from: '12:10', to: '12:40' };
        const watched = new Watched(
          ...given.map(({ severity, isQuiet, ...chain }, place) =>
            policyOf(
              `p${place}`,
              { matchRules: [{ type: 'severity_gte', value: severity }], ...(isQuiet && { quietHours }) },
              chain,
            ),
          ),
        );
        watched.own = own ?? undefined;
        for (const [act, minutes] of day) {
          if (act === 'ack') watched.acknowledge();
          else if (act === 'snooze') watched.acknowledge(5);
          else if (act !== 'wait') watched.see(act);
          watched.pass(minutes);
        }
        // One that flapped ends when it has been well for its window.
        watched.see('u'.repeat(70));
        assert.deepEqual(watched.pass(10_000), []);
        assert.ok([...watched.dispatches.values()].every(({ status }) => status === 'COMPLETED'));

        const keys = watched.deliveries.map(({ key }) => key);
        assert.equal(new Set(keys).size, keys.length, 'one alert a key');
        const told = new Map<string, Set<string>>();
        for (const { incidentId, channelId, kind } of watched.deliveries) {
          assert.notEqual(channelId, 'gone');
          const of = told.get(incidentId) ?? new Set();
          told.set(incidentId, of);
          if (kind === 'INCIDENT_RESOLVED') assert.ok(of.delete(channelId), `${channelId} hears of an end alone`);
          else of.add(channelId);
        }
        const sequences = watched.deliveries.map(({ incidentId, sequence }) => `${incidentId} ${sequence}`);
        const kinds = new Map(watched.deliveries.map(({ kind }, place) => [sequences[place], kind]));
        watched.deliveries.forEach(({ kind }, place) => assert.equal(kinds.get(sequences[place]), kind));
      },
    ),
    { numRuns: 400 },
  );
});
