import assert from 'node:assert/strict';
import { test } from 'node:test';
import { recordText } from './record.ts';
import { columnsOf, titleOf } from './row-columns.ts';

const SHAPE = { hasColour: false, columns: 40 };

test('a thing is its fields, what stands in it indented, things in lists as a table, and nothing is left out', () => {
  const thing = {
    id: 'a',
    nothing: null,
    longerName: 'one two three four five six seven eight',
    config: { url: 'http://x', headers: {} },
    regions: ['eu', 'us'],
    rules: [
      { type: 'down', count: 2 },
      { type: 'slow', count: 3 },
    ],
  };
  assert.equal(
    recordText(thing, SHAPE),
    [
      'id          a',
      'longerName  one two three four five six',
      '            seven eight',
      'config',
      '  url  http://x',
      'regions     eu, us',
      'rules',
      '  TYPE  COUNT',
      '  down  2',
      '  slow  3',
    ].join('\n'),
  );
});

test('what others named cannot move the cursor', () => {
  assert.equal(recordText({ 'a\u001b[2J': 'b\u001b[2J' }, SHAPE), 'a [2J  b [2J');
});

test('columns are what tells rows apart, names first; what is nowhere filled has none', () => {
  const rows = [
    { createdAt: 't', url: 'u', name: 'a', id: '1', empty: null, deep: {} },
    { createdAt: 't', url: 'u', name: 'b', id: '2', empty: null, deep: {} },
  ];
  assert.deepEqual(columnsOf(rows), ['id', 'name', 'url', 'createdAt']);
  assert.deepEqual(columnsOf([]), []);
});

test('the title of a column has the words of its field apart', () => {
  const names = ['monitorCount', 'id', 'p95Ms', 'status_code'];
  assert.deepEqual(names.map(titleOf), ['MONITOR COUNT', 'ID', 'P95 MS', 'STATUS CODE']);
});
