/** How an incident will be shown after an act, as far as that is known before the server has answered. */
import type { Incident, IncidentDetail } from '@upwatch/sdk';

export type IncidentAct = { readonly body?: string } & (
  | { readonly type: 'acknowledge'; readonly snoozeMinutes?: number }
  | { readonly type: 'giveBack' | 'comment' | 'resolve' }
  | { readonly type: 'severity'; readonly severity: Incident['severity'] }
);

/** @param by who acts, and when, ISO 8601 */
export function expectedAfter(
  detail: IncidentDetail,
  act: IncidentAct,
  by: { readonly name: string; readonly at: string },
): IncidentDetail {
  return { ...detail, incident: { ...detail.incident, ...changeOf(act, by) } };
}

function changeOf(act: IncidentAct, { name, at }: { readonly name: string; readonly at: string }): Partial<Incident> {
  switch (act.type) {
    case 'acknowledge': {
      const until = act.snoozeMinutes === undefined ? undefined : Date.parse(at) + act.snoozeMinutes * 60_000;
      return {
        acknowledgedAt: at,
        acknowledgedBy: name,
        snoozedUntil: until === undefined ? null : new Date(until).toISOString(),
      };
    }
    case 'giveBack':
      return { acknowledgedAt: null, acknowledgedBy: null, snoozedUntil: null };
    case 'severity':
      return { severity: act.severity };
    case 'resolve':
      return { status: 'RESOLVED', resolvedAt: at, resolutionReason: 'MANUAL' };
    case 'comment':
      return {};
  }
}
