/** How documents of a page are sent. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { noticeDocument } from './notice.ts';
import type { Admitted, PageRoute } from './page-context.ts';
import { pagePolicy } from './policy.ts';
import type { KeptDocument, MadeDocument, Snapshot } from './snapshots.ts';

/**
 * An answer that somebody between keeps may be so old: a page must not stay green in a cache. After that it is asked for
 * anew, and not given out once more because the server does not answer (RFC 9111, section 5.2.2.2).
 */
export const SHARED = 'public, max-age=5, must-revalidate';

export function answerNotFound(reply: FastifyReply): FastifyReply {
  return reply
    .code(404)
    .type('text/html; charset=utf-8')
    .header('content-security-policy', pagePolicy(undefined))
    .send(noticeDocument('There is no such page', 'It may have been moved or taken away.'));
}

/** A document that is not kept. */
export function answerPage(reply: FastifyReply, { snapshot }: Admitted, text: string): FastifyReply {
  return reply.type('text/html; charset=utf-8').headers(policyHeaders(snapshot)).send(text);
}

/** As they are worked out once for a snapshot, and sent to each of its readers. */
const policies = new WeakMap<Snapshot, Readonly<Record<string, string>>>();

/** What a browser is told of a document of the page. */
function policyHeaders(snapshot: Snapshot): Readonly<Record<string, string>> {
  let headers = policies.get(snapshot);
  if (!headers) policies.set(snapshot, (headers = policyOf(snapshot)));
  return headers;
}

function policyOf({ page }: Snapshot): Readonly<Record<string, string>> {
  const isFramed = (page.options.frameAncestors ?? []).length > 0;
  return {
    'content-security-policy': pagePolicy(page),
    // For browsers that know no better; it cannot name who may.
    ...(!isFramed && { 'x-frame-options': 'DENY' }),
    ...(page.visibility !== 'PUBLIC' && { 'x-robots-tag': 'noindex, nofollow' }),
  };
}

/** One document of a page: kept with the snapshot, compressed as the reader takes it, and not sent twice. */
export async function answerKept(
  request: FastifyRequest<PageRoute>,
  reply: FastifyReply,
  admitted: Admitted,
  given: {
    readonly key: string;
    readonly make: () => Promise<MadeDocument | undefined>;
    readonly headers?: Record<string, string>;
  },
): Promise<FastifyReply> {
  const { snapshot, language, base } = admitted;
  const kept = await snapshot.document(`${language} ${base} ${given.key}`, given.make);
  if (!kept) return answerNotFound(reply);
  const isPublic = snapshot.page.visibility === 'PUBLIC';
  reply.headers({
    ...policyHeaders(snapshot),
    etag: kept.etag,
    vary: 'Accept-Encoding',
    'cache-control': isPublic ? SHARED : 'private, no-cache',
    ...given.headers,
  });
  if (request.headers['if-none-match']?.includes(kept.etag)) return reply.code(304).send();
  return encoded(request, reply.type(kept.type), kept);
}

function encoded(request: FastifyRequest, reply: FastifyReply, kept: KeptDocument): FastifyReply {
  const accepted = [request.headers['accept-encoding'] ?? ''].flat().join();
  if (/\bbr\b/.test(accepted)) return reply.header('content-encoding', 'br').send(kept.br);
  if (/\bgzip\b/.test(accepted)) return reply.header('content-encoding', 'gzip').send(kept.gzip);
  return reply.send(kept.plain);
}
