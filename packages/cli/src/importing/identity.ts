/** What tells the things of a section apart: most are called by a name, some by what never changes of them. */
import { nameKey, type ResourceKind } from '@upwatch/core';
import type { Section } from './imported.ts';

const KINDS: Readonly<Record<Section, ResourceKind>> = {
  tags: 'tag',
  environments: 'environment',
  secrets: 'secret',
  alertChannels: 'alertChannel',
  monitors: 'monitor',
  notificationPolicies: 'notificationPolicy',
  resourceGroups: 'resourceGroup',
  maintenance: 'maintenance',
  statusPages: 'statusPage',
  webhooks: 'webhook',
};

/** Sections whose things are called by another field than their name. */
export const NAMED_BY: Readonly<Partial<Record<Section, string>>> = {
  environments: 'slug',
  secrets: 'key',
  statusPages: 'slug',
  webhooks: 'url',
};

/** What one is called by, in the answers of a server as in the bodies of an import. */
export function nameIn(section: Section, fields: Readonly<Record<string, unknown>>): string | undefined {
  const name = fields[NAMED_BY[section] ?? 'name'];
  return typeof name === 'string' ? name : undefined;
}

/** Equal for names that mean the same thing: case tells only keys and addresses apart. */
export function keyOf(section: Section, name: string): string {
  return `${section} ${nameKey(KINDS[section], name)}`;
}

/** As it is printed: what follows the path of an address may be a credential. */
export function shownName({ section, name }: { readonly section: Section; readonly name: string }): string {
  return section === 'webhooks' ? name.replace(/[?#].*$/, '') : name;
}
