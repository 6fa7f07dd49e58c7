/** Notification policies and what they do, on the wire. */
import {
  type IncidentStatus,
  isTimeZone,
  MATCH_RULE_TYPES,
  type MatchRuleType,
  REOPEN_BEHAVIOURS,
  RESOLVE_BEHAVIOURS,
  SEVERITY_RANKS,
  WEEKDAYS,
} from '@upwatch/core';
import { z } from 'zod';
import { additions, named, perDialect } from '../dialect.ts';
import { MONITOR_TYPES } from '../monitor-types.ts';
import { deliveryDto } from './channels.ts';
import { id, managedBy, nameOf, time, timeMs, uuid, whole } from './values.ts';
import { warningsSaid } from './said.ts';

export const RULES_MAX = 50;
const VALUES_MAX = 500;
export const STEPS_MAX = 20;
const CHANNELS_MAX = 100;
const WEEK_MINUTES = 10_080;

const text = z.string().min(1).max(255);
const severity = z.enum(['DOWN', 'DEGRADED', 'MAINTENANCE']);
const INCIDENT_STATUSES = ['WATCHING', 'TRIGGERED', 'CONFIRMED', 'RESOLVED'] satisfies readonly IncidentStatus[];

/** What a rule of each type compares with. */
const COMPARED: Readonly<Record<MatchRuleType, 'value' | 'values' | 'monitorIds' | 'regions'>> = {
  severity_gte: 'value',
  monitor_id_in: 'monitorIds',
  region_in: 'regions',
  incident_status: 'value',
  monitor_type_in: 'values',
  service_id_in: 'values',
  resource_group_id_in: 'values',
  component_name_in: 'values',
  monitor_tag_in: 'values',
  monitor_name_matches: 'values',
  environment_in: 'values',
};

/** Where a rule compares with one of a list. */
const CHOICES: { readonly [Type in MatchRuleType]?: readonly string[] } = {
  severity_gte: Object.keys(SEVERITY_RANKS),
  incident_status: INCIDENT_STATUSES,
  monitor_type_in: MONITOR_TYPES,
};

export const ruleFields = z.strictObject({
  type: z.enum(MATCH_RULE_TYPES),
  value: text.nullish(),
  monitorIds: z.array(id).max(VALUES_MAX).nullish(),
  regions: z.array(text).max(VALUES_MAX).nullish(),
  values: z.array(text).max(VALUES_MAX).nullish(),
});
type RuleFields = z.output<typeof ruleFields>;

/** What a rule of each type cannot do without, and what there is none of. */
export function refuseIdleRule(rule: RuleFields, context: z.RefinementCtx): void {
  const { type, value, monitorIds, regions, values } = rule;
  const own = type === 'monitor_id_in' ? monitorIds : type === 'region_in' ? regions : [];
  const isEmpty = typeof value !== 'string' && (values ?? []).length + (own ?? []).length === 0;
  if (isEmpty) context.addIssue({ code: 'custom', path: [COMPARED[type]], message: `is required for ${type}` });
  refuseUnknown(rule, context);
}

/** The contract's clients may say more than a rule needs, and rules of what Upwatch has none of. */
const matchRule = perDialect((dialect) =>
  ruleFields.superRefine((rule, context) => {
    refuseIdleRule(rule, context);
    if (dialect === 'full') refuseUnheld(rule, context);
  }),
);

/** A rule that can hold, and of which every field says something. */
export const usefulMatchRule = matchRule('full');

/** What never holds, or says nothing: the policy would not do what its author thinks. */
export function refuseUnheld(rule: RuleFields, context: z.RefinementCtx): void {
  const { type } = rule;
  const refuse = (field: string, message: string, input: unknown): void =>
    context.addIssue({ code: 'custom', path: [field], message, input });
  for (const [field, own] of Object.entries(OWN_LISTS)) {
    const list = rule[field as keyof typeof OWN_LISTS] ?? [];
    if (list.length > 0 && type !== own) refuse(field, `must be left out for ${type}: it is for ${own}`, list);
  }
  for (const status of type === 'incident_status' ? [rule.value, ...(rule.values ?? [])] : []) {
    if (typeof status !== 'string' || !UNTOLD_STATUSES.has(status.toUpperCase())) continue;
    refuse(rule.value === status ? 'value' : 'values', 'must be a status that is told, such as CONFIRMED', status);
  }
  if (WITHOUT_SUBJECT.has(type)) refuse('type', 'must be of what a monitor here has: it never holds', type);
}

/** Lists that belong to rules of one type. */
const OWN_LISTS = { monitorIds: 'monitor_id_in', regions: 'region_in' } as const;
/** Nobody is told before an incident is confirmed. */
const UNTOLD_STATUSES: ReadonlySet<string> = new Set(['WATCHING', 'TRIGGERED'] satisfies readonly IncidentStatus[]);
/** Upwatch watches no services of others: the contract's rules about them hold for nothing. */
const WITHOUT_SUBJECT: ReadonlySet<MatchRuleType> = new Set(['service_id_in', 'component_name_in']);

/** What there is none of matches nothing, so that the policy would never tell anybody. Case does not matter. */
function refuseUnknown({ type, value, values }: RuleFields, context: z.RefinementCtx): void {
  const choices = CHOICES[type];
  const named = [
    { path: ['value'], input: value },
    ...(values ?? []).map((input, place) => ({ path: ['values', place], input })),
  ];
  for (const { path, input } of named) {
    if (!choices || typeof input !== 'string' || choices.includes(input.toUpperCase())) continue;
    context.addIssue({ code: 'custom', path, message: `must be one of ${choices.join(', ')}`, input });
  }
}

const channelIds = z.array(id).min(1).max(CHANNELS_MAX);

/** Of a step, but for its channels. */
export const stepSettings = {
  delayMinutes: z.int().min(0).max(WEEK_MINUTES),
  requireAck: z.boolean().nullish(),
  repeatIntervalSeconds: z.int().min(1).max(86_400).nullish(),
};

/** Of an escalation, but for its steps. */
export const chainSettings = {
  onResolve: z.enum(RESOLVE_BEHAVIOURS).nullish(),
  onReopen: z.enum(REOPEN_BEHAVIOURS).nullish(),
};

const escalation = z.strictObject({
  steps: z
    .array(z.strictObject({ ...stepSettings, channelIds }))
    .min(1)
    .max(STEPS_MAX),
  ...chainSettings,
});

const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time of day such as 22:00');

const quietHours = z
  .strictObject({
    timeZone: z.string().max(100).refine(isTimeZone, 'must be a time zone such as Europe/Berlin'),
    days: z.array(z.enum(WEEKDAYS)).min(1).max(7).nullish(),
    from: clockTime,
    to: clockTime,
    severities: z.array(severity).min(1).max(3).nullish(),
  })
  .superRefine(({ days, from, to }, context) => {
    const isEveryDay = new Set(days ?? WEEKDAYS).size === WEEKDAYS.length;
    if (isEveryDay && from === to) {
      context.addIssue({ code: 'custom', path: ['to'], message: 'must differ from "from" where every day is quiet' });
    }
  });

/** Of a policy, but for whom it tells. */
export const policySettings = {
  name: nameOf(255),
  enabled: z.boolean().nullish(),
  priority: z.int().min(-2_147_483_648).max(2_147_483_647).nullish(),
  quietHours: quietHours.nullish(),
};

const settings = perDialect((dialect) => {
  return {
    ...policySettings,
    matchRules: z.array(matchRule(dialect)).max(RULES_MAX).nullish(),
    escalation,
    fallbackChannelIds: z.array(id).max(CHANNELS_MAX).nullish(),
    managedBy: managedBy.nullish(),
  };
});

export const notificationPolicyBody = perDialect((dialect) =>
  z.strictObject(settings(dialect)).meta({
    ...named(dialect, 'CreateNotificationPolicyRequest'),
    example: {
      name: 'on call',
      matchRules: [{ type: 'severity_gte', value: 'DOWN' }],
      escalation: {
        steps: [{ delayMinutes: 0, channelIds: ['0199aa00-0000-7000-8000-000000000001'], repeatIntervalSeconds: 300 }],
      },
    },
  }),
);
export type NotificationPolicyBody = z.output<ReturnType<typeof notificationPolicyBody>>;

export const notificationPolicyChange = perDialect((dialect) =>
  z
    .strictObject({
      ...settings(dialect),
      name: policySettings.name.nullish(),
      // `refuseIdleMatchRules` tells what says nothing from what stood there before.
      matchRules: settings('compat').matchRules,
      escalation: escalation.nullish(),
    })
    .meta(named(dialect, 'UpdateNotificationPolicyRequest')),
);
export type NotificationPolicyChange = z.output<ReturnType<typeof notificationPolicyChange>>;

export const notificationPolicyDto = perDialect((dialect) => {
  const textOrNull = z.array(z.string()).nullable();
  return z
    .object({
      id: uuid,
      organizationId: whole,
      name: z.string(),
      matchRules: z.array(
        z.object({
          type: z.string(),
          value: z.string().nullable(),
          monitorIds: textOrNull,
          regions: textOrNull,
          values: textOrNull,
        }),
      ),
      escalation: z.object({
        steps: z.array(
          z.object({
            delayMinutes: whole,
            channelIds: z.array(uuid),
            requireAck: z.boolean().nullable(),
            repeatIntervalSeconds: whole.nullable(),
          }),
        ),
        onResolve: z.string().nullable(),
        onReopen: z.string().nullable(),
      }),
      enabled: z.boolean(),
      priority: whole,
      createdAt: time,
      updatedAt: time,
      ...additions(dialect, {
        fallbackChannelIds: z.array(uuid),
        quietHours: z
          .object({
            timeZone: z.string(),
            days: z.array(z.string()),
            from: z.string(),
            to: z.string(),
            severities: z.array(z.string()),
          })
          .nullable(),
        managedBy,
        warnings: z.array(z.string()).meta({ description: 'What is allowed, and may not be what was meant.' }),
        warningsSaid,
      }),
    })
    .meta(named(dialect, 'NotificationPolicyDto'));
});

/** May be left out whole: then nothing is known of the incident. */
export const policyTestBody = z
  .strictObject({
    severity: severity.nullish(),
    monitorId: id.nullish(),
    regions: z.array(text).max(VALUES_MAX).nullish(),
    eventType: z.enum(['INCIDENT_CREATED', 'INCIDENT_RESOLVED', 'INCIDENT_REOPENED']).nullish(),
    monitorType: text.nullish(),
    serviceId: id.nullish(),
    componentName: text.nullish(),
    resourceGroupIds: z.array(id).max(VALUES_MAX).nullish(),
  })
  .nullish()
  .meta({ id: 'TestNotificationPolicyRequest' });
export type PolicyTestBody = z.output<typeof policyTestBody>;

export const policyTestResult = z.object({
  matched: z.boolean(),
  matchedRules: z.array(z.string()),
  unmatchedRules: z.array(z.string()),
});

export const previewBody = z
  .strictObject({ monitorId: id, severity: severity.nullish(), at: timeMs.nullish() })
  .meta({ id: 'PreviewNotificationsRequest' });

const toldChannel = z.object({ id: uuid, name: z.string(), channelType: z.string() });

export const previewResult = z.object({
  monitorId: uuid,
  severity,
  at: time,
  directChannels: z.array(toldChannel),
  policies: z.array(
    z.object({
      policyId: uuid,
      policyName: z.string(),
      priority: whole,
      steps: z.array(
        z.object({
          stepNumber: whole,
          at: time,
          waitsForQuietHours: z.boolean(),
          repeatIntervalSeconds: whole.nullable(),
          channels: z.array(toldChannel),
        }),
      ),
    }),
  ),
});

export const dispatchQuery = z.strictObject({ incident_id: id });

export const dispatchDto = perDialect((dialect) => {
  return z
    .object({
      id: uuid,
      incidentId: uuid,
      policyId: uuid,
      policyName: z.string().nullable(),
      status: z.enum(['PENDING', 'DISPATCHING', 'DELIVERED', 'ESCALATING', 'ACKNOWLEDGED', 'COMPLETED']),
      completionReason: z.enum(['EXHAUSTED', 'RESOLVED', 'NO_STEPS']).nullable(),
      currentStep: whole,
      totalSteps: whole.nullable(),
      acknowledgedAt: time.nullable(),
      nextEscalationAt: time.nullable(),
      lastNotifiedAt: time.nullable(),
      deliveries: z.array(deliveryDto(dialect)),
      createdAt: time,
      updatedAt: time,
      ...additions(dialect, {
        acknowledgedBy: z.string().nullable(),
        snoozedUntil: time.nullable(),
        nextNotificationAt: time.nullable(),
      }),
    })
    .meta(named(dialect, 'NotificationDispatchDto'));
});
