import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import {
  keptLatenessUs,
  keptPhaseUs,
  LATENESS_CODES,
  latenessCodeOf,
  microsecondsOfCode,
  microsecondsOfLateness,
  PHASE_CODES,
  phaseCodeOf,
} from './quantize.ts';

const anyUs = fc.oneof(fc.nat(5000), fc.integer({ min: 0, max: 0xffff_fffe }));

test('a kept duration is within 5 µs or 0.8 % of the measured one', () => {
  fc.assert(
    fc.property(anyUs, (us) => {
      const kept = keptPhaseUs(us);
      assert.ok(Math.abs(kept - us) <= Math.max(5, us * 0.008), `${us} is kept as ${kept}`);
    }),
    { numRuns: 2000 },
  );
});

test('a kept lateness is within 0.5 ms or 6.3 % of the measured one', () => {
  fc.assert(
    fc.property(anyUs, (us) => {
      const kept = keptLatenessUs(us);
      assert.ok(Math.abs(kept - us) <= Math.max(500, us * 0.063), `${us} is kept as ${kept}`);
    }),
    { numRuns: 2000 },
  );
});

test('what was kept once is kept as it is from then on', () => {
  for (let code = 0; code <= phaseCodeOf(0xffff_fffe); code++) {
    assert.equal(phaseCodeOf(microsecondsOfCode(code)), code);
  }
  for (let code = 0; code <= latenessCodeOf(0xffff_fffe); code++) {
    assert.equal(latenessCodeOf(microsecondsOfLateness(code)), code);
  }
});

test('codes grow with what they stand for and stay below their bound', () => {
  fc.assert(
    fc.property(anyUs, anyUs, (a, b) => {
      const [less, more] = a < b ? [a, b] : [b, a];
      assert.ok(phaseCodeOf(less) <= phaseCodeOf(more));
      assert.ok(phaseCodeOf(more) < PHASE_CODES);
      assert.ok(latenessCodeOf(less) <= latenessCodeOf(more));
      assert.ok(latenessCodeOf(more) < LATENESS_CODES);
    }),
  );
});

test('a phase that did not happen stays one that did not happen', () => {
  assert.equal(keptPhaseUs(0xffff_ffff), 0xffff_ffff);
});
