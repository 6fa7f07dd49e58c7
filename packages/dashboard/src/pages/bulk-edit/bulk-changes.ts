/** What is to be the same in many monitors, and what that changes in each: decided here, shown before, and done one by one. */
import type { Monitor, UpdateMonitorRequest } from '@upwatch/sdk';
import type { Field } from '../../forms/fields.ts';
import { configFields, isOfType } from '../monitor-form/monitor-draft.ts';

export const SETTINGS = [
  'frequencySeconds',
  'timeoutMs',
  'retry',
  'regions',
  'environmentId',
  'incidentPolicy',
  'alertChannelIds',
  'group',
] as const;
export type Setting = (typeof SETTINGS)[number];

type Policy = Pick<Monitor['incidentPolicy'], 'triggerRules' | 'confirmation' | 'recovery' | 'flapping'>;

/** What the form holds. What is undefined in it is none: no environment of its own, every channel. */
export interface BulkDraft {
  readonly frequencySeconds?: number;
  readonly timeoutMs?: number;
  readonly retry?: object;
  readonly regions?: readonly string[];
  readonly environmentId?: string;
  readonly incidentPolicy?: Policy;
  readonly alertChannelIds?: readonly string[];
  readonly group?: string;
}

/** What is wanted: values, and which of them. */
export interface Wish {
  readonly draft: BulkDraft;
  readonly settings: ReadonlySet<Setting>;
}

/** Members of the groups, by the id of the group: who is in one already is not put into it again. */
export type MembersByGroup = ReadonlyMap<string, ReadonlySet<string>>;

export interface Change {
  /** What differs from what is wanted. */
  readonly changed: readonly Setting[];
  /** What its check type has not got. */
  readonly unfit: readonly Setting[];
  /** What is to be sent; undefined where its own settings stay. */
  readonly request: UpdateMonitorRequest | undefined;
  /** The group that it is to be put into. */
  readonly groupId: string | undefined;
}

const IN_CONFIG: ReadonlySet<Setting> = new Set(['timeoutMs', 'retry']);

/** A field without which there is nothing to set: then it is not sent. */
const NEEDS_VALUE: ReadonlySet<Setting> = new Set([
  'frequencySeconds',
  'timeoutMs',
  'regions',
  'incidentPolicy',
  'group',
]);

/** Those settings that are chosen and complete. */
export function settingsOf({ draft, settings }: Wish): readonly Setting[] {
  return SETTINGS.filter((one) => settings.has(one) && !(NEEDS_VALUE.has(one) && isEmpty(draft[one])));
}

export function changeOf(monitor: Monitor, wish: Wish, members: MembersByGroup): Change {
  const wanted = settingsOf(wish);
  const unfit = wanted.filter((setting) => !isFit(monitor, setting));
  const changed = wanted.filter(
    (setting) =>
      !unfit.includes(setting) && !isSame(valueOf(monitor, setting, wish.draft, members), wish.draft[setting]),
  );
  const own = changed.filter((setting) => setting !== 'group');
  return {
    changed,
    unfit,
    request: own.length === 0 ? undefined : requestOf(monitor, own, wish.draft),
    groupId: changed.includes('group') ? wish.draft.group : undefined,
  };
}

/** What a monitor has of a setting now, in the words of the draft. */
export function valueOf(monitor: Monitor, setting: Setting, draft: BulkDraft, members: MembersByGroup): unknown {
  switch (setting) {
    case 'frequencySeconds':
    case 'regions':
      // What it has of its groups is not its own, though it may be the same today.
      return monitor.inherits.includes(setting) ? undefined : monitor[setting];
    case 'incidentPolicy':
      return monitor.inherits.includes(setting) ? undefined : policyOf(monitor);
    case 'timeoutMs':
    case 'retry':
      return configOf(monitor)[setting] ?? undefined;
    case 'environmentId':
      return monitor.inherits.includes(setting) ? undefined : monitor.environment?.id;
    case 'alertChannelIds':
      return monitor.alertChannelIds ?? undefined;
    case 'group':
      return draft.group !== undefined && members.get(draft.group)?.has(monitor.id) ? draft.group : undefined;
    default:
      return setting satisfies never;
  }
}

export function policyOf({ incidentPolicy }: Monitor): Policy {
  const { triggerRules, confirmation, recovery, flapping } = incidentPolicy;
  return { triggerRules, confirmation, recovery, flapping };
}

/** The field of a setting in the check type that has it, if any. */
export function configField(type: string, setting: Setting): Field | undefined {
  return IN_CONFIG.has(setting) ? configFields(type).find(({ name }) => name === setting) : undefined;
}

function isFit({ type }: Monitor, setting: Setting): boolean {
  if (!isOfType(setting, type)) return false;
  return !IN_CONFIG.has(setting) || configField(type, setting) !== undefined;
}

function requestOf(monitor: Monitor, changed: readonly Setting[], draft: BulkDraft): UpdateMonitorRequest {
  const entries = changed.flatMap((setting): readonly (readonly [string, unknown])[] => {
    const value = draft[setting];
    if (IN_CONFIG.has(setting)) return [];
    if (value !== undefined) return [[setting, value]];
    return [[setting === 'environmentId' ? 'clearEnvironmentId' : 'clearAlertChannelIds', true]];
  });
  const inConfig = changed.filter((setting) => IN_CONFIG.has(setting));
  // Settings are replaced whole: a secret that is masked in them is sent back as it is shown, and stays.
  const config = { ...configOf(monitor), ...Object.fromEntries(inConfig.map((one) => [one, draft[one]])) };
  return Object.fromEntries([...entries, ...(inConfig.length > 0 ? [['config', config]] : [])]);
}

function configOf({ config }: Monitor): Readonly<Record<string, unknown>> {
  return config;
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
}

/** Alike, in whatever order their fields and entries stand. */
function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(sorted(one)) === JSON.stringify(sorted(other));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted).sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([, inner]) => inner !== null && inner !== undefined);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, inner]) => [name, sorted(inner)]));
}
