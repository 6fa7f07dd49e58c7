import assert from 'node:assert/strict';
import { test } from 'node:test';
import { selfHeadline, selfNotices } from './self-notice.ts';

const SINCE = Date.UTC(2026, 0, 1);
const SPAN = { trouble: 'network', id: 'e-1', sinceMs: SINCE, detail: '7 hosts fell silent' } as const;
const INPUT = {
  region: 'local',
  channels: [{ id: 'c1' }, { id: 'c2' }],
  nowMs: SINCE,
  newId: () => 'd',
};

test('begin and end are told once to each channel, in this order', () => {
  const [begin, other] = selfNotices(SPAN, INPUT);
  const [end] = selfNotices({ ...SPAN, untilMs: SINCE + 600_000 }, INPUT);
  assert.deepEqual([begin!.key, other!.key, end!.key], ['self:e-1:1:c1', 'self:e-1:1:c2', 'self:e-1:2:c1']);
  assert.deepEqual([begin!.sequence, end!.sequence, begin!.kind], [1, 2, 'NOTICE']);
  assert.equal(begin!.monitorId, undefined);
});

test('the headline says what is wrong and why, and at its end how long it was', () => {
  assert.equal(
    selfHeadline(SPAN),
    'Upwatch: monitoring is impaired: its own network does not work (7 hosts fell silent)',
  );
  const over = { ...SPAN, trouble: 'disk_full', untilMs: SINCE + 600_000 } as const;
  assert.equal(
    selfHeadline(over),
    'Upwatch is sound again after 10 min in which the disk was full: nothing could be changed or kept',
  );
  for (const trouble of ['network', 'disk_full', 'store', 'outbox', 'file_descriptors'] as const) {
    for (const isStory of [false, true]) {
      const [, told = ''] = selfHeadline({ ...over, trouble }, isStory).split('sound again');
      assert.doesNotMatch(
        told.split('; what')[0]!,
        /\b(is|are|cannot|does)\b/,
        'what is over is not said as if it were',
      );
    }
  }
  assert.match(
    selfHeadline({ ...SPAN, untilMs: SINCE + 600_000 }, true),
    /^Upwatch is sound again\. For 10 min.*, monitoring was impaired.*unknown and counted as no downtime$/,
  );
});
