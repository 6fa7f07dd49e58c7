import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { uptimePercent } from './uptime.ts';

const counts = fc.record({ up: fc.nat(), degraded: fc.nat(), down: fc.nat(), unknown: fc.nat() });

test('uptime lies between 0 and 100 whatever was counted, and is null only when nothing is known (I7)', () => {
  fc.assert(
    fc.property(counts, (looks) => {
      const uptime = uptimePercent(looks);
      if (looks.up + looks.degraded + looks.down === 0) return assert.equal(uptime, null);
      assert.ok(uptime !== null && uptime >= 0 && uptime <= 100);
    }),
  );
});

test('our own faults neither raise nor lower it', () => {
  fc.assert(
    fc.property(counts, fc.nat(), (looks, unknown) => {
      assert.equal(uptimePercent(looks), uptimePercent({ ...looks, unknown }));
    }),
  );
});

test('a degraded target was up', () => {
  assert.equal(uptimePercent({ up: 1, degraded: 2, down: 1, unknown: 9 }), 75);
});
