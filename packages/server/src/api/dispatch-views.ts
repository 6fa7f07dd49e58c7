/** What policies have done, read for an answer. */
import type { Dispatch } from '@upwatch/core';
import type { Channel, CoreStore } from '../stores/port.ts';
import { presentDispatch } from './present/notification-policy.ts';

/** Each with its alerts. */
export async function dispatchesOnTheWire(dispatches: readonly Dispatch[], core: CoreStore) {
  const channels = await channelsById(core);
  const incidentIds = [...new Set(dispatches.map(({ incidentId }) => incidentId))];
  const deliveries = await Promise.all(incidentIds.map((id) => core.outbox.listByIncident(id)));
  return dispatches.map((dispatch) => presentDispatch(dispatch, deliveries.flat(), channels));
}

export async function channelsById(core: CoreStore): Promise<ReadonlyMap<string, Channel>> {
  return new Map((await core.channels.all()).map((channel) => [channel.id, channel]));
}
