/** `monitors` of `upwatch.yml`: as the API's own bodies, but tags, channels and parents are called by their names. */
import { isDeepStrictEqual } from 'node:util';
import {
  type ApiErrorEntry,
  type JsonObject,
  type Monitor,
  type MonitorAuth,
  PARENTS_MAX,
  parseExpectation,
  policyWarnings,
  referencesIn,
  referencesInAssertions,
  type ResourceKind,
  type StoredAssertion,
} from '@upwatch/core';
import { fieldName, parseOrFaults } from '@upwatch/core/schemas';
import { z } from 'zod';
import { asJson } from '../api/json-value.ts';
import { type CreateMonitorBody, monitorFrom, policyFrom, unfitting } from '../api/monitor-input.ts';
import { checkedSettings } from '../api/monitor-settings.ts';
import { Problem } from '../api/problem.ts';
import { perCheckTypes } from '../api/dialect.ts';
import { createMonitorBody } from '../api/schemas/monitors.ts';
import type { ServerConfig } from '../config.ts';
import { isPassive, placeWarnings } from '../engine/looking-places.ts';
import type { NewMonitor } from '../stores/port.ts';
import { pingTokenOf } from '../api/routes/heartbeats.ts';
import { pathOf } from '../settings/field-path.ts';
import { names as isNamingAnything, type Naming } from '../vault/known-references.ts';
import { contentOf } from './monitor-content.ts';
import { type DeclaredAuth, monitorEntrySchema, namingFields } from './monitor-entry-schema.ts';
import {
  type DeclaredThing,
  type Hands,
  type Names,
  named,
  type Path,
  type PlacedReference,
  type ReadDeps,
  type Section,
  type WarnContext,
  type Warning,
} from './section.ts';

const names = z.array(z.string().min(1).max(255)).max(200);
const extras = z.looseObject({
  environment: namingFields.environment,
  auth: namingFields.auth,
  tags: names.optional(),
  alertChannels: names.nullish(),
  dependsOn: names.max(PARENTS_MAX).optional(),
  expect: z.array(z.string().max(4096)).max(100).optional(),
});

/** A monitor as the file says it. */
interface Entry {
  readonly body: CreateMonitorBody;
  readonly tags: readonly string[];
  /** Absent: every channel. */
  readonly alertChannels?: readonly string[] | undefined;
  readonly dependsOn: readonly string[];
  /** Its slug. Absent: none of its own. */
  readonly environment?: string | undefined;
  readonly auth?: DeclaredAuth | undefined;
}

export const monitorSection: Section = {
  kind: 'monitor',
  key: 'monitors',
  article: 'a monitor',
  schema: monitorEntrySchema,
  read: (value, at, { checkTypes, monitorDefaults }) => {
    const own = parseOrFaults(extras, value, at);
    if ('faults' in own) return own;
    const result = parseEntry({ ...monitorDefaults, ...own.value }, at, bodySchema(own.value, checkTypes));
    if ('faults' in result) return result;
    const placeOf = (field: string): Path => (field in own.value ? [...at, field] : ['defaults', 'monitors', field]);
    return { thing: thingOf(result.entry, { at, placeOf, checkTypes }) };
  },
  named: ({ monitors }) => monitors,
  current: ({ monitors, pingTokens }, known) =>
    monitors.map((one) => ({
      ...{ kind: 'monitor', id: one.id, name: one.name },
      ...contentOf(one, known, pingTokens.get(one.id)),
    })),
  remove: async (id, { core, actor, monitorDeleted }) => {
    const gone = await core.monitors.get(id);
    await core.monitors.delete(id, actor);
    if (gone) monitorDeleted(gone);
  },
};

/** Settings that name something are looked at when it is known what that stands for. */
function bodySchema({ config }: z.output<typeof extras>, checkTypes: ReadDeps['checkTypes']) {
  return isNaming(config) ? namingBody('full', checkTypes) : createMonitorBody('full', checkTypes);
}

const ANY_SETTINGS: ReadDeps['checkTypes'][number]['config'] = z.looseObject({});

const namingBody = perCheckTypes((dialect, checkTypes: ReadDeps['checkTypes']) => {
  return createMonitorBody(
    dialect,
    checkTypes.map((one) => ({ ...one, config: ANY_SETTINGS })),
  );
});

function isNaming(config: unknown): config is JsonObject {
  return isObject(config) && referencesIn(config).length > 0;
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function parseEntry(
  given: z.output<typeof extras>,
  at: Path,
  schema: ReturnType<typeof createMonitorBody>,
): { readonly entry: Entry } | { readonly faults: readonly ApiErrorEntry[] } {
  const { tags = [], alertChannels, dependsOn = [], environment, auth, expect = [], ...rest } = given;
  const place = `${String(at[0])}[${String(at[1])}]`;
  const faults: ApiErrorEntry[] = [];
  const expected = expect.flatMap((text, n) => {
    const parsed = parseExpectation(text, typeof rest['type'] === 'string' ? rest['type'] : undefined);
    if (!('problem' in parsed)) return [parsed];
    faults.push({ code: 'VALIDATION_FAILED', field: `${place}.expect[${n}]`, message: parsed.problem });
    return [];
  });
  const assertions = [...(Array.isArray(rest['assertions']) ? (rest['assertions'] as unknown[]) : []), ...expected];
  const parsed = parseOrFaults(schema, assertions.length > 0 ? { ...rest, assertions } : rest, at);
  if ('faults' in parsed) return { faults: [...faults, ...parsed.faults] };
  const body = parsed.value;
  for (const [n, { config }] of (body.assertions ?? []).entries()) {
    faults.push(...unfitting(config.type, body.type, `${place}.assertions[${n}].config.type`));
  }
  if (faults.length > 0) return { faults };
  return {
    entry: {
      ...{ body, tags, dependsOn, alertChannels: alertChannels ?? undefined },
      ...{ environment: environment ?? undefined, auth: auth ?? undefined },
    },
  };
}

/** Where a monitor stands, and what it may be. */
interface Standing extends Pick<ReadDeps, 'checkTypes'> {
  readonly at: Path;
  /** Where a field stands that may have come from the defaults. */
  readonly placeOf: (field: string) => Path;
}

function thingOf(entry: Entry, { at, placeOf, checkTypes }: Standing): DeclaredThing {
  const from = (id: string, given: Omit<MonitorContext, 'checkTypes'>): NewMonitor =>
    monitorOf(entry, id, { ...given, checkTypes });
  const { name, pingToken } = entry.body;
  const checkSettings: NonNullable<DeclaredThing['checkSettings']> = ({ names: known, references, inheritedOf }) => {
    const placed = placedEntry(entry, inheritedOf);
    // Names of what is not there are refused as such.
    const isKnown = settingReferences(placed, { at, placeOf }).every(
      ({ kind, name: one }) => known.mayIdOf(kind, one) !== undefined,
    );
    const naming = namingOf(placed, known);
    if (isKnown && isNamingAnything(naming)) withOwnFields(() => checkedSettings(naming, { checkTypes, references }));
  };
  return {
    ...{ kind: 'monitor', name, at },
    references: [
      ...named('tag', entry.tags, placeOf('tags')).map((one) => ({ ...one, isMade: true as const })),
      ...named('alertChannel', entry.alertChannels ?? [], placeOf('alertChannels')),
      ...named('monitor', entry.dependsOn, placeOf('dependsOn')),
      ...settingReferences(entry, { at, placeOf }),
    ],
    check: ({ config, ...settings }) => {
      from('', { config, idOf: () => '' });
      pingTokenOf(entry.body, { checkTypes });
      checkSettings(settings);
    },
    checkSettings,
    warnings: (context) => [...warningsOf(entry), ...placeWarningsOf(entry, context, { checkTypes })],
    content: (known, config) => ({
      ...contentOf(from('', { ...known, config }), known, entry.body.pingToken ?? undefined),
      keeps: ['pingToken'],
    }),
    make: async (hands) => {
      for (const tag of entry.tags) await hands.tagIdOf(tag);
      const made = await hands.core.monitors.create(placed(from(hands.newId(), hands), hands), [], hands.actor);
      if (pingToken) await hands.setPingToken(made, pingToken);
      await hands.monitorMade(made);
      return made.id;
    },
    change: async (id, hands) => {
      for (const tag of entry.tags) await hands.tagIdOf(tag);
      const next = placed(from(id, hands), hands);
      const change = (old: Monitor): NewMonitor => ({
        ...next,
        assertions: withOldIds(next.assertions, old.assertions),
      });
      const changed = await hands.core.monitors.update(id, change, [], hands.actor);
      if (pingToken) await hands.setPingToken(changed, pingToken);
      hands.monitorChanged(changed);
    },
  };
}

/** Its groups may come later: until they do it has the variables that it names all the same. */
function placed(monitor: NewMonitor, { inheritedOf, idOf }: Pick<Hands, 'inheritedOf' | 'idOf'>): NewMonitor {
  const inherited = monitor.inherits?.includes('environmentId') ? inheritedOf(monitor.name) : undefined;
  const isNaming = [...referencesIn(monitor.config), ...referencesInAssertions(monitor.assertions)].some(
    ({ type }) => type === 'variable',
  );
  return inherited !== undefined && isNaming ? { ...monitor, environmentId: idOf('environment', inherited) } : monitor;
}

interface MonitorContext extends Pick<Names, 'idOf'>, Pick<ReadDeps, 'checkTypes'> {
  readonly config: ServerConfig;
  readonly newId?: () => string;
}

/**
 * With the environment that it has of its groups, where it names none itself. Its settings are looked at with the
 * variables of that one also before its groups are made.
 */
function placedEntry(entry: Entry, inheritedOf: Hands['inheritedOf']): Entry {
  const environment = entry.environment ?? inheritedOf(entry.body.name);
  return { ...entry, environment };
}

/** What of it can name something. */
function namingOf({ body, environment, auth }: Entry, { idOf }: Pick<Names, 'idOf'>): Naming {
  return {
    type: body.type,
    config: asJson(body.config),
    assertions: (body.assertions ?? []).map(({ config, severity }) => ({
      id: '',
      config,
      severity: severity ?? 'fail',
    })),
    ...(environment !== undefined && { environmentId: idOf('environment', environment) }),
    ...(auth && { auth: authOf(auth, idOf('secret', auth.secret)) }),
  };
}

/** What its policy asks for and does not get. */
function warningsOf({ body: { incidentPolicy, regions } }: Entry): readonly Warning[] {
  if (!incidentPolicy) return [];
  return policyWarnings(policyFrom(incidentPolicy), regions?.length ?? 1).map((text) => {
    const message = `incidentPolicy.${text}`;
    return { field: message.split(' ', 1)[0]!, message };
  });
}

/** What reports by itself is heard wherever it is. */
function placeWarningsOf(
  { body }: Entry,
  { region }: WarnContext,
  deps: Pick<ReadDeps, 'checkTypes'>,
): readonly Warning[] {
  if (region === undefined || isPassive(body.type, deps)) return [];
  return placeWarnings(body.regions ?? [], { region });
}

/** What it names of environments and secrets. */
function settingReferences(
  { body, environment, auth }: Entry,
  { at, placeOf }: Pick<Standing, 'at' | 'placeOf'>,
): readonly PlacedReference[] {
  const one = (kind: ResourceKind, name: string, place: Path): PlacedReference => {
    return { kind, name, field: fieldName(place.slice(2)), at: place };
  };
  const assertions = (body.assertions ?? []).map(({ config, severity }) => ({ config, severity: severity ?? 'fail' }));
  const inConfig = isNaming(body.config) ? referencesIn(body.config) : [];
  return [
    ...(environment === undefined ? [] : [one('environment', environment, placeOf('environment'))]),
    ...(auth ? [one('secret', auth.secret, [...at, 'auth', 'secret'])] : []),
    ...[...inConfig, ...referencesInAssertions(assertions)]
      .filter(({ type }) => type === 'secret')
      .map(({ name, field }) => one('secret', name, [...at, ...pathOf(field)])),
  ];
}

/** Runs a check of the API's, and says its faults as the file calls the fields. */
function withOwnFields(check: () => unknown): void {
  try {
    check();
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const errors = error.errors.map((fault) =>
      fault.field === 'auth.vaultSecretId'
        ? { ...fault, field: 'auth.secret', message: fault.message.replaceAll('auth.vaultSecretId', 'auth.secret') }
        : fault,
    );
    throw new Problem('VALIDATION_FAILED', errors.map(({ message }) => message).join('; '), { errors });
  }
}

/** @throws Problem for a region that is not there */
function monitorOf(
  { body, tags, alertChannels, dependsOn, environment, auth }: Entry,
  id: string,
  { config, idOf, checkTypes, newId = () => '' }: MonitorContext,
): NewMonitor {
  const environmentId = environment === undefined ? body.environmentId : idOf('environment', environment);
  const said: CreateMonitorBody = { ...body, managedBy: 'CLI', environmentId };
  const wanted = monitorFrom(said, { headers: {} }, { newId, config, checkTypes });
  return {
    ...{ ...wanted, id },
    tagIds: [...new Set(tags.map((name) => idOf('tag', name)))],
    ...(alertChannels && { channelIds: [...new Set(alertChannels.map((name) => idOf('alertChannel', name)))] }),
    ...(auth && { auth: authOf(auth, idOf('secret', auth.secret)) }),
    ...(dependsOn.length > 0 && { dependsOn: [...new Set(dependsOn.map((name) => idOf('monitor', name)))] }),
  };
}

function authOf(auth: DeclaredAuth, secretId: string): MonitorAuth {
  return { type: auth.type, secretId, ...('headerName' in auth && { headerName: auth.headerName }) };
}

/** An assertion that says the same keeps its identity. */
function withOldIds(next: readonly StoredAssertion[], old: readonly StoredAssertion[]): StoredAssertion[] {
  const free = [...old];
  return next.map((assertion) => {
    const at = free.findIndex(
      (one) => one.severity === assertion.severity && isDeepStrictEqual(one.config, assertion.config),
    );
    return at < 0 ? assertion : { ...assertion, id: free.splice(at, 1)[0]!.id };
  });
}
