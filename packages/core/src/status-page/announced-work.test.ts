import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type AnnouncedWork, planWork, type WorkFacts, type WorkSpan, type WorkStep } from './announced-work.ts';

const span = (fromMs: number, untilMs: number): WorkSpan => ({ fromMs, untilMs });
const open = (fromMs: number, untilMs: number, id = 'a'): AnnouncedWork => ({ id, fromMs, untilMs });

function planned(facts: Partial<WorkFacts>): readonly WorkStep[] {
  return planWork({ times: [], open: [], done: [], isAnnouncing: true, nowMs: 100, ...facts });
}

for (const [what, facts, steps] of [
  ['the next time is announced', { times: [span(200, 300)] }, [{ type: 'announce', span: span(200, 300) }]],
  [
    'of a time that lasts and the next, the one that lasts is announced, and the next when that is over',
    { times: [span(50, 150), span(200, 300)] },
    [{ type: 'announce', span: span(50, 150) }],
  ],
  ['what is announced is not announced again', { times: [span(200, 300)], open: [open(200, 300)] }, []],
  ['a page by hand announces nothing', { times: [span(200, 300)], isAnnouncing: false }, []],
  [
    'what a page by hand announced before follows its window on',
    { times: [span(210, 300)], open: [open(200, 300)], isAnnouncing: false },
    [{ type: 'move', work: open(200, 300), span: span(210, 300) }],
  ],
  [
    'a window that is moved moves what it announced',
    { times: [span(500, 600)], open: [open(200, 300)] },
    [{ type: 'move', work: open(200, 300), span: span(500, 600) }],
  ],
  [
    'what has begun began then, and ends when the window does',
    { times: [span(60, 170)], open: [open(50, 150)] },
    [{ type: 'move', work: open(50, 150), span: span(50, 170) }],
  ],
  [
    'a window that goes before it begins is called off',
    { open: [open(200, 300)] },
    [{ type: 'call-off', work: open(200, 300) }],
  ],
  [
    'ended early it is over now, and the next time is announced',
    { times: [span(400, 500)], open: [open(50, 150)] },
    [
      { type: 'end', work: open(50, 150), atMs: 100 },
      { type: 'announce', span: span(400, 500) },
    ],
  ],
  [
    'what is over ended when it was to end, however late that is seen',
    { times: [span(95, 110)], open: [open(50, 90)] },
    [
      { type: 'end', work: open(50, 90), atMs: 90 },
      { type: 'announce', span: span(95, 110) },
    ],
  ],
  [
    'what a person took away does not come back, and the time after it is announced',
    { times: [span(50, 150), span(400, 500)], done: [span(50, 150)] },
    [{ type: 'announce', span: span(400, 500) }],
  ],
  [
    'nor does it when the window is made longer',
    { times: [span(50, 180)], done: [span(50, 150)] },
    [{ type: 'remember', fromMs: 50, untilMs: 180 }],
  ],
  [
    'the next time stays announced while a time that was taken away lasts',
    { times: [span(50, 150), span(400, 500)], open: [open(400, 500)], done: [span(50, 150)] },
    [],
  ],
  [
    'a window that lasts on after its end was told is announced anew',
    { times: [span(50, 150)], done: [span(50, 90)] },
    [{ type: 'announce', span: span(50, 150) }],
  ],
] as const satisfies readonly (readonly [string, Partial<WorkFacts>, readonly WorkStep[]])[]) {
  test(what, () => {
    assert.deepEqual(planned(facts), steps);
  });
}

/** Readers, as a page that does what is planned shows them a window. */
function page() {
  let [works, done]: [AnnouncedWork[], WorkSpan[]] = [[], []];
  const announced: WorkSpan[] = [];
  return {
    announced,
    done: () => done,
    open: () => works,
    take: (steps: readonly WorkStep[]) => {
      for (const step of steps) {
        switch (step.type) {
          case 'announce':
            works.push({ id: String(announced.push(step.span)), ...step.span });
            break;
          case 'move':
            works = works.map((one) => (one.id === step.work.id ? { ...one, ...step.span } : one));
            break;
          case 'remember':
            done = done.map((one) => (one.fromMs === step.fromMs ? { ...one, untilMs: step.untilMs } : one));
            break;
          case 'end':
          case 'call-off':
            works = works.filter(({ id }) => id !== step.work.id);
        }
      }
    },
    takeAway: () => {
      done = [...done, ...works.map(({ fromMs, untilMs }) => ({ fromMs, untilMs }))];
      works = [];
    },
  };
}

const times = fc
  .uniqueArray(fc.integer({ min: 0, max: 60 }), { minLength: 0, maxLength: 8 })
  .map((numbers) => numbers.toSorted((a, b) => a - b))
  .map((numbers) =>
    numbers.flatMap((from, i) => (i % 2 === 0 && i + 1 < numbers.length ? span(from, numbers[i + 1]!) : [])),
  );

test('whatever happens to a window, one time of it is announced at once, nothing is left to do afterwards, and a steady one is told once a time', () => {
  const act = fc.oneof(
    fc.record({ type: fc.constant('wait' as const), by: fc.integer({ min: 1, max: 9 }) }),
    fc.record({ type: fc.constant('change' as const), to: times }),
    fc.record({ type: fc.constant('take away' as const) }),
  );
  fc.assert(
    fc.property(times, fc.array(act, { maxLength: 30 }), (first, acts) => {
      const shown = page();
      let [nowMs, all] = [0, first];
      for (const one of acts) {
        if (one.type === 'wait') nowMs += one.by;
        else if (one.type === 'change') all = one.to;
        else shown.takeAway();
        const coming = all.filter(({ untilMs }) => untilMs > nowMs).slice(0, 2);
        const facts = () => ({ times: coming, open: shown.open(), done: shown.done(), isAnnouncing: true, nowMs });
        shown.take(planWork(facts()));
        assert.deepEqual(planWork(facts()), [], 'nothing is left to do');
        assert.ok(shown.open().length <= 1);
        for (const { fromMs, untilMs } of shown.open()) {
          const isSo = coming.some((time) => time.untilMs === untilMs && (time.fromMs === fromMs || fromMs <= nowMs));
          assert.ok(isSo, 'what is announced is so');
        }
      }
      if (acts.some(({ type }) => type !== 'wait')) return;
      assert.equal(new Set(shown.announced.map(({ fromMs }) => fromMs)).size, shown.announced.length);
    }),
  );
});
