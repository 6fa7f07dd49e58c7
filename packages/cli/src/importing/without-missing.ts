/** Takes out of a thing what names nothing: the rest is taken all the same, where it still means what it meant. */
import type { Draft, DraftObject } from '@upwatch/server/foreign';
import type { ImportedThing, Section } from './imported.ts';
import { namedBy } from './inherited-environments.ts';
import type { Known } from './known.ts';
import { namesIn, objectIn, objectsIn, REFERENCES } from './references.ts';

interface Dropped {
  readonly name: string;
  readonly why: string;
}

interface Without {
  readonly thing: ImportedThing;
  readonly dropped: readonly Dropped[];
  /** Why nothing is left of it that should be made. */
  readonly empties?: string | undefined;
}

/** A thing without names of what is not there. */
export function withoutMissing(thing: ImportedThing, known: Known): Without {
  const dropped: Dropped[] = [];
  const kept = (section: Section, list: Draft | undefined): readonly string[] =>
    namesIn(list).filter((name) => {
      const why = known.whyNot(section, name);
      if (why !== undefined) dropped.push({ name, why });
      return why === undefined;
    });
  const changed: Record<string, Draft | undefined> = {};
  let empties: string | undefined;
  for (const { section, field, isNeeded } of REFERENCES[thing.section]) {
    const named = namesIn(thing.body[field]);
    const left = kept(section, thing.body[field]);
    if (left.length === named.length) continue;
    if (isNeeded && left.length === 0) empties = `none of its ${field} is imported`;
    changed[field] = Array.isArray(thing.body[field]) ? left : undefined;
  }
  const rest = { ...thing, body: { ...thing.body, ...changed } };
  if (thing.section === 'monitors') return { dropped, ...signingIn(rest, known, dropped) };
  if (thing.section === 'notificationPolicies') return { dropped, ...policyWithout(rest, kept) };
  if (thing.section === 'statusPages') return { dropped, thing: pageWithout(rest, kept) };
  return { thing: rest, dropped, empties };
}

type Kept = (section: Section, list: Draft | undefined) => readonly string[];
type Rest = Pick<Without, 'thing' | 'empties'>;

/** One that cannot say who it is would look in another way: it waits. One whose settings name nothing cannot look at all. */
function signingIn(thing: ImportedThing, known: Known, dropped: Dropped[]): Rest {
  const { auth, environment } = thing.body;
  const slug = typeof environment === 'string' ? environment : known.inheritedOf(thing.name);
  for (const one of namedBy(thing.body)) {
    const isThere =
      one.type === 'secret' ? known.whyNot('secrets', one.name) === undefined : known.hasVariable(slug, one.name);
    if (isThere) continue;
    const what = one.type === 'secret' ? `the secret "${one.name}"` : `the variable "${one.name}"`;
    return {
      thing,
      empties: `${one.field.replace('config.', '')} names ${what}, which is neither in the file nor on the server`,
    };
  }
  const [key] = namesIn(objectIn(auth)['secret']);
  const why = key === undefined ? undefined : known.whyNot('secrets', key);
  if (why === undefined) return { thing };
  dropped.push({ name: 'auth', why: `the secret "${key}" is missing: ${why}` });
  const body = { ...thing.body, auth: null, enabled: false };
  return { thing: { ...thing, body, pausedBecause: thing.pausedBecause ?? 'it could not say who it is' } };
}

function policyWithout(thing: ImportedThing, kept: Kept): Rest {
  const rules = objectsIn(thing.body['matchRules']).map((rule) =>
    rule['monitors'] === undefined ? rule : { ...rule, monitors: kept('monitors', rule['monitors']) },
  );
  const escalation = objectIn(thing.body['escalation']);
  const steps = objectsIn(escalation['steps']).map((step) => {
    return { ...step, alertChannels: kept('alertChannels', step['alertChannels']) };
  });
  const changed = { ...thing, body: { ...thing.body, matchRules: rules, escalation: { ...escalation, steps } } };
  if (steps.some(({ alertChannels }) => alertChannels.length === 0)) {
    return { thing: changed, empties: 'none of the channels of a step is imported' };
  }
  const isOfNobody = rules.some(
    (rule: DraftObject) => rule['monitors'] !== undefined && namesIn(rule['monitors']).length === 0,
  );
  return isOfNobody ? { thing: changed, empties: 'none of its monitors is imported' } : { thing: changed };
}

/** A component that would show nothing is not there. */
function pageWithout(thing: ImportedThing, kept: Kept): ImportedThing {
  const isShowing = ({ monitor, resourceGroup }: DraftObject): boolean =>
    kept('monitors', monitor).length === namesIn(monitor).length &&
    kept('resourceGroups', resourceGroup).length === namesIn(resourceGroup).length;
  const components = objectsIn(thing.body['components']).flatMap((item) => {
    if (item['group'] !== undefined) return [{ ...item, components: objectsIn(item['components']).filter(isShowing) }];
    return isShowing(item) ? [item] : [];
  });
  return { ...thing, body: { ...thing.body, components } };
}
