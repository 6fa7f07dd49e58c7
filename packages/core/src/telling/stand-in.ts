/** What could not be told to one channel is told to others in its place. */
import type { MonitorState } from '../deciding/state.ts';
import type { Delivery } from './alert.ts';
import type { IncidentUpdate } from './incident.ts';
import { sentence } from '../wording/said.ts';

/** Who is told in the place of whom. */
export interface StandIn {
  /** The channel that could not be told. */
  readonly channelName: string;
  readonly instead: readonly { readonly id: string; readonly name: string }[];
  readonly nowMs: number;
  readonly newId: () => string;
}

/** The alerts in its place, with its key but for the channel: one that was told of the same already is not told again. */
export function standInsOf(alert: Delivery, { channelName, instead, nowMs, newId }: StandIn): readonly Delivery[] {
  const { digestId: _, digestPart: __, lastAttemptAtMs: ___, errorMessage: ____, notBeforeMs: _____, ...rest } = alert;
  return instead.map(({ id: channelId }) => ({
    ...rest,
    id: newId(),
    key: alert.key.replace(alert.channelId, channelId),
    channelId,
    message: { ...alert.message, insteadOf: { channelName } },
    status: 'PENDING',
    attemptCount: 0,
    createdAtMs: nowMs,
  }));
}

/** The line of the incident's story that says so. */
export function standInLine({ incidentId }: Delivery, { channelName, instead, nowMs, newId }: StandIn): IncidentUpdate {
  const who = instead.map(({ name }) => `"${name}"`).join(', ');
  const body = sentence(instead.length === 1 ? 'instead.one' : 'instead.many', { channel: channelName, others: who });
  return {
    id: newId(),
    incidentId,
    body,
    createdBy: 'SYSTEM',
    topic: 'escalation',
    notifySubscribers: true,
    createdAtMs: nowMs,
  };
}

/** The state of a monitor after that: who was told of the opening hears of the end. */
export function withStandIns(state: MonitorState, alert: Delivery, { instead }: StandIn): MonitorState {
  const { incident: tie } = state;
  if (tie?.id !== alert.incidentId) return state;
  const add = (ids: readonly string[]): readonly string[] => [...new Set([...ids, ...instead.map(({ id }) => id)])];
  const { directChannelIds, toldChannelIds } = tie;
  return {
    ...state,
    incident: {
      ...tie,
      toldChannelIds: add(toldChannelIds),
      ...(directChannelIds && { directChannelIds: add(directChannelIds) }),
    },
  };
}
