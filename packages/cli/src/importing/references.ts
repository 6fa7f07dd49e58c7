/** How things name one another, and how the API is told: by ids. */
import { type Draft, type DraftObject, Secret } from '@upwatch/server/foreign';
import type { ImportedThing, Section } from './imported.ts';

interface Reference {
  readonly section: Section;
  readonly field: string;
  /** Without any of these the thing would mean another: everything, or nothing. */
  readonly isNeeded?: boolean;
}

const REFERENCES: Readonly<Record<Section, readonly Reference[]>> = {
  tags: [],
  alertChannels: [],
  monitors: [
    { section: 'tags', field: 'tags' },
    { section: 'alertChannels', field: 'alertChannels' },
    { section: 'monitors', field: 'dependsOn' },
  ],
  notificationPolicies: [],
  resourceGroups: [
    { section: 'monitors', field: 'monitors' },
    { section: 'alertChannels', field: 'alertChannels' },
    { section: 'notificationPolicies', field: 'alertPolicy' },
  ],
  maintenance: [
    { section: 'monitors', field: 'monitors', isNeeded: true },
    { section: 'tags', field: 'tags', isNeeded: true },
  ],
};

type Dropped = { readonly names: readonly string[] } | { readonly names: readonly string[]; readonly empties: string };

/** A thing without names of what is not there. */
export function withoutMissing(
  thing: ImportedThing,
  missing: ReadonlyMap<Section, ReadonlySet<string>>,
): { readonly thing: ImportedThing; readonly dropped: Dropped } {
  const names: string[] = [];
  const changed: Record<string, Draft | undefined> = {};
  let empties: string | undefined;
  for (const { section, field, isNeeded } of REFERENCES[thing.section]) {
    const named = namesIn(thing.body[field]);
    const kept = named.filter((name) => !missing.get(section)?.has(name));
    if (kept.length === named.length) continue;
    names.push(...named.filter((name) => !kept.includes(name)));
    if (isNeeded && kept.length === 0) empties = `none of its ${field} is imported`;
    changed[field] = Array.isArray(thing.body[field]) ? kept : undefined;
  }
  let body: DraftObject = { ...thing.body, ...changed };
  if (thing.section === 'notificationPolicies') {
    const rest = policyWithout(body, missing, names);
    body = rest.body;
    empties = rest.empties;
  }
  const dropped = empties === undefined ? { names } : { names, empties };
  return { thing: { ...thing, body }, dropped };
}

function policyWithout(
  body: DraftObject,
  missing: ReadonlyMap<Section, ReadonlySet<string>>,
  names: string[],
): { readonly body: DraftObject; readonly empties?: string } {
  const without = (section: Section, list: Draft | undefined): readonly string[] => {
    const named = namesIn(list);
    names.push(...named.filter((name) => missing.get(section)?.has(name)));
    return named.filter((name) => !missing.get(section)?.has(name));
  };
  const rules = objectsIn(body['matchRules']).map((rule) =>
    rule['monitors'] === undefined ? rule : { ...rule, monitors: without('monitors', rule['monitors']) },
  );
  const escalation = objectIn(body['escalation']);
  const steps = objectsIn(escalation['steps']).map((step) => {
    return { ...step, alertChannels: without('alertChannels', step['alertChannels']) };
  });
  const changed = { ...body, matchRules: rules, escalation: { ...escalation, steps } };
  if (steps.some(({ alertChannels }) => alertChannels.length === 0)) {
    return { body: changed, empties: 'none of the channels of a step is imported' };
  }
  const isOfNobody = rules.some((rule) => rule['monitors'] !== undefined && namesIn(rule['monitors']).length === 0);
  return isOfNobody ? { body: changed, empties: 'none of its monitors is imported' } : { body: changed };
}

/** @throws Error for a name that nobody has */
export type IdOf = (section: Section, name: string) => string;

/** Parts of a thing as the API takes them. `monitors` of a group are not among them: they are put in one by one. */
export function bodyFor(section: Section, body: DraftObject, idOf: IdOf): DraftObject {
  const ids = (of: Section, list: Draft | undefined): readonly string[] => namesIn(list).map((name) => idOf(of, name));
  const { tags, alertChannels, dependsOn, monitors, alertPolicy, matchRules, escalation, fallback, ...rest } = body;
  const common = { ...rest, ...(section !== 'tags' && { managedBy: 'CLI' }) };
  switch (section) {
    case 'monitors':
      return {
        ...common,
        ...(tags !== undefined && { tags: { tagIds: ids('tags', tags) } }),
        ...(alertChannels !== undefined && { alertChannelIds: ids('alertChannels', alertChannels) }),
        ...(dependsOn !== undefined && { dependsOn: ids('monitors', dependsOn) }),
      };
    case 'maintenance':
      return { ...common, monitorIds: ids('monitors', monitors), tagIds: ids('tags', tags) };
    case 'resourceGroups':
      return {
        ...common,
        ...(alertChannels !== undefined && { defaultAlertChannels: ids('alertChannels', alertChannels) }),
        ...(typeof alertPolicy === 'string' && { alertPolicyId: idOf('notificationPolicies', alertPolicy) }),
      };
    case 'notificationPolicies':
      return {
        ...common,
        ...(matchRules !== undefined && {
          matchRules: objectsIn(matchRules).map(({ monitors: named, ...rule }) =>
            named === undefined ? rule : { ...rule, monitorIds: ids('monitors', named) },
          ),
        }),
        ...(escalation !== undefined && { escalation: escalationFor(objectIn(escalation), ids) }),
        ...(fallback !== undefined && { fallbackChannelIds: ids('alertChannels', fallback) }),
      };
    case 'tags':
    case 'alertChannels':
      return common;
  }
}

function escalationFor(
  escalation: DraftObject,
  ids: (of: Section, list: Draft | undefined) => readonly string[],
): DraftObject {
  const steps = objectsIn(escalation['steps']).map(({ alertChannels, ...step }) => {
    return { delayMinutes: 0, ...step, channelIds: ids('alertChannels', alertChannels) };
  });
  return { ...escalation, steps };
}

export function namesIn(list: Draft | undefined): readonly string[] {
  if (typeof list === 'string') return [list];
  return Array.isArray(list) ? (list as readonly Draft[]).filter((one) => typeof one === 'string') : [];
}

export function objectsIn(list: Draft | undefined): readonly DraftObject[] {
  return Array.isArray(list) ? (list as readonly Draft[]).filter(isObject) : [];
}

function objectIn(value: Draft | undefined): DraftObject {
  return value !== undefined && isObject(value) ? value : {};
}

function isObject(value: Draft): value is DraftObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Secret);
}
