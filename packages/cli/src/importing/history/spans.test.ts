import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DAY_MS, HOUR_MS } from './past.ts';
import { spansOf } from './spans.ts';

const T0 = Date.UTC(2026, 2, 2);
const iso = (ms: number): string => new Date(ms).toISOString();
const KEPT = T0 - 400 * DAY_MS;

function spans(given: { own?: number; imported?: readonly [number, number]; source?: string }, fromMs?: number) {
  const { own, imported, source = 'uptime-kuma' } = given;
  const known = {
    monitorId: '0190f5c2-0000-7000-8000-000000000001',
    ownFrom: own === undefined ? null : iso(own),
    keptFrom: iso(KEPT),
    imported: imported ? [{ source, from: iso(imported[0]), to: iso(imported[1]) }] : [],
  };
  return spansOf(known, 'uptime-kuma', fromMs).map((span) => [span.fromMs, span.toMs]);
}

test('at first everything that is kept is sent, up to the first look of our own', () => {
  assert.deepEqual(spans({}), [[KEPT, Infinity]]);
  assert.deepEqual(spans({ own: T0 }), [[KEPT, T0]]);
  assert.deepEqual(spans({ own: T0 }, T0 - DAY_MS), [[T0 - DAY_MS, T0]]);
  assert.deepEqual(spans({ own: T0 }, T0 + DAY_MS), []);
});

test('later what is older, and from the last day on', () => {
  const imported = [T0 - 30 * DAY_MS, T0 + 5 * HOUR_MS] as const;
  assert.deepEqual(spans({ imported }), [
    [KEPT, T0 - 30 * DAY_MS],
    [T0, Infinity],
  ]);
  assert.deepEqual(spans({ imported: [KEPT, T0], own: T0 }), [[T0 - DAY_MS, T0]]);
  assert.deepEqual(spans({ imported, source: 'other' }), [[KEPT, Infinity]], 'another source knows nothing of it');
});

test('what is asked for is sent again whole', () => {
  assert.deepEqual(spans({ imported: [KEPT, T0] }, T0 - 9 * DAY_MS), [[T0 - 9 * DAY_MS, Infinity]]);
  assert.deepEqual(spans({}, 0), [[KEPT, Infinity]], 'what is too old is not even sent');
});
