/** What all documents of a page have around them. */
import { createHash } from 'node:crypto';
import type { JsonObject } from '@upwatch/core';
import { type Html, html } from '../../html.ts';
import { themeCss } from '../theme.ts';
import type { PageLinks } from '../links.ts';
import type { Wording } from '../wording/wording.ts';
import { markdownHtml } from './markdown.ts';
import { PAGE_SCRIPT } from './script.ts';
import { PAGE_STYLE } from './style.ts';

/** What of a page each of its documents shows. */
export interface PageFrame {
  readonly name: string;
  readonly branding: JsonObject;
  readonly isPublic: boolean;
  /** Markdown. */
  readonly footerText?: string | undefined;
  /** Whether it can send its readers anything. */
  readonly takesSubscribers: boolean;
}

export interface DocumentGiven {
  readonly frame: PageFrame;
  readonly wording: Wording;
  readonly links: PageLinks;
  readonly title: string;
  readonly body: Html;
  /** When what it says was so. Absent for forms. */
  readonly madeAtMs?: number;
  /** The script asks for a newer one. */
  readonly isLive?: boolean;
  /** Without its script: nobody renews it, and times stay in UTC. */
  readonly isStill?: boolean;
  /** What leads elsewhere is left out for those who may not read the page. */
  readonly isBare?: boolean;
}

function versionOf(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 10);
}

const STYLE_VERSION = versionOf(PAGE_STYLE);
const SCRIPT_VERSION = versionOf(PAGE_SCRIPT);

export function documentHtml(given: DocumentGiven): string {
  const { frame, wording, links, title, body, madeAtMs } = given;
  const { branding } = frame;
  const theme = branding['theme'];
  const own = themeCss(branding);
  const attributes = [
    ...(theme === 'dark' ? [html` data-theme="dark"`] : theme === 'light' ? [html` data-theme="light"`] : []),
    ...(given.isLive ? [html` data-live`] : []),
  ];
  const made = madeAtMs === undefined ? html`` : html` data-made="${new Date(madeAtMs).toISOString()}"`;
  return html`<!doctype html>
<html lang="${wording.tag}"${attributes}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
${frame.isPublic ? html`` : html`<meta name="robots" content="noindex, nofollow">`}
<title>${title}</title>
<link rel="icon" href="${webAddress(branding['faviconUrl']) ?? links.asset('icon.svg', STYLE_VERSION)}">
<link rel="stylesheet" href="${links.asset('style.css', STYLE_VERSION)}">
${own === '' ? html`` : html`<link rel="stylesheet" href="${links.asset('theme.css', versionOf(own))}">`}
${given.isBare ? html`` : feedLinks(frame, links)}
${given.isStill ? html`` : html`<script src="${links.asset('live.js', SCRIPT_VERSION)}" defer></script>`}
</head>
<body>
<a class="skip" href="#content">${wording.skip}</a>
${headerHtml(given)}
<div class="gone" id="told" role="status" aria-live="polite"></div>
<main id="content" class="wrap"${made}>
<p class="stale" id="stale" role="alert" hidden>${wording.stale}</p>
${body}
</main>
${footerHtml(given)}
</body>
</html>
`.text;
}

function feedLinks({ name }: PageFrame, links: PageLinks): Html {
  const kinds = [
    ['feed.atom', 'application/atom+xml'],
    ['feed.rss', 'application/rss+xml'],
    ['feed.json', 'application/feed+json'],
  ] as const;
  return html`${kinds.map(
    ([path, type]) =>
      html`<link rel="alternate" type="${type}" title="${name}" href="${links.live(path) ?? ''}">
`,
  )}`;
}

function headerHtml({ frame: { name, branding, takesSubscribers }, wording, links, isBare }: DocumentGiven): Html {
  const logo = webAddress(branding['logoUrl']);
  const report = webAddress(branding['reportUrl']);
  const isOffered = takesSubscribers && branding['showSubscribeButton'] !== false;
  const subscribe = isOffered ? links.live('subscribe') : undefined;
  const actions = [
    ...(report === undefined ? [] : [html`<a class="button" href="${report}">${wording.report}</a>`]),
    ...(subscribe === undefined ? [] : [html`<a class="button main" href="${subscribe}">${wording.subscribe}</a>`]),
  ];
  const brand = logo === undefined ? html`${name}` : html`<img src="${logo}" alt="${name}">`;
  return html`<header class="${branding['headerStyle'] === 'centered' ? 'centered' : 'plain'}"><div class="wrap"><a class="brand" href="${links.home}">${brand}</a>${isBare || actions.length === 0 ? html`` : html`<div class="actions">${actions}</div>`}</div></header>`;
}

function footerHtml({ frame: { branding, footerText }, wording, links, isBare }: DocumentGiven): Html {
  const powered = branding['hidePoweredBy'] === true ? html`` : html`<span>${wording.poweredBy}</span>`;
  if (isBare) return html`<footer><div class="wrap">${powered}</div></footer>`;
  const calendar = links.live('calendar.ics');
  const own = footerText === undefined ? html`` : html`<div class="wrap own">${markdownHtml(footerText)}</div>`;
  return html`<footer>${own}<div class="wrap"><nav><a href="${links.home}">${wording.currentStatus}</a><a href="${links.history()}">${wording.history}</a>${
    calendar === undefined ? html`` : html`<a href="${calendar}">${wording.calendar}</a>`
  }<a href="${links.live('feed.rss') ?? ''}">RSS</a><a href="${links.live('feed.atom') ?? ''}">Atom</a></nav>${powered}</div></footer>`;
}

/** An address on the web, as a URL parser writes it; undefined for everything else. */
export function webAddress(value: unknown): string | undefined {
  const url = typeof value === 'string' ? URL.parse(value) : null;
  return url && (url.protocol === 'https:' || url.protocol === 'http:') ? url.href : undefined;
}

/** The mark of a page that has none of its own. */
export const ICON =
  html`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="8" fill="#2b59c3"/><path d="M7 17.5l5.5 5.5L25 10.5" fill="none" stroke="#fff" stroke-width="3.5" stroke-linecap="round" stroke-linejoin="round"/></svg>`
    .text;
