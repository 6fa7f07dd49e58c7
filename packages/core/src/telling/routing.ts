/** Which notification policies an incident is a matter of. */
import { type MatchRule, type NotificationPolicy, SEVERITY_RANKS } from './notification-policy.ts';
import type { IncidentSeverity, IncidentStatus } from './incident.ts';

/** What is known of an incident when it is decided whom it concerns. What is not known matches no rule about it. */
export interface RoutingSubject {
  readonly severity?: IncidentSeverity;
  readonly status?: IncidentStatus;
  readonly regions?: readonly string[];
  readonly monitorId?: string;
  readonly monitorName?: string;
  readonly monitorType?: string;
  /** Ids and names: a rule may say either. */
  readonly tags?: readonly string[];
  /** The monitor's environment: its id, its slug and its name. */
  readonly environments?: readonly string[];
  readonly resourceGroupIds?: readonly string[];
  readonly serviceId?: string;
  readonly componentName?: string;
}

/** How a policy's rules judge an incident: each rule in words. */
export interface Match {
  readonly matched: boolean;
  readonly matchedRules: readonly string[];
  readonly unmatchedRules: readonly string[];
}

/** Judges by every rule, so that it can be said which of them did not hold. */
export function matchOf({ matchRules }: Pick<NotificationPolicy, 'matchRules'>, subject: RoutingSubject): Match {
  const [held, failed] = [true, false].map((wanted) =>
    matchRules.filter((rule) => holds(rule, subject) === wanted).map(matchRuleInWords),
  );
  return { matched: failed!.length === 0, matchedRules: held!, unmatchedRules: failed! };
}

/**
 * The policies that an incident concerns, first things first: by priority, the older one first among equals.
 * @param subjects what it is of; where that is several things, the rules of a policy must all hold for one of them
 */
export function policiesFor(
  policies: readonly NotificationPolicy[],
  ...subjects: readonly RoutingSubject[]
): readonly NotificationPolicy[] {
  const isMatching = ({ matchRules }: NotificationPolicy) =>
    subjects.some((subject) => matchRules.every((rule) => holds(rule, subject)));
  return policies
    .filter((policy) => policy.isEnabled && isMatching(policy))
    .toSorted((a, b) => b.priority - a.priority || a.createdAtMs - b.createdAtMs || (a.id < b.id ? -1 : 1));
}

/** What a rule compares with. */
export function valuesOf({ type, value, values = [], monitorIds = [], regions = [] }: MatchRule): readonly string[] {
  const listed = [...(value === undefined ? [] : [value]), ...values];
  if (type === 'monitor_id_in') return [...listed, ...monitorIds];
  return type === 'region_in' ? [...listed, ...regions] : listed;
}

/** "severity_gte DOWN", "region_in eu, us" */
export function matchRuleInWords(rule: MatchRule): string {
  return `${rule.type} ${valuesOf(rule).join(', ')}`.trim();
}

function holds(rule: MatchRule, subject: RoutingSubject): boolean {
  const values = valuesOf(rule);
  const isAny = (known: readonly (string | undefined)[]): boolean =>
    known.some((one) => one !== undefined && values.some((value) => isSame(value, one)));
  switch (rule.type) {
    case 'severity_gte':
      return values.some((value) => isAtLeast(subject.severity, value));
    case 'monitor_id_in':
      return isAny([subject.monitorId]);
    case 'region_in':
      return isAny(subject.regions ?? []);
    case 'incident_status':
      return isAny([subject.status]);
    case 'monitor_type_in':
      return isAny([subject.monitorType]);
    case 'service_id_in':
      return isAny([subject.serviceId]);
    case 'resource_group_id_in':
      return isAny(subject.resourceGroupIds ?? []);
    case 'component_name_in':
      return isAny([subject.componentName]);
    case 'monitor_tag_in':
      return isAny(subject.tags ?? []);
    case 'environment_in':
      return isAny(subject.environments ?? []);
    case 'monitor_name_matches':
      return values.some((pattern) => subject.monitorName !== undefined && isLike(subject.monitorName, pattern));
  }
}

function isAtLeast(severity: IncidentSeverity | undefined, least: string): boolean {
  const ranks: Readonly<Record<string, number>> = SEVERITY_RANKS;
  const wanted = ranks[least.toUpperCase()];
  return severity !== undefined && wanted !== undefined && SEVERITY_RANKS[severity] >= wanted;
}

function isSame(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

/** `*` stands for any text, `?` for one character; case does not matter. In time that grows with length times length. */
function isLike(text: string, pattern: string): boolean {
  const name = Array.from(text.toLowerCase());
  const wanted = Array.from(pattern.toLowerCase());
  let at = 0;
  let next = 0;
  let star = -1;
  let resumeAt = 0;
  while (at < name.length) {
    if (wanted[next] === '*') {
      star = next++;
      resumeAt = at;
    } else if (next < wanted.length && (wanted[next] === '?' || wanted[next] === name[at])) {
      next++;
      at++;
    } else if (star >= 0) {
      next = star + 1;
      at = ++resumeAt;
    } else {
      return false;
    }
  }
  return wanted.slice(next).every((one) => one === '*');
}
