import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Policy } from '../deciding/policy.ts';
import type { Outcome } from '../looking/observation.ts';
import { lookAt, policyFor } from '../testing/looks.ts';
import { policyOf, stepOf } from '../testing/policies.ts';
import { compareTracks, faredOf } from './compare.ts';
import { startReplay } from './replay.ts';
import { type Era, type PastLook, type RecordedStep, stepsOf } from './steps.ts';
import type { ThenKnown, Track } from './track.ts';

const MINUTE = 60_000;
const START = 1_800_000_000_000;
const LETTERS: Readonly<Record<string, Outcome>> = { u: 'up', d: 'down', '-': 'unknown' };
const SPAN = { fromMs: START, toMs: START + 1000 * MINUTE };
const telling = { monitor: { id: 'm', name: 'shop', target: 'https://shop.example' }, channels: [{ id: 'c' }] };

const eraOf = (policy: Policy, regions: readonly string[] = ['local']): Era => ({
  fromMs: START,
  generation: 1,
  policy,
  regions,
  frequencySeconds: 60,
  isEnabled: true,
});

const looksOf = (letters: string, region = 'local') =>
  Array.from(letters, (letter, place) => lookAt(START + place * MINUTE, LETTERS[letter]!, { region }));

/** As a row has it: it does not say which configuration it was made under. */
function rowOf(look: ReturnType<typeof lookAt>): PastLook {
  const { generation, ...row } = look;
  assert.equal(generation, 1);
  return row;
}

const countOf = (count: number): Policy =>
  policyFor(1, { triggerRules: [{ type: 'consecutive_failures', count, scope: 'per_region', severity: 'down' }] });

function compare(letters: string, inForce: Policy, candidate: Policy) {
  const eras = [eraOf(inForce)];
  const replay = startReplay({ eras, telling, candidate });
  replay.take(stepsOf(looksOf(letters), [], eras));
  replay.end(SPAN.toMs);
  return {
    before: faredOf(replay.inForce, SPAN),
    after: faredOf(replay.candidate!, SPAN),
    ...compareTracks(replay.inForce, replay.candidate!, SPAN),
  };
}

test('a policy that waits longer spares the short outages and misses their downtime', () => {
  const compared = compare('uuudduuuuuuuuudddduuuu', countOf(2), countOf(3));
  assert.deepEqual([compared.before.pages, compared.after.pages], [2, 1]);
  assert.deepEqual([compared.pagesSpared, compared.pagesAdded], [1, 0]);
  assert.equal(compared.spared[0]!.sinceMs, START + 3 * MINUTE);
  assert.equal(compared.downtimeMissedMs, 3 * MINUTE);
  assert.equal(compared.laterMs, MINUTE);
  assert.deepEqual(compared.before.timeToDetectMs, { average: MINUTE, longest: MINUTE });
  assert.deepEqual(compared.after.timeToDetectMs, { average: 2 * MINUTE, longest: 2 * MINUTE });
});

test('a policy that is quicker adds pages, and downtime that was not known', () => {
  const compared = compare('uuuduuuuuudduuuu', countOf(2), countOf(1));
  assert.deepEqual([compared.before.pages, compared.after.pages], [1, 2]);
  assert.deepEqual([compared.pagesSpared, compared.pagesAdded], [0, 1]);
  assert.ok(compared.downtimeAddedMs > 0);
  assert.equal(compared.downtimeMissedMs, 0);
});

test('an incident that comes back within its cooldown is one incident with two outages', () => {
  const { before } = compare('uudduudduuuu', countOf(2), countOf(2));
  assert.deepEqual(
    [before.incidents, before.pages, before.outages.map((one) => one.isReopening)],
    [1, 2, [false, true]],
  );
  // Of a span that begins between the two it began before.
  const eras = [eraOf(countOf(2))];
  const replay = startReplay({ eras, telling });
  replay.take(stepsOf(looksOf('uudduudduuuu'), [], eras));
  assert.equal(faredOf(replay.inForce, { ...SPAN, fromMs: START + 6 * MINUTE }).incidents, 0);
});

test('the same policy is no change at all', () => {
  const { before, after, ...compared } = compare('uudduudduuuuuuuuudddd', countOf(2), countOf(2));
  assert.deepEqual(after, before);
  assert.deepEqual(compared, {
    spared: [],
    pagesSpared: 0,
    added: [],
    pagesAdded: 0,
    downtimeMissedMs: 0,
    downtimeAddedMs: 0,
    laterMs: 0,
  });
  assert.equal(before.outages.at(-1)!.endedAtMs, undefined);
});

test('a look that the record does not have, although it would have changed something, was decided by nobody', () => {
  const eras = [eraOf(countOf(2))];
  const looks = looksOf('uuuddduu');
  // The process died with the second failure on its way to disk.
  const recorded = [0, 1, 3, 5].map((place): RecordedStep => {
    const { slotMs } = looks[place]!;
    return { atMs: slotMs + 5, generation: 1, step: { type: 'look', region: 'local', slotMs } };
  });
  const replay = startReplay({ eras, telling });
  replay.take(stepsOf(looks.slice(0, 6), recorded, eras));
  assert.equal(replay.undecided, 1);
  assert.equal(replay.inForce.outages[0]!.confirmedAtMs, looks[5]!.slotMs + 5);
});

/** The order of steps, by what they are and by the minute of their slots. */
function orderOf(looks: readonly PastLook[], recorded: readonly RecordedStep[]): readonly string[] {
  return stepsOf(looks, recorded, [eraOf(countOf(2))]).map(({ step, isRecorded }) => {
    if (step.type !== 'look') return step.type;
    return `${isRecorded ? 'decided' : 'seen'} ${(step.look.slotMs - START) / MINUTE}`;
  });
}
const clockSet = (minute: number, byMinutes: number): RecordedStep => {
  const step = { type: 'clock-set', byMs: byMinutes * MINUTE } as const;
  return { atMs: START + minute * MINUTE, generation: 1, step };
};
const decided = (minute: number): RecordedStep => {
  const slotMs = START + minute * MINUTE;
  return { atMs: slotMs + 5, generation: 1, step: { type: 'look', region: 'local', slotMs } };
};

test('looks of a time that came twice are those of the first time, before the clock was set back', () => {
  const looks = looksOf('duuuuuu');
  const record = [decided(0), clockSet(1.2, -2), decided(5)];
  assert.deepEqual(orderOf(looks, record), [
    ...['decided 0', 'seen 1', 'seen 2', 'seen 3', 'clock-set', 'seen 4', 'decided 5', 'seen 6'],
  ]);
});

test('where a slot that came twice was decided on twice, the look that is kept is the first', () => {
  const record = [decided(0), decided(2), decided(3), clockSet(1.2, -2), decided(2), decided(4)];
  assert.deepEqual(orderOf(looksOf('ududd'), record), [
    ...['decided 0', 'seen 1', 'decided 2', 'decided 3', 'clock-set', 'decided 4'],
  ]);
});

test('what was seen in a time that was skipped first was seen when the clock was set back to it', () => {
  const record = [decided(0), clockSet(61.5, 60), clockSet(2.5, -60), clockSet(60.5, 0.1)];
  const looks = [0, 1, 3, 4, 61.9, 62.2].map((minute) => lookAt(START + minute * MINUTE, 'up', { region: 'local' }));
  assert.deepEqual(orderOf(looks, record), [
    ...['decided 0', 'seen 1', 'clock-set', 'seen 61.9', 'seen 62.2', 'clock-set', 'seen 3', 'seen 4', 'clock-set'],
  ]);
});

test('looks of several regions are taken in the order that is recorded, not in that of their slots', () => {
  const eras = [eraOf(policyFor(3), ['asia', 'eu', 'us'])];
  const looks = [...looksOf('uu', 'us'), ...looksOf('uu', 'eu')];
  const step = (place: number, atMs: number): RecordedStep => {
    const { region, slotMs } = looks[place]!;
    return { atMs, generation: 1, step: { type: 'look', region, slotMs } };
  };
  const recorded = [step(2, START + 900), step(0, START + 1000)];
  const order = stepsOf(looks, recorded, eras).map(({ step: what }) =>
    what.type === 'look' ? `${what.look.region} ${(what.look.slotMs - START) / MINUTE}` : what.type,
  );
  assert.deepEqual(order, ['eu 0', 'us 0', 'us 1', 'eu 1']);
});

test('what a changed configuration forgot live is forgotten in the replay', () => {
  const first = eraOf(countOf(3));
  const eras = [first, { ...first, fromMs: START + 2 * MINUTE - 1, generation: 2 }];
  const replay = startReplay({ eras, telling });
  replay.take(stepsOf(looksOf('dddd').map(rowOf), [], eras));
  assert.deepEqual(replay.inForce.outages, []);
});

test('what flapped, and what waited for other regions, ends when its time is up, although no look comes any more', () => {
  const eras = [eraOf(policyFor(1, { recovery: { cooldownMinutes: 0 } }))];
  const replay = startReplay({ eras, telling });
  replay.take(stepsOf(looksOf('uudduudduudduudduudduu'), [], eras));
  assert.equal(replay.inForce.outages.at(-1)!.endedAtMs, undefined);
  replay.end(SPAN.toMs);
  assert.ok(replay.inForce.outages.at(-1)!.endedAtMs! < SPAN.toMs);

  const three = [eraOf(policyFor(3), ['asia', 'eu', 'us'])];
  const waiting = startReplay({ eras: three, telling });
  const others = [...looksOf('uu', 'eu'), ...looksOf('uu', 'us')];
  waiting.take(stepsOf([...others, ...looksOf('uudd', 'asia')], [], three));
  assert.equal(waiting.inForce.state.incident?.status, 'TRIGGERED');
  waiting.end(SPAN.toMs);
  assert.equal(waiting.inForce.state.incident, undefined);
});

test('what was held by maintenance is no page; what still stands at its end is told then, once', () => {
  const eras = [eraOf(policyFor(1))];
  const untilMs = START + 8 * MINUTE + 30_000;
  const hold = { because: 'maintenance', what: 'maintenance' } as const;
  const holdAt = (atMs: number) => (atMs < untilMs ? hold : undefined);
  const replay = startReplay({ eras, telling: { ...telling, holdAt }, candidate: eras[0]!.policy });
  replay.take(stepsOf(looksOf('uudduuddddddd'), [], eras));
  for (const { told, outages } of [replay.inForce, replay.candidate!]) {
    assert.equal(outages.length, 2);
    assert.deepEqual(
      told.map(({ kind, atMs }) => `${kind} ${(atMs - START) / MINUTE}`),
      ['INCIDENT_REOPENED 9'],
    );
  }
});

const maintenance = { because: 'maintenance', what: 'maintenance' } as const;

/** A record of looks that were decided five milliseconds after their slot, and of moments that time decided. */
function recordOf(looks: readonly PastLook[], places: readonly number[], timesMs: readonly number[] = []) {
  const seen = places.map((place): RecordedStep => {
    const { region, slotMs } = looks[place]!;
    return { atMs: slotMs + 5, generation: 1, step: { type: 'look', region, slotMs } };
  });
  const passed = timesMs.map((atMs): RecordedStep => ({ atMs, generation: 1, step: { type: 'time' } }));
  return [...seen, ...passed].toSorted((a, b) => a.atMs - b.atMs);
}

/** As it was told: what, and so many minutes after the start. */
function replayed(looks: readonly PastLook[], recorded: readonly RecordedStep[], given: Partial<ThenKnown>) {
  const eras = [eraOf(countOf(2))];
  const replay = startReplay({ eras, telling: { ...telling, ...given }, candidate: eras[0]!.policy });
  replay.take(stepsOf(looks, recorded, eras));
  replay.end(START + 12 * MINUTE);
  const toldBy = ({ told }: Track) => told.map(({ kind, atMs }) => `${kind} ${(atMs - START) / MINUTE}`);
  return { inForce: toldBy(replay.inForce), candidate: toldBy(replay.candidate!) };
}

test('where there is a record it says when time let go what was held: not the next look, nor the end of the span', () => {
  const looks = looksOf('uuddddddd');
  const holdAt = (atMs: number) => (atMs < START + 7.5 * MINUTE ? maintenance : undefined);
  // The server stood still as the maintenance ended: it went on after the last look.
  const silent = replayed(looks, recordOf(looks, [0, 2, 3]), { holdAt });
  assert.deepEqual(silent, { inForce: [], candidate: ['INCIDENT_CREATED 8'] });
  const told = replayed(looks, recordOf(looks, [0, 2, 3], [START + 9 * MINUTE]), { holdAt });
  assert.deepEqual(told, { inForce: ['INCIDENT_CREATED 9'], candidate: ['INCIDENT_CREATED 8'] });
});

test('what is in the record was let go and was told then, whatever is known of holds now', () => {
  const looks = looksOf('uuddddddd');
  const holdAt = () => maintenance;
  const letGo = replayed(looks, recordOf(looks, [0, 2, 3], [START + 6 * MINUTE]), { holdAt });
  assert.deepEqual(letGo, { inForce: ['INCIDENT_CREATED 6'], candidate: [] });
  const toldMs = START + 3 * MINUTE + 5;
  const toldThen = replayed(looks, recordOf(looks, [0, 2, 3]), { holdAt, wasToldAt: (atMs) => atMs === toldMs });
  assert.deepEqual(toldThen, { inForce: [`INCIDENT_CREATED ${3 + 5 / MINUTE}`], candidate: [] });
});

test('an opening that waits for its groups is told after the wait, which begins when nothing else holds it', () => {
  const waitAt = () => ({ because: 'dependency', what: 'its group may be down', waitMs: 150_000 }) as const;
  assert.deepEqual(replayed(looksOf('uudddddu'), [], { waitAt }).candidate, ['INCIDENT_CREATED 6']);
  assert.deepEqual(replayed(looksOf('uudduuuu'), [], { waitAt }).candidate, []);
  const holdAt = (atMs: number) => (atMs < START + 4 * MINUTE ? maintenance : undefined);
  assert.deepEqual(replayed(looksOf('uudddddd'), [], { waitAt, holdAt }).candidate, ['INCIDENT_CREATED 7']);
});

test('of what was seen before a pause of the looks nothing is told until it is looked at again', () => {
  const holdAt = (atMs: number) => (atMs < START + 6 * MINUTE ? maintenance : undefined);
  const looks = looksOf('uuddd');
  const later = (letters: string) =>
    Array.from(letters, (letter, place) => lookAt(START + (8 + place) * MINUTE, LETTERS[letter]!));
  assert.deepEqual(replayed([...looks, ...later('uu')], [], { holdAt }).candidate, [
    'INCIDENT_CREATED 9',
    'INCIDENT_RESOLVED 9',
  ]);
  assert.deepEqual(replayed([...looks, ...later('dd')], [], { holdAt }).candidate, ['INCIDENT_CREATED 9']);
  assert.deepEqual(replayed(looks, [], { holdAt }).candidate, []);
});

test('a rule that goes by what is usual is met by what was usual then, asked for by the days of each policy', () => {
  const relative = (factor: number, windowDays: number): Policy =>
    policyFor(1, {
      triggerRules: [
        {
          type: 'response_time',
          count: 2,
          scope: 'per_region',
          severity: 'degraded',
          baseline: { factor, windowDays },
        },
      ],
    });
  const eras = [eraOf(relative(3, 7))];
  const usualAt = (atMs: number, days: number) =>
    atMs < START + 4 * MINUTE ? undefined : { local: days === 7 ? 100 : 1_000 };
  const slow = Array.from({ length: 8 }, (_, place) => lookAt(START + place * MINUTE, 'up', { responseMs: 400 }));
  const replay = startReplay({ eras, telling: { ...telling, usualAt }, candidate: relative(3, 30) });
  replay.take(stepsOf(slow, [], eras));
  assert.deepEqual(
    replay.inForce.outages.map(({ confirmedAtMs, severity }) => [severity, (confirmedAtMs - START) / MINUTE]),
    [['degraded', 4]],
  );
  assert.deepEqual(replay.candidate!.outages, []);
});

test('what is told goes by the policies: so many alerts, and none where it ends before the first step is due', () => {
  const eras = [eraOf(countOf(2))];
  const channels = ['slack', 'mail', 'pager'].map((id) => ({ id }));
  const policies = [
    policyOf('chat', {}, { steps: [stepOf(0, ['slack', 'mail'])] }),
    policyOf('night', {}, { steps: [stepOf(5, ['pager'])] }),
  ];
  const replay = startReplay({ eras, telling: { ...telling, channels, policies } });
  // Three minutes, then eleven.
  replay.take(stepsOf(looksOf('uudddduuuuuuuuuuddddddddddduuuuuuuu'), [], eras));
  replay.end(SPAN.toMs);
  assert.deepEqual(
    replay.inForce.told.map(({ kind, atMs, alerts }) => `${kind} ${(atMs - START) / MINUTE} ${alerts}`),
    [
      'INCIDENT_CREATED 3 2',
      'INCIDENT_RESOLVED 7 2',
      'INCIDENT_CREATED 17 2',
      'INCIDENT_CREATED 22 1',
      'INCIDENT_RESOLVED 28 3',
    ],
  );
  const { pages, recoveries, alerts } = faredOf(replay.inForce, SPAN);
  assert.deepEqual([pages, recoveries, alerts], [3, 2, 10]);
});
