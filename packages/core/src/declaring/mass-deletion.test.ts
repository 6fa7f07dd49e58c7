import assert from 'node:assert/strict';
import { test } from 'node:test';
import { massDeletions } from './mass-deletion.ts';

const TABLE: readonly (readonly [deleted: number, managed: number, isMass: boolean])[] = [
  [0, 0, false],
  [3, 3, false],
  [4, 4, true],
  [4, 8, false],
  [5, 9, true],
  [10, 21, false],
  [11, 44, false],
  [11, 43, true],
  [250, 1000, false],
  [251, 1000, true],
];

for (const [deleted, managed, isMass] of TABLE) {
  test(`${deleted} of ${managed} ${isMass ? 'are' : 'are not'} a mass`, () => {
    const steps = Array.from({ length: deleted }, (_, i) => ({
      ...({ type: 'delete', kind: 'monitor', name: `m${i}`, id: `${i}` } as const),
    }));
    const ids = Object.fromEntries(Array.from({ length: managed }, (_, i) => [`m${i}`, `${i}`]));
    // What else the file manages does not make it fewer.
    const found = massDeletions({ steps }, { monitor: ids, tag: { a: '1', b: '2', c: '3', d: '4' } });
    assert.deepEqual(found, isMass ? [{ kind: 'monitor', deleted, managed }] : []);
  });
}
