/** Who was told of an incident through which channel, who was not, and why. */
import type { AlertOccasion, Delivery } from '../telling/alert.ts';
import type { Dispatch } from '../telling/dispatch.ts';
import type { Incident, IncidentUpdate } from '../telling/incident.ts';
import { occasionOf } from '../telling/occasion.ts';

/** A channel, as it is named to people. */
export interface NamedChannel {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly createdAtMs?: number;
}

/** What one channel was told, or was not. */
export interface ToldChannel {
  readonly deliveryId: string;
  readonly channelId: string;
  readonly channelName: string;
  readonly channelType: string;
  readonly kind: Delivery['kind'];
  /** Why it was told: a reminder is no opening. */
  readonly occasion: AlertOccasion;
  /** Whether one message told it together with others. */
  readonly isTogether: boolean;
  readonly outcome: 'told' | 'waiting' | 'failed' | 'cancelled';
  readonly atMs: number;
  readonly attempts: number;
  /** Why it failed, was cancelled or waits. */
  readonly reason?: string;
}

export interface UntoldChannel {
  readonly channelId: string;
  readonly channelName: string;
  readonly channelType: string;
  readonly reason: string;
}

/** What is known of telling. */
export interface ToldInput {
  readonly incident: Incident;
  readonly updates: readonly IncidentUpdate[];
  readonly deliveries: readonly Delivery[];
  readonly dispatches: readonly Dispatch[];
  /** All channels there are now. */
  readonly channels: readonly NamedChannel[];
  /** Those that the monitor names; absent where it leaves that to policies, or to all. */
  readonly namedChannelIds?: readonly string[] | undefined;
}

const OUTCOMES = {
  PENDING: 'waiting',
  RETRY_PENDING: 'waiting',
  DELIVERED: 'told',
  FAILED: 'failed',
  CANCELLED: 'cancelled',
} as const satisfies Readonly<Record<Delivery['status'], ToldChannel['outcome']>>;

/** In the order in which they were to be told. */
export function toldChannels({ deliveries, channels }: ToldInput): readonly ToldChannel[] {
  const byId = new Map(channels.map((channel) => [channel.id, channel]));
  return deliveries
    .toSorted((a, b) => a.createdAtMs - b.createdAtMs || a.sequence - b.sequence)
    .map((delivery) => {
      const channel = byId.get(delivery.channelId);
      const { status, deliveredAtMs, createdAtMs, errorMessage } = delivery;
      return {
        deliveryId: delivery.id,
        channelId: delivery.channelId,
        channelName: channel?.name ?? 'a channel that is gone',
        channelType: channel?.type ?? 'unknown',
        kind: delivery.kind,
        occasion: occasionOf(delivery.message),
        isTogether: delivery.digestId !== undefined && (delivery.digestPart ?? 0) > 0,
        outcome: OUTCOMES[status],
        atMs: deliveredAtMs ?? createdAtMs,
        attempts: delivery.attemptCount,
        ...(status !== 'DELIVERED' && errorMessage !== undefined && { reason: errorMessage }),
      };
    });
}

/** The channels there are that nothing was ever to be sent to, each with why. */
export function untoldChannels(given: ToldInput): readonly UntoldChannel[] {
  const told = new Set(given.deliveries.map(({ channelId }) => channelId));
  return given.channels
    .filter(({ id }) => !told.has(id))
    .map((channel) => ({
      channelId: channel.id,
      channelName: channel.name,
      channelType: channel.type,
      reason: whyNot(channel, given),
    }));
}

function whyNot(channel: NamedChannel, given: ToldInput): string {
  const { incident, namedChannelIds, dispatches, deliveries } = given;
  if (incident.source === 'MANUAL' && deliveries.length === 0 && dispatches.length === 0)
    return 'whoever opened it had nobody told';
  if (incident.confirmedAtMs === undefined) return 'it was never confirmed, so nobody was told';
  if ((channel.createdAtMs ?? 0) > (incident.resolvedAtMs ?? Infinity))
    return 'the channel was added after it was over';
  const held = heldBecause(given);
  if (held !== undefined && deliveries.length === 0) return held;
  if ((channel.createdAtMs ?? 0) > incident.confirmedAtMs) return 'the channel was added after it had been told';
  if (dispatches.length > 0) {
    const names = [...new Set(dispatches.map(({ policyName }) => `"${policyName}"`))].join(', ');
    const isNamed = namedChannelIds && namedChannelIds.length > 0;
    return `no step of the notification ${names.includes(',') ? 'policies' : 'policy'} ${names} that had come due names it${isNamed ? ', nor does the monitor' : ''}`;
  }
  if (namedChannelIds && !namedChannelIds.includes(channel.id)) return 'the monitor names other channels';
  return 'nothing was sent to it';
}

/** The line that says why nobody was told for a time, while nothing came of it later. */
function heldBecause({ updates }: ToldInput): string | undefined {
  const line = updates.findLast(({ topic }) => topic === 'hold')?.body;
  return line && `nobody was told: ${line.replace(HELD, '').replace(/\.$/, '')}`;
}

/** As the line begins; what follows says why. */
const HELD = 'Nobody is told for now: ';

/** What an alert tells of, by why it is told. */
export const OCCASIONS = {
  opening: 'the opening',
  reopening: 'the reopening',
  worse: 'its becoming worse',
  'severity-change': 'a changed severity',
  escalation: 'it by the next step',
  repeat: 'it once more',
  fallback: 'it in the place of others',
  resolution: 'the end',
  notice: 'a notice',
  test: 'a test',
} as const satisfies Readonly<Record<AlertOccasion, string>>;

/** "team (slack) was told of the opening" */
export function toldInWords(told: ToldChannel): string {
  const { channelName, channelType, occasion, outcome, attempts, reason, isTogether } = told;
  const who = `${channelName} (${channelType})`;
  const why = reason === undefined ? '' : `: ${reason}`;
  const after = attempts > 1 ? ` after ${attempts} attempts` : '';
  switch (outcome) {
    case 'told':
      return `${who} was told of ${OCCASIONS[occasion]}${after}${isTogether ? ', together with others' : ''}`;
    case 'waiting':
      return `${who} is still to be told of ${OCCASIONS[occasion]}${after}${why}`;
    case 'failed':
      return `${who} could not be told of ${OCCASIONS[occasion]}${after}${why}`;
    case 'cancelled':
      return `${who} was not told of ${OCCASIONS[occasion]} after all${why}`;
  }
}
