/** The dashboard, to whoever opens the server's address in a browser: files from the disk, and one page for all of its addresses. */
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Problem } from '../api/problem.ts';
import {
  encodedPath,
  encodingFor,
  listSite,
  readPages,
  type Site,
  type SiteFile,
  siteDirectory,
} from './site-files.ts';

/** Nothing from elsewhere, nothing inline, and nobody may frame it. */
const POLICY = [
  "default-src 'self'",
  "img-src 'self' data:",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ');

const HEADERS = {
  'content-security-policy': POLICY,
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
} as const;

/** Those that have no hash in their name: the page asks for them by it. */
const ROOT_FILES = ['/favicon.svg', '/favicon-down.svg', '/favicon-degraded.svg', '/theme.js'];
const YEAR_SECONDS = 31_536_000;

interface DashboardOptions {
  /** The folder that stands before our addresses. */
  readonly basePath: string;
  /** Where it was built. */
  readonly directory?: string | undefined;
}

/**
 * Serves the dashboard. Only a browser that wants a page gets one: a program that asks for `/monitors` and means
 * `/api/v1/monitors` is told that nothing is there.
 */
export function dashboardRoutes(
  app: FastifyInstance,
  { basePath, directory = siteDirectory() }: DashboardOptions,
): void {
  const schema = { hide: true };
  const pages = directory === undefined ? [] : readPages(directory);
  leadToDocs(app, pages, basePath);
  if (directory === undefined) return;
  const root = directory;
  let listed: Site | undefined;
  /** Listed again where it was built again meanwhile: the page then names other files. */
  async function site(): Promise<Site> {
    const { mtimeMs } = await stat(root);
    if (listed?.builtMs !== mtimeMs) listed = listSite(root, mtimeMs, basePath);
    return listed;
  }

  for (const page of pages)
    app.get(page, { schema, exposeHeadRoute: true }, async (request, reply) => {
      demandBrowser(request, reply);
      return sendPage((await site()).index, request, reply);
    });
  for (const path of ['/assets/:name', ...ROOT_FILES])
    app.get(path, { schema, exposeHeadRoute: true, config: { isNoise: true } }, async (request, reply) =>
      sendNamed(request, reply),
    );

  async function sendNamed(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const path = request.url.split('?', 1)[0]!;
    const file = (await site()).files.get(path);
    if (!file) throw new Problem('ROUTE_NOT_FOUND', `there is no path ${path.slice(0, 200)}`);
    return send(file, request, reply);
  }
}

/** Addresses that people have, of messages and by heart, which no page of the dashboard answers. */
function leadToDocs(app: FastifyInstance, pages: readonly string[], basePath: string): void {
  const schema = { hide: true };
  if (!pages.includes('/'))
    app.get('/', { schema, exposeHeadRoute: true }, async (request, reply) => {
      demandBrowser(request, reply);
      return reply.redirect(`${basePath}/docs/`);
    });
  if (!pages.some((page) => /^\/incidents\/:\w+$/.test(page)))
    app.get<{ Params: { id: string } }>('/incidents/:id', { schema }, async ({ params }, reply) =>
      reply.redirect(`${basePath}/docs/?incident=${encodeURIComponent(params.id)}#/Incidents/getIncident`),
    );
}

/** @throws Problem ROUTE_NOT_FOUND for a program */
function demandBrowser(request: FastifyRequest, reply: FastifyReply): void {
  reply.header('vary', 'Accept, Accept-Encoding');
  if (request.headers.accept?.toLowerCase().includes('text/html')) return;
  const path = request.url.split('?', 1)[0]!.slice(0, 200);
  throw new Problem(
    'ROUTE_NOT_FOUND',
    `there is nothing for programs at ${path}: the API is under /api/v1, what it takes in /openapi.json`,
  );
}

/** The one page of all addresses: small, made at once, and asked for anew each time. */
function sendPage({ html, etag }: Site['index'], request: FastifyRequest, reply: FastifyReply): FastifyReply {
  reply.headers({ ...HEADERS, 'cache-control': 'no-cache', etag });
  if (request.headers['if-none-match'] === etag) return reply.code(304).send();
  return reply.type('text/html; charset=utf-8').send(html);
}

async function send(file: SiteFile, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const encoding = encodingFor(file, request.headers['accept-encoding']);
  const path = encodedPath(file, encoding);
  const { size, mtimeMs } = await stat(path);
  const etag = `"${Math.floor(mtimeMs).toString(36)}-${size.toString(36)}"`;
  reply.headers({
    ...HEADERS,
    'cache-control': file.isImmutable ? `public, max-age=${YEAR_SECONDS}, immutable` : 'no-cache',
    etag,
  });
  if (!reply.hasHeader('vary')) reply.header('vary', 'Accept-Encoding');
  if (request.headers['if-none-match'] === etag) return reply.code(304).send();
  reply.type(file.type).header('content-length', size);
  if (encoding !== undefined) reply.header('content-encoding', encoding);
  return reply.send(createReadStream(path));
}
