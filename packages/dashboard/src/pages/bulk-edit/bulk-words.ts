/** Settings and their values as people read them, for the preview. */
import type { AlertChannel, Environment, ResourceGroup } from '@upwatch/sdk';
import type { PlainKey, Say } from '../../language/catalogue.ts';
import type { Format } from '../../language/format.ts';
import type { Setting } from './bulk-changes.ts';

export const SETTING_NAMES: Readonly<Record<Setting, PlainKey>> = {
  frequencySeconds: 'fields.frequencySeconds',
  timeoutMs: 'bulkEdit.timeout',
  retry: 'bulkEdit.retry',
  regions: 'fields.regions',
  environmentId: 'fields.environmentId',
  incidentPolicy: 'fields.incidentPolicy',
  alertChannelIds: 'fields.alertChannelIds',
  group: 'bulkEdit.group',
};

export interface Naming {
  readonly say: Say;
  readonly format: Pick<Format, 'duration' | 'milliseconds' | 'number'>;
  readonly environments: readonly Pick<Environment, 'id' | 'name'>[];
  readonly channels: readonly Pick<AlertChannel, 'id' | 'name'>[];
  readonly groups: readonly Pick<ResourceGroup, 'id' | 'name'>[];
}

/** @param value as the draft has it */
export function valueInWords(setting: Setting, value: unknown, naming: Naming): string {
  const { say, format } = naming;
  switch (setting) {
    case 'frequencySeconds':
      return typeof value === 'number' ? format.duration(value * 1000) : say('bulkEdit.byDefault');
    case 'timeoutMs':
      return typeof value === 'number' ? format.milliseconds(value) : say('bulkEdit.byDefault');
    case 'retry':
      return retryInWords(value, naming);
    case 'regions':
      return isTexts(value) ? value.join(', ') : say('bulkEdit.byDefault');
    case 'environmentId':
      return nameOf(value, naming.environments) ?? say('bulkEdit.byDefault');
    case 'incidentPolicy':
      return say('bulkEdit.newPolicy');
    case 'alertChannelIds':
      if (!isTexts(value)) return say('bulkEdit.everyChannel');
      if (value.length === 0) return say('bulkEdit.none');
      return value.map((id) => nameOf(id, naming.channels) ?? id).join(', ');
    case 'group':
      return nameOf(value, naming.groups) ?? say('bulkEdit.none');
    default:
      return setting satisfies never;
  }
}

function retryInWords(value: unknown, { say, format }: Naming): string {
  if (typeof value !== 'object' || value === null) return say('bulkEdit.byDefault');
  const { attemptsMax } = value as { readonly attemptsMax?: unknown };
  return typeof attemptsMax === 'number' ? format.number(attemptsMax) : say('bulkEdit.byDefault');
}

function nameOf(id: unknown, all: readonly { readonly id: string; readonly name: string }[]): string | undefined {
  return all.find((one) => one.id === id)?.name;
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value);
}
