/**
 * Answers for status pages, as a server of its own that is made for their first reader. What it tells is in the snapshot
 * of a page; who may read it is asked once, before any of its parts.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { createPasswordHasher } from '../accounts/password-hash.ts';
import type { ApiDeps } from '../api/deps.ts';
import { basePathOf } from '../base-path.ts';
import { createHttpServer } from '../api/http-server.ts';
import { Problem } from '../api/problem.ts';
import { PAGE_LANGUAGES, type PageLanguage } from '../stores/port.ts';
import { Access } from './access.ts';
import { answerNotFound, answerPage } from './answering.ts';
import { badgeRoutes } from './badges/badge-routes.ts';
import { feedRoutes } from './feeds/feed-routes.ts';
import { gateDocument, gateRoutes } from './gate.ts';
import { kumaRoutes } from './kuma/kuma-routes.ts';
import { linksAt } from './links.ts';
import { noticeDocument } from './notice.ts';
import type { Admitted, PageContext, PageRoute } from './page-context.ts';
import type { PageHosts } from './page-hosts.ts';
import { PageSource } from './page-source.ts';
import { pagePolicy } from './policy.ts';
import { PAGES_PREFIX } from './prefix.ts';
import { type Snapshot, Snapshots } from './snapshots.ts';
import { assetRoutes, documentRoutes } from './document-routes.ts';
import { subscriptionRoutes } from './subscribers/subscription-routes.ts';
import { summaryRoutes } from './summary/summary-routes.ts';
import { wordingOf } from './wording/wording.ts';

const FORM_BYTES_MAX = 16 * 1024;
export interface PageServerGiven {
  readonly hosts: PageHosts;
  /** Whether a member of the organization asks. */
  readonly isSignedIn: (request: FastifyRequest) => Promise<boolean>;
}

export function createPageServer(deps: ApiDeps, { hosts, isSignedIn }: PageServerGiven): FastifyInstance {
  const app = createHttpServer(deps);
  const basePath = basePathOf(deps.config);
  const source = new PageSource(deps);
  const snapshots = new Snapshots({ pages: deps.core.statusPages, source, clock: deps.clock });
  const access = new Access({
    settings: deps.core.settings,
    nowMs: () => deps.clock.wall(),
    isSignedIn,
  });

  async function found(request: FastifyRequest<PageRoute>, reply: FastifyReply): Promise<Admitted | undefined> {
    const { slug } = request.params;
    const snapshot = await snapshots.of(slug);
    if (!snapshot) {
      answerNotFound(reply);
      return undefined;
    }
    const base = hosts.slugOf(request.headers.host) === slug ? '' : `${basePath}${PAGES_PREFIX}/${slug}`;
    const { page } = snapshot;
    const language = languageOf(request.query['lang']) ?? page.options.language ?? 'en';
    const frame = {
      name: page.name,
      branding: page.branding,
      isPublic: page.visibility === 'PUBLIC',
      footerText: page.options.footerText,
      takesSubscribers: takesSubscribers(snapshot),
    };
    return { snapshot, wording: await wordingOf(language), language, links: linksAt(base), base, frame };
  }

  const context: PageContext = {
    deps,
    source,
    access,
    passwords: deps.passwordHasher ?? createPasswordHasher(),
    found,
    admitted: async (request, reply) => {
      const one = await found(request, reply);
      const refused = one && (await access.refusal(one.snapshot.page, request));
      if (!one || !refused) return one;
      const status = refused === 'network' ? 403 : 401;
      const wants = request.method === 'GET' ? request.url : one.links.home;
      answerPage(reply.code(status), one, gateDocument(one, refused, { wants }));
      return undefined;
    },
  };

  app.addHook('onRequest', async (request, reply) => {
    reply.headers({
      'x-request-id': request.id,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cache-control': 'no-store',
    });
  });
  app.addHook('onResponse', async (request, reply) => {
    // Readers come by the thousand: a line for each would push out all others.
    if (reply.statusCode >= 500)
      request.log.error({ path: request.url.slice(0, 200), status: reply.statusCode }, 'request failed');
  });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string', bodyLimit: FORM_BYTES_MAX },
    async (_request: FastifyRequest, text: string) => new URLSearchParams(text),
  );
  void app.register(async (scope) => {
    scope.setNotFoundHandler((_request, reply) => answerNotFound(reply));
    scope.setErrorHandler((error: unknown, request, reply) => {
      const status = statusOf(error);
      if (status >= 500) request.log.error({ err: error }, 'a status page could not be shown');
      return reply
        .code(status)
        .type('text/html; charset=utf-8')
        .header('content-security-policy', pagePolicy(undefined))
        .send(
          noticeDocument(status >= 500 ? 'This page cannot be shown right now' : 'This request cannot be answered', ''),
        );
    });
    assetRoutes(scope, context);
    documentRoutes(scope, context);
    gateRoutes(scope, context);
    feedRoutes(scope, context);
    badgeRoutes(scope, context);
    summaryRoutes(scope, context);
    subscriptionRoutes(scope, context);
    kumaRoutes(scope, { deps, snapshots });
  });
  return app;
}

/** Without an address of the page no link in a mail would lead anywhere. */
function takesSubscribers({ page: { options }, address }: Snapshot): boolean {
  return address !== undefined && (options.mailChannelId !== undefined || options.takesWebhooks === true);
}

function statusOf(error: unknown): number {
  if (error instanceof Problem) return error.status;
  const { statusCode } = error as { readonly statusCode?: number };
  return statusCode !== undefined && statusCode >= 400 && statusCode < 600 ? statusCode : 500;
}

function languageOf(asked: string | undefined): PageLanguage | undefined {
  return PAGE_LANGUAGES.find((language) => language === asked);
}
