/** What a policy says, in words: to whom it applies, and who is told when. */
import type { AlertChannel, CreateNotificationPolicyRequest, NotificationPolicy } from '@upwatch/sdk';
import type { PlainKey, Say } from '../../language/catalogue.ts';
import type { Format } from '../../language/format.ts';

export type RuleType = NonNullable<CreateNotificationPolicyRequest['matchRules']>[number]['type'];

/** Rules that can hold here, in the order in which they are offered. Others are shown by their name. */
export const RULE_KEYS = {
  severity_gte: 'policies.ruleSeverity',
  monitor_id_in: 'policies.ruleMonitors',
  monitor_tag_in: 'policies.ruleTags',
  resource_group_id_in: 'policies.ruleGroups',
  monitor_type_in: 'policies.ruleTypes',
  monitor_name_matches: 'policies.ruleNames',
  region_in: 'policies.ruleRegions',
  environment_in: 'policies.ruleEnvironments',
  incident_status: 'policies.ruleStatus',
} as const satisfies { readonly [Type in RuleType]?: PlainKey };

export function ruleName(type: string, say: Say): string {
  const key = Object.hasOwn(RULE_KEYS, type) ? RULE_KEYS[type as keyof typeof RULE_KEYS] : undefined;
  return key === undefined ? type : say(key);
}

/** "Team, Boss" */
function channelNames(ids: readonly string[], channels: readonly AlertChannel[]): string {
  const names = new Map(channels.map(({ id, name }) => [id, name]));
  return ids.map((id) => names.get(id) ?? '?').join(', ');
}

interface WordsGiven {
  readonly channels: readonly AlertChannel[];
  readonly say: Say;
  readonly format: Format;
}

/** "at once: Team · after 10 min: Boss" */
export function stepsInWords({ escalation }: NotificationPolicy, { channels, say, format }: WordsGiven): string {
  return escalation.steps
    .map(({ delayMinutes, channelIds }) => {
      const who = channelNames(channelIds, channels);
      if (delayMinutes === 0) return say('policies.atOnce', { who });
      return say('policies.after', { duration: format.duration(delayMinutes * 60_000), who });
    })
    .join(' · ');
}

/** "Severity at least · Tags", or that it is for everything. */
export function scopeInWords({ matchRules }: NotificationPolicy, say: Say): string {
  if (matchRules.length === 0) return say('policies.forEverything');
  return say('policies.forThat', { rules: matchRules.map(({ type }) => ruleName(type, say)).join(', ') });
}
