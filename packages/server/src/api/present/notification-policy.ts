import {
  type Delivery,
  type Dispatch,
  dueAtOf,
  type NotificationPolicy,
  type Preview,
  type QuietHours,
  WEEKDAYS,
} from '@upwatch/core';
import type { Channel } from '../../stores/port.ts';
import { presentDelivery } from './channel.ts';
import { ORGANIZATION_ID } from './organization.ts';
import { presentWarnings } from './said.ts';
import { isoTime, isoTimeOrNull } from './time.ts';

/** A notification policy on the wire. @param warnings what is allowed, and may not be what was meant */
export function presentPolicy(policy: NotificationPolicy, warnings: readonly string[]) {
  const { steps, onResolve, onReopen } = policy.escalation;
  return {
    id: policy.id,
    organizationId: ORGANIZATION_ID,
    name: policy.name,
    matchRules: policy.matchRules.map(({ type, value, monitorIds, regions, values }) => ({
      type,
      value: value ?? null,
      monitorIds: listOrNull(monitorIds),
      regions: listOrNull(regions),
      values: listOrNull(values),
    })),
    escalation: {
      steps: steps.map(({ delayMinutes, channelIds, requireAck, repeatIntervalSeconds }) => ({
        delayMinutes,
        channelIds: [...channelIds],
        requireAck: requireAck ?? null,
        repeatIntervalSeconds: repeatIntervalSeconds ?? null,
      })),
      onResolve: onResolve ?? null,
      onReopen: onReopen ?? null,
    },
    enabled: policy.isEnabled,
    priority: policy.priority,
    fallbackChannelIds: [...(policy.fallbackChannelIds ?? [])],
    quietHours: policy.quietHours ? presentQuietHours(policy.quietHours) : null,
    managedBy: policy.managedBy,
    ...presentWarnings(warnings),
    createdAt: isoTime(policy.createdAtMs),
    updatedAt: isoTime(policy.updatedAtMs),
  };
}

function listOrNull(list: readonly string[] | undefined): string[] | null {
  return list ? [...list] : null;
}

/** With its defaults filled in. */
function presentQuietHours({
  timeZone,
  days = WEEKDAYS,
  from,
  to,
  severities = ['DEGRADED', 'MAINTENANCE'],
}: QuietHours) {
  return { timeZone, days: [...days], from, to, severities: [...severities] };
}

/** A policy's work on an incident, with its alerts. @param deliveries of the incident */
export function presentDispatch(
  dispatch: Dispatch,
  deliveries: readonly Delivery[],
  channels: ReadonlyMap<string, Channel>,
) {
  const own = deliveries.filter(({ dispatchId }) => dispatchId === dispatch.id);
  return {
    id: dispatch.id,
    incidentId: dispatch.incidentId,
    policyId: dispatch.policyId,
    policyName: dispatch.policyName,
    status: statusOf(dispatch, own),
    completionReason: dispatch.completionReason ?? null,
    currentStep: dispatch.currentStep,
    totalSteps: dispatch.totalSteps,
    acknowledgedAt: isoTimeOrNull(dispatch.acknowledgedAtMs),
    nextEscalationAt: isoTimeOrNull(dispatch.nextStepAtMs),
    lastNotifiedAt: isoTimeOrNull(dispatch.lastNotifiedAtMs),
    deliveries: own.map((delivery) => presentDelivery(delivery, channels.get(delivery.channelId))),
    createdAt: isoTime(dispatch.createdAtMs),
    updatedAt: isoTime(dispatch.updatedAtMs),
    acknowledgedBy: dispatch.acknowledgedBy ?? null,
    snoozedUntil: isoTimeOrNull(dispatch.snoozedUntilMs),
    nextNotificationAt: isoTimeOrNull(dueAtOf(dispatch)),
  };
}

/** While nothing of it has arrived yet and something is under way, it is still being told. */
function statusOf({ status }: Dispatch, own: readonly Delivery[]) {
  const isTelling = status === 'ESCALATING' || status === 'DELIVERED';
  const isUnderWay = own.some((one) => one.status === 'PENDING' || one.status === 'RETRY_PENDING');
  const hasArrived = own.some((one) => one.status === 'DELIVERED');
  return isTelling && isUnderWay && !hasArrived ? ('DISPATCHING' as const) : status;
}

/** Who would be told, with the channels' names. */
export function presentPreview(preview: Preview, channels: ReadonlyMap<string, Channel>) {
  const show = (ids: readonly string[]) =>
    ids.flatMap((id) => {
      const channel = channels.get(id);
      return channel ? [{ id, name: channel.name, channelType: channel.type }] : [];
    });
  return {
    directChannels: show(preview.directChannelIds),
    policies: preview.policies.map(({ policy, steps }) => ({
      policyId: policy.id,
      policyName: policy.name,
      priority: policy.priority,
      steps: steps.map((step) => ({
        stepNumber: step.stepNumber,
        at: isoTime(step.atMs),
        waitsForQuietHours: step.isDelayed,
        repeatIntervalSeconds: step.repeatIntervalSeconds ?? null,
        channels: show(step.channelIds),
      })),
    })),
  };
}
