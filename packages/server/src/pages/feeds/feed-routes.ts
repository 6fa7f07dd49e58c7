/** What programs follow: feeds of a page, and the calendar of its announced work. */
import type { FastifyInstance } from 'fastify';
import { answerKept } from '../answering.ts';
import type { Admitted, PageContext, PageRoute } from '../page-context.ts';
import { PAGES_PREFIX } from '../prefix.ts';
import { openToAll } from '../open-to-all.ts';
import { calendar } from './calendar.ts';
import { entriesOf, type Feed } from './entries.ts';
import { atomFeed, jsonFeed, rssFeed } from './feeds.ts';

const TOLD_MS = 90 * 86_400_000;
const ENTRIES_MAX = 50;

const FEEDS = {
  'feed.rss': ['application/rss+xml; charset=utf-8', rssFeed],
  'feed.atom': ['application/atom+xml; charset=utf-8', atomFeed],
  'feed.json': ['application/feed+json; charset=utf-8', jsonFeed],
} as const;

export function feedRoutes(app: FastifyInstance, { admitted, source }: PageContext): void {
  for (const [name, [type, write]] of Object.entries(FEEDS)) {
    app.get<PageRoute>(`${PAGES_PREFIX}/:slug/${name}`, { exposeHeadRoute: true }, async (request, reply) => {
      const one = await admitted(request, reply);
      if (!one) return reply;
      const make = async () => ({ type, text: write(await feedOf(one, name)) });
      return answerKept(request, reply, one, { key: name, make, headers: openToAll(one) });
    });
  }

  app.get<PageRoute>(`${PAGES_PREFIX}/:slug/calendar.ics`, { exposeHeadRoute: true }, async (request, reply) => {
    const one = await admitted(request, reply);
    if (!one) return reply;
    const make = async () => {
      const { page, address, view } = one.snapshot;
      const told = await source.told(page.id, view.generatedAtMs - TOLD_MS);
      const works = told.filter(({ scheduled }) => scheduled);
      const urlOf = (id: string) => (address === undefined ? undefined : `${address}/incidents/${id}`);
      return { type: 'text/calendar; charset=utf-8', text: calendar({ name: page.name, works, urlOf }) };
    };
    return answerKept(request, reply, one, { key: 'calendar', make, headers: openToAll(one) });
  });

  async function feedOf({ snapshot, wording, base }: Admitted, name: string): Promise<Feed> {
    const { page, address = base, view } = snapshot;
    const told = await source.told(page.id, view.generatedAtMs - TOLD_MS);
    const entries = told
      .flatMap((incident) => entriesOf(incident, `${address}/incidents/${incident.id}`, wording))
      .slice(0, ENTRIES_MAX);
    return {
      id: page.id,
      title: page.name,
      url: address === '' ? '/' : address,
      selfUrl: `${address}/${name}`,
      language: wording.tag,
      updatedAtMs: Math.max(page.updatedAtMs, ...entries.map(({ updatedAtMs }) => updatedAtMs)),
      entries,
    };
  }
}
