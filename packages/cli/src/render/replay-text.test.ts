import assert from 'node:assert/strict';
import { test } from 'node:test';
import { replayText, type ReplayView } from './replay-text.ts';

const fared = {
  incidents: 2,
  pages: 2,
  recoveries: 1,
  alerts: 3,
  averageTimeToDetectMs: 61_000,
  longestTimeToDetectMs: 120_000,
  downtimeMs: 600_000,
};
const replay: ReplayView = {
  from: '2026-01-01T00:00:00.000Z',
  to: '2026-01-08T00:00:00.000Z',
  looks: 1_440,
  undecidedLooks: 0,
  notReplayed: ['No acknowledgement.', `${'Groups are taken as they are now. '.repeat(4)}Said.`],
  actual: { incidents: 3, pages: 3, alerts: 9 },
  inForce: fared,
  candidate: null,
  comparison: null,
};
const plain = { hasColour: false };

test('without a policy it shows what was, and what the policies in force make of it; what is left out stands in a list', () => {
  assert.equal(
    replayText(replay, plain),
    `1440 looks from 2026-01-01 00:00 UTC to 2026-01-08 00:00 UTC

                as it was  in force
incidents       3          2
pages           3          2
alerts          9          3
time to detect             1 min (longest 2 min)
downtime known             10 min

Not replayed
  - No acknowledgement.
  - Groups are taken as they are now. Groups are taken as they are now. Groups are taken as they are
    now. Groups are taken as they are now. Said.
`,
  );
});

test('a policy that finds nothing has no time to detect; what it spares and adds is named, twenty at most', () => {
  const outage = {
    severity: 'down',
    startedAt: '2026-01-02T00:00:00.000Z',
    confirmedAt: '2026-01-02T00:01:00.000Z',
    endedAt: null,
    rule: '2 consecutive failures in local',
  };
  const none = { incidents: 0, pages: 0, recoveries: 0, alerts: 0, downtimeMs: 0 };
  const text = replayText(
    {
      ...replay,
      undecidedLooks: 2,
      candidate: { ...none, averageTimeToDetectMs: null, longestTimeToDetectMs: null },
      comparison: {
        pagesSpared: 1,
        pagesAdded: 0,
        spared: Array.from({ length: 22 }, () => outage),
        added: [],
        downtimeMissedMs: 600_000,
        downtimeAddedMs: 0,
        detectsLaterByMs: -60_000,
      },
    },
    plain,
  );
  assert.match(text, /^1440 looks from .*, 2 of them never decided\n/);
  assert.match(text, /\ntime to detect +1 min \(longest 2 min\) +-\n/);
  assert.match(text, /\n1 page would not have been sent, 0 pages would have been sent more\.\n/);
  assert.match(text, /\nWhat both find, it finds 1 min sooner on average\.\n/);
  assert.match(text, /\nSpared\n {2}2026-01-02 00:00 UTC {2}down still {2}2 consecutive failures in local\n/);
  assert.match(text, /\n {2}… and 2 more\n/);
  assert.doesNotMatch(text, /\nAdded\n/);
});
