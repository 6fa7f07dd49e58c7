/** How things name one another, and how the API is told: by ids. */
import { type Draft, type DraftObject, Secret } from '@upwatch/server/foreign';
import type { Section } from './imported.ts';

interface Reference {
  readonly section: Section;
  readonly field: string;
  /** Without any of these the thing would mean another: everything, or nothing. */
  readonly isNeeded?: boolean;
}

export const REFERENCES: Readonly<Record<Section, readonly Reference[]>> = {
  tags: [],
  environments: [],
  secrets: [],
  alertChannels: [],
  monitors: [
    { section: 'environments', field: 'environment' },
    { section: 'tags', field: 'tags' },
    { section: 'alertChannels', field: 'alertChannels' },
    { section: 'monitors', field: 'dependsOn' },
  ],
  notificationPolicies: [],
  resourceGroups: [
    { section: 'monitors', field: 'monitors' },
    { section: 'alertChannels', field: 'alertChannels' },
    { section: 'notificationPolicies', field: 'alertPolicy' },
    { section: 'environments', field: 'environment' },
  ],
  maintenance: [
    { section: 'monitors', field: 'monitors', isNeeded: true },
    { section: 'tags', field: 'tags', isNeeded: true },
  ],
  statusPages: [],
  webhooks: [],
};

/** @throws Error for a name that nobody has */
export type IdOf = (section: Section, name: string) => string;

/**
 * Parts of a thing as the API takes them. `monitors` of a group and what stands on a page are not among them: they are put
 * in one by one.
 */
export function bodyFor(section: Section, body: DraftObject, idOf: IdOf): DraftObject {
  const ids = (of: Section, list: Draft | undefined): readonly string[] => namesIn(list).map((name) => idOf(of, name));
  const { tags, alertChannels, dependsOn, monitors, alertPolicy, matchRules, escalation, fallback, ...rest } = body;
  const common: DraftObject = { ...rest, managedBy: 'CLI' };
  switch (section) {
    case 'monitors': {
      const { environment, auth, ...plain } = common;
      return {
        ...plain,
        ...(typeof environment === 'string' && { environmentId: idOf('environments', environment) }),
        ...(auth && { auth: authFor(objectIn(auth), idOf) }),
        ...(tags !== undefined && { tags: { tagIds: ids('tags', tags) } }),
        ...(alertChannels !== undefined && { alertChannelIds: ids('alertChannels', alertChannels) }),
        ...(dependsOn !== undefined && { dependsOn: ids('monitors', dependsOn) }),
      };
    }
    case 'maintenance':
      return { ...common, monitorIds: ids('monitors', monitors), tagIds: ids('tags', tags) };
    case 'resourceGroups': {
      const { environment, ...plain } = common;
      return {
        ...plain,
        ...(typeof environment === 'string' && { defaultEnvironmentId: idOf('environments', environment) }),
        ...(environment === null && { defaultEnvironmentId: null }),
        ...(alertChannels !== undefined && { defaultAlertChannels: ids('alertChannels', alertChannels) }),
        ...(typeof alertPolicy === 'string' && { alertPolicyId: idOf('notificationPolicies', alertPolicy) }),
      };
    }
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
    case 'statusPages': {
      const { components: _, incidents: __, domains: ___, ...page } = common;
      return page;
    }
    case 'alertChannels':
      return common;
    case 'tags':
    case 'environments':
    case 'secrets':
    case 'webhooks':
      return rest;
  }
}

/** How a change takes away what the source no longer has: to a new one nothing need be said. */
export function clearing({ environment, auth }: DraftObject): DraftObject {
  return { ...(environment === null && { clearEnvironmentId: true }), ...(auth === null && { clearAuth: true }) };
}

function authFor({ secret, ...auth }: DraftObject, idOf: IdOf): DraftObject {
  return { ...auth, vaultSecretId: idOf('secrets', namesIn(secret)[0] ?? '') };
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

export function objectIn(value: Draft | undefined): DraftObject {
  return value !== undefined && isObject(value) ? value : {};
}

function isObject(value: Draft): value is DraftObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Secret);
}
