/** Many alerts told in one message: what it says, and whether it begins, goes on or ends. */
import type { AlertMessage, Delivery } from './alert.ts';
import { durationInWords, nameInHeadline } from './headline.ts';

/** Members whose own headlines are in the message; of the others their number is told. */
export const DIGEST_HEADLINES_MAX = 20;
/** Names in a headline, of each kind. */
const NAMES_MAX = 3;

/** What a digest's message is made of. */
export interface DigestInput {
  readonly digestId: string;
  /** All that this message tells; of each incident in order. At least one. */
  readonly members: readonly Pick<Delivery, 'incidentId' | 'kind' | 'message'>[];
  /** How many of the incidents that the digest has told of, with these, are open now. */
  readonly standing: number;
  /** Whether the digest has told of others before. */
  readonly isMore: boolean;
}

/** What the members tell of one incident. */
interface Story {
  readonly isBegun: boolean;
  readonly isOver: boolean;
  readonly last: AlertMessage;
}

/**
 * Composes the message. It ends the digest (`INCIDENT_RESOLVED`, with the id that it began with) when nothing stands of
 * all that the digest has told; until then each message of it says what began and what is over, counted apart.
 */
export function digestMessage({ digestId, members, standing, isMore }: DigestInput): AlertMessage {
  const stories = storiesOf(members);
  const first = members[0]!.message;
  if (members.every(({ kind }) => kind === 'NOTICE'))
    return messageOf(stories, {
      ...first,
      incidentId: digestId,
      headline: `${stories.length} notices: ${listOf(stories.map(({ last }) => last.headline))}`,
      monitorName: `${stories.length} notices`,
    });
  const begun = stories.filter(({ isOver }) => !isOver);
  const over = stories.filter(({ isBegun, isOver }) => isOver && !isBegun);
  const passed = stories.filter(({ isBegun, isOver }) => isOver && isBegun);
  const isEnd = begun.length === 0 && standing === 0;
  const worst = (begun.length > 0 ? begun : stories).map(({ last }) => last.severity);
  const others = isEnd ? 0 : standing - begun.length;
  const parts = [
    ...startsInWords(begun, isMore),
    ...(over.length > 0 ? [`${monitors(over, false)} up again: ${namesOf(over)}`] : []),
    ...(passed.length > 0 ? [passedInWords(passed)] : []),
    ...(others > 0 && over.length + passed.length > 0 ? [`${others} ${others === 1 ? 'is' : 'are'} still down`] : []),
  ];
  const { failure: _failure, statusCode: _statusCode, phases: _phases, resolvedAtMs: _resolvedAtMs, ...rest } = first;
  return messageOf([...begun, ...over, ...passed], {
    ...withoutReason(rest),
    kind: isEnd ? 'INCIDENT_RESOLVED' : 'INCIDENT_CREATED',
    severity: worst.includes('DOWN') ? 'DOWN' : worst[0]!,
    monitorName: `${stories.length} monitor${stories.length === 1 ? '' : 's'}`,
    incidentId: digestId,
    headline: parts.join('; '),
    ...(isEnd && { resolvedAtMs: -least(stories.map(({ last }) => -(last.resolvedAtMs ?? last.occurredAtMs))) }),
    // It stands, and nothing of it is new: to be felt as a reminder.
    ...(!isEnd && begun.length === 0 && { repeats: 1 }),
  });
}

/** What is common to all: who is told of, from when to when. */
function messageOf(stories: readonly Story[], base: AlertMessage): AlertMessage {
  const all = stories.map(({ last }) => last);
  return {
    ...base,
    target: all.length === 1 ? all[0]!.target : `${all.length} targets`,
    regions: [...new Set(all.flatMap(({ regions }) => regions))],
    startedAtMs: least(all.map(({ startedAtMs }) => startedAtMs)),
    occurredAtMs: -least(all.map(({ occurredAtMs }) => -occurredAtMs)),
    digest: { total: all.length, headlines: all.slice(0, DIGEST_HEADLINES_MAX).map(({ headline }) => headline) },
  };
}

/** Spreading 100,000 numbers into one call would end in a full stack. */
function least(numbers: readonly number[]): number {
  return numbers.reduce((a, b) => Math.min(a, b));
}

/** A message for many is told for a reason of its own. */
function withoutReason(first: AlertMessage): AlertMessage {
  const { repeats: _repeats, occasion: _occasion, isClosed: _isClosed, ...message } = first;
  return message;
}

function storiesOf(members: DigestInput['members']): readonly Story[] {
  const byIncident = Map.groupBy(members, ({ incidentId }) => incidentId);
  return [...byIncident.values()].map((alerts) => ({
    isBegun: alerts[0]!.kind !== 'INCIDENT_RESOLVED',
    isOver: alerts.at(-1)!.kind === 'INCIDENT_RESOLVED',
    last: alerts.at(-1)!.message,
  }));
}

const STATES = [
  ['DOWN', 'down'],
  ['DEGRADED', 'degraded'],
  ['MAINTENANCE', 'under maintenance'],
] as const;

/** "12 monitors are down: shop, blog, mail and 9 more", and the degraded ones apart. */
function startsInWords(begun: readonly Story[], isMore: boolean): readonly string[] {
  return STATES.flatMap(([severity, state]) => {
    const those = begun.filter(({ last }) => last.severity === severity);
    return those.length === 0 ? [] : [`${monitors(those, isMore)} ${state}: ${namesOf(those)}`];
  });
}

/** "4 monitors were down for up to 40 s and are up again: shop, blog" */
function passedInWords(passed: readonly Story[]): string {
  const lasted = passed.map(({ last }) => (last.resolvedAtMs ?? last.occurredAtMs) - last.startedAtMs);
  const longest = durationInWords(-least(lasted.map((ms) => -ms)));
  return passed.length === 1
    ? `1 monitor was down for ${longest} and is up again: ${namesOf(passed)}`
    : `${passed.length} monitors were down for up to ${longest} and are up again: ${namesOf(passed)}`;
}

function monitors({ length }: readonly Story[], isMore: boolean): string {
  return `${length}${isMore ? ' more' : ''} monitor${length === 1 ? ' is' : 's are'}`;
}

function namesOf(stories: readonly Story[]): string {
  return listOf(stories.map(({ last }) => nameInHeadline(last.monitorName)));
}

function listOf(all: readonly string[]): string {
  const shown = all.slice(0, NAMES_MAX).join(', ');
  return all.length > NAMES_MAX ? `${shown} and ${all.length - NAMES_MAX} more` : shown;
}
