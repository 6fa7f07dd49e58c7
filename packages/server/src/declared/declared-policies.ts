/**
 * `notificationPolicies` of `upwatch.yml`: as the API's own bodies, but channels, and the monitors and groups of rules,
 * are called by their names.
 */
import type { MatchRule, NotificationPolicy } from '@upwatch/core';
import { parseOrFaults } from '@upwatch/core/schemas';
import { z } from 'zod';
import { policyFrom, rulesOf } from '../api/policy-input.ts';
import {
  chainSettings,
  policySettings,
  refuseIdleRule,
  refuseUnheld,
  ruleFields,
  RULES_MAX,
  STEPS_MAX,
  stepSettings,
} from '../api/schemas/notification-policies.ts';
import { refuseUnknownSubjects, subjectWarnings } from '../api/rule-subjects.ts';
import type { NewNotificationPolicy } from '../stores/port.ts';
import {
  type Content,
  type DeclaredThing,
  type Names,
  named,
  type Path,
  type PlacedReference,
  said,
  type Section,
} from './section.ts';

const names = z.array(z.string().min(1).max(255)).max(500);
const channelNames = names.max(100);

const declaredRule = ruleFields
  .extend({ monitors: names.optional(), resourceGroups: names.optional() })
  .superRefine(({ monitors = [], resourceGroups = [], ...rule }, context) => {
    for (const [field, list, type] of [
      ['monitors', monitors, 'monitor_id_in'],
      ['resourceGroups', resourceGroups, 'resource_group_id_in'],
    ] as const) {
      if (list.length === 0 || rule.type === type) continue;
      context.addIssue({
        code: 'custom',
        path: [field],
        message: `must be left out for ${rule.type}: it is for ${type}`,
      });
    }
    const monitorIds = [...(rule.monitorIds ?? []), ...monitors];
    refuseIdleRule({ ...rule, monitorIds, values: [...(rule.values ?? []), ...resourceGroups] }, context);
    refuseUnheld(rule, context);
  });

const declaredPolicy = z.strictObject({
  ...policySettings,
  matchRules: z.array(declaredRule).max(RULES_MAX).nullish(),
  escalation: z.strictObject({
    ...chainSettings,
    steps: z
      .array(
        z.strictObject({
          ...stepSettings,
          delayMinutes: stepSettings.delayMinutes.default(0),
          alertChannels: channelNames.min(1),
        }),
      )
      .min(1)
      .max(STEPS_MAX),
  }),
  fallback: channelNames.nullish(),
});
type DeclaredPolicy = z.output<typeof declaredPolicy>;

export const policySection: Section = {
  kind: 'notificationPolicy',
  key: 'notificationPolicies',
  article: 'a notification policy',
  schema: () => declaredPolicy,
  read: (value, at) => {
    const result = parseOrFaults(declaredPolicy, value, at);
    return 'faults' in result ? result : { thing: thingOf(result.value, at) };
  },
  named: ({ policies }) => policies,
  current: ({ policies }, known) =>
    policies.map((one) => ({ kind: 'notificationPolicy', id: one.id, name: one.name, ...contentOf(one, known) })),
  remove: (id, { core, actor }) => core.notificationPolicies.delete(id, actor),
};

function thingOf(policy: DeclaredPolicy, at: Path): DeclaredThing {
  return {
    ...{ kind: 'notificationPolicy', name: policy.name, at, references: referencesOf(policy, at) },
    check: ({ names: known, subjects, world }) => {
      const id = known.mayIdOf('notificationPolicy', policy.name);
      const before = world.policies.find((one) => one.id === id)?.matchRules ?? [];
      refuseUnknownSubjects(givenRules(policy), subjects, before);
    },
    warnings: ({ subjects }) => (subjects ? subjectWarnings(givenRules(policy), subjects) : []),
    content: (known) => contentOf(policyOf(policy, '', known), known),
    make: async (hands) =>
      (await hands.core.notificationPolicies.create(policyOf(policy, hands.newId(), hands), hands.actor)).id,
    change: async (id, hands) => {
      const next = policyOf(policy, id, hands);
      await hands.core.notificationPolicies.update(id, () => next, hands.actor);
    },
  };
}

/** Its rules as they are written: what they call by names of the file are references of their own. */
function givenRules({ matchRules }: DeclaredPolicy): readonly MatchRule[] {
  return rulesOf(matchRules);
}

function referencesOf({ escalation, fallback, matchRules }: DeclaredPolicy, at: Path): readonly PlacedReference[] {
  return [
    ...escalation.steps.flatMap(({ alertChannels }, i) =>
      named('alertChannel', alertChannels, [...at, 'escalation', 'steps', i, 'alertChannels']),
    ),
    ...named('alertChannel', fallback ?? [], [...at, 'fallback']),
    ...(matchRules ?? []).flatMap(({ monitors = [], resourceGroups = [] }, i) => [
      ...named('monitor', monitors, [...at, 'matchRules', i, 'monitors']),
      ...named('resourceGroup', resourceGroups, [...at, 'matchRules', i, 'resourceGroups']),
    ]),
  ];
}

function policyOf(
  { escalation, fallback, matchRules, ...rest }: DeclaredPolicy,
  id: string,
  { idOf }: Pick<Names, 'idOf'>,
): NewNotificationPolicy {
  const channelIds = (list: readonly string[]): string[] => list.map((name) => idOf('alertChannel', name));
  const steps = escalation.steps.map(({ alertChannels, ...step }) => ({
    ...step,
    channelIds: channelIds(alertChannels),
  }));
  const rules = (matchRules ?? []).map(({ monitors = [], resourceGroups = [], ...rule }) => {
    const monitorIds = [...(rule.monitorIds ?? []), ...monitors.map((name) => idOf('monitor', name))];
    const values = [...(rule.values ?? []), ...resourceGroups.map((name) => idOf('resourceGroup', name))];
    return {
      ...rule,
      ...(monitorIds.length > 0 && { monitorIds: [...new Set(monitorIds)] }),
      ...(values.length > 0 && { values: [...new Set(values)] }),
    };
  });
  const fallbackChannelIds = [...new Set(channelIds(fallback ?? []))];
  return policyFrom(
    { ...rest, matchRules: rules, escalation: { ...escalation, steps }, fallbackChannelIds },
    id,
    'CLI',
  );
}

/** As the file would say it. */
function contentOf(policy: NewNotificationPolicy | NotificationPolicy, known: Names): Content {
  const channelsOf = (ids: readonly string[]): string[] => ids.flatMap((id) => known.nameOf('alertChannel', id) ?? []);
  const { steps, ...chain } = policy.escalation;
  const fields = {
    ...said({
      matchRules: policy.matchRules.map((rule) => ruleEntry(rule, known)),
      enabled: policy.isEnabled,
      priority: policy.priority,
      quietHours: policy.quietHours,
      fallback: channelsOf(policy.fallbackChannelIds ?? []),
    }),
    escalation: {
      ...said(chain),
      steps: steps.map(({ channelIds, ...step }) => ({ ...said(step), alertChannels: channelsOf(channelIds) })),
    },
  };
  return { fields };
}

/** An id that nothing has any more stays as it is: without it the rule would hold for more than it was made for. */
function ruleEntry({ monitorIds = [], values = [], ...rule }: MatchRule, { nameOf }: Names) {
  const [monitors, unknownIds] = apart(monitorIds, (id) => nameOf('monitor', id));
  const isOfGroups = rule.type === 'resource_group_id_in';
  const [resourceGroups, others] = isOfGroups ? apart(values, (id) => nameOf('resourceGroup', id)) : [[], values];
  return said({ ...rule, monitors, monitorIds: unknownIds, resourceGroups, values: others });
}

/** @returns the names of those that have one, and the ids of the others */
export function apart(
  ids: readonly string[],
  nameOf: (id: string) => string | undefined,
): readonly [readonly string[], readonly string[]] {
  return [ids.flatMap((id) => nameOf(id) ?? []).sort(), ids.filter((id) => nameOf(id) === undefined)];
}
