/** Status pages on the wire; what stands on them is in `status-page-parts.ts`. */
import { z } from 'zod';
import { CSS_REASONS } from '../../pages/own-css.ts';
import { PAGE_LANGUAGES } from '../../stores/port.ts';
import { additions, named, perDialect } from '../dialect.ts';
import { single } from './paging.ts';
import { componentStatus } from './status-page-parts.ts';
import { id, managedBy, nameOf, proseOf, time, uuid, whole } from './values.ts';

const COLOR = /^#([0-9a-fA-F]{3}|[0-9a-fA-F]{6}|[0-9a-fA-F]{8})$/;
/** A scheme, a name and perhaps a port: what `frame-ancestors` takes, and nothing that could end it. */
const ORIGIN = /^https?:\/\/(\*\.)?[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:\d{1,5})?$/;
const SLUG = /^[a-z0-9][a-z0-9-]*[a-z0-9]$/;
const FOOTER_CHARACTERS_MAX = 5000;

const color = z.string().max(30).regex(COLOR, 'must be a colour such as #1f2937').nullish();
const webAddress = proseOf(2048)
  .regex(/^https?:\/\/.+/, 'must begin with http:// or https://')
  .nullish();
const word = nameOf(50).nullish();
const CONTRACT_VISIBILITIES = ['PUBLIC', 'PASSWORD', 'IP_RESTRICTED'] as const;
const visibilityIn = perDialect((dialect) => {
  const all = z.enum([...CONTRACT_VISIBILITIES, 'SIGNED_IN']);
  // A client of the contract knows of three: that it is not for everybody is what counts.
  const cut = z.enum(CONTRACT_VISIBILITIES).catch('PASSWORD');
  return dialect === 'full' ? all : cut;
});
const incidentMode = z.enum(['MANUAL', 'REVIEW', 'AUTOMATIC']);
const maintenanceMode = z.enum(['MANUAL', 'AUTOMATIC']);

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
  maintenanceMode: maintenanceMode.nullish().meta({
    description:
      'AUTOMATIC: maintenance windows on what the page shows are announced on it as scheduled work. Default: MANUAL.',
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
        maintenanceMode,
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
