/** Status pages, and what stands on them, on the wire. */
import { COMPONENT_STATUSES } from '@upwatch/core';
import { z } from 'zod';
import { CSS_REASONS } from '../../pages/own-css.ts';
import { PAGE_LANGUAGES } from '../../stores/port.ts';
import { additions, named, perDialect } from '../dialect.ts';
import { single } from './paging.ts';
import { clamped, id, managedBy, nameOf, proseOf, time, uuid, whole } from './values.ts';

const COLOR = /^#([0-9a-fA-F]{3}|[0-9a-fA-F]{6}|[0-9a-fA-F]{8})$/;
/** A scheme, a name and perhaps a port: what `frame-ancestors` takes, and nothing that could end it. */
const ORIGIN = /^https?:\/\/(\*\.)?[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:\d{1,5})?$/;
const SLUG = /^[a-z0-9][a-z0-9-]*[a-z0-9]$/;
/** Places on a page count from 0. */
const ORDER_MAX = 1_000_000;
const UPTIME_DAYS_MAX = 400;
const FOOTER_CHARACTERS_MAX = 5000;
const POSITIONS_MAX = 1000;

const color = z.string().max(30).regex(COLOR, 'must be a colour such as #1f2937').nullish();
const webAddress = proseOf(2048)
  .regex(/^https?:\/\/.+/, 'must begin with http:// or https://')
  .nullish();
const word = nameOf(50).nullish();
const order = z.int().min(0).max(ORDER_MAX);
export const componentStatus = z.enum(COMPONENT_STATUSES);
const CONTRACT_VISIBILITIES = ['PUBLIC', 'PASSWORD', 'IP_RESTRICTED'] as const;
const visibilityIn = perDialect((dialect) => {
  const all = z.enum([...CONTRACT_VISIBILITIES, 'SIGNED_IN']);
  // A client of the contract knows of three: that it is not for everybody is what counts.
  const cut = z.enum(CONTRACT_VISIBILITIES).catch('PASSWORD');
  return dialect === 'full' ? all : cut;
});
const incidentMode = z.enum(['MANUAL', 'REVIEW', 'AUTOMATIC']);

const branding = z
  .strictObject({
    logoUrl: webAddress,
    faviconUrl: webAddress,
    brandColor: color,
    pageBackground: color,
    cardBackground: color,
    textColor: color,
    borderColor: color,
    headerStyle: word,
    theme: word,
    reportUrl: webAddress,
    hidePoweredBy: z.boolean().nullish(),
    showSubscribeButton: z.boolean().nullish(),
    customCss: proseOf(50_000).nullish(),
    customHeadHtml: proseOf(50_000).nullish(),
  })
  .meta({ id: 'StatusPageBranding', description: 'In a change: what is left out stays, null takes away.' });

const slug = z
  .string()
  .min(3)
  .max(63)
  .regex(SLUG, 'must be small letters, digits and dashes, with no dash at either end')
  // Reserved for the simple API, which answers under /status/queue.
  .refine((text) => text !== 'queue', 'must not be "queue", which is taken by the server itself')
  .meta({ description: 'Where the page is found: `/status/SLUG`.' });

const origin = z.string().max(300).regex(ORIGIN, 'must be an origin such as https://shop.example, without a path');
const network = z.union([z.cidrv4(), z.cidrv6(), z.ipv4(), z.ipv6()]).meta({
  override: { type: 'string', description: 'An address or a network.', examples: ['192.0.2.0/24', '2001:db8::1'] },
});

/** What the contract does not know of a page. */
const options = {
  language: z.enum(PAGE_LANGUAGES).nullish().meta({ description: 'What the page speaks. Default: en.' }),
  frameAncestors: z
    .array(origin)
    .max(20)
    .nullish()
    .meta({ description: 'Origins whose pages may show it in a frame. Default: none.' }),
  allowedNetworks: z
    .array(network)
    .max(200)
    .nullish()
    .meta({ description: 'From where an IP_RESTRICTED page can be read. Default: from nowhere.' }),
  showTargets: z
    .boolean()
    .nullish()
    .meta({ description: 'Tell readers what the monitors of components look at. Default: false.' }),
  showResponseTimes: z
    .boolean()
    .nullish()
    .meta({ description: 'Show how long the monitors of components took in the last day. Default: true.' }),
  footerText: proseOf(FOOTER_CHARACTERS_MAX).nullish().meta({
    description: 'Markdown that stands below everything on the page. Default: none.',
  }),
  mailChannelId: id.nullish().meta({
    description:
      'The e-mail channel by whose mail server subscribers are told. Default: none, nobody subscribes by mail.',
  }),
  webhookSubscribers: z.boolean().nullish().meta({
    description: 'Let readers have updates posted to a URL of theirs on the internet. Default: false.',
  }),
};
const password = z.string().min(8).max(200).nullish().meta({
  description: 'What readers of a PASSWORD page must give. It is never shown again; null takes it away.',
});

const settings = {
  description: proseOf(500).nullish(),
  branding: branding.nullish(),
  visibility: z
    .enum([...CONTRACT_VISIBILITIES, 'SIGNED_IN'])
    .nullish()
    .meta({ description: 'Default: PUBLIC.' }),
  ...options,
  password,
  enabled: z.boolean().nullish().meta({ description: 'Default: true.' }),
  incidentMode: incidentMode.nullish().meta({ description: 'Default: MANUAL.' }),
  managedBy: managedBy.nullish(),
};

export const pageBody = z
  .strictObject({ name: nameOf(255), slug, ...settings })
  .meta({ id: 'CreateStatusPageRequest', example: { name: 'Shop', slug: 'shop', branding: { theme: 'dark' } } });
export const pageChange = z
  .strictObject({ name: nameOf(255).nullish(), ...settings })
  .meta({ id: 'UpdateStatusPageRequest', example: { name: 'Shop', enabled: false } });

/** Ours alone: the contract has no drafts of pages. */
export const pagePreviewBody = z
  .strictObject({
    pageId: id.nullish().meta({ description: 'The page that it is a draft of. Left out: one that is not there yet.' }),
    page: pageChange.omit({ password: true, managedBy: true }).meta({
      id: 'StatusPageDraft',
      description: 'What would be changed.',
    }),
  })
  .meta({ id: 'PreviewStatusPageRequest', example: { page: { name: 'Shop', branding: { theme: 'dark' } } } });
const cssComplaint = z
  .object({
    line: whole,
    reason: z.enum(CSS_REASONS),
    text: z.string().meta({ description: 'What is left out.' }),
  })
  .meta({ id: 'CssComplaint' });
export const pagePreview = single(
  z
    .object({
      path: z.string().meta({ description: 'Where the document is, on this server, for whoever knows it.' }),
      expiresAt: time,
      cssComplaints: z.array(cssComplaint).meta({ description: 'What of `customCss` is left out, and why.' }),
    })
    .meta({ id: 'StatusPagePreview' }),
);

const brandingDto = z.object({
  logoUrl: z.string().nullable(),
  faviconUrl: z.string().nullable(),
  brandColor: z.string().nullable(),
  pageBackground: z.string().nullable(),
  cardBackground: z.string().nullable(),
  textColor: z.string().nullable(),
  borderColor: z.string().nullable(),
  headerStyle: z.string().nullable(),
  theme: z.string().nullable(),
  reportUrl: z.string().nullable(),
  hidePoweredBy: z.boolean(),
  showSubscribeButton: z.boolean(),
  customCss: z.string().nullable(),
  customHeadHtml: z.string().nullable(),
});

export const pageDto = perDialect((dialect) => {
  return z
    .object({
      id: uuid,
      organizationId: whole,
      workspaceId: whole,
      name: z.string(),
      slug: z.string(),
      description: z.string().nullable(),
      branding: brandingDto,
      visibility: visibilityIn(dialect),
      enabled: z.boolean(),
      incidentMode,
      componentCount: whole,
      subscriberCount: whole,
      overallStatus: componentStatus,
      managedBy,
      createdAt: time,
      updatedAt: time,
      ...additions(dialect, {
        isCurrent: z
          .boolean()
          .meta({ description: 'False where what some component shows is old, or not looked at any more.' }),
        language: z.enum(PAGE_LANGUAGES),
        frameAncestors: z.array(z.string()),
        allowedNetworks: z.array(z.string()),
        showTargets: z.boolean(),
        showResponseTimes: z.boolean(),
        footerText: z.string().nullable(),
        hasPassword: z.boolean(),
        mailChannelId: uuid.nullable(),
        webhookSubscribers: z.boolean(),
      }),
    })
    .meta(named(dialect, 'StatusPageDto'));
});

/** Ours alone: the contract copies nothing. */
export const pageCopy = single(
  z
    .object({
      slug: z.string(),
      files: z.array(z.object({ path: z.string(), text: z.string(), sha256: z.string() })),
    })
    .meta({ id: 'StatusPageCopy' }),
);

export const pageGroupBody = z
  .strictObject({
    name: nameOf(255),
    description: proseOf(500).nullish(),
    displayOrder: order.nullish().meta({ description: 'Default: behind all others.' }),
    defaultOpen: z.boolean().nullish().meta({ description: 'Default: true.' }),
  })
  .meta({ id: 'CreateStatusPageComponentGroupRequest', example: { name: 'Europe' } });
export const pageGroupChange = pageGroupBody
  .partial({ name: true })
  .extend({ name: nameOf(255).nullish() })
  .meta({ id: 'UpdateStatusPageComponentGroupRequest', example: { name: 'Europe' } });

const componentType = z.enum(['MONITOR', 'GROUP', 'STATIC']);
const startDate = z.iso.date().nullish().meta({ format: 'date', description: 'Bars begin on this day.' });
const componentSettings = {
  description: proseOf(500).nullish(),
  groupId: id.nullish(),
  showUptime: z.boolean().nullish().meta({ description: 'Default: true.' }),
  displayOrder: order.nullish(),
  excludeFromOverall: z.boolean().nullish().meta({ description: 'Default: false.' }),
  startDate,
};
export const componentBody = z
  .strictObject({
    name: nameOf(255),
    type: componentType,
    monitorId: id.nullish().meta({ description: 'With MONITOR.' }),
    resourceGroupId: id.nullish().meta({ description: 'With GROUP.' }),
    ...componentSettings,
  })
  .meta({ id: 'CreateStatusPageComponentRequest', example: { name: 'Checkout', type: 'STATIC' } });
export const componentChange = z
  .strictObject({
    name: nameOf(255).nullish(),
    ...componentSettings,
    removeFromGroup: z.boolean().nullish().meta({ description: 'True: it stands in no group.' }),
  })
  .meta({ id: 'UpdateStatusPageComponentRequest', example: { name: 'Checkout' } });

export const componentDto = perDialect((dialect) => {
  return z
    .object({
      id: uuid,
      statusPageId: uuid,
      groupId: uuid.nullable(),
      name: z.string(),
      description: z.string().nullable(),
      type: componentType,
      monitorId: uuid.nullable(),
      resourceGroupId: uuid.nullable(),
      currentStatus: componentStatus,
      showUptime: z.boolean(),
      displayOrder: whole,
      pageOrder: whole,
      excludeFromOverall: z.boolean(),
      startDate: time.nullable(),
      createdAt: time,
      updatedAt: time,
      ...additions(dialect, {
        isCurrent: z.boolean().meta({
          description: 'False where nothing looks, or nothing has looked for too long: then the status is old.',
        }),
      }),
    })
    .meta(named(dialect, 'StatusPageComponentDto'));
});

export const pageGroupDto = perDialect((dialect) => {
  return z
    .object({
      id: uuid,
      statusPageId: uuid,
      name: z.string(),
      description: z.string().nullable(),
      displayOrder: whole,
      pageOrder: whole,
      defaultOpen: z.boolean(),
      components: z.array(componentDto(dialect)),
      createdAt: time,
      updatedAt: time,
    })
    .meta(named(dialect, 'StatusPageComponentGroupDto'));
});

const position = z
  .strictObject({
    componentId: id,
    displayOrder: order,
    groupId: id.nullish().meta({ description: 'null: in no group. Left out: where it is.' }),
  })
  .meta({ id: 'ComponentPosition' });
export const reorderBody = z
  .strictObject({ positions: z.array(position).min(1).max(POSITIONS_MAX) })
  .meta({ id: 'ReorderComponentsRequest' });

const section = z
  .strictObject({ groupId: id.nullish(), componentId: id.nullish(), pageOrder: order })
  .meta({ id: 'PageSection', description: 'A group, or a component that stands in none: one of the two.' });
export const layoutBody = z
  .strictObject({
    sections: z.array(section).min(1).max(POSITIONS_MAX),
    groupOrders: z
      .array(
        z
          .strictObject({ groupId: id, positions: z.array(position).min(1).max(POSITIONS_MAX) })
          .meta({ id: 'GroupComponentOrder' }),
      )
      .max(POSITIONS_MAX)
      .nullish()
      .meta({ description: 'In which order components stand within groups; a position may move one there.' }),
  })
  .meta({ id: 'ReorderPageLayoutRequest' });

export const componentParams = z.object({ id, componentId: id });
export const pageGroupParams = z.object({ id, groupId: id });
export const uptimeDaysQuery = z.strictObject({ days: clamped({ min: 1, max: UPTIME_DAYS_MAX, default: 90 }) });

export const uptimeDayDto = perDialect((dialect) => {
  return z
    .object({
      date: time,
      partialOutageSeconds: whole,
      majorOutageSeconds: whole,
      degradedSeconds: whole,
      uptimePercentage: z.number(),
      incidents: z.array(z.object({ id: uuid, title: z.string(), impact: z.string() })),
    })
    .meta(named(dialect, 'ComponentUptimeDayDto'));
});
