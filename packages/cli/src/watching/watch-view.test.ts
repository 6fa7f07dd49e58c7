import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stripVTControlCharacters } from 'node:util';
import fc from 'fast-check';
import { widthOf } from '../render/table.ts';
import { NOTHING_YET, type WatchedMonitor, type WatchState, withMonitors } from './watch-state.ts';
import { type Screen, scrollMaxOf, viewOf } from './watch-view.ts';

const NOW_MS = Date.parse('2026-01-31T12:00:00Z');
const SCREEN: Screen = { columns: 80, rows: 10, hasColour: false, nowMs: NOW_MS, url: 'http://x' };

function monitor(name: string, group: string, change: Partial<WatchedMonitor> = {}): WatchedMonitor {
  const looks = [1, 8, 4].map((ms, place) => ({ atMs: place, isPassed: place !== 1, ms }));
  return { id: name, name, group, status: 'up', sinceMs: NOW_MS - 60_000, looks, phases: undefined, ...change };
}

function state(monitors: readonly WatchedMonitor[], change: Partial<WatchState> = {}): WatchState {
  return { ...withMonitors({ ...NOTHING_YET, link: 'live' }, monitors), ...change };
}

const SHOP = state([monitor('shop-10', 'web'), monitor('shop-2', 'web', { status: 'down' }), monitor('db', '')], {
  incidents: [
    { id: 'i', name: 'shop-2', severity: 'down', sinceMs: NOW_MS - 120_000, reason: 'refused', withWhom: 'ada' },
  ],
});

test('groups, the last looks, since when and what is open are shown, names in their natural order', () => {
  assert.deepEqual(viewOf(SHOP, SCREEN), [
    '✘ 1  ✔ 2  http://x                                                 live 12:00:00',
    '✘ shop-2 for 2 min (ada): refused',
    'web 1/2',
    `  ✘ shop-2    1 min     ${' '.repeat(43)}▂×▅   4.00 ms`,
    `  ✔ shop-10   1 min     ${' '.repeat(43)}▂×▅   4.00 ms`,
    'others 1/1',
    `  ✔ db        1 min     ${' '.repeat(43)}▂×▅   4.00 ms`,
    '',
    '',
    'q quit   / filter',
  ]);
});

test('on a narrow terminal since when gives way first, then how long the last look took, then the looks', () => {
  const lines = (columns: number): string | undefined =>
    viewOf(SHOP, { ...SCREEN, columns }).find((line) => /db/.test(line));
  assert.equal(lines(40), `  ✔ db       ${' '.repeat(14)}▂×▅   4.00 ms`);
  assert.equal(lines(20), '  ✔ db           ▂×▅');
  assert.equal(lines(14)?.trimEnd(), '  ✔ db');
});

test('a wide terminal shows where the time of the last look went', () => {
  const phases = { tcpMs: 1, ttfbMs: 3, totalMs: 4 };
  const view = viewOf(state([monitor('shop', '', { phases })]), { ...SCREEN, columns: 120 });
  assert.match(view[1]!, /▂×▅ {3}4\.00 ms {2}▒{6}▓{18}$/);
});

test('many monitors are scrolled, the place is said, and the end is the last one', () => {
  const many = state(Array.from({ length: 50 }, (_, place) => monitor(`m-${place}`, '')));
  assert.equal(scrollMaxOf(many, SCREEN), 42);
  const view = viewOf({ ...many, scroll: 1e9 }, SCREEN);
  assert.match(view.at(-2)!, /m-49/);
  assert.equal(view.at(-1), 'q quit   / filter   ↑↓ scroll   43–50 of 50');
});

test('the filter shows what has it in its name, group or state', () => {
  const names = (filter: string): readonly string[] =>
    viewOf({ ...SHOP, filter }, SCREEN).flatMap((line) => /^ {2}. (\S+)/.exec(line)?.[1] ?? []);
  assert.deepEqual(names('WEB'), ['shop-2', 'shop-10']);
  assert.deepEqual(names('down'), ['shop-2']);
  assert.match(viewOf({ ...SHOP, filter: 'zzz' }, SCREEN).join('\n'), /^nothing has that$/m);
  assert.equal(viewOf({ ...SHOP, filter: 'sh', isTyping: true }, SCREEN).at(-1), '/sh▏');
});

test('more incidents than a third of the screen are counted', () => {
  const incidents = Array.from({ length: 9 }, (_, place) => ({ ...SHOP.incidents[0]!, sinceMs: place }));
  const view = viewOf({ ...SHOP, incidents }, { ...SCREEN, rows: 12 });
  assert.equal(view[3], '  and 7 more incidents');
});

test('no line is wider and no view is longer than the terminal, whatever is in it', () => {
  const name = fc.string({ unit: 'grapheme', maxLength: 60 });
  const one = fc.record({ name, group: fc.constantFrom('', 'a', '東京'.repeat(30)), isLong: fc.boolean() });
  const size = fc.record({ columns: fc.integer({ min: 1, max: 200 }), rows: fc.integer({ min: 1, max: 60 }) });
  fc.assert(
    fc.property(fc.array(one, { maxLength: 20 }), size, fc.boolean(), (ones, { columns, rows }, hasColour) => {
      const looks = Array.from({ length: 100 }, (_, atMs) => ({ atMs, isPassed: atMs % 7 > 0, ms: atMs }));
      const phases = { dnsMs: 1, tcpMs: 2, tlsMs: 3, ttfbMs: 4, downloadMs: 5, totalMs: 15 };
      const monitors = ones.map((each, place) =>
        monitor(each.name, each.group, { id: String(place), phases, ...(each.isLong && { looks, sinceMs: 0 }) }),
      );
      const incidents = ones.map((each) => ({ ...SHOP.incidents[0]!, name: each.name, reason: each.name }));
      const view = viewOf(state(monitors, { incidents }), { ...SCREEN, columns, rows, hasColour });
      assert.ok(view.length <= rows);
      for (const line of view) {
        const plain = stripVTControlCharacters(line);
        assert.ok(widthOf(plain) <= columns, `${widthOf(plain)} > ${columns}: ${plain}`);
        if (!hasColour) assert.equal(plain, line, 'nothing but text without colour');
      }
    }),
  );
});
