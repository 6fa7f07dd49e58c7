/** Gathers what is kept of an incident, and has it explained. */
import { explain, type ExplainInput, type Incident } from '@upwatch/core';
import type { ApiDeps } from './deps.ts';
import { presentExplanation } from './present/explanation.ts';

export async function explanationOf(incident: Incident, { core, clock }: Pick<ApiDeps, 'core' | 'clock'>) {
  const { id, monitorId } = incident;
  const [monitor, decided, updates, looks, goodLook, deliveries, dispatches, channels] = await Promise.all([
    monitorId === undefined ? undefined : core.monitors.get(monitorId),
    core.forensics.ofIncident(id),
    core.incidents.updates(id),
    core.incidents.observations(id),
    core.incidents.goodLook(id),
    core.outbox.listByIncident(id),
    core.dispatches.listByIncident(id),
    core.channels.all(),
  ]);
  const hash = decided.transitions.at(-1)?.policyHash;
  const snapshot = hash === undefined ? undefined : await core.forensics.snapshot(hash);
  const input: ExplainInput = {
    incident,
    monitorName: monitor?.name ?? incident.title,
    ...{ updates, looks, goodLook, deliveries, dispatches },
    transitions: decided.transitions,
    evaluations: decided.evaluations,
    channels: channels.map(({ id: channelId, name, type, createdAtMs }) => ({
      id: channelId,
      name,
      type,
      createdAtMs,
    })),
    namedChannelIds: monitor?.channelIds,
    policy: snapshot?.policy,
    nowMs: clock.wall(),
  };
  return presentExplanation(incident, explain(input), hash);
}
