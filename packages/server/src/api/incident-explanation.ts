/** Gathers what is kept of an incident: for its timeline, and to have it explained. */
import { explain, type Incident, type TimelineInput } from '@upwatch/core';
import type { ApiDeps } from './deps.ts';
import { presentExplanation } from './present/explanation.ts';

type Given = Pick<ApiDeps, 'core' | 'clock'>;

export async function explanationOf(incident: Incident, { core, clock }: Given) {
  const { monitorId } = incident;
  const [monitor, facts] = await Promise.all([
    monitorId === undefined ? undefined : core.monitors.get(monitorId),
    timelineFacts(incident, core),
  ]);
  const { policyHash } = facts;
  const snapshot = policyHash === undefined ? undefined : await core.forensics.snapshot(policyHash);
  const explanation = explain({
    ...facts,
    monitorName: monitor?.name ?? incident.resourceGroup?.name ?? incident.title,
    namedChannelIds: monitor?.channelIds,
    policy: snapshot?.policy,
    nowMs: clock.wall(),
  });
  return presentExplanation(incident, explanation, policyHash);
}

/** What the timeline of an incident is made from, and the hash of the policy that decided it last. */
export async function timelineFacts(
  incident: Incident,
  core: Given['core'],
): Promise<TimelineInput & { readonly policyHash: string | undefined }> {
  const { id } = incident;
  const [decided, updates, looks, goodLook, deliveries, attempts, dispatches, channels] = await Promise.all([
    core.forensics.ofIncident(id),
    core.incidents.updates(id),
    core.incidents.observations(id),
    core.incidents.goodLook(id),
    core.outbox.listByIncident(id),
    core.outbox.attemptsOfIncident(id),
    core.dispatches.listByIncident(id),
    core.channels.all(),
  ]);
  return {
    incident,
    ...{ updates, looks, goodLook, deliveries, attempts, dispatches },
    transitions: decided.transitions,
    evaluations: decided.evaluations,
    channels: channels.map(({ id: channelId, name, type, createdAtMs }) => ({
      id: channelId,
      name,
      type,
      createdAtMs,
    })),
    policyHash: decided.transitions.at(-1)?.policyHash,
  };
}
