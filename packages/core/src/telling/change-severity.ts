/** A person says how bad it is: the row says so, those that were told hear it once, and policies begin that it now concerns. */
import { takenOn } from './acknowledge.ts';
import type { Delivery } from './alert.ts';
import { deliveriesOf, messageOf } from './alert-planning.ts';
import { audienceOfSeverity } from './audience.ts';
import { openingAgain, type StandingInput } from './escalate.ts';
import { severityHeadline } from './headline.ts';
import type { Incident, IncidentSeverity } from './incident.ts';
import { lineOf } from './incident-row.ts';
import type { Plan } from './plan.ts';
import { saidBy, sentence } from '../wording/said.ts';

/** Who changes a severity, and to what. */
export interface SeverityChange {
  /** As the story of the incident shows it. */
  readonly by: string;
  readonly severity: IncidentSeverity;
  /** What the person says. */
  readonly body?: string | undefined;
}

/**
 * Changes the severity of the incident that a state is tied to. It holds until looks find it worse or it comes back; nothing
 * is told while its telling is held. Undefined when it is that severity already, or is not confirmed.
 */
export function changeSeverity(given: StandingInput & SeverityChange): Plan | undefined {
  const { state, incident: before, severity, nowMs } = given;
  const tie = state.incident;
  if (tie?.status !== 'CONFIRMED' || tie.id !== before?.id || before.severity === severity) return undefined;
  const incident: Incident = { ...before, severity, updatedAtMs: nowMs };
  const changed = { ...tie, severityByHand: severity };
  const line = lineOf(incident, { body: changeInWords(before, given), createdBy: 'USER', topic: 'severity' }, given);
  const row = { incident, updates: [line] };
  if (tie.held || given.hold) return { ...row, state: { ...state, incident: changed }, deliveries: [] };

  const kind = incident.reopenCount > 0 ? 'INCIDENT_REOPENED' : 'INCIDENT_CREATED';
  const regions = incident.affectedRegions;
  const { audience, newIds } = audienceOfSeverity({ ...given, incident, kind, severity, regions, tie: changed });
  const { told, recipients, dispatches, words } = takenOn(audience, incident, nowMs);
  const sequence = tie.sequence + (recipients.length > 0 ? 1 : 0);
  const headline = severityHeadline(given.monitor.name, before.severity, given);
  const news = { ...messageOf(incident, kind, headline, given), occasion: 'severity-change' } as const;
  const opening = openingAgain(given, changed, incident);
  return {
    state: {
      ...state,
      incident: {
        ...changed,
        ...withoutNothing(told),
        sequence,
        ...(severity === 'DOWN' && recipients.length > 0 && { isToldAsDown: true }),
      },
    },
    incident,
    updates: [line, ...words.map((body) => lineOf(incident, { body, topic: 'escalation' }, given))],
    deliveries: deliveriesOf(news, recipients, sequence, given).map(
      (alert): Delivery => (newIds.has(alert.channelId) ? { ...alert, message: opening } : alert),
    ),
    dispatches,
  };
}

/** Where no policy was ever at work, none is remembered. */
function withoutNothing<
  Told extends { readonly dispatches?: readonly unknown[]; readonly directChannelIds?: unknown },
>({ dispatches, directChannelIds, ...rest }: Told) {
  return dispatches && dispatches.length > 0 ? { ...rest, dispatches, directChannelIds } : rest;
}

function changeInWords({ severity: from }: Incident, { severity, by, body }: SeverityChange): string {
  return sentence('line.severity', { from: from.toLowerCase(), to: severity.toLowerCase(), by, said: saidBy(body) });
}
