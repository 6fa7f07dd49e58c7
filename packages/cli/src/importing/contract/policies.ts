/** When failures become an incident, and who is told of it. */
import { idleTriggerFields } from '@upwatch/server';
import { type DraftObject, flagOf, isRow, type Row, rowsOf, textOf, textsOf } from '@upwatch/server/foreign';
import type { Gathering } from '../gathering.ts';
import { draft, loseRest, pick } from './rest.ts';

/** What may be left out there must be said here. */
export function wholePolicy(
  policy: Row,
  frequencySeconds: number,
  { where, gathering }: { readonly where: string; readonly gathering: Gathering },
): DraftObject {
  const at = 'incidentPolicy.';
  loseRest(policy, ['triggerRules', 'confirmation', 'recovery'], { where, at, gathering });
  const confirmation = isRow(policy['confirmation']) ? policy['confirmation'] : {};
  const recovery = isRow(policy['recovery']) ? policy['recovery'] : {};
  const maxWaitSeconds = Math.min(86_400, Math.max(60, 2 * frequencySeconds));
  const rules = rowsOf(policy['triggerRules']).map((rule, place) => {
    const idle = idleIn(rule).filter((field) => rule[field] !== undefined && rule[field] !== null);
    const field = (name: string): string => `${at}triggerRules[${place}].${name}`;
    for (const name of idle) gathering.lost(where, field(name), `says nothing in a rule of ${String(rule['type'])}`);
    return pick(
      rule,
      Object.keys(rule).filter((name) => !idle.includes(name)),
    );
  });
  return {
    triggerRules: rules,
    confirmation: {
      type: 'multi_region',
      minRegionsFailing: 1,
      maxWaitSeconds,
      ...pick(confirmation, Object.keys(confirmation)),
    },
    recovery: {
      consecutiveSuccesses: 2,
      minRegionsPassing: 1,
      cooldownMinutes: 5,
      ...pick(recovery, Object.keys(recovery)),
    },
  };
}

function idleIn({ type }: Row): readonly string[] {
  switch (type) {
    case 'consecutive_failures':
    case 'failures_in_window':
    case 'response_time':
      return idleTriggerFields(type);
    default:
      // Refused as a type that there is not.
      return [];
  }
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** Lists that belong to rules of one type. */
const LISTS: Readonly<Record<string, string>> = { monitorNames: 'monitor_id_in', regions: 'region_in' };

/** @returns undefined for one that cannot be made here, which is said */
export function policyBody(row: Row, where: string, gathering: Gathering): DraftObject | undefined {
  loseRest(row, ['name', 'enabled', 'priority', 'matchRules', 'escalation'], { where, gathering });
  const rules = rowsOf(row['matchRules']);
  const foreign = rules.find(({ values, value }) => [...textsOf(values), value].some((one) => UUID.test(String(one))));
  if (foreign) {
    // Without the rule it would hold for more than it was made for.
    gathering.leftOut(where, String(foreign['type']), 'names things by ids of the other server: make it anew');
    return undefined;
  }
  const escalation = isRow(row['escalation']) ? row['escalation'] : {};
  loseRest(escalation, ['steps', 'onResolve', 'onReopen'], { where, at: 'escalation.', gathering });
  const steps = rowsOf(escalation['steps']).map(({ channels, ...step }) => {
    return { delayMinutes: 0, ...pick(step, Object.keys(step)), alertChannels: textsOf(channels) };
  });
  return {
    ...pick(row, ['priority']),
    enabled: flagOf(row, 'enabled') ?? true,
    matchRules: rules.map((rule, place) => ruleBody(rule, `matchRules[${place}].`, { where, gathering })),
    escalation: { ...pick(escalation, ['onResolve', 'onReopen']), steps },
  };
}

function ruleBody(
  rule: Row,
  at: string,
  { where, gathering }: { readonly where: string; readonly gathering: Gathering },
): DraftObject {
  const type = textOf(rule, 'type') ?? '';
  const idle = Object.keys(LISTS).filter((list) => type !== LISTS[list] && textsOf(rule[list]).length > 0);
  for (const name of idle) gathering.lost(where, `${at}${name}`, `says nothing in a rule of ${type}`);
  const { monitorNames, ...rest } = rule;
  const isOfMonitors = monitorNames !== undefined && type === LISTS['monitorNames'];
  return {
    ...pick(
      rest,
      Object.keys(rest).filter((name) => !(name in LISTS) || type === LISTS[name]),
    ),
    ...(isOfMonitors && { monitors: draft(textsOf(monitorNames)) }),
  };
}
