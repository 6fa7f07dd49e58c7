/** The alerts of an incident: what is told, to whom, under which key. */
import type { AlertKind, AlertMessage, Delivery } from './alert.ts';
import type { Cause } from './event.ts';
import type { Incident } from './incident.ts';
import type { Observation } from './observation.ts';
import type { IncidentTie } from './state.ts';

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
  /** The channels that the monitor tells. */
  readonly channels: readonly { readonly id: string }[];
  /**
   * All channels there are: one that was told of an opening is told of the end, whatever the monitor tells by then.
   * @default channels
   */
  readonly reachable?: readonly { readonly id: string }[];
  readonly nowMs: number;
  readonly newId: () => string;
}

/** The channels that were told of the opening and still exist. */
export function toldOf(tie: Pick<IncidentTie, 'toldChannelIds'>, { reachable, channels }: Telling): readonly string[] {
  const ids = new Set((reachable ?? channels).map(({ id }) => id));
  return tie.toldChannelIds.filter((id) => ids.has(id));
}

/** The content of an alert. @param cause of an opening */
export function messageOf(
  incident: Incident,
  kind: AlertKind,
  headline: string,
  { monitor, observation, nowMs }: Telling,
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
    startedAtMs: incident.startedAtMs,
    ...(incident.resolvedAtMs !== undefined && { resolvedAtMs: incident.resolvedAtMs }),
    occurredAtMs: nowMs,
  };
}

/** One delivery a channel. The key follows from the incident's own story, so planning it twice makes it once. */
export function deliveriesOf(
  message: AlertMessage & { readonly kind: AlertKind },
  channelIds: readonly string[],
  sequence: number,
  given: Pick<Telling, 'monitor' | 'nowMs' | 'newId'>,
): readonly Delivery[] {
  const { kind, incidentId } = message;
  return channelIds.map((channelId) => ({
    id: given.newId(),
    key: `${incidentId}:${sequence}:${channelId}`,
    incidentId,
    monitorId: given.monitor.id,
    channelId,
    kind,
    sequence,
    message,
    status: 'PENDING',
    attemptCount: 0,
    createdAtMs: given.nowMs,
  }));
}
