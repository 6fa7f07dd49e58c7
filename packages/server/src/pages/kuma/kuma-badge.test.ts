import assert from 'node:assert/strict';
import { test } from 'node:test';
import { badge } from '../badges/badge.ts';
import { type Figure, kumaBadge, spanIn } from './kuma-badge.ts';

const DAY = 86_400_000;

test('spans are hours up to a day, then days, and as many as there are to read', () => {
  const cases: readonly (readonly [string | undefined, number, string])[] = [
    [undefined, DAY, '24h'],
    ['24', DAY, '24h'],
    ['90m', DAY / 12, '2h'],
    ['0', DAY / 24, '1h'],
    ['30d', 30 * DAY, '30d'],
    ['720h', 30 * DAY, '720h'],
    ['25h', 2 * DAY, '48h'],
    ['1d', DAY, '24h'],
    ['1y', 365 * DAY, '365d'],
    ['99999y', 400 * DAY, '400d'],
  ];
  for (const [asked, ms, text] of cases) assert.deepEqual(spanIn(asked), { ms, text }, String(asked));
  for (const asked of ['', 'x', '1w', '-1', '1.5', '123456', '1h ']) assert.equal(spanIn(asked), undefined, asked);
});

test('a badge says what Uptime Kuma says, in the words of its address; of what nothing is known, N/A', () => {
  const status = (one: Extract<Figure, { type: 'status' }>['status']): Figure => ({ type: 'status', status: one });
  const certificate = { type: 'certificate', endMs: 30.5 * DAY, nowMs: 0 } as const;
  const cases: readonly (readonly [Figure | undefined, Readonly<Record<string, unknown>>, string])[] = [
    [status('OPERATIONAL'), {}, 'About: Up'],
    [status('DEGRADED_PERFORMANCE'), { upLabel: 'fine' }, 'About: fine'],
    [status('PARTIAL_OUTAGE'), { downLabel: 'out' }, 'About: out'],
    [status('UNDER_MAINTENANCE'), {}, 'About: Maintenance'],
    [status('UNKNOWN'), {}, 'About: N/A'],
    [undefined, { label: 'Shop' }, 'Shop: N/A'],
    [{ type: 'uptime', percentage: 99.999 }, { prefix: '~', suffix: ' percent' }, 'About: ~99.99 percent'],
    [{ type: 'uptime', percentage: 100 }, { labelPrefix: 'a ', labelSuffix: ' z' }, 'a About z: 100%'],
    [{ type: 'time', milliseconds: 12.6 }, {}, 'About: 13ms'],
    [certificate, {}, 'About: 30 days'],
    [certificate, { date: '1' }, 'About: 1970-01-31'],
    [undefined, { label: ['a', 'b'], constructor: 'x' }, 'About: N/A'],
  ];
  for (const [figure, query, text] of cases) {
    const { label, value } = kumaBadge('About', figure, query);
    assert.equal(`${label}: ${value}`, text);
  }
  const colors = ['40', '30', '29'].map((warnDays) => kumaBadge('x', certificate, { warnDays, downDays: '30' }).color);
  assert.equal(new Set(colors).size, 2, 'good, and bad at the bound');
});

test('what stands in an address is text on the badge', () => {
  const label = '"><script>alert(1)</script>';
  const drawn = badge(kumaBadge('x', { type: 'uptime', percentage: 1 }, { label, suffix: '</text><a href="//x">' }));
  assert.doesNotMatch(drawn, /<script|<a /);
});
