import assert from 'node:assert/strict';
import { test } from 'node:test';
import { styleText } from 'node:util';
import fc from 'fast-check';
import { table } from './table.ts';

const HEADER = ['ID', 'STATUS', 'NAME', 'SINCE', 'WHY'];
const ROWS = [
  ['01a1fe09-2dd0-7772-a1ff-39660e218238', 'open', 'shop', '2026-01-02 03:04', 'the connection was refused'],
  ['01a1fe09-2dd0-7772-a1ff-39660e218239', 'open', '日本語の長い名前のモニター', '2026-01-02 03:04', 'x'],
];

test('on a terminal the widest columns are cut to its width; what is asked to stay whole does', () => {
  assert.equal(
    table(HEADER, ROWS, { hasColour: false, columns: 60, whole: ['SINCE'] }),
    `ID          STATUS  NAME        SINCE             WHY
01a1fe09-…  open    shop        2026-01-02 03:04  the conne…
01a1fe09-…  open    日本語の…   2026-01-02 03:04  x`,
  );
});

const INCIDENTS = ['ID', 'STATUS', 'MONITOR', 'SINCE', 'LASTED', 'WITH', 'WHY'];
const FAILED = [
  [
    '01a20023-3b01-7772-a1ff-39660e218238',
    'confirmed',
    'shop',
    '2026-01-02 03:04',
    '9 s',
    '-',
    'The target refused it',
  ],
  [
    '01a20023-3b01-7df2-a2ff-39660e218239',
    'resolved',
    'checkout of all',
    '2026-01-02 03:04',
    '2 min',
    '-',
    'No answer',
  ],
];

test('a cut id still tells its row from all others', () => {
  const lines = table(INCIDENTS, FAILED, { hasColour: false, columns: 100 }).split('\n');
  assert.deepEqual(
    lines.slice(1).map((line) => line.split(' ')[0]),
    ['01a20023-3b01-77…', '01a20023-3b01-7d…'],
  );
});

test('what can be spared is left out before what is left of the others can hardly be read, one after the other', () => {
  const shape = { hasColour: false, whole: ['STATUS', 'SINCE'], spare: ['LASTED', 'WITH'] };
  const titles = (columns: number): readonly string[] =>
    table(INCIDENTS, FAILED, { ...shape, columns })
      .split('\n')[0]!
      .split(/ +/);
  assert.deepEqual(titles(100), INCIDENTS);
  assert.deepEqual(titles(92), ['ID', 'STATUS', 'MONITOR', 'SINCE', 'WITH', 'WHY']);
  assert.deepEqual(titles(80), ['ID', 'STATUS', 'MONITOR', 'SINCE', 'WHY']);
  const at80 = table(INCIDENTS, FAILED, { ...shape, columns: 80 }).split('\n');
  assert.equal(at80[1], '01a20023-3b01-77…  confirmed  shop             2026-01-02 03:04  The target ref…');
});

test('where it fits, and where a program reads, nothing is cut', () => {
  const whole = table(HEADER, ROWS, { hasColour: false });
  assert.ok(!whole.includes('…'));
  assert.equal(table(HEADER, ROWS, { hasColour: false, columns: 200 }), whole);
});

test('no line of plain text is wider than a terminal of common width', () => {
  const row = fc.tuple(fc.string(), fc.string({ maxLength: 10 }), fc.string({ minLength: 30, maxLength: 90 }));
  const wide = row.map((cells) => cells.map((text) => text.replace(/[^!-~]/g, '-')));
  fc.assert(
    fc.property(fc.array(wide, { minLength: 1 }), fc.integer({ min: 40, max: 120 }), (rows, columns) => {
      const lines = table(['A', 'B', 'C'], rows, { hasColour: false, columns }).split('\n');
      for (const line of lines) assert.ok(line.length <= columns, line);
    }),
  );
});

test('colour takes no room', () => {
  const painted = styleText(['green', 'bold'], '✔ up', { validateStream: false });
  assert.ok(table(['STATUS', 'NAME'], [[painted, 'x'.repeat(99)]], { hasColour: true, columns: 40 }).includes(painted));
});
