import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { cutPercentage, dayBars, uptimeOf } from './day-bars.ts';
import type { PageIncidentStory } from './incident-view.ts';
import { componentsOf, type PageComponentFacts, type PageFacts, projectPage, shownStatus } from './page-view.ts';

const DAY = 86_400_000;
const NOW = Date.UTC(2026, 0, 20, 12);
const WELL = { status: 'OPERATIONAL', isCurrent: true } as const;

function component(id: string, change: Partial<PageComponentFacts> = {}): PageComponentFacts {
  return {
    ...{ id, name: id, isExcludedFromOverall: false, displayOrder: 0, pageOrder: 0 },
    ...{ createdAtMs: 1, updatedAtMs: 2, seen: WELL },
    ...change,
  };
}

function story(id: string, change: Partial<PageIncidentStory> = {}): PageIncidentStory {
  return {
    ...{ id, title: id, status: 'INVESTIGATING', impact: 'MAJOR', startedAtMs: NOW - 1000, updatedAtMs: NOW },
    ...{ affected: [], updates: [] },
    ...change,
  };
}

function facts(change: Partial<PageFacts> = {}): PageFacts {
  return { name: 'Shop', groups: [], components: [], incidents: [], nowMs: NOW, days: 90, ...change };
}

test('what is not named does not come through, wherever it stands', () => {
  const secret = { secretName: 'hush-hush', monitorId: 'hush-hush', failure: { message: 'hush-hush' } };
  const group = { id: 'g', name: 'Group', isDefaultOpen: true, pageOrder: 1, ...secret };
  const days = [
    {
      ...{ dayMs: NOW - DAY, majorOutageSeconds: 1, partialOutageSeconds: 0 },
      degradedSeconds: 0,
      uptimePercentage: 99,
      ...secret,
    },
  ];
  const responseTimes = [{ atMs: NOW, averageMs: 5, ...secret }];
  const whole = { ...component('a', { groupId: 'g', description: 'd', target: 't', days, responseTimes }), ...secret };
  const update = { ...({ id: 'u', status: 'INVESTIGATING', body: 'b', createdAtMs: NOW } as const), ...secret };
  const affected = [{ ...({ componentId: 'a', name: 'a', status: 'MAJOR_OUTAGE' } as const), ...secret }];
  const scheduled = { fromMs: NOW - 1, untilMs: NOW + 1, ...secret };
  const postmortem = {
    postmortemTitle: 't',
    postmortemBody: 'p',
    postmortemUrl: 'https://x.test',
    postmortemAtMs: NOW,
  };
  const incidents = [
    { ...story('i', { affected, updates: [update] }), ...secret },
    { ...story('w', { scheduled }), ...secret },
    { ...story('o', { status: 'RESOLVED', resolvedAtMs: NOW, ...postmortem }), ...secret },
  ];
  const given = { ...facts({ groups: [group], components: [whole], incidents }), ...secret };
  const shown = JSON.stringify(projectPage(given));
  assert.doesNotMatch(shown, /hush/);
  for (const said of ['"target":"t"', '"averageMs":5', '"postmortem"', '"in-progress"'])
    assert.ok(shown.includes(said), said);
});

test('a page is well only where everything that counts is known to be; what is known to be bad stays so', () => {
  const statusOf = (...components: PageComponentFacts[]) => projectPage(facts({ components })).status;
  const stale = component('a', { seen: { status: 'OPERATIONAL', isCurrent: false } });
  assert.equal(statusOf(component('b')), 'OPERATIONAL');
  assert.equal(statusOf(component('b'), stale), 'UNKNOWN');
  assert.equal(statusOf(component('b'), { ...stale, isExcludedFromOverall: true }), 'OPERATIONAL');
  const down = component('c', { seen: { status: 'MAJOR_OUTAGE', isCurrent: false } });
  assert.equal(statusOf(stale, down), 'MAJOR_OUTAGE');
  assert.equal(shownStatus({ status: 'UNDER_MAINTENANCE', isCurrent: false }), 'UNKNOWN');
});

test('an incident that names no component speaks for the whole page, one that does through it alone', () => {
  const page = (incident: PageIncidentStory) =>
    projectPage(facts({ components: [component('a')], incidents: [incident] }));
  assert.equal(page(story('i', { impact: 'CRITICAL' })).status, 'MAJOR_OUTAGE');
  assert.equal(page(story('i', { impact: 'CRITICAL', status: 'RESOLVED' })).status, 'OPERATIONAL');
  const affected = [{ componentId: 'a', name: 'a', status: 'DEGRADED_PERFORMANCE' }] as const;
  const told = page(story('i', { impact: 'CRITICAL', affected }));
  assert.equal(told.status, 'DEGRADED_PERFORMANCE');
  assert.deepEqual(componentsOf(told)[0]?.incidentIds, ['i']);
});

test('announced work is to come, lasts, and is over; only what lasts counts', () => {
  const affected = [{ componentId: 'a', name: 'a', status: 'UNDER_MAINTENANCE' }] as const;
  const at = (fromMs: number, change: Partial<PageIncidentStory> = {}) => {
    const work = story('w', { scheduled: { fromMs, untilMs: fromMs + 1000 }, impact: 'NONE', affected, ...change });
    const page = projectPage(facts({ components: [component('a')], incidents: [work] }));
    return [page.status, page.maintenance[0]?.phase, page.incidents.length];
  };
  assert.deepEqual(at(NOW + 1), ['OPERATIONAL', 'scheduled', 0]);
  assert.deepEqual(at(NOW - 1), ['UNDER_MAINTENANCE', 'in-progress', 0]);
  assert.deepEqual(at(NOW - 1, { status: 'RESOLVED' }), ['OPERATIONAL', undefined, 0]);
});

test('sections stand in their order, a group without components is left out, and one with trouble is open', () => {
  const group = (id: string, pageOrder: number) => ({ id, name: id, isDefaultOpen: false, pageOrder });
  const components = [
    component('alone', { pageOrder: 2 }),
    component('second', { groupId: 'g', displayOrder: 2, seen: { status: 'PARTIAL_OUTAGE', isCurrent: true } }),
    component('first', { groupId: 'g', displayOrder: 1 }),
    component('well', { groupId: 'h' }),
    component('lost', { groupId: 'gone', pageOrder: 9 }),
  ];
  const { sections } = projectPage(facts({ components, groups: [group('h', 3), group('g', 1), group('empty', 0)] }));
  const shown = sections.map((one) =>
    one.type === 'group' ? [one.id, one.isOpen, ...one.components.map(({ id }) => id)] : [one.component.id],
  );
  assert.deepEqual(shown, [['g', true, 'first', 'second'], ['alone'], ['h', false, 'well'], ['lost']]);
});

test('what began on a day stands under it, for the last fourteen', () => {
  const over = (id: string, startedAtMs: number) => story(id, { status: 'RESOLVED', startedAtMs, resolvedAtMs: NOW });
  const { past } = projectPage(facts({ incidents: [over('a', NOW), over('b', NOW - DAY), over('c', NOW - 20 * DAY)] }));
  assert.equal(past.length, 14);
  assert.deepEqual(past.map(({ incidents }) => incidents.map(({ id }) => id)).slice(0, 3), [['a'], ['b'], []]);
  assert.equal(past.flatMap(({ incidents }) => incidents).length, 2);
});

test('bars are one a day up to today, each as bad as its worst', () => {
  const day = (ago: number, change: object) => {
    const calm = { majorOutageSeconds: 0, partialOutageSeconds: 0, degradedSeconds: 0, uptimePercentage: 100 };
    return { dayMs: Math.floor(NOW / DAY) * DAY - ago * DAY, ...calm, ...change };
  };
  const days = [
    day(0, { degradedSeconds: 60 }),
    day(1, { majorOutageSeconds: 1, partialOutageSeconds: 5, uptimePercentage: 50 }),
    day(2, { partialOutageSeconds: 5, degradedSeconds: 9 }),
    day(4, {}),
    day(9, {}),
  ];
  const bars = dayBars(days, NOW, 6);
  assert.deepEqual(
    bars.map(({ level }) => level),
    ['none', 'operational', 'none', 'partial', 'major', 'degraded'],
  );
  assert.equal(bars[4]?.outSeconds, 6);
  assert.equal(uptimeOf(bars), 87.5);
  assert.equal(uptimeOf(dayBars([], NOW, 6)), undefined);
});

test('nothing short of all is told as all', () => {
  assert.deepEqual(
    [100, 99.999, 99.995, 0].map((one) => cutPercentage(one)),
    ['100', '99.99', '99.99', '0.00'],
  );
  fc.assert(
    fc.property(fc.double({ min: 0, max: 100, noNaN: true }), (percentage) => {
      assert.ok(Number(cutPercentage(percentage)) <= percentage);
      assert.equal(cutPercentage(percentage) === '100', percentage >= 100);
    }),
  );
});
