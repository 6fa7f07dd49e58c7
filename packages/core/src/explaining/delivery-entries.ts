/** What became of each alert, attempt by attempt: a part of an incident's timeline. */
import type { Delivery } from '../telling/alert.ts';
import { timeOf } from '../telling/headline.ts';
import { inWords, type Said, said, type SaidValue } from '../wording/said.ts';
import type { AttemptFacts, TimelineEntry, TimelineInput } from './explanation.ts';
import { channelSaid, durationSaid, whySaid } from './pieces.ts';
import { occasionSaid } from './told-whom.ts';

/** What is told later than this after it was due is said to be late, milliseconds: as in the message itself. */
const LATE_MS = 120_000;

/** Of every alert of an incident. */
export function deliveryEntries({ deliveries, attempts, channels }: TimelineInput): readonly TimelineEntry[] {
  const tries = Map.groupBy(attempts, ({ deliveryId }) => deliveryId);
  const byId = new Map(channels.map((channel) => [channel.id, channel]));
  return deliveries.flatMap((delivery) => {
    const about = { who: channelSaid(byId.get(delivery.channelId)), occasion: occasionSaid(delivery.message) };
    const entry: MakeEntry = (atMs, line) => ({
      ...{ atMs, type: 'delivery', text: inWords(line), said: line },
      ...{ channelId: delivery.channelId, deliveryId: delivery.id },
    });
    const own = tries.get(delivery.id) ?? [];
    return [
      ...waitEntry(delivery, about, entry),
      ...own.map((attempt, place) =>
        entry(attempt.attemptedAtMs, attemptSaid(attempt, delivery, about, place === own.length - 1)),
      ),
      ...endEntry(delivery, own, about, entry),
    ];
  });
}

type MakeEntry = (atMs: number, line: Said) => TimelineEntry;

interface About {
  readonly who: SaidValue;
  readonly occasion: Said;
}

function waitEntry(delivery: Delivery, about: About, entry: MakeEntry): readonly TimelineEntry[] {
  const { notBeforeMs, createdAtMs } = delivery;
  if (notBeforeMs === undefined || notBeforeMs <= createdAtMs) return [];
  return [entry(createdAtMs, said('delivery.quiet', { ...about, until: timeOf(notBeforeMs, createdAtMs) }))];
}

function attemptSaid(facts: AttemptFacts, delivery: Delivery, about: About, isLast: boolean): Said {
  const { status, attemptNumber, errorMessage } = facts;
  const why = whySaid(errorMessage);
  const attempt = attemptNumber > 1 ? said('delivery.attempt', { count: attemptNumber }) : '';
  switch (status) {
    case 'sent': {
      const [together, late] = [togetherSaid(delivery), lateSaid(delivery, facts)];
      return said('delivery.sent', { ...about, attempt, together, late });
    }
    case 'retry': {
      const isOver = isLast && delivery.status === 'FAILED';
      return said(isOver ? 'delivery.unsent' : 'delivery.retried', { ...about, attempt, why });
    }
    case 'reject':
      return said('delivery.refused', { ...about, attempt, why });
  }
}

function togetherSaid({ digestId, digestPart }: Delivery): SaidValue {
  return digestId !== undefined && digestPart ? said('told.together') : '';
}

function lateSaid({ createdAtMs, notBeforeMs = createdAtMs }: Delivery, { attemptedAtMs }: AttemptFacts): SaidValue {
  const lateMs = attemptedAtMs - Math.max(createdAtMs, notBeforeMs);
  return lateMs > LATE_MS ? said('delivery.late', { duration: durationSaid(lateMs) }) : '';
}

/** How it ended, where no attempt says it. */
function endEntry(
  delivery: Delivery,
  attempts: readonly AttemptFacts[],
  about: About,
  entry: MakeEntry,
): readonly TimelineEntry[] {
  const { status, errorMessage, createdAtMs, deliveredAtMs } = delivery;
  const lastMs = Math.max(createdAtMs, attempts.at(-1)?.attemptedAtMs ?? createdAtMs);
  const isSaid = errorMessage === attempts.at(-1)?.errorMessage;
  const why = whySaid(isSaid ? undefined : errorMessage);
  switch (status) {
    case 'DELIVERED':
      return attempts.length > 0 ? [] : [entry(deliveredAtMs ?? createdAtMs, said('delivery.told', { ...about }))];
    case 'FAILED':
      return [entry(lastMs, said('delivery.givenUp', { ...about, why }))];
    case 'CANCELLED':
      return [entry(lastMs, said('delivery.cancelled', { ...about, why }))];
    case 'PENDING':
    case 'RETRY_PENDING':
      return attempts.length > 0 ? [] : [entry(createdAtMs, said('delivery.waits', { ...about }))];
  }
}
