/** Answers with previews: to whoever was told their address. */
import type { FastifyInstance, FastifyReply } from 'fastify';
import { Problem } from '../../api/problem.ts';
import { ICON } from '../render/document.ts';
import { PAGE_STYLE } from '../render/style.ts';
import { type Preview, type Previews, PREVIEWS_PREFIX } from './previews.ts';

interface PreviewRoute {
  readonly Params: { readonly token: string };
}

type File = readonly [type: string, text: (preview: Preview) => string];

const FILES: Readonly<Record<string, File>> = {
  'style.css': ['text/css; charset=utf-8', () => PAGE_STYLE],
  'theme.css': ['text/css; charset=utf-8', ({ themeCss }) => themeCss],
  'icon.svg': ['image/svg+xml', () => ICON],
};

export function previewRoutes(app: FastifyInstance, previews: Pick<Previews, 'get'>): void {
  const options = { schema: { hide: true } };
  const existing = (token: string): Preview => {
    const preview = previews.get(token);
    if (!preview) throw new Problem('ROUTE_NOT_FOUND', 'there is no such preview: each is kept for five minutes');
    return preview;
  };

  app.get<PreviewRoute>(`${PREVIEWS_PREFIX}/:token`, options, async ({ params }, reply) => {
    const { html, policy } = existing(params.token);
    return send(reply, 'text/html; charset=utf-8', html, policy);
  });
  for (const [name, [type, text]] of Object.entries(FILES))
    app.get<PreviewRoute>(`${PREVIEWS_PREFIX}/:token/${name}`, options, async ({ params }, reply) =>
      // A sandboxed document is of no origin, so its own files are from elsewhere.
      send(reply.header('cross-origin-resource-policy', 'cross-origin'), type, text(existing(params.token)), undefined),
    );
}

function send(reply: FastifyReply, type: string, text: string, policy = "default-src 'none'; sandbox"): FastifyReply {
  return reply
    .type(type)
    .headers({ 'content-security-policy': policy, 'x-robots-tag': 'noindex, nofollow' })
    .send(text);
}
