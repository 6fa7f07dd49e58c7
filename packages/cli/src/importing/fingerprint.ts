/** Tells whether a field is what it was, without keeping what it is: it may be a secret. */
import { createHash } from 'node:crypto';
import { type Draft, type DraftObject, revealed } from '@upwatch/server/foreign';
import { NAMED_BY } from './identity.ts';
import type { ImportedThing, Section } from './imported.ts';
import { shownItems } from './page-items.ts';

export type Fingerprints = Readonly<Record<string, string>>;
export type Dto = Readonly<Record<string, unknown>> & { readonly id: string; readonly name?: string | null };

/** What cannot be changed in parts: the API takes these whole. */
const WHOLE: ReadonlySet<Section> = new Set(['alertChannels', 'maintenance']);
/** The field that stands for all of such a thing. */
export const ALL = 'all';
/** Lists that are empty when a source says nothing: what was in them is to go. */
const LISTS: Readonly<Partial<Record<Section, readonly string[]>>> = {
  monitors: ['tags', 'assertions', 'dependsOn'],
  resourceGroups: ['monitors'],
  statusPages: ['components'],
};

/** The fields of a thing by which it is changed. The type of a monitor, and what a thing is called by for ever, stay. */
export function fieldsOf({ section, body }: Pick<ImportedThing, 'section' | 'body'>): DraftObject {
  if (WHOLE.has(section)) return { [ALL]: body };
  const fixed = section === 'monitors' ? 'type' : NAMED_BY[section];
  const fields = Object.entries(body).filter(([name]) => name !== fixed);
  const empty = (LISTS[section] ?? []).map((name) => [name, []] as const);
  return Object.fromEntries([...empty, ...fields]);
}

/** Whether the source says another thing of a field than the last time. It never said what it says is not so. */
export function isNew(body: DraftObject, field: string, given: Fingerprints, before: Fingerprints): boolean {
  if (given[field] === before[field]) return false;
  return before[field] !== undefined || body[field] !== null;
}

/** @param ref makes equal values of different things differ */
export function givenOf(thing: Pick<ImportedThing, 'section' | 'body' | 'ref'>): Fingerprints {
  const entries = Object.entries(fieldsOf(thing)).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries.map(([name, value]) => [name, fingerprintOf([thing.ref, name, revealed(value!)])]));
}

/** Of what the server shows. @param fields those that are asked for */
export function shownOf(section: Section, dto: Dto, fields: readonly string[]): Fingerprints {
  return Object.fromEntries(fields.map((field) => [field, fingerprintOf(shownField(section, dto, field))]));
}

/** Set by the server, and different at every look or change. */
const NOT_SETTINGS = new Set([
  ...['id', 'monitorId', 'groupId', 'organizationId', 'createdAt', 'updatedAt', 'generation', 'assertionType'],
  ...[
    'monitorRegionCount',
    'checkFrequencySeconds',
    'managedBy',
    'lastDeliveryAt',
    'lastDeliveryStatus',
    'brokenReason',
  ],
  ...['status', 'nextStartsAt', 'activeUntil'],
]);
/** Where the API calls a field otherwise than `upwatch.yml`. */
const SHOWN_AS: Readonly<Partial<Record<Section, Readonly<Record<string, string>>>>> = {
  monitors: { alertChannels: 'alertChannelIds' },
  notificationPolicies: { fallback: 'fallbackChannelIds' },
  resourceGroups: {
    ...{ alertChannels: 'defaultAlertChannels', alertPolicy: 'alertPolicyId', monitors: 'members' },
    environment: 'defaultEnvironmentId',
  },
};

/** Whether the environment of a monitor is its groups'. */
export function isInheriting({ inherits }: Dto): boolean {
  return Array.isArray(inherits) && inherits.includes('environmentId');
}

function shownField(section: Section, dto: Dto, field: string): unknown {
  if (field === ALL) return settingsIn(dto);
  const value = dto[SHOWN_AS[section]?.[field] ?? field];
  if (section === 'resourceGroups' && field === 'monitors') return idsIn(value, 'monitorId');
  if (section === 'monitors' && field === 'tags') return idsIn(value, 'id');
  if (section === 'monitors' && field === 'environment')
    return isInheriting(dto) ? null : ((value as Dto | null)?.id ?? null);
  if (section === 'secrets' && field === 'value') return dto['valueHash'];
  if (section === 'statusPages' && field === 'components') return shownItems(dto);
  if (section === 'monitors' && field === 'pingToken') return tokenIn(dto['pingUrl']);
  return settingsIn(value);
}

/** The last part of the address; what comes before it is the server's. */
function tokenIn(pingUrl: unknown): unknown {
  return typeof pingUrl === 'string' ? pingUrl.split('/').at(-1) : null;
}

function idsIn(list: unknown, field: string): readonly unknown[] {
  return Array.isArray(list)
    ? list.map((one: Readonly<Record<string, unknown>>) => String(one[field])).toSorted((a, b) => (a < b ? -1 : 1))
    : [];
}

function settingsIn(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(settingsIn);
  if (typeof value !== 'object' || value === null) return value ?? null;
  const entries = Object.entries(value).filter(([name]) => !NOT_SETTINGS.has(name));
  return Object.fromEntries(entries.map(([name, inner]) => [name, settingsIn(inner)]));
}

function fingerprintOf(value: unknown): string {
  return createHash('sha256')
    .update(JSON.stringify(ordered(value)) ?? '')
    .digest('hex')
    .slice(0, 16);
}

function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([name, inner]) => [name, ordered(inner as Draft)]));
}
