/** Who was told of an incident through which channel, who was not, and why. */
import type { AlertOccasion, Delivery } from '../telling/alert.ts';
import type { Dispatch } from '../telling/dispatch.ts';
import type { Incident, IncidentUpdate } from '../telling/incident.ts';
import { occasionOf } from '../telling/occasion.ts';
import { readOrText } from '../wording/read-said.ts';
import { asText, inWords, type Said, said } from '../wording/said.ts';
import { channelSaid, whySaid } from './pieces.ts';

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
  readonly said: Said;
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
    .map((channel) => {
      const why = whyNot(channel, given);
      const named = { channelId: channel.id, channelName: channel.name, channelType: channel.type };
      return { ...named, reason: inWords(why), said: why };
    });
}

function whyNot(channel: NamedChannel, given: ToldInput): Said {
  const { incident, namedChannelIds, dispatches, deliveries } = given;
  if (incident.source === 'MANUAL' && deliveries.length === 0 && dispatches.length === 0) return said('untold.byHand');
  if (incident.confirmedAtMs === undefined) return said('untold.unconfirmed');
  if ((channel.createdAtMs ?? 0) > (incident.resolvedAtMs ?? Infinity)) return said('untold.addedAfter');
  const held = heldBecause(given);
  if (held !== undefined && deliveries.length === 0) return held;
  if ((channel.createdAtMs ?? 0) > incident.confirmedAtMs) return said('untold.addedLate');
  if (dispatches.length > 0) return unnamedBy(given);
  if (namedChannelIds && !namedChannelIds.includes(channel.id)) return said('untold.otherChannels');
  return said('untold.nothing');
}

function unnamedBy({ dispatches, namedChannelIds }: ToldInput): Said {
  const policies = [...new Set(dispatches.map(({ policyName }) => `"${policyName}"`))];
  const names = policies.join(', ');
  const isNamed = namedChannelIds && namedChannelIds.length > 0;
  if (policies.length > 1) return said(isNamed ? 'untold.policiesNorMonitor' : 'untold.policies', { names });
  return said(isNamed ? 'untold.policyNorMonitor' : 'untold.policy', { names });
}

/** The line that says why nobody was told for a time, while nothing came of it later. */
function heldBecause({ updates }: ToldInput): Said | undefined {
  const line = updates.findLast(({ topic }) => topic === 'hold')?.body;
  if (!line) return undefined;
  const held = readOrText(line, 'line');
  const { what = asText(line.replace(/\.$/, '')) } = held.code === 'line.held' ? held.params : {};
  return said('untold.held', { what });
}

const OCCASIONS = {
  opening: 'occasion.opening',
  reopening: 'occasion.reopening',
  worse: 'occasion.worse',
  'severity-change': 'occasion.severity-change',
  escalation: 'occasion.escalation',
  repeat: 'occasion.repeat',
  fallback: 'occasion.fallback',
  resolution: 'occasion.resolution',
  notice: 'occasion.notice',
  test: 'occasion.test',
} as const satisfies Readonly<Record<AlertOccasion, string>>;

/** What an alert tells of: "the opening", "it once more". */
export function occasionSaid(message: Parameters<typeof occasionOf>[0]): Said {
  return said(OCCASIONS[occasionOf(message)]);
}

/** "team (slack) was told of the opening" */
export function toldSaid(told: ToldChannel): Said {
  const { channelName, channelType, outcome, attempts: count, reason, isTogether } = told;
  const who = channelSaid({ name: channelName, type: channelType });
  const occasion = said(OCCASIONS[told.occasion]);
  const attempts = count > 1 ? said('told.attempts', { count }) : '';
  switch (outcome) {
    case 'told':
      return said('told.told', { who, occasion, attempts, together: isTogether ? said('told.together') : '' });
    case 'waiting':
      return said('told.waiting', { who, occasion, attempts, why: whySaid(reason) });
    case 'failed':
      return said('told.failed', { who, occasion, attempts, why: whySaid(reason) });
    case 'cancelled':
      return said('told.cancelled', { who, occasion, why: whySaid(reason) });
  }
}
