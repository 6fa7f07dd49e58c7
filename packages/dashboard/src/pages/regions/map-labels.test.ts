import assert from 'node:assert/strict';
import { test } from 'node:test';
import { placeLabels } from './map-labels.ts';

const MEASURES = { fontSize: 5, markRadius: 5, width: { from: -170, to: 180 } };

test('a name stands right of its mark, and elsewhere where something is in the way or the map ends', () => {
  const anchors = placeLabels(
    [
      { name: 'alone', x: 0, y: 0 },
      { name: 'neighbour', x: 60, y: 0 },
      { name: 'in the way', x: 80, y: 0 },
      { name: 'at the edge', x: 175, y: 40 },
    ],
    MEASURES,
  ).map((label) => label?.anchor);
  assert.deepEqual(anchors, ['start', 'end', 'start', 'end']);
});

test('no name lies on another, however many regions are in one place', () => {
  const crowd = Array.from({ length: 40 }, (_, at) => ({
    name: `region-${at}`,
    x: (at % 8) * 9,
    y: Math.floor(at / 8) * 9,
  }));
  const labels = placeLabels(crowd, MEASURES);
  const boxes = labels.flatMap((label, at) => {
    if (label === undefined) return [];
    const width = crowd[at]!.name.length * 5 * 0.6;
    const left = { start: label.x, end: label.x - width, middle: label.x - width / 2 }[label.anchor];
    return [{ left, right: left + width, top: label.y - 4, bottom: label.y + 1 }];
  });
  assert.ok(boxes.length > 5 && boxes.length < crowd.length, `${boxes.length} have room`);
  for (const [at, one] of boxes.entries())
    for (const other of boxes.slice(at + 1))
      assert.ok(
        one.left >= other.right || other.left >= one.right || one.top >= other.bottom || other.top >= one.bottom,
        'they lie on each other',
      );
});
