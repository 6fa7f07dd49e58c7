/** From what a request says to a monitor as it is stored. */
import { isDeepStrictEqual } from 'node:util';
import {
  type ApiErrorEntry,
  ASSERTION_TYPES,
  type AssertionType,
  FREQUENCY_DEFAULT_SECONDS,
  INHERITABLE,
  type Inheritable,
  inheritPolicy,
  type ManagedBy,
  type Monitor,
  type Policy,
  referencesInAssertions,
  type StoredAssertion,
} from '@upwatch/core';
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import type { NewMonitor, TagRequest } from '../stores/port.ts';
import type { Naming } from '../vault/known-references.ts';
import type { ApiDeps } from './deps.ts';
import { shown } from '@upwatch/core/schemas';
import { isGiven } from './is-given.ts';
import { asJson } from './json-value.ts';
import { unmaskSecrets } from './monitor-secrets.ts';
import { authFrom, checkedSettings } from './monitor-settings.ts';
import { refuseMisfits } from './policy-fit.ts';
import { rulesFrom } from './policy-part.ts';
import { invalid, Problem } from './problem.ts';
import type { AssertionBody } from './schemas/assertions.ts';
import type { createMonitorBody, updateMonitorBody } from './schemas/monitors.ts';
import type { PolicyBody } from './schemas/policies.ts';
import { managedBy } from './schemas/values.ts';

export type CreateMonitorBody = z.output<ReturnType<typeof createMonitorBody>>;
export type UpdateMonitorBody = z.output<ReturnType<typeof updateMonitorBody>>;

/** What a check type may say, before groups and the server do. */
const OF_TYPES: ReadonlySet<Inheritable> = new Set(['frequencySeconds', 'incidentPolicy']);

/** A new monitor out of a checked body. */
export function monitorFrom(
  body: CreateMonitorBody,
  request: Pick<FastifyRequest, 'headers'>,
  deps: Pick<ApiDeps, 'newId' | 'config' | 'checkTypes'>,
): NewMonitor {
  const regions = namedOnce(body.regions) ?? [deps.config.region];
  const own = deps.checkTypes.find(({ type }) => type === body.type)?.defaultsOf?.(asJson(body.config));
  const frequencySeconds = body.frequencySeconds ?? own?.frequencySeconds ?? FREQUENCY_DEFAULT_SECONDS;
  const inherits = INHERITABLE.filter((field) => !isGiven(body[field]) && !(own && OF_TYPES.has(field)));
  return {
    id: deps.newId(),
    name: body.name,
    type: body.type,
    config: asJson(body.config),
    ...(isGiven(body.environmentId) && { environmentId: body.environmentId }),
    ...(body.auth && { auth: authFrom(body.auth) }),
    frequencySeconds,
    isEnabled: body.enabled ?? true,
    regions,
    assertions: storedAssertions(body.assertions ?? [], body.type, deps),
    policy: body.incidentPolicy
      ? policyFrom(body.incidentPolicy)
      : inheritPolicy(
          { regionCount: regions.length, frequencySeconds },
          { server: deps.config.defaultPolicy, monitor: own?.policy },
        ).policy,
    tagIds: [...new Set(body.tags?.tagIds)],
    ...(body.alertChannelIds && { channelIds: [...new Set(body.alertChannelIds)] }),
    ...(body.dependsOn && { dependsOn: [...new Set(body.dependsOn)] }),
    ...(inherits.length > 0 && { inherits }),
    managedBy: body.managedBy ?? headerManagedBy(request) ?? 'API',
  };
}

/**
 * A changed monitor: what the body leaves out stays as it is.
 * @throws Problem for settings its type does not take, and for a rule that could never be met
 */
export function monitorChanged(current: Monitor, body: UpdateMonitorBody, deps: ApiDeps): NewMonitor {
  const regions = namedOnce(body.regions) ?? current.regions;
  const channelIds = channelsChanged(current, body);
  const assertions = body.assertions ? storedAssertions(body.assertions, current.type, deps) : current.assertions;
  const { environmentId: _environment, auth: _auth, channelIds: _channels, ...rest } = withoutCounters(current);
  const changed: NewMonitor = {
    ...rest,
    name: body.name ?? current.name,
    ...settingsChanged(current, body, assertions, deps),
    frequencySeconds: body.frequencySeconds ?? current.frequencySeconds,
    isEnabled: body.enabled ?? current.isEnabled,
    regions,
    assertions,
    policy: body.incidentPolicy ? policyFrom(body.incidentPolicy, current.policy) : current.policy,
    tagIds: body.tags ? [...new Set(body.tags.tagIds)] : current.tagIds,
    ...(channelIds && { channelIds }),
    dependsOn: [...new Set(body.dependsOn === undefined ? current.dependsOn : body.dependsOn)],
    managedBy: body.managedBy ?? current.managedBy,
  };
  const next = { ...changed, inherits: inheritedBy(body, current, changed) };
  refuseMisfits(current, next, ['incidentPolicy']);
  return next;
}

/**
 * What it goes on to have of others, or has again. A value that is given is its own, unless it is repeated as it stands;
 * without an environment it has that of its groups in any case.
 */
function inheritedBy(body: UpdateMonitorBody, current: Monitor, changed: NewMonitor): readonly Inheritable[] {
  const { frequencySeconds, regions, policy, environmentId } = changed;
  const isSame = {
    frequencySeconds: frequencySeconds === current.frequencySeconds,
    regions: isDeepStrictEqual(regions, current.regions),
    incidentPolicy: isDeepStrictEqual(policy, current.policy),
    environmentId: environmentId === current.environmentId,
  };
  const wanted = body.inherits ?? current.inherits ?? [];
  return INHERITABLE.filter((field) => {
    if (field === 'environmentId' && (body.clearEnvironmentId === true || environmentId === undefined)) return true;
    return wanted.includes(field) && (!isGiven(body[field]) || (body.inherits?.includes(field) && isSame[field]));
  });
}

/** Whom it tells; none of its own means those of its groups, or every one. */
function channelsChanged(current: Monitor, body: UpdateMonitorBody): readonly string[] | undefined {
  if (body.clearAlertChannelIds === true) return undefined;
  return body.alertChannelIds ? [...new Set(body.alertChannelIds)] : current.channelIds;
}

/** Where what it names is looked for: one that gives its environment back is in that of its groups. */
function environmentChanged(current: Monitor, body: UpdateMonitorBody, { groups }: Pick<ApiDeps, 'groups'>) {
  const { environmentId, inherits } = body;
  const isGivenBack = inherits?.includes('environmentId') && !isGiven(environmentId);
  if (body.clearEnvironmentId === true || isGivenBack) return groups.environmentIdOf(current.id);
  return environmentId ?? current.environmentId;
}

/** Its settings, and where what they name is looked for. */
function settingsChanged(
  current: Monitor,
  body: UpdateMonitorBody,
  assertions: readonly StoredAssertion[],
  deps: ApiDeps,
): Omit<Naming, 'assertions'> {
  const environmentId = environmentChanged(current, body, deps);
  const auth = body.clearAuth === true ? undefined : body.auth ? authFrom(body.auth) : current.auth;
  const said: Naming = {
    type: current.type,
    config: body.config ? unmaskSecrets(asJson(body.config), current.config) : current.config,
    ...(environmentId !== undefined && { environmentId }),
    ...(auth && { auth }),
  };
  const isOther =
    body.config ||
    (body.assertions && referencesInAssertions(assertions).length > 0) ||
    auth !== current.auth ||
    environmentId !== current.environmentId;
  return isOther ? { ...said, config: checkedSettings({ ...said, assertions }, deps) } : said;
}

/** A monitor as a change gives it back to the store, which counts its generations. */
export function withoutCounters(monitor: Monitor): NewMonitor {
  const { key: _key, generation: _generation, createdAtMs: _created, updatedAtMs: _updated, ...rest } = monitor;
  return rest;
}

/** The tags that a body asks to be made. */
export function newTagsOf(tags: CreateMonitorBody['tags']): readonly TagRequest[] {
  return (tags?.newTags ?? []).map(({ name, color }) => (color ? { name, color } : { name }));
}

/** Assertions with ids of their own. @throws Problem for one that says nothing of what is watched */
export function storedAssertions(
  bodies: readonly AssertionBody[],
  type: string,
  deps: Pick<ApiDeps, 'newId'>,
): StoredAssertion[] {
  const faults = bodies.flatMap(({ config }, place) =>
    unfitting(config.type, type, `assertions[${place}].config.type`),
  );
  if (faults.length > 0) {
    throw new Problem('VALIDATION_FAILED', faults.map(({ message }) => message).join('; '), { errors: faults });
  }
  return bodies.map(({ config, severity }) => ({ id: deps.newId(), config, severity: severity ?? 'fail' }));
}

/** Why a monitor of a type cannot be asked this: none, or one fault. */
export function unfitting(assertion: AssertionType, type: string, field: string): readonly ApiErrorEntry[] {
  const known = ASSERTION_TYPES[type] ?? [];
  if (known.includes(assertion)) return [];
  const message = `${field} must be one of ${known.join(', ')} for a ${type} monitor, got ${shown(assertion)}`;
  return [{ code: 'VALIDATION_FAILED', field, message }];
}

/**
 * A policy without the nulls that the contract allows.
 * @param current what a client that knows the contract alone must not undo: it cannot say how a target flaps
 */
export function policyFrom(body: PolicyBody, current?: Policy): Policy {
  const triggerRules = rulesFrom(body.triggerRules);
  const { confirmation, recovery, flapping = current?.flapping } = body;
  return { triggerRules, confirmation, recovery, ...(flapping && { flapping }) };
}

/** Undefined where nothing was given. */
function namedOnce(names: readonly string[] | null | undefined): readonly string[] | undefined {
  return names ? [...new Set(names)] : undefined;
}

function headerManagedBy(request: Pick<FastifyRequest, 'headers'>): ManagedBy | undefined {
  const header = request.headers['x-upwatch-managed-by'];
  if (header === undefined) return undefined;
  const parsed = managedBy.safeParse(header);
  if (parsed.success) return parsed.data;
  const choices = managedBy.options.join(', ');
  throw invalid('X-Upwatch-Managed-By', `X-Upwatch-Managed-By must be one of ${choices}, got ${shown(header)}`);
}
