/**
 * The addresses by which Uptime Kuma gives its badges and its pages to programs, for what is shown to everybody here. Of all
 * else is told what is told of numbers and names that there are not.
 */
import { type ComponentView, componentsOf, shownStatus } from '@upwatch/core';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { SHARED } from '../answering.ts';
import { badge } from '../badges/badge.ts';
import { SVG } from '../badges/badge-routes.ts';
import { KUMA_BADGES_PREFIX, KUMA_PAGES_PREFIX, PAGES_PREFIX } from '../prefix.ts';
import type { Snapshot, Snapshots } from '../snapshots.ts';
import { type AskedSpan, type Figure, kumaBadge, type Query, spanIn } from './kuma-badge.ts';
import { Figures } from './figures.ts';
import { heartbeatsOf, type KumaPageGiven, pageOf } from './kuma-page.ts';
import { type PublicPlace, PublicMonitors } from './public-monitors.ts';

/** For all sites, as readers without a cookie see it. */
const HEADERS = {
  'access-control-allow-origin': '*',
  'cross-origin-resource-policy': 'cross-origin',
  'cache-control': SHARED,
  'content-security-policy': "default-src 'none'; sandbox",
};

type Deps = ConstructorParameters<typeof Figures>[0] & ConstructorParameters<typeof PublicMonitors>[0];

interface Shown {
  readonly place: PublicPlace;
  readonly component: ComponentView;
}

interface BadgeKind {
  readonly path: string;
  /** What it says that it is about. */
  readonly label: (span: AskedSpan) => string;
  /** Undefined where the page shows nothing of the kind. */
  readonly figure: (shown: Shown, span: AskedSpan, given: Given) => Promise<Figure | undefined>;
}

interface Given {
  readonly figures: Figures;
  readonly nowMs: () => number;
}

const BADGES: readonly BadgeKind[] = [
  {
    path: 'status',
    label: () => 'Status',
    figure: async ({ component }) => ({ type: 'status', status: shownStatus(component) }),
  },
  {
    path: 'uptime/:duration?',
    label: ({ text }) => `Uptime (${text})`,
    figure: async ({ place, component }, { ms }, { figures }) => {
      const { uptimePercentage: percentage } = component.bars ? await figures.ofSpan(place.sourceId, ms) : {};
      return percentage === undefined ? undefined : { type: 'uptime', percentage };
    },
  },
  { path: 'ping/:duration?', label: ({ text }) => `Avg. Ping (${text})`, figure: averageTime },
  { path: 'avg-response/:duration?', label: ({ text }) => `Avg. Response (${text})`, figure: averageTime },
  {
    path: 'response',
    label: () => 'Response',
    figure: async ({ component }) => {
      const newest = component.responseTimes?.at(-1);
      return newest && { type: 'time', milliseconds: newest.averageMs };
    },
  },
  {
    path: 'cert-exp',
    label: () => 'Cert Exp.',
    figure: async ({ place, component }, _span, { figures, nowMs }) => {
      // Of what nobody looks at, nothing is known now.
      const endMs = component.isCurrent ? figures.certificateEndMs(place.sourceId) : undefined;
      return endMs === undefined ? undefined : { type: 'certificate', endMs, nowMs: nowMs() };
    },
  },
];

async function averageTime({ place, component }: Shown, { ms }: AskedSpan, { figures }: Given) {
  const { averageMs } = component.responseTimes ? await figures.ofSpan(place.sourceId, ms) : {};
  return averageMs === undefined ? undefined : ({ type: 'time', milliseconds: averageMs } as const);
}

interface BadgeRoute {
  readonly Params: { readonly number: string; readonly duration?: string; readonly slug?: string };
  readonly Querystring: Query;
}
interface PageRoute {
  readonly Params: { readonly page: string; readonly slug?: string };
}

/** Under the server's own name, and under that of a page: there for what that page shows. */
const BASES = ['', `${PAGES_PREFIX}/:slug`];

export function kumaRoutes(
  app: FastifyInstance,
  { deps, snapshots }: { readonly deps: Deps; readonly snapshots: Snapshots },
): void {
  const monitors = new PublicMonitors(deps);
  const figures = new Figures(deps);
  const given = { figures, nowMs: () => deps.clock.wall() };

  /** Where everybody sees it now. */
  async function shownAt(number: string, slug: string | undefined): Promise<readonly Shown[]> {
    const shown: Shown[] = [];
    for (const place of await monitors.placesOf(number)) {
      if (slug !== undefined && place.slug !== slug) continue;
      const snapshot = await publicPage(place.slug, snapshots);
      const component = snapshot && componentsOf(snapshot.view).find(({ id }) => id === place.componentId);
      if (component) shown.push({ place, component });
    }
    return shown;
  }

  async function figureOf(kind: BadgeKind, span: AskedSpan, params: BadgeRoute['Params']): Promise<Figure | undefined> {
    for (const shown of await shownAt(params.number, params.slug)) {
      const figure = await kind.figure(shown, span, given);
      if (figure) return figure;
    }
    return undefined;
  }

  for (const base of BASES) {
    for (const kind of BADGES) {
      const url = `${base}${KUMA_BADGES_PREFIX}/:number/${kind.path}`;
      app.get<BadgeRoute>(url, { exposeHeadRoute: true }, async ({ params, query }, reply) => {
        const span = spanIn(params.duration);
        const figure = span && (await figureOf(kind, span, params));
        const drawn = badge(kumaBadge(kind.label(span ?? { ms: 0, text: 'N/A' }), figure, query));
        return reply.headers(HEADERS).type(SVG).send(drawn);
      });
    }
    pageRoutes(app, base, { snapshots, monitors, figures });
  }
}

interface PageDeps {
  readonly snapshots: Snapshots;
  readonly monitors: PublicMonitors;
  readonly figures: Figures;
}

function pageRoutes(app: FastifyInstance, base: string, { snapshots, monitors, figures }: PageDeps): void {
  const answering = (write: (page: KumaPageGiven) => Promise<object>) => {
    return async ({ params }: { readonly params: PageRoute['Params'] }, reply: FastifyReply) => {
      const slug = params.page.toLowerCase();
      const isHere = params.slug === undefined || params.slug === slug;
      const snapshot = isHere ? await publicPage(slug, snapshots) : undefined;
      reply.headers(HEADERS);
      if (!snapshot) return reply.code(404).send({ status: 'fail', msg: 'Status Page Not Found' });
      return await write({ snapshot, monitors, figures });
    };
  };
  const at = `${base}${KUMA_PAGES_PREFIX}`;
  app.get<PageRoute>(`${at}/:page`, { exposeHeadRoute: true }, answering(pageOf));
  app.get<PageRoute>(`${at}/heartbeat/:page`, { exposeHeadRoute: true }, answering(heartbeatsOf));
}

async function publicPage(slug: string, snapshots: Snapshots): Promise<Snapshot | undefined> {
  const snapshot = await snapshots.of(slug);
  return snapshot?.page.visibility === 'PUBLIC' ? snapshot : undefined;
}
