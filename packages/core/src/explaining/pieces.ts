/** Parts of what an explanation and a timeline say. */
import type { Observation } from '../looking/observation.ts';
import { durationInWords } from '../telling/headline.ts';
import type { IncidentSeverity, IncidentStatus } from '../telling/incident.ts';
import { asText, type Said, said, type SaidValue } from '../wording/said.ts';
import type { NamedChannel } from './told-whom.ts';

/** "2026-01-05 12:04:00 UTC" */
export function clockOf(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}

/** A sentence that another goes on after. */
export function ended(text: string): string {
  return text.replace(/\.$/, '');
}

const UNITS = { d: 'duration.d', h: 'duration.h', min: 'duration.min', s: 'duration.s' } as const;

/** "12 min 3 s" */
export function durationSaid(ms: number): Said {
  const [count = '0', unit = 's', nextCount, nextUnit] = durationInWords(ms).split(' ');
  const first = said(UNITS[unit as keyof typeof UNITS], { count });
  if (nextCount === undefined) return first;
  return said('duration.both', { first, second: said(UNITS[nextUnit as keyof typeof UNITS], { count: nextCount }) });
}

const SEVERITIES = {
  DOWN: 'severity.down',
  DEGRADED: 'severity.degraded',
  MAINTENANCE: 'severity.maintenance',
} as const satisfies Readonly<Record<IncidentSeverity, string>>;

export function severitySaid(severity: IncidentSeverity): Said {
  return said(SEVERITIES[severity]);
}

const STATUSES = {
  WATCHING: 'status.watching',
  TRIGGERED: 'status.triggered',
  CONFIRMED: 'status.confirmed',
  RESOLVED: 'status.resolved',
} as const satisfies Readonly<Record<IncidentStatus, string>>;

export function statusSaid(status: IncidentStatus): Said {
  return said(STATUSES[status]);
}

/** What a bad look says, by the code of its failure, or as the assertion that warns puts it. */
export function complaintSaid({ failure, assertions }: Observation): Said | undefined {
  if (failure) return { code: 'failure', params: { code: failure.code, message: failure.message } };
  const warning = assertions.find(({ passed, severity }) => !passed && severity === 'warn');
  return warning && said('warning', { message: warning.message });
}

/** The same where a sentence goes on after it. */
export function withoutStop({ code, params }: Said): Said {
  const { message } = params;
  return typeof message === 'string' ? { code, params: { ...params, message: ended(message) } } : { code, params };
}

/** "team (slack)"; of a channel that is gone nobody knows the name. */
export function channelSaid(channel: Pick<NamedChannel, 'name' | 'type'> | undefined): SaidValue {
  return channel ? said('told.who', { name: channel.name, kind: channel.type }) : said('told.gone');
}

/** ": why", where there is one. */
export function whySaid(reason: string | undefined): SaidValue {
  return reason === undefined ? '' : said('told.why', { reason: asText(reason) });
}
