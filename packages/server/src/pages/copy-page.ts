/**
 * A page as files for another host. Nobody renews them: each says as of when it is, and its script says loudly that it is
 * old once that is five minutes ago, so that a copy never passes for the page itself.
 */
import { projectPage } from '@upwatch/core';
import { createHash } from 'node:crypto';
import type { StatusPage } from '../stores/port.ts';
import { calendar } from './feeds/calendar.ts';
import { entriesOf, type Feed } from './feeds/entries.ts';
import { atomFeed, jsonFeed, rssFeed } from './feeds/feeds.ts';
import { historyMonth, monthOf } from './history-month.ts';
import { linksInCopy } from './links.ts';
import { PageSource, type PageSourceDeps } from './page-source.ts';
import { ICON } from './render/document.ts';
import { historyDocument, incidentDocument, statusDocument } from './render/status-document.ts';
import { PAGE_SCRIPT } from './render/script.ts';
import { PAGE_STYLE } from './render/style.ts';
import { summary } from './summary/summary.ts';
import { Snapshot } from './snapshots.ts';
import { themeCss } from './theme.ts';
import { wordingOf } from './wording/wording.ts';

/** Months of history, and incidents with a file of their own: those of these months. */
const MONTHS = 6;
const MONTH_MS = 31 * 86_400_000;

/** A file of the copy; its path has slashes, and no `..`. */
export interface CopiedFile {
  readonly path: string;
  readonly text: string;
  readonly sha256: string;
}

export async function copyPage(page: StatusPage, deps: PageSourceDeps): Promise<readonly CopiedFile[]> {
  const source = new PageSource(deps);
  const view = projectPage(await source.facts(page));
  const nowMs = view.generatedAtMs;
  const wording = await wordingOf(page.options.language ?? 'en');
  const address = await source.address(page);
  const told = await source.told(page.id, nowMs - MONTHS * MONTH_MS);
  const frame = {
    name: page.name,
    branding: page.branding,
    isPublic: page.visibility === 'PUBLIC',
    footerText: page.options.footerText,
    takesSubscribers: false,
  };
  const framed = (depth: number) => ({ frame, wording, links: linksInCopy(depth) });
  const files: (readonly [path: string, text: string])[] = [
    ['index.html', statusDocument(view, framed(0))],
    ['assets/style.css', PAGE_STYLE],
    ['assets/live.js', PAGE_SCRIPT],
    ['assets/icon.svg', ICON],
    ['assets/theme.css', themeCss(page.branding)],
    [
      'summary.json',
      JSON.stringify(summary({ snapshot: new Snapshot(page, view, address), wording, url: address ?? '' })),
    ],
  ];
  for (const incident of told)
    files.push([`incidents/${incident.id}.html`, incidentDocument(incident, nowMs, framed(1))]);
  let month = monthOf(nowMs);
  for (let back = 0; back < MONTHS; back++) {
    const found = await historyMonth(page.id, month, nowMs, source);
    if (!found) break;
    const { older, ...last } = found;
    const text = historyDocument(back === MONTHS - 1 ? last : found, nowMs, framed(1));
    if (back === 0) files.push(['history/index.html', text]);
    files.push([`history/${month}.html`, text]);
    if (older === undefined) break;
    month = older;
  }
  const urlOf = (id: string): string => (address === undefined ? `incidents/${id}.html` : `${address}/incidents/${id}`);
  const feed: Feed = {
    id: page.id,
    title: page.name,
    url: address ?? 'index.html',
    selfUrl: address ?? 'index.html',
    language: wording.tag,
    updatedAtMs: nowMs,
    entries: told.flatMap((incident) => entriesOf(incident, urlOf(incident.id), wording)),
  };
  const works = told.filter(({ scheduled }) => scheduled);
  files.push(
    ['feed.rss', rssFeed(feed)],
    ['feed.atom', atomFeed(feed)],
    ['feed.json', jsonFeed(feed)],
    [
      'calendar.ics',
      calendar({ name: page.name, works, urlOf: (id) => (address === undefined ? undefined : urlOf(id)) }),
    ],
  );
  return files.map(([path, text]) => ({ path, text, sha256: createHash('sha256').update(text).digest('hex') }));
}
