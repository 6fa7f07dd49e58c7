/**
 * Match rules name things: a slip would be a policy that tells nobody, found out when it is needed. An id of what is not
 * there is refused; a name may come with the monitors that have it, and is warned of.
 */
import {
  type ApiErrorEntry,
  type MatchRule,
  type MatchRuleType,
  sentence,
  type SentenceCode,
  valuesOf,
} from '@upwatch/core';
import type { CoreStore } from '../stores/port.ts';
import type { ApiDeps } from './deps.ts';
import { Problem } from './problem.ts';

/** What there is to be named by rules; names are the same in any case. */
export interface Subjects {
  readonly isMonitor: (id: string) => boolean;
  readonly isResourceGroup: (id: string) => boolean;
  readonly isTag: (idOrName: string) => boolean;
  /** By id, slug or name. */
  readonly isEnvironment: (text: string) => boolean;
  readonly isRegion: (name: string) => boolean;
}

/** How a kind of rule finds what it names. */
interface Named {
  /** In a refusal. */
  readonly wanted: string;
  /** In a warning. */
  readonly missing: SentenceCode & `hint.${string}Gone`;
  readonly isKnown: (subjects: Subjects, value: string) => boolean;
  readonly isRefused: (value: string) => boolean;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

const NAMED: { readonly [Type in MatchRuleType]?: Named } = {
  monitor_id_in: {
    ...{ wanted: 'ids of monitors that exist', missing: 'hint.monitorGone' },
    isKnown: ({ isMonitor }, id) => isMonitor(id),
    isRefused: () => true,
  },
  resource_group_id_in: {
    ...{ wanted: 'ids of resource groups that exist', missing: 'hint.groupGone' },
    isKnown: ({ isResourceGroup }, id) => isResourceGroup(id),
    isRefused: () => true,
  },
  monitor_tag_in: {
    ...{ wanted: 'names of tags, or ids of tags that exist', missing: 'hint.tagGone' },
    isKnown: ({ isTag }, value) => isTag(value),
    isRefused: (value) => UUID.test(value),
  },
  environment_in: {
    ...{ wanted: 'environments', missing: 'hint.environmentGone' },
    isKnown: ({ isEnvironment }, value) => isEnvironment(value),
    isRefused: () => false,
  },
  region_in: {
    ...{ wanted: 'regions', missing: 'hint.regionGone' },
    isKnown: ({ isRegion }, value) => isRegion(value),
    isRefused: () => false,
  },
};

/** One value of a rule that stands for nothing. */
interface Unknown {
  readonly field: string;
  readonly value: string;
  readonly rule: MatchRule;
  readonly named: Named;
}

function unknownIn(rules: readonly MatchRule[], subjects: Subjects): readonly Unknown[] {
  return rules.flatMap((rule, place) => {
    const named = NAMED[rule.type];
    if (!named) return [];
    const unknown = [...new Set(valuesOf(rule))].filter((value) => !named.isKnown(subjects, value));
    return unknown.map((value) => ({ field: `matchRules[${place}].${fieldOf(rule, value)}`, value, rule, named }));
  });
}

/**
 * @param before the rules as they were: what was there when it was named may be gone by now
 * @throws Problem VALIDATION_FAILED naming each field
 */
export function refuseUnknownSubjects(
  rules: readonly MatchRule[],
  subjects: Subjects,
  before: readonly MatchRule[] = [],
): void {
  const known = new Set(before.flatMap((rule) => valuesOf(rule).map((value) => `${rule.type} ${value}`)));
  const errors = unknownIn(rules, subjects)
    .filter(({ rule, value, named }) => named.isRefused(value) && !known.has(`${rule.type} ${value}`))
    .map(({ field, value, named }): ApiErrorEntry => {
      return { code: 'VALIDATION_FAILED', field, message: `${field} must be ${named.wanted}, got "${value}"` };
    });
  if (errors.length === 0) return;
  throw new Problem('VALIDATION_FAILED', errors.map(({ message }) => message).join('; '), { errors });
}

/** What is allowed, and may not be what was meant. Messages begin with the field. */
export function subjectWarnings(
  rules: readonly MatchRule[],
  subjects: Subjects,
): readonly { readonly field: string; readonly message: string }[] {
  return unknownIn(rules, subjects).map(({ field, value, named }) => {
    return { field, message: sentence(named.missing, { field, name: value }) };
  });
}

function fieldOf({ value, monitorIds, regions, values }: MatchRule, wanted: string): string {
  if (value === wanted) return 'value';
  const lists = Object.entries({ monitorIds, regions, values });
  const [name, list = []] = lists.find(([, given]) => given?.includes(wanted)) ?? ['values', []];
  return `${name}[${Math.max(0, list.indexOf(wanted))}]`;
}

/** What there is now of all that these rules name. */
export async function readSubjects(
  rules: readonly MatchRule[],
  { core, config }: { readonly core: RuleStores } & Pick<ApiDeps, 'config'>,
): Promise<Subjects> {
  const named = (type: MatchRuleType): readonly string[] =>
    rules.filter((rule) => rule.type === type).flatMap((rule) => valuesOf(rule).map(folded));
  const [monitors, groups] = await Promise.all([
    thereOf(named('monitor_id_in'), async (id) => core.monitors.get(id)),
    thereOf(named('resource_group_id_in'), async (id) => core.resourceGroups.get(id)),
  ]);
  const tags = named('monitor_tag_in').length > 0 ? (await core.tags.list(EVERYTHING)).items : [];
  const environments = named('environment_in').length > 0 ? await core.environments.all() : [];
  const tagTexts = new Set(tags.flatMap(({ id, name }) => [id, folded(name)]));
  const places = new Set(environments.flatMap(({ id, slug, name }) => [id, slug, name].map(folded)));
  return {
    isMonitor: (id) => monitors.has(folded(id)),
    isResourceGroup: (id) => groups.has(folded(id)),
    isTag: (text) => tagTexts.has(folded(text)),
    isEnvironment: (text) => places.has(folded(text)),
    isRegion: (name) => folded(name) === folded(config.region),
  };
}

type RuleStores = Pick<CoreStore, 'monitors' | 'resourceGroups' | 'tags' | 'environments'>;
const EVERYTHING = { page: 0, size: 1_000_000 };

function folded(text: string): string {
  return text.toLowerCase();
}

async function thereOf(ids: readonly string[], get: (id: string) => Promise<unknown>): Promise<ReadonlySet<string>> {
  const there = new Set<string>();
  for (const id of new Set(ids)) if ((await get(id)) !== undefined) there.add(id);
  return there;
}
