/** The page, its history, its incidents, and the few files that they load. */
import type { FastifyInstance, FastifyReply } from 'fastify';
import { answerKept } from './answering.ts';
import type { Admitted, PageContext, PageRoute } from './page-context.ts';
import { historyMonth, monthOf } from './history-month.ts';
import { PAGES_PREFIX } from './prefix.ts';
import { ICON } from './render/document.ts';
import { historyDocument, incidentDocument, statusDocument } from './render/status-document.ts';
import { PAGE_SCRIPT } from './render/script.ts';
import { PAGE_STYLE } from './render/style.ts';
import { themeCss } from './theme.ts';

const AT = `${PAGES_PREFIX}/:slug`;
const HTML = 'text/html; charset=utf-8';
const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;

export function documentRoutes(app: FastifyInstance, context: PageContext): void {
  const { admitted, source, deps } = context;
  const framed = (one: Admitted) => ({ ...one, isLive: true });

  app.get<PageRoute>(AT, { exposeHeadRoute: true }, async (request, reply) => {
    const one = await admitted(request, reply);
    if (!one) return reply;
    const make = async () => ({ type: HTML, text: statusDocument(one.snapshot.view, framed(one)) });
    return answerKept(request, reply, one, { key: 'page', make });
  });

  app.get<MonthRoute>(`${AT}/history`, { exposeHeadRoute: true }, (request, reply) => history(request, reply));
  app.get<MonthRoute>(`${AT}/history/:month`, { exposeHeadRoute: true }, (request, reply) => history(request, reply));

  async function history(request: MonthRequest, reply: FastifyReply): Promise<FastifyReply> {
    const one = await admitted(request, reply);
    if (!one) return reply;
    const nowMs = one.snapshot.view.generatedAtMs;
    const make = async () => {
      const month = await historyMonth(one.snapshot.page.id, request.params.month ?? monthOf(nowMs), nowMs, source);
      return month && { type: HTML, text: historyDocument(month, nowMs, one) };
    };
    return answerKept(request, reply, one, { key: `history ${request.params.month ?? ''}`, make });
  }

  app.get<IncidentRoute>(`${AT}/incidents/:id`, { exposeHeadRoute: true }, async (request, reply) => {
    const one = await admitted(request, reply);
    if (!one) return reply;
    const { id } = request.params;
    const make = async () => {
      const incident = UUID.test(id) ? await source.incident(one.snapshot.page.id, id) : undefined;
      return incident && { type: HTML, text: incidentDocument(incident, deps.clock.wall(), framed(one)) };
    };
    return answerKept(request, reply, one, { key: `incident ${id}`, make });
  });
}

interface MonthRoute extends PageRoute {
  readonly Params: { readonly slug: string; readonly month?: string };
}
type MonthRequest = Parameters<PageContext['admitted']>[0] & { readonly params: MonthRoute['Params'] };
interface IncidentRoute extends PageRoute {
  readonly Params: { readonly slug: string; readonly id: string };
}

/** Files of all pages, and the colours of one. They hold nothing that is not for everybody. */
export function assetRoutes(app: FastifyInstance, { found }: PageContext): void {
  const files: Readonly<Record<string, readonly [type: string, text: string]>> = {
    'style.css': ['text/css; charset=utf-8', PAGE_STYLE],
    'live.js': ['text/javascript; charset=utf-8', PAGE_SCRIPT],
    'icon.svg': ['image/svg+xml', ICON],
  };
  for (const [name, [type, text]] of Object.entries(files)) {
    app.get(`${AT}/assets/${name}`, async (_request, reply) => asset(reply, type, text));
  }
  app.get<PageRoute>(`${AT}/assets/theme.css`, async (request, reply) => {
    const one = await found(request, reply);
    return one ? asset(reply, 'text/css; charset=utf-8', themeCss(one.snapshot.page.branding)) : reply;
  });
}

/** The page names its files with what is in them, so a browser may keep them. */
function asset(reply: FastifyReply, type: string, text: string): FastifyReply {
  return reply
    .type(type)
    .headers({ 'cache-control': 'public, max-age=86400', 'content-security-policy': "default-src 'none'; sandbox" })
    .send(text);
}
