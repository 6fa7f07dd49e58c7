import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ServerConfig } from '../../config.ts';
import { basePathOf } from '../../base-path.ts';
import type { SingleSignOn } from '../../accounts/single-sign-on.ts';
import type { Api } from '../api-instance.ts';
import { API_PREFIX } from '../prefixes.ts';
import { Problem } from '../problem.ts';
import { callbackQuery, providerParams, startQuery } from '../schemas/single-sign-on.ts';
import { dropSignOn, isLoopback, keepSignOn, signOnOf, visitorOf } from '../session-cookie.ts';
import type { SignInContext } from './auth.ts';
import { forStrangers } from './operation.ts';

export interface SingleSignOnContext extends SignInContext {
  readonly singleSignOn: SingleSignOn;
}

const elsewhere = (description: string) => ({ 302: { description } }) as const;

/** How people get in by a provider: both are addresses that a browser goes to, and answer by where it goes next. */
export function singleSignOnRoutes(app: Api, { deps, accounts, singleSignOn, signedIn }: SingleSignOnContext): void {
  const { config } = deps;
  const basePath = basePathOf(config);

  app.get(
    '/auth/oidc/:provider/start',
    {
      schema: {
        ...forStrangers({
          operationId: 'startSingleSignOn',
          summary: 'Go to a provider to sign in',
          tags: ['Auth'],
        }),
        params: providerParams,
        querystring: startQuery,
        response: elsewhere('To the provider, or back to the sign-in page with the reason in `refused`.'),
      },
    },
    async (request, reply) => {
      const { provider } = request.params;
      const way = { back: backOf(request, config, provider), to: request.query.to };
      const begun = await singleSignOn.begin(provider, way).catch((error: unknown) => {
        if (error instanceof Problem) throw error;
        request.log.warn({ err: error, provider }, 'a provider of single sign-on does not answer');
        return undefined;
      });
      if (!begun) return go(reply, `${basePath}/sign-in?refused=provider`);
      keepSignOn(reply, begun.kept, config);
      return go(reply, begun.url);
    },
  );

  app.get(
    '/auth/oidc/:provider/callback',
    {
      schema: {
        ...forStrangers({
          operationId: 'finishSingleSignOn',
          summary: 'Come back from a provider, signed in',
          tags: ['Auth'],
        }),
        params: providerParams,
        querystring: callbackQuery,
        response: elsewhere('To where the way began, or back to the sign-in page with the reason in `refused`.'),
      },
    },
    async (request, reply) => {
      const { provider } = request.params;
      const cameBack = new URL(backOf(request, config, provider));
      cameBack.search = new URL(request.url, cameBack).search;
      const visitor = visitorOf(request, config);
      // The browser comes from the provider's page: what it brought along from here, sealed, says that it left from ours.
      const { sessionToken, address } = visitor;
      const before = sessionToken === undefined ? undefined : await accounts.sessionOf(sessionToken, address);
      const kept = signOnOf(request, config);
      dropSignOn(reply, config);
      const outcome = await singleSignOn.finish(provider, { cameBack, kept, visitor, signedIn: before });
      if (outcome.type === 'refused') return go(reply, `${basePath}/sign-in?refused=${outcome.refusal}`);
      await signedIn(reply, outcome.opened);
      return go(reply, `${basePath}${outcome.to}`);
    },
  );
}

/** Where the provider sends people back to: what is registered there. @throws Problem CONFLICT where nobody says */
function backOf(request: FastifyRequest, config: Pick<ServerConfig, 'publicUrl'>, provider: string): string {
  const here = `${request.protocol}://${request.host}${basePathOf(config)}`;
  const base = isLoopback(request) ? here : config.publicUrl;
  if (base === undefined)
    throw new Problem('CONFLICT', 'say in publicUrl (UPWATCH_PUBLIC_URL) where people reach this server');
  return `${base}${API_PREFIX}/auth/oidc/${provider}/callback`;
}

function go(reply: FastifyReply, where: string): FastifyReply {
  return reply.redirect(where, 302);
}
