/**
 * `statusPages` of `upwatch.yml`: as the API's own bodies, but monitors and resource groups are named, and components
 * stand in their order. Pages are called by their slugs, which never change.
 */
import type { ApiErrorEntry } from '@upwatch/core';
import { fieldName, parseOrFaults } from '@upwatch/core/schemas';
import { pageFrom, withPassword } from '../api/page-input.ts';
import type { PageContent } from '../stores/port.ts';
import { arrangePage } from './arrange-page.ts';
import { shownPage, type ShownItem } from './page-items.ts';
import {
  type ComponentEntry,
  componentEntry,
  groupEntry,
  type PageEntry,
  pageEntry,
  pageEntrySchema,
  type PageItem,
} from './page-entry-schema.ts';
import {
  type Content,
  type DeclaredThing,
  type Names,
  named,
  type Path,
  type PlacedReference,
  said,
  type Section,
} from './section.ts';

export const pageSection: Section = {
  kind: 'statusPage',
  key: 'statusPages',
  nameField: 'slug',
  article: 'a status page',
  schema: () => pageEntrySchema,
  read: (value, at) => {
    const result = parseOrFaults(pageEntry, value, at);
    if ('faults' in result) return result;
    const faults: ApiErrorEntry[] = [];
    const items = result.value.components.flatMap((one, i) => {
      const item = readItem(one, [...at, 'components', i]);
      if ('value' in item) return [item.value];
      faults.push(...item.faults);
      return [];
    });
    return faults.length > 0 ? { faults } : { thing: thingOf(result.value, items, at) };
  },
  named: ({ pages }) => pages.map(({ page: { id, slug } }) => ({ id, name: slug })),
  current: ({ pages }, known) =>
    pages.map((whole) => ({
      ...{ kind: 'statusPage', id: whole.page.id, name: whole.page.slug },
      ...contentOf(whole.page, shownPage(whole, known), known),
    })),
  remove: (id, { core, actor }) => core.statusPages.delete(id, actor),
};

type ItemRead = { readonly value: PageItem } | { readonly faults: readonly ApiErrorEntry[] };

function readItem(value: unknown, at: Path): ItemRead {
  const isGroup = typeof value === 'object' && value !== null && 'group' in value;
  if (!isGroup) return readComponent(value, at);
  const result = parseOrFaults(groupEntry, value, at);
  if ('faults' in result) return result;
  const faults = result.value.components.flatMap((one, i) => twoSources(one, [...at, 'components', i]));
  return faults.length > 0 ? { faults } : result;
}

function readComponent(value: unknown, at: Path): ItemRead {
  const result = parseOrFaults(componentEntry, value, at);
  if ('faults' in result) return result;
  const faults = twoSources(result.value, at);
  return faults.length > 0 ? { faults } : result;
}

function twoSources({ monitor, resourceGroup }: ComponentEntry, at: Path): readonly ApiErrorEntry[] {
  if (monitor === undefined || resourceGroup === undefined) return [];
  const field = fieldName([...at, 'resourceGroup']);
  const message = `${field} must not stand beside monitor "${monitor}", got "${resourceGroup}"`;
  return [{ code: 'VALIDATION_FAILED', field, message }];
}

function thingOf(entry: PageEntry, items: readonly PageItem[], at: Path): DeclaredThing {
  const { components: _, mailChannel, ...body } = entry;
  const wanted = (id: string, { idOf }: Pick<Names, 'idOf'>): PageContent => {
    const mailChannelId = mailChannel === undefined ? undefined : idOf('alertChannel', mailChannel);
    return pageFrom({ ...body, mailChannelId, managedBy: 'CLI' }, id);
  };
  const references = [
    ...(mailChannel === undefined ? [] : named('alertChannel', [mailChannel], [...at, 'mailChannel'])),
    ...referencesOf(items, [...at, 'components']),
  ];
  return {
    ...{ kind: 'statusPage', name: body.slug, at, references },
    content: (known) =>
      contentOf(
        wanted('', known),
        items.map((one) => shownItem(one, known)),
        known,
      ),
    make: async (hands) => {
      const { id } = await hands.core.statusPages.create(wanted(hands.newId(), hands), hands.actor);
      await arrangePage(id, items, hands);
      return id;
    },
    change: async (id, hands) => {
      // The password is no matter of the file.
      const change = (now: PageContent): PageContent => withPassword(wanted(id, hands), now.passwordHash);
      await hands.core.statusPages.update(id, change, hands.actor);
      await arrangePage(id, items, hands);
    },
  };
}

function referencesOf(items: readonly PageItem[], at: Path): readonly PlacedReference[] {
  return items.flatMap((item, i): readonly PlacedReference[] => {
    if ('group' in item) return referencesOf(item.components, [...at, i, 'components']);
    return [
      ...shownBy('monitor', item.monitor, [...at, i, 'monitor']),
      ...shownBy('resourceGroup', item.resourceGroup, [...at, i, 'resourceGroup']),
    ];
  });
}

function shownBy(kind: 'monitor' | 'resourceGroup', name: string | undefined, at: Path): readonly PlacedReference[] {
  return name === undefined ? [] : named(kind, [name], at).map((one) => ({ ...one, at }));
}

function shownItem(item: PageItem, known: Names): ShownItem {
  if ('group' in item) {
    const { group, description, defaultOpen, components } = item;
    return { group, description, defaultOpen, components: components.map((one) => shownComponent(one, known)) };
  }
  return shownComponent(item, known);
}

/** Called as what it names is called when all is applied. */
function shownComponent({ monitor, resourceGroup, ...rest }: ComponentEntry, { idOf, nameOf }: Names): ShownItem {
  const nameNow = (kind: 'monitor' | 'resourceGroup', name: string | undefined) =>
    name === undefined ? undefined : nameOf(kind, idOf(kind, name));
  return { ...rest, monitor: nameNow('monitor', monitor), resourceGroup: nameNow('resourceGroup', resourceGroup) };
}

/** As the file would say it. Another slug is another page. */
function contentOf(page: PageContent, items: readonly ShownItem[], { nameOf }: Pick<Names, 'nameOf'>): Content {
  const { name, slug, description, branding, visibility, isEnabled, incidentMode, options } = page;
  const fields = said({
    ...{ name, description, visibility, enabled: isEnabled, incidentMode },
    branding: Object.keys(branding).length > 0 ? branding : undefined,
    language: options.language,
    frameAncestors: options.frameAncestors,
    allowedNetworks: options.allowedNetworks,
    showTargets: options.showsTargets,
    showResponseTimes: options.showsResponseTimes,
    footerText: options.footerText,
    mailChannel: options.mailChannelId === undefined ? undefined : nameOf('alertChannel', options.mailChannelId),
    webhookSubscribers: options.takesWebhooks,
    maintenanceMode: options.announcesMaintenance ? 'AUTOMATIC' : undefined,
    components: items.map(saidOfItem),
  });
  return { fields, identity: slug };
}

/** What is so by default is not said. */
function saidOfItem(item: ShownItem): object {
  if ('group' in item) {
    const { components = [], defaultOpen, ...rest } = item;
    return said({
      ...rest,
      defaultOpen: defaultOpen === false ? false : undefined,
      components: components.map(saidOfItem),
    });
  }
  const { showUptime, excludeFromOverall, ...rest } = item;
  return said({
    ...rest,
    showUptime: showUptime === false ? false : undefined,
    excludeFromOverall: excludeFromOverall === true ? true : undefined,
  });
}
