/** The sections of `upwatch.yml` that declare something, in the order of their kinds. */
import { RESOURCE_KINDS, type ResourceKind } from '@upwatch/core';
import { channelSection } from './declared-channels.ts';
import { environmentSection } from './declared-environments.ts';
import { groupSection } from './declared-groups.ts';
import { maintenanceSection } from './declared-maintenance.ts';
import { monitorSection } from './declared-monitors.ts';
import { policySection } from './declared-policies.ts';
import { secretSection } from './declared-secrets.ts';
import { pageSection } from './declared-status-pages.ts';
import { tagSection } from './declared-tags.ts';
import { webhookSection } from './declared-webhooks.ts';
import type { Section } from './section.ts';

const BY_KIND: { readonly [Kind in ResourceKind]: Section } = {
  tag: tagSection,
  environment: environmentSection,
  secret: secretSection,
  alertChannel: channelSection,
  monitor: monitorSection,
  resourceGroup: groupSection,
  notificationPolicy: policySection,
  maintenance: maintenanceSection,
  statusPage: pageSection,
  webhook: webhookSection,
};

/** Each after those whose things it may name. */
export const SECTIONS: readonly Section[] = RESOURCE_KINDS.map((kind) => BY_KIND[kind]);

/** The section that a kind is declared in. */
export function sectionOf(kind: ResourceKind): Section {
  return BY_KIND[kind];
}
