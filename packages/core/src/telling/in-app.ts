/** What is told within Upwatch itself, to whoever looks there: it waits for no channel and wakes nobody. */
import type { Incident } from './incident.ts';

/** Something to know, as a list of such things shows it. */
export interface InAppNotice {
  /** `incident.opened` */
  readonly type: string;
  readonly title: string;
  readonly body?: string;
}

/** What an incident was before, as far as it matters here. */
export type IncidentBefore = Pick<Incident, 'status' | 'severity'>;

/** What there is to say of a change of an incident: nothing while it is only suspected, and nothing that was said. */
export function incidentNotice(before: IncidentBefore | undefined, after: Incident): InAppNotice | undefined {
  const wasOpen = before?.status === 'CONFIRMED';
  const isOpen = after.status === 'CONFIRMED';
  const { title, failure } = after;
  const body = failure && { body: failure.message };
  if (isOpen && before?.status === 'RESOLVED') return { type: 'incident.reopened', title: `Again: ${title}`, ...body };
  if (isOpen && !wasOpen) return { type: 'incident.opened', title, ...body };
  if (isOpen && before?.severity === 'DEGRADED' && after.severity === 'DOWN') {
    return { type: 'incident.worsened', title: `Worse: ${title}`, ...body };
  }
  if (wasOpen && after.status === 'RESOLVED') return { type: 'incident.resolved', title: `Resolved: ${title}` };
  return undefined;
}
