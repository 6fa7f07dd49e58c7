import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RegionOverview, Self } from '@upwatch/sdk';
import { factsOf } from './region-facts.ts';

const SEEN = {
  ...{ region: 'local', isOwn: true, up: 3, degraded: 1, down: 2, unknown: 1, spoiled: 0 },
  ...{ lastLookAt: '2026-01-01T00:00:00Z', fault: null },
} as unknown as RegionOverview;
const SELF = { looking: { running: 2, latenessP99Ms: 4 } } as unknown as Self;

test('a region doubts itself when its network is at fault or a look of it was spoiled, and is idle before its first', () => {
  const condition = (more: object): string => factsOf({ ...SEEN, ...more }, SELF).condition;
  assert.equal(condition({}), 'well');
  assert.equal(condition({ spoiled: 1 }), 'doubtful');
  assert.equal(condition({ fault: { detail: null, since: '2026-01-01T00:00:00Z' }, lastLookAt: null }), 'doubtful');
  assert.equal(condition({ lastLookAt: null }), 'idle');
  assert.equal(condition({ region: 'imported:uptime-kuma', lastLookAt: null }), 'imported');
});

test('how busy and how late it is, is known of the region of the server that answers', () => {
  assert.equal(factsOf(SEEN, SELF).monitors, 7);
  assert.equal(factsOf(SEEN, SELF).looking, SELF.looking);
  assert.equal(factsOf({ ...SEEN, isOwn: false }, SELF).looking, undefined);
  assert.equal(factsOf(SEEN, undefined).looking, undefined);
});
