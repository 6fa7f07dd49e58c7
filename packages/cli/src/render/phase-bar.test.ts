import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { formatMs, phaseBar, phaseWords } from './phase-bar.ts';

const ms = fc.double({ min: 0, max: 60_000, noNaN: true });

test('a bar is never wider than asked, and every phase that took place is seen', () => {
  fc.assert(
    fc.property(
      ms,
      ms,
      ms,
      ms,
      ms,
      fc.integer({ min: 5, max: 120 }),
      (dnsMs, tcpMs, tlsMs, ttfbMs, downloadMs, width) => {
        const bar = phaseBar({ dnsMs, tcpMs, tlsMs, ttfbMs, downloadMs, totalMs: 0 }, width, false);
        if (dnsMs + tcpMs + tlsMs + ttfbMs + downloadMs === 0) return bar === '';
        return bar.length <= width && bar.length >= 5;
      },
    ),
  );
});

test('times are shown with about three figures', () => {
  assert.deepEqual([0.1234, 9.876, 12.345, 123.4, 12_345].map(formatMs), [
    '0.12 ms',
    '9.88 ms',
    '12.3 ms',
    '123 ms',
    '12.3 s',
  ]);
});

test('phases that did not take place are not named', () => {
  assert.equal(phaseWords({ tcpMs: 1, ttfbMs: 2, totalMs: 3 }, false), 'tcp 1.00 ms · wait 2.00 ms');
});
