/** A status page in `upwatch.yml`: the API's body, with what is on it in the order in which it stands there. */
import { z } from 'zod';
import { componentBody, pageGroupBody } from '../api/schemas/status-page-parts.ts';
import { pageBody } from '../api/schemas/status-pages.ts';
import { STATUS_PAGE_LIMITS } from '../stores/port.ts';

const { componentsOfPage, groupsOfPage } = STATUS_PAGE_LIMITS;
const name = z.string().min(1).max(255);

export const componentEntry = componentBody
  .omit({ type: true, monitorId: true, resourceGroupId: true, groupId: true, displayOrder: true })
  .extend({
    monitor: name.optional().meta({ description: 'The name of the monitor that it shows.' }),
    resourceGroup: name.optional().meta({ description: 'The name of the resource group that it shows.' }),
  });
export const groupEntry = pageGroupBody.omit({ name: true, displayOrder: true }).extend({
  group: pageGroupBody.shape.name.meta({ description: 'The heading over its components.' }),
  components: z.array(componentEntry).max(componentsOfPage).default([]),
});

export const pageEntry = pageBody.omit({ managedBy: true, password: true, mailChannelId: true }).extend({
  mailChannel: name.optional().meta({
    description: 'The name of the e-mail channel by whose mail server subscribers are told.',
  }),
  components: z
    .array(z.unknown())
    .max(componentsOfPage + groupsOfPage)
    .default([]),
});

/** For editors: reading says of each item which of the two it is. */
export const pageEntrySchema = pageEntry.extend({
  components: z
    .array(z.union([groupEntry, componentEntry]))
    .optional()
    .meta({ description: 'In their order: components, and groups of them.' }),
});

export type PageEntry = z.output<typeof pageEntry>;
export type ComponentEntry = z.output<typeof componentEntry>;
export type GroupEntry = z.output<typeof groupEntry>;
/** What stands on a page by itself: a component, or a group of them. */
export type PageItem = ComponentEntry | GroupEntry;
