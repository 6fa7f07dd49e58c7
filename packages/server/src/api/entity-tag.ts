/** Entity tags: who changes a thing can say which one was read, so that nobody's change is written over unseen. */
import { shown } from '@upwatch/core/schemas';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Demand, Entity } from '../stores/port.ts';
import type { ApiDeps } from './deps.ts';
import { entityAt, entityMadeAt } from './entity-paths.ts';
import { API_PREFIX, COMPAT_PREFIX } from './prefixes.ts';
import { invalid, Problem } from './problem.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** What the request may change, held to `If-Match`. */
    demand: Demand | undefined;
    /** Which revision is shown. */
    revision: string | undefined;
  }
}

/** Answers with the `ETag` of what a path shows, and holds changes of it to `If-Match`. */
export function honourEntityTags(app: FastifyInstance, { core: { revisions } }: Pick<ApiDeps, 'core'>): void {
  app.decorateRequest('demand', undefined);
  app.decorateRequest('revision', undefined);

  app.addHook('preHandler', async (request) => {
    const entity = entityAt(request.method, pathOf(request), paramsOf(request));
    if (!entity) return;
    // Before it is shown: a tag may be older than what stands beside it, and is refused then, but never newer.
    if (request.method === 'GET') request.revision = await revisions.of(entity);
    else request.demand = demandOf(request, entity);
    // A change is held to it once more in its transaction; here the refusal comes before all others.
    if (request.headers['if-match'] !== undefined) request.demand?.check(await revisions.of(entity));
  });

  app.addHook('preHandler', (request, _reply, done) => {
    if (request.demand) revisions.during(request.demand, done);
    else done();
  });

  app.addHook('preSerialization', async (request, reply, payload) => {
    if (request.method !== 'POST' || reply.statusCode !== 201 || request.demand) return payload;
    const { data } = payload as { readonly data?: Readonly<Record<string, string | number>> };
    const made = data && entityMadeAt(pathOf(request), paramsOf(request), data);
    if (made) request.revision = await revisions.of(made);
    return payload;
  });

  app.addHook('onSend', async (request, reply, payload) => {
    const { revision } = request;
    if (revision !== undefined && reply.statusCode < 300) void reply.header('etag', tagOf(revision));
    return payload;
  });
}

function tagOf(revision: string): string {
  return `"${revision}"`;
}

function demandOf(request: FastifyRequest, entity: Entity): Demand {
  return {
    entity,
    check: (revision) => refuseStale(request, revision),
    kept: (revision) => void (request.revision = revision),
  };
}

/** One of a list of tags (RFC 9110, section 8.8.3), and what follows it. */
const LISTED = /^(W\/)?("[\x21\x23-\x7e\x80-\xff]*")[ \t]*(?:,[ \t,]*|$)/;

/**
 * What is not there at all is for the route to say. Tags are compared strongly (RFC 9110, section 13.1.1).
 * @throws Problem PRECONDITION_FAILED, or VALIDATION_FAILED for what is no list of tags
 */
function refuseStale(request: FastifyRequest, revision: string | undefined): void {
  const header = request.headers['if-match']?.trim();
  if (header === undefined || header === '*' || revision === undefined) return;
  const tag = tagOf(revision);
  const named = tagsIn(header);
  if (named.includes(tag)) return;
  const why = named.includes(`W/${tag}`)
    ? 'a weak one (W/) never matches; a proxy that compresses answers makes them weak'
    : 'it was changed since it was read; read it again, and decide whether the change is still meant';
  throw new Problem(
    'PRECONDITION_FAILED',
    `If-Match must be ${tag}, the ETag that it has now, got ${header.slice(0, 80)}: ${why}`,
  );
}

function tagsIn(header: string): readonly string[] {
  const tags: string[] = [];
  let rest = header.replace(/^[ \t,]+/, '');
  while (rest !== '') {
    const [listed, weak = '', tag = ''] = LISTED.exec(rest) ?? [];
    if (listed === undefined) break;
    tags.push(weak + tag);
    rest = rest.slice(listed.length);
  }
  if (rest === '' && tags.length > 0) return tags;
  throw invalid('If-Match', `If-Match must be * or ETags in quotes such as "1", got ${shown(header)}`);
}

function pathOf({ routeOptions: { url = '' } }: FastifyRequest): string {
  const prefix = [API_PREFIX, COMPAT_PREFIX].find((one) => url.startsWith(`${one}/`));
  return prefix === undefined ? '' : url.slice(prefix.length);
}

function paramsOf(request: FastifyRequest): Readonly<Record<string, string | number>> {
  return request.params as Readonly<Record<string, string | number>>;
}
