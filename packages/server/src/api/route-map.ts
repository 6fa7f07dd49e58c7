/** Which methods a path takes: fastify answers 404 where 405 is meant. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ApiDeps } from './deps.ts';
import { sendProblem } from './error-handler.ts';
import { Problem } from './problem.ts';

interface KnownPath {
  readonly pattern: RegExp;
  readonly methods: Set<string>;
}

/** Answers unknown paths with 404, and known ones asked the wrong way with 405 and `Allow`. */
export function answerUnknownRoutes(app: FastifyInstance, deps: Pick<ApiDeps, 'clock'>): void {
  const paths = new Map<string, KnownPath>();
  app.addHook('onRoute', ({ url, method }) => {
    if (url.includes('*')) return;
    const known = paths.get(url) ?? { pattern: patternOf(url), methods: new Set<string>() };
    for (const one of [method].flat()) known.methods.add(one);
    paths.set(url, known);
  });
  app.setNotFoundHandler((request: FastifyRequest, reply: FastifyReply) => {
    const path = request.url.split('?', 1)[0]!;
    const allowed = new Set(
      [...paths.values()].filter(({ pattern }) => pattern.test(path)).flatMap(({ methods }) => Array.from(methods)),
    );
    return sendProblem(problemFor(request.method, path, [...allowed].sort()), request, reply, deps.clock.wall());
  });
}

function problemFor(method: string, path: string, allowed: readonly string[]): Problem {
  const shown = path.slice(0, 200);
  if (allowed.length === 0) return new Problem('ROUTE_NOT_FOUND', `there is no path ${shown}`);
  const allow = allowed.join(', ');
  return new Problem('METHOD_NOT_ALLOWED', `${shown} takes ${allow}, got ${method}`, { headers: { allow } });
}

function patternOf(url: string): RegExp {
  const parts = url
    .split('/')
    .map((part) => (part.startsWith(':') ? '[^/]+' : part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')));
  return new RegExp(`^${parts.join('/')}$`);
}
