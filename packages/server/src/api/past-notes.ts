/** What the numbers of a replay leave out: said with every answer, in words. */
import type { Monitor } from '@upwatch/core';
import type { PastReplay } from '../replaying/replay-past.ts';
import type { Span } from '../stores/port.ts';
import type { PastTelling } from './past-telling.ts';
import { isoTime } from './present/time.ts';

const ALWAYS = [
  'Alerts are those of the first step of each notification policy: no acknowledgement, later step, repeat or fallback.',
  'Quiet hours and storm control, which put alerts off or together, change no count.',
  'Channels, policies, groups, dependencies and maintenance windows are taken as they are now.',
];

const GROUPS =
  'Its groups hold alerts by the incidents that they had, from when it joined: what other members, or this one under another policy, would have made of a group is not known.';
const NO_CHANNELS = 'There is no alert channel: pages and alerts are counted as if there were one.';

export function notReplayed(
  monitor: Monitor,
  span: Span,
  { holds, hasChannels }: Pick<PastTelling, 'holds' | 'hasChannels'>,
  replayed: Pick<PastReplay, 'firstSlotMs' | 'setBackMs'>,
): readonly string[] {
  return [
    ...ALWAYS,
    ...(hasChannels ? [] : [NO_CHANNELS]),
    ...(holds.waitAt ? [GROUPS] : []),
    ...(holds.closedByHand > 0 ? [closedInWords(holds.closedByHand)] : []),
    ...gapInWords(monitor, span, replayed.firstSlotMs),
    ...(replayed.setBackMs > 0 ? [setBackInWords(replayed.setBackMs)] : []),
  ];
}

function closedInWords(count: number): string {
  const what = count === 1 ? 'An incident of its groups was' : `${count} incidents of its groups were`;
  return `${what} closed by hand: alerts that its group held after that are counted as if they had been sent.`;
}

/** History may begin later than the span, and alerts go back further than looks. */
function gapInWords({ frequencySeconds }: Monitor, { fromMs }: Span, firstSlotMs = fromMs): readonly string[] {
  if (firstSlotMs - fromMs <= 2_000 * frequencySeconds) return [];
  return [`The first look is of ${isoTime(firstSlotMs)}: what was before is in "as it was" alone.`];
}

function setBackInWords(ms: number): string {
  return `The clock was set back, by ${Math.round(ms / 1000)} s: looks of the time that came twice are those of the first time, as history keeps one look of a slot.`;
}
