/** What an alert says in one line, in words that need no explanation. */
import type { AlertKind } from './alert.ts';
import type { Cause } from '../deciding/event.ts';
import { sentenceOf, type Failure } from '../looking/failure.ts';
import type { Severity } from '../deciding/state.ts';
import type { IncidentSeverity } from './incident.ts';

/** A name longer than this is cut, characters. */
const NAME_MAX = 120;

/** "shop is down in eu only (1 of 3 regions)" */
export function titleOf(monitorName: string, cause: Cause): string {
  return `${nameInHeadline(monitorName)} is ${cause.severity} ${placeOf(cause)}`;
}

/**
 * "shop is down in local since 12:04 UTC: the certificate has expired"
 * @param from what it was before, where it only became worse
 */
export function openingHeadline(
  kind: Exclude<AlertKind, 'INCIDENT_RESOLVED'>,
  monitorName: string,
  cause: Cause,
  nowMs: number,
  from?: Severity,
): string {
  const how =
    kind === 'INCIDENT_REOPENED' ? `${cause.severity} again` : from ? `now ${cause.severity}` : cause.severity;
  const since = from ? `(${from} since ${timeOf(cause.sinceMs, nowMs)})` : `since ${timeOf(cause.sinceMs, nowMs)}`;
  return `${nameInHeadline(monitorName)} is ${how} ${placeOf(cause)} ${since}${flapsInWords(cause)}: ${reasonOf(cause)}`;
}

function flapsInWords({ flapping }: Cause): string {
  if (!flapping) return '';
  const { changes, windowMinutes } = flapping;
  return ` and flaps (${changes} changes within ${windowMinutes} min; its end is told when it has been well for ${windowMinutes} min)`;
}

/** "shop is up again after 12 min 3 s" */
export function closingHeadline(monitorName: string, lastedMs: number, isFlapping = false): string {
  return `${nameInHeadline(monitorName)} is up again after ${durationInWords(lastedMs)}${isFlapping ? ' of flapping' : ''}`;
}

/** "the incident of shop was closed by hand after 12 min 3 s" */
export function closedHeadline(monitorName: string, lastedMs: number, isByHand: boolean): string {
  return `the incident of ${nameInHeadline(monitorName)} was closed${isByHand ? ' by hand' : ''} after ${durationInWords(lastedMs)}`;
}

/** "shop: Ada changed the severity from down to degraded" */
export function severityHeadline(
  name: string,
  from: IncidentSeverity,
  { by, severity }: { readonly by: string; readonly severity: IncidentSeverity },
): string {
  const how = `from ${from.toLowerCase()} to ${severity.toLowerCase()}`;
  return `${nameInHeadline(name)}: ${nameInHeadline(by)} changed the severity ${how}`;
}

/** Two units at most: "45 s", "12 min 3 s", "2 d 4 h". @param ms negative counts as 0 */
export function durationInWords(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  const units: [number, string][] = [
    [86_400, 'd'],
    [3600, 'h'],
    [60, 'min'],
    [1, 's'],
  ];
  const first = units.findIndex(([size]) => seconds >= size);
  if (first < 0) return '0 s';
  const [size, unit] = units[first]!;
  const [nextSize, nextUnit] = units[first + 1] ?? [1, ''];
  const rest = Math.floor((seconds % size) / nextSize);
  return rest > 0 && nextUnit
    ? `${Math.floor(seconds / size)} ${unit} ${rest} ${nextUnit}`
    : `${Math.floor(seconds / size)} ${unit}`;
}

/** "in local", "in eu and us (2 of 3 regions)", "in all 3 regions" */
function placeOf({ regions, regionsHeard }: Cause): string {
  if (regionsHeard <= 1) return `in ${regions.join(' and ')}`;
  if (regions.length >= regionsHeard) return `in all ${regionsHeard} regions`;
  const names = regions.length > 1 ? `${regions.slice(0, -1).join(', ')} and ${regions.at(-1)}` : `${regions[0]} only`;
  return `in ${names} (${regions.length} of ${regionsHeard} regions)`;
}

/** What failed, as the end of a sentence: "the certificate has expired (3 days ago)". */
function reasonOf({ failure, warning, rule }: Cause): string {
  const sentence = oneLine(failure ? inBrackets(failure) : (warning ?? rule)).replace(/\.$/, '');
  // "The name" becomes "the name"; "TLS failed" stays.
  return /^[A-Z][a-z ]/.test(sentence) ? sentence[0]!.toLowerCase() + sentence.slice(1) : sentence;
}

/** A headline has its own colon: the particulars after the code's sentence go into brackets. */
function inBrackets({ code, message }: Failure): string {
  const start = `${sentenceOf(code).replace(/\.$/, '')}: `;
  // What has failed is all that is to be said of it.
  if (code === 'dependency.failed' && message.startsWith(start)) return message.slice(start.length);
  return message.startsWith(start)
    ? `${start.slice(0, -2)} (${message.slice(start.length).replace(/\.$/, '')})`
    : message;
}

/** "12:04 UTC", with its date where that is not today's. */
export function timeOf(ms: number, nowMs: number): string {
  const [day, time] = new Date(ms).toISOString().split('T') as [string, string];
  const isToday = new Date(nowMs).toISOString().startsWith(day);
  return `${isToday ? '' : `${day} `}${time.slice(0, 5)} UTC`;
}

/** A name as it stands in a headline: one line, cut to a length. */
export function nameInHeadline(monitorName: string): string {
  const name = oneLine(monitorName);
  // No half of a surrogate pair is left at the cut.
  return name.length > NAME_MAX ? `${name.slice(0, NAME_MAX - 1).replace(/[\uD800-\uDBFF]$/, '')}…` : name;
}

/** A line break in a name must not begin a new header or paragraph in anything made from it. */
function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ').trim();
}
