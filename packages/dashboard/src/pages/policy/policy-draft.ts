/** What the editor of a policy holds, and what it becomes. */
import type { CreateNotificationPolicyRequest, NotificationPolicy } from '@upwatch/sdk';
import type { RuleType } from '../policies/policy-words.ts';

export type PolicyBody = CreateNotificationPolicyRequest;
export type Rule = NonNullable<PolicyBody['matchRules']>[number];
export type Step = PolicyBody['escalation']['steps'][number];
export type QuietHours = NonNullable<PolicyBody['quietHours']>;

/** Where a rule keeps what it compares with. */
const HELD_IN: { readonly [Type in RuleType]?: 'value' | 'monitorIds' | 'regions' } = {
  severity_gte: 'value',
  incident_status: 'value',
  monitor_id_in: 'monitorIds',
  region_in: 'regions',
};

/** What a rule compares with, wherever it stands. */
export function comparedWith({ value, values, monitorIds, regions }: Rule): readonly string[] {
  const given = typeof value === 'string' ? [value] : [];
  return [...given, ...(values ?? []), ...(monitorIds ?? []), ...(regions ?? [])];
}

export function ruleOf(type: RuleType, compared: readonly string[]): Rule {
  const field = HELD_IN[type] ?? 'values';
  if (field === 'value') return { type, ...(compared[0] !== undefined && { value: compared[0] }) };
  return { type, [field]: compared };
}

export function emptyPolicy(): PolicyBody {
  return {
    name: '',
    enabled: true,
    priority: 0,
    matchRules: [],
    escalation: { steps: [emptyStep(0)], onResolve: 'notify', onReopen: 'restart' },
    fallbackChannelIds: [],
    quietHours: null,
    managedBy: 'DASHBOARD',
  };
}

export function emptyStep(delayMinutes: number): Step {
  return { delayMinutes, channelIds: [] };
}

/** A policy as the API shows it, as one that can be sent back. */
export function draftOf(policy: NotificationPolicy): PolicyBody {
  const { name, enabled, priority, matchRules, escalation, fallbackChannelIds, quietHours } = policy;
  const body = {
    ...{ name, enabled, priority, escalation, fallbackChannelIds, quietHours },
    matchRules: matchRules.map((rule) =>
      ruleOf(asRuleType(rule.type), comparedWith({ ...rule, type: asRuleType(rule.type) })),
    ),
  };
  return asBody(body);
}

/** The API shows as text what it takes as one of a few; it only shows what it once took. */
function asBody(shown: object): PolicyBody {
  return shown as PolicyBody;
}

function asRuleType(type: string): RuleType {
  return type as RuleType;
}
