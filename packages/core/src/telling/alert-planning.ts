/** The alerts of an incident: what is told, to whom, under which key. */
import type { AlertKind, AlertMessage, Delivery } from './alert.ts';
import type { Cause } from '../deciding/event.ts';
import type { Hold } from './hold.ts';
import type { Incident } from './incident.ts';
import type { Observation } from '../looking/observation.ts';
import type { Firing } from './firing.ts';
import type { NotificationPolicy } from './notification-policy.ts';
import type { RoutingSubject } from './routing.ts';

/** What telling needs to know. */
export interface Telling {
  readonly monitor: {
    readonly id: string;
    readonly name: string;
    /** What is watched, as alerts show it: without credentials or query. */
    readonly target: string;
  };
  /** The look that caused it, where it is at hand whole: alerts show its figures. */
  readonly observation?: Pick<Observation, 'facts' | 'phases'> | undefined;
  /** The channels that the monitor tells: those that it names, or all there are. */
  readonly channels: readonly { readonly id: string }[];
  /** Whether the monitor names its channels: those are told whatever the policies say. The others only where no policy matches. */
  readonly namesChannels?: boolean;
  /** The notification policies there are. */
  readonly policies?: readonly NotificationPolicy[];
  /** What their rules may ask of the monitor. */
  readonly subject?: RoutingSubject;
  /** What else is told with it and would not be told by itself: a policy that one of these is a matter of is told too. */
  readonly standsFor?: readonly RoutingSubject[];
  /** The policy that it goes by, whatever the rules say: while that one can tell somebody, the others are not asked. */
  readonly policyId?: string | undefined;
  /**
   * All channels there are: one that was told of an opening is told of the end, whatever the monitor tells by then.
   * @default channels
   */
  readonly reachable?: readonly { readonly id: string }[];
  /** Set while nothing may be told of what opens. */
  readonly hold?: Hold | undefined;
  /** How many monitors depend on this one, directly or not. */
  readonly behind?: number;
  readonly nowMs: number;
  readonly newId: () => string;
}

/** The content of an alert. @param cause of an opening */
export function messageOf(
  incident: Incident,
  kind: AlertKind,
  headline: string,
  { monitor, observation, behind, nowMs }: Telling,
  cause?: Cause,
): AlertMessage & { readonly kind: AlertKind } {
  const statusCode = observation?.facts.statusCode;
  return {
    kind,
    severity: cause ? (cause.severity === 'down' ? 'DOWN' : 'DEGRADED') : incident.severity,
    monitorName: monitor.name,
    target: monitor.target,
    monitorId: monitor.id,
    incidentId: incident.id,
    headline,
    ...(cause?.failure && { failure: cause.failure }),
    ...(statusCode !== undefined && { statusCode }),
    ...(observation && { phases: observation.phases }),
    regions: cause?.regions ?? incident.affectedRegions,
    ...(cause && behind && { behind }),
    startedAtMs: incident.startedAtMs,
    ...(incident.resolvedAtMs !== undefined && { resolvedAtMs: incident.resolvedAtMs }),
    occurredAtMs: nowMs,
  };
}

/** Whom an alert goes to, and as part of what. */
export interface Recipient {
  readonly channelId: string;
  /** Set where a policy tells it. */
  readonly firing?: Pick<Firing, 'dispatchId' | 'stepNumber' | 'fireCount'>;
  readonly notBeforeMs?: number;
}

/** One delivery a channel. The key follows from the incident's own story, so planning it twice makes it once. */
export function deliveriesOf(
  message: AlertMessage & { readonly kind: AlertKind },
  recipients: readonly Recipient[],
  sequence: number,
  given: Pick<Telling, 'monitor' | 'nowMs' | 'newId'>,
): readonly Delivery[] {
  const { kind, incidentId } = message;
  return recipients.map(({ channelId, firing, notBeforeMs }) => {
    const repeats = (firing?.fireCount ?? 1) - 1;
    return {
      id: given.newId(),
      key: `${incidentId}:${sequence}:${channelId}`,
      incidentId,
      monitorId: given.monitor.id,
      channelId,
      ...firing,
      ...(notBeforeMs !== undefined && { notBeforeMs }),
      kind,
      sequence,
      message: repeats > 0 ? { ...message, repeats } : message,
      status: 'PENDING',
      attemptCount: 0,
      createdAtMs: given.nowMs,
    };
  });
}
