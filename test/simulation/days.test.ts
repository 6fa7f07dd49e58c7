/**
 * Days of the simulation, over as many threads as there are cores: the invariants hold whatever goes wrong in whatever
 * order. A failure prints its seed and step, and is run again with
 *   npm run simulate -- --from <seed> --seeds 1
 * and, once mended, is kept in MET below.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { brokenOf, runMany, SIZE } from './many.ts';
import { drawScenes, type Scene, SCENES } from './scenes.ts';

interface Met {
  readonly seed: number;
  readonly hours: number;
  readonly showed: string;
  readonly scenes?: readonly Scene[];
}

/** Seeds that broke an invariant once, and what they showed. */
const MET: readonly Met[] = [
  { seed: 6, hours: 24, showed: 'a new incident took over what policies had done about the one before it' },
  { seed: 39, hours: 24, showed: 'the outbox was not read to its end, as a send ended meanwhile' },
  { seed: 29, hours: 24, showed: 'what was told together while the disk was full was taken for cancelled' },
  { seed: 140, hours: 24, showed: 'a region not yet heard of was never heard again, as the clock was set' },
  { seed: 81, hours: 24, showed: 'a snooze lasted longer than its dispatches, as the clock was set' },
  { seed: 316, hours: 24, showed: 'two ends were told in one message after quiet hours, and no beginning' },
  { seed: 383, hours: 24, showed: 'what failed in a message of many was tried again after its end had been told' },
  { seed: 405, hours: 24, showed: 'the oracle took two alerts of the same words for one' },
  { seed: 55, hours: 12, showed: 'the oracle knew of no more alerts in a message than it names' },
  { seed: 223, hours: 24, showed: 'a message told its alerts in the order of a clock that had been set back' },
  { seed: 255, hours: 24, showed: 'what could not be written down was told again after what came later' },
  { seed: 642, hours: 24, showed: 'what a policy told before it was over went out, although somebody had it' },
  { seed: 34, hours: 12, showed: 'the newest look of a monitor lay ahead of a clock that had been set back' },
  { seed: 408, hours: 24, showed: 'a probe that was cut off did not say under which configuration it had looked' },
  { seed: 661, hours: 24, showed: 'a channel that had asked for an hour was left alone for two seconds' },
  {
    seed: 8,
    hours: 12,
    scenes: ['certificates', 'response-times'],
    showed: 'notices went to others than the policies of their monitor',
  },
  {
    seed: 5,
    hours: 12,
    scenes: ['reports'],
    showed: 'a comment took back that an incident was confirmed',
  },
  { seed: 11, hours: 12, scenes: ['heartbeats'], showed: 'a run that never ended kept a job down that went well' },
  { seed: 9, hours: 12, scenes: ['heartbeats'], showed: 'a job was missing in hours that the clock had skipped' },
  {
    seed: 2,
    hours: 12,
    scenes: ['groups', 'severity', 'reports', 'heartbeats'],
    showed: 'a report of a member was not told to the channels of its groups',
  },
  {
    seed: 104,
    hours: 24,
    scenes: drawScenes(104),
    showed: 'a job was missing as the clock was set to within its grace',
  },
  {
    seed: 72,
    hours: 24,
    scenes: SCENES,
    showed: 'a failure that a person had ended was opened anew by a start',
  },
  {
    seed: 9,
    hours: 24,
    scenes: SCENES,
    showed: 'fast answers from before the clock was set back hid slow ones of another region',
  },
  {
    seed: 7,
    hours: 24,
    scenes: SCENES,
    showed: 'what a job failed at while it was paused was news to the next start',
  },
  { seed: 5097, hours: 24, showed: 'the oracle knew nothing of maintenance that had only just been announced' },
];

/** What has to happen in these days, or they show nothing. */
const EVENTS = ['TRIGGERED', 'CONFIRMED', 'RESOLVED', 'REOPENED', 'worse', 'flapping', 'released', 'crash'];
const ENDINGS = ['AUTO_RECOVERED', 'AUTO_RESOLVED', 'MANUAL', 'decided by clock-set', 'held by maintenance'];
const BESIDE = ['certificate ends', 'certificate changed', 'slow', 'our name servers', 'their name'];
const REPORTED = ['opened by hand', 'ended by hand', 'commented'];
const GROUPED = ['group told', 'group reopened', 'group end told'];
const JOBS = ['job heard', 'job down', 'job late', 'job hangs', 'job slow', 'job overdue'];
const JUDGED = ['judged by hand', 'judgement told'];
const TOLD = ['held by dependency', 'opening told', 'end told', 'escalated', 'digest received'];

const SEEDS = 200;

test(`the invariants hold for a day of ${SIZE.monitors} monitors, with each of ${SEEDS} seeds`, async () => {
  const all = await runMany(Array.from({ length: SEEDS }, (_, place) => ({ seed: place + 1, size: SIZE })));
  assert.equal(all.length, SEEDS);
  assert.deepEqual(brokenOf(all), []);
  const happened = new Set(all.flatMap(({ seen }) => [...seen].flatMap(([what, times]) => (times > 0 ? what : []))));
  const missing = [...EVENTS, ...ENDINGS, ...TOLD, ...BESIDE, ...REPORTED, ...GROUPED, ...JOBS, ...JUDGED].filter(
    (what) => !happened.has(what),
  );
  assert.deepEqual(missing, [], 'it never happened');
});

test('what seeds showed once happens no more', async () => {
  // As it was met: with nothing more beside looks than there was then.
  const all = await runMany(MET.map(({ seed, hours, scenes = [] }) => ({ seed, size: { ...SIZE, hours, scenes } })));
  assert.equal(all.length, MET.length);
  const again = all.flatMap(({ seed, broken }) => (broken === undefined ? [] : [`${broken}: ${showedBy(seed)}`]));
  assert.deepEqual(again, []);
});

function showedBy(seed: number): string | undefined {
  return MET.find((met) => met.seed === seed)?.showed;
}
