/** What became of each alert, attempt by attempt: a part of an incident's timeline. */
import type { Delivery } from '../telling/alert.ts';
import { occasionOf } from '../telling/occasion.ts';
import { durationInWords, timeOf } from '../telling/headline.ts';
import type { AttemptFacts, TimelineEntry, TimelineInput } from './explanation.ts';
import { OCCASIONS } from './told-whom.ts';

/** What is told later than this after it was due is said to be late, milliseconds: as in the message itself. */
const LATE_MS = 120_000;

/** Of every alert of an incident. */
export function deliveryEntries({ deliveries, attempts, channels }: TimelineInput): readonly TimelineEntry[] {
  const tries = Map.groupBy(attempts, ({ deliveryId }) => deliveryId);
  const names = new Map(channels.map(({ id, name, type }) => [id, `${name} (${type})`]));
  return deliveries.flatMap((delivery) => {
    const who = names.get(delivery.channelId) ?? 'a channel that is gone';
    const entry = (atMs: number, text: string): TimelineEntry => ({
      ...{ atMs, type: 'delivery', text },
      ...{ channelId: delivery.channelId, deliveryId: delivery.id },
    });
    const own = tries.get(delivery.id) ?? [];
    return [
      ...waitEntry(delivery, who, entry),
      ...own.map((attempt, place) =>
        entry(attempt.attemptedAtMs, attemptInWords(attempt, delivery, who, place === own.length - 1)),
      ),
      ...endEntry(delivery, own, who, entry),
    ];
  });
}

type MakeEntry = (atMs: number, text: string) => TimelineEntry;

/** What it is about: "the opening", "a reminder". */
function aboutOf({ message }: Delivery): string {
  return OCCASIONS[occasionOf(message)];
}

function waitEntry(delivery: Delivery, who: string, entry: MakeEntry): readonly TimelineEntry[] {
  const { notBeforeMs, createdAtMs } = delivery;
  if (notBeforeMs === undefined || notBeforeMs <= createdAtMs) return [];
  const until = timeOf(notBeforeMs, createdAtMs);
  return [entry(createdAtMs, `${who}: ${aboutOf(delivery)} waits for the end of the quiet hours, ${until}`)];
}

function attemptInWords(attempt: AttemptFacts, delivery: Delivery, who: string, isLast: boolean): string {
  const { status, attemptNumber, errorMessage } = attempt;
  const about = aboutOf(delivery);
  const why = errorMessage === undefined ? '' : `: ${errorMessage}`;
  const count = attemptNumber > 1 ? `, attempt ${attemptNumber}` : '';
  switch (status) {
    case 'sent':
      return `${who} was told of ${about}${count}${togetherInWords(delivery)}${lateInWords(delivery, attempt)}`;
    case 'retry': {
      const isOver = isLast && delivery.status === 'FAILED';
      return `${who} could not be told of ${about}${count}${why}${isOver ? '' : '; it is tried again'}`;
    }
    case 'reject':
      return `${who} refused ${about}${count}${why}`;
  }
}

function togetherInWords({ digestId, digestPart }: Delivery): string {
  return digestId !== undefined && digestPart ? ', together with others' : '';
}

function lateInWords({ createdAtMs, notBeforeMs = createdAtMs }: Delivery, { attemptedAtMs }: AttemptFacts): string {
  const lateMs = attemptedAtMs - Math.max(createdAtMs, notBeforeMs);
  return lateMs > LATE_MS ? `, ${durationInWords(lateMs)} late` : '';
}

/** How it ended, where no attempt says it. */
function endEntry(
  delivery: Delivery,
  attempts: readonly AttemptFacts[],
  who: string,
  entry: MakeEntry,
): readonly TimelineEntry[] {
  const { status, errorMessage, createdAtMs, deliveredAtMs } = delivery;
  const lastMs = Math.max(createdAtMs, attempts.at(-1)?.attemptedAtMs ?? createdAtMs);
  const about = aboutOf(delivery);
  const isSaid = errorMessage === attempts.at(-1)?.errorMessage;
  const why = errorMessage === undefined || isSaid ? '' : `: ${errorMessage}`;
  switch (status) {
    case 'DELIVERED':
      return attempts.length > 0 ? [] : [entry(deliveredAtMs ?? createdAtMs, `${who} was told of ${about}`)];
    case 'FAILED':
      return [entry(lastMs, `${who}: ${about} is given up${why}`)];
    case 'CANCELLED':
      return [entry(lastMs, `${who}: ${about} was cancelled${why}`)];
    case 'PENDING':
    case 'RETRY_PENDING':
      return attempts.length > 0 ? [] : [entry(createdAtMs, `${who} is to be told of ${about}`)];
  }
}
