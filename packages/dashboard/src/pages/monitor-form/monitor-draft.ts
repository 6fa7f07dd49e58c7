/** A monitor in the making: what its form holds, and what of it is sent. */
import type { CreateMonitorRequest, Monitor, MonitorTestRequest, UpdateMonitorRequest } from '@upwatch/sdk';
import { type Field, fieldsOf } from '../../forms/fields.ts';
import { CHECK_TYPE_SCHEMAS, PASSIVE_TYPES } from '../../forms/generated/monitor-schemas.ts';
import { emptyOf } from '../../forms/values.ts';

/** The body of the request, as far as it is known. */
export interface MonitorDraft {
  readonly type: string;
  readonly name: string;
  readonly config: Readonly<Record<string, unknown>>;
  readonly frequencySeconds?: number;
  readonly assertions?: readonly AssertionDraft[];
  readonly alertChannelIds?: readonly string[];
  readonly tags?: { readonly tagIds?: readonly string[]; readonly newTags?: readonly object[] };
  readonly [setting: string]: unknown;
}

export interface AssertionDraft {
  readonly config: { readonly type: string; readonly [setting: string]: unknown };
  readonly severity?: 'fail' | 'warn' | null;
}

export const CHECK_TYPES: readonly string[] = Object.keys(CHECK_TYPE_SCHEMAS);
const EVERY_SECONDS = 60;

/** A job that reports by itself is looked at from nowhere, and at no pace. */
const OF_LOOKS: ReadonlySet<string> = new Set(['frequencySeconds', 'regions']);

/** Whether a monitor of this type has the setting at all. */
export function isOfType(setting: string, type: string): boolean {
  if (setting === 'pingToken') return isPassive(type);
  return !OF_LOOKS.has(setting) || !isPassive(type);
}

export function isPassive(type: string): boolean {
  return PASSIVE_TYPES.includes(type);
}

export function configFields(type: string): readonly Field[] {
  const schema = CHECK_TYPE_SCHEMAS[type];
  return schema ? fieldsOf(schema) : [];
}

/** With what the check type cannot do without, and nothing else: the rest is as the server does it. */
export function newDraft(type: string): MonitorDraft {
  const required = configFields(type).filter(({ isRequired }) => isRequired);
  const config = Object.fromEntries(required.map((field) => [field.name, startOf(field)]));
  return { type, name: '', config, frequencySeconds: EVERY_SECONDS, assertions: [] };
}

/** A method has no default in the schema, but nobody types GET. */
function startOf(field: Field): unknown {
  return field.name === 'method' ? 'GET' : field.type === 'number' ? undefined : emptyOf(field);
}

/** Those settings that say the same in a new monitor; the token of a heartbeat is its own. */
export function draftOf(monitor: Monitor): MonitorDraft {
  const { type, name, config, frequencySeconds, assertions, tags, regions, environment, dependsOn, inherits } = monitor;
  return {
    type,
    name,
    config,
    frequencySeconds,
    enabled: monitor.enabled,
    ...(!inherits.includes('regions') && { regions }),
    assertions: assertions.map(({ config: held, severity }) => ({
      config: held,
      severity,
    })),
    ...(monitor.auth && { auth: monitor.auth }),
    ...(monitor.alertChannelIds && { alertChannelIds: monitor.alertChannelIds }),
    ...(tags.length > 0 && { tags: { tagIds: tags.map(({ id }) => id) } }),
    ...(environment !== null && !inherits.includes('environmentId') && { environmentId: environment.id }),
    ...(dependsOn.length > 0 && { dependsOn }),
  };
}

/** What was masked belongs to the monitor it was read of: a copy has to be given it again. */
export function copyOf(monitor: Monitor, name: string): MonitorDraft {
  const draft = draftOf(monitor);
  return { ...draft, name, enabled: true, config: withoutMasks(draft.config) as MonitorDraft['config'] };
}

const MASK = /^•+/;

function withoutMasks(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutMasks);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, inner]) => !(typeof inner === 'string' && MASK.test(inner)))
      .map(([name, inner]) => [name, withoutMasks(inner)]),
  );
}

/** Another type keeps what both have: a host stays a host, and what is heard of itself names no region. */
export function withType(draft: MonitorDraft, type: string): MonitorDraft {
  const names = new Set(configFields(type).map(({ name }) => name));
  const kept = Object.fromEntries(Object.entries(draft.config).filter(([name]) => names.has(name)));
  const fresh = newDraft(type);
  const { regions, ...rest } = draft;
  const own = regions !== undefined && isOfType('regions', type) ? { ...rest, regions } : rest;
  return { ...own, type, config: { ...fresh.config, ...kept }, assertions: [] };
}

/** The server checks it whole: what is sent has the shape of the schema that the form was drawn of. */
export function createRequest(draft: MonitorDraft): CreateMonitorRequest {
  return { ...draft, managedBy: 'DASHBOARD' } as unknown as CreateMonitorRequest;
}

/** What has a word of its own for being taken away: `clearAuth`. */
const TAKEN_AWAY: ReadonlySet<string> = new Set(['environmentId', 'auth', 'alertChannelIds']);

function emptied(name: string): unknown {
  return name === 'tags' ? { tagIds: [] } : [];
}

/**
 * What was changed, and nothing else: what a monitor has of its groups or the server it goes on having. Settings are
 * replaced whole; what was taken away is said, because what is left out stays.
 */
export function updateRequest(draft: MonitorDraft, before: MonitorDraft): UpdateMonitorRequest {
  const names = new Set([...Object.keys(before), ...Object.keys(draft)].filter((name) => name !== 'type'));
  const changed = [...names].filter((name) => JSON.stringify(draft[name]) !== JSON.stringify(before[name]));
  const entries = changed.map((name): readonly [string, unknown] => {
    const value = draft[name];
    if (value !== undefined) return [name, value];
    return TAKEN_AWAY.has(name)
      ? [`clear${name.charAt(0).toUpperCase()}${name.slice(1)}`, true]
      : [name, emptied(name)];
  });
  return Object.fromEntries(entries);
}

export function testRequest({ type, config, assertions, environmentId }: MonitorDraft): MonitorTestRequest {
  const body = { type, config, assertions, ...(environmentId !== undefined && { environmentId }) };
  return body as unknown as MonitorTestRequest;
}
