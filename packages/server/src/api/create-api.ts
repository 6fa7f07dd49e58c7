/** Everything that answers over HTTP, put together. It listens when its owner says so. */
import type { FastifyInstance } from 'fastify';
import { type Accounts, createAccounts } from '../accounts/accounts.ts';
import { createIdentities, type Identities, opensBy } from '../accounts/identities.ts';
import { createPasskeys } from '../accounts/passkeys.ts';
import { createSingleSignOn } from '../accounts/single-sign-on.ts';
import { createSecondFactors } from '../accounts/second-factors.ts';
import { actRoutes } from '../acting/act-routes.ts';
import { basePathOf } from '../base-path.ts';
import { dashboardRoutes } from '../dashboard/dashboard-routes.ts';
import { PageHosts } from '../pages/page-hosts.ts';
import { KUMA_BADGES_PREFIX, KUMA_PAGES_PREFIX, PAGES_PREFIX } from '../pages/prefix.ts';
import { previewRoutes } from '../pages/preview/preview-routes.ts';
import { Previews } from '../pages/preview/previews.ts';
import { mcpRoutes } from '../mcp/mcp-routes.ts';
import type { Api } from './api-instance.ts';
import { type Authenticator, createAuthenticator } from './authenticate.ts';
import { demandPermission } from './authorize.ts';
import { contractRoutes } from './contract-routes.ts';
import type { ApiDeps } from './deps.ts';
import type { Dialect } from './dialect.ts';
import { honourEntityTags } from './entity-tag.ts';
import { eventRoutes } from './events/event-routes.ts';
import { createEventStreams, type EventStreams } from './events/event-streams.ts';
import { handOver } from './hand-over.ts';
import { asOurs, createHttpServer } from './http-server.ts';
import { honourIdempotencyKeys } from './idempotency.ts';
import { describeApi } from './openapi-document.ts';
import { API_PREFIX, COMPAT_PREFIX } from './prefixes.ts';
import { probeRoutes } from './prober/probe-routes.ts';
import { limitRate, RateCounts } from './rate-limit.ts';
import { signedInReply, signInRoutes } from './routes/auth.ts';
import { configurationRoutes } from './routes/configuration.ts';
import { dependencyRoutes } from './routes/dependencies.ts';
import { expectationRoutes } from './routes/expectations.ts';
import { pingRoutes, pushRoutes } from './routes/heartbeats.ts';
import { ownIdentityRoutes } from './routes/identities.ts';
import { importRoutes } from './routes/imports.ts';
import { lastDayRoutes } from './routes/last-day.ts';
import { monitorHistoryRoutes } from './routes/monitor-history.ts';
import { passwordResetRoutes } from './routes/members.ts';
import { selfRoutes } from './routes/self.ts';
import { sessionRoutes } from './routes/sessions.ts';
import { statusPagePreviewRoutes } from './routes/status-page-previews.ts';
import { ownPasskeyRoutes, type PasskeyContext, passkeyMakingRoutes, passkeySignInRoutes } from './routes/passkeys.ts';
import { ownFactorRoutes, secondFactorRoutes, signInRuleRoutes } from './routes/second-factors.ts';
import { serverRoutes } from './routes/server.ts';
import { withholdFromViewers } from './withheld.ts';
import { signInMethods } from './sign-in-methods.ts';
import { type SingleSignOnContext, singleSignOnRoutes } from './routes/single-sign-on.ts';
import { simpleRoutes } from './simple/simple-routes.ts';

/** What both dialects go by: a key has one budget, whichever it speaks. */
interface Shared extends PasskeyContext, SingleSignOnContext {
  readonly identities: Identities;
  readonly deps: ApiDeps;
  readonly accounts: Accounts;
  readonly authenticator: Authenticator;
  readonly streams: EventStreams;
  readonly rates: RateCounts;
  readonly previews: Previews;
  readonly requestsUnderWay: Set<string>;
}

/**
 * Makes the API, not yet listening.
 * @example
 * const api = createApi(deps);
 * await api.listen({ host: deps.config.host, port: deps.config.port });
 */
export function createApi(deps: ApiDeps): FastifyInstance {
  const streams = createEventStreams(deps);
  const { core, clock, log, config, setupCode, passwordHasher: hasher } = deps;
  const life = config.sessions;
  const basePath = basePathOf(config);
  const accounts = createAccounts({ store: core.accounts, factors: core.factors, clock, log, life, setupCode, hasher });
  const authenticator = createAuthenticator(deps, accounts);
  const providers = config.signInProviders ?? [];
  const singleSignOn = createSingleSignOn({
    providers,
    store: core.identities,
    members: core.accounts,
    ...{ accounts, clock, log, outbound: deps.outbound },
  });
  const methodsOf = signInMethods(core.factors, config, singleSignOn.providers);
  const { factors: store, accounts: known, organization } = core;
  const shared = {
    deps,
    streams,
    accounts,
    authenticator,
    methodsOf,
    singleSignOn,
    signedIn: signedInReply({ deps, accounts, streams, methodsOf }),
    identities: createIdentities({ providers, accounts, store: core.identities }),
    passkeys: createPasskeys({
      ...{ accounts, store, organization, clock, log, newId: deps.newId },
      opens: opensBy(providers),
    }),
    factors: createSecondFactors({ accounts, store, known, organization, clock }),
    rates: new RateCounts(deps.clock),
    previews: new Previews(clock, basePath),
    requestsUnderWay: new Set<string>(),
  };
  const hosts = new PageHosts({
    ...{ domains: core.statusPages.domains, clock, basePath },
    onTrouble: (error) => log.error({ err: error }, 'the domains of status pages could not be read'),
  });
  const app = createHttpServer(deps, hosts);
  app.addHook('onReady', () => hosts.read());
  app.addHook('preClose', async () => streams.close());

  void app.register(async (root) => {
    asOurs(root, deps);
    await describeApi(root, deps);
    await root.register(async (server) => serverRoutes(server as unknown as Api, deps, authenticator));
    await root.register(async (pages) => actRoutes(pages, deps));
    await root.register(async (site) => dashboardRoutes(site, { basePath, directory: deps.dashboardDirectory }));
    await root.register(async (drafts) => previewRoutes(drafts, shared.previews));
    await root.register(async (pushes) => pushRoutes(pushes as unknown as Api, deps));
    await root.register(async (simple) => simpleRoutes(simple as unknown as Api, deps, authenticator));
    await mount(root, 'full', shared);
  });
  // As many routes and schemas again, for clients that most servers never see.
  void app.register(async (older) => handOver(older, [COMPAT_PREFIX], () => createCompatApi(shared)));
  // Many a server has no page, and the rest need none until somebody reads it.
  void app.register(async (pages) =>
    handOver(pages, [PAGES_PREFIX, KUMA_BADGES_PREFIX, KUMA_PAGES_PREFIX], async () => {
      const { createPageServer } = await import('../pages/page-server.ts');
      return createPageServer(deps, { hosts, isSignedIn: (request) => authenticator.isReader(request) });
    }),
  );
  return app;
}

function createCompatApi(shared: Shared): FastifyInstance {
  const app = createHttpServer(shared.deps);
  asOurs(app, shared.deps);
  void app.register(async (root) => mount(root, 'compat', shared));
  return app;
}

/** One implementation, mounted once for each dialect. */
async function mount(root: FastifyInstance, dialect: Dialect, shared: Shared): Promise<void> {
  const { deps, accounts, authenticator, streams, rates, requestsUnderWay } = shared;
  const context = { deps, dialect };
  const prefix = dialect === 'full' ? API_PREFIX : COMPAT_PREFIX;
  await root.register(async (pings) => pingRoutes(pings as unknown as Api, context), { prefix });
  if (dialect === 'full') {
    await root.register(async (people) => signInRoutes(people as unknown as Api, shared), { prefix });
    await root.register(
      async (people) => {
        const api = people as unknown as Api;
        secondFactorRoutes(api, shared);
        passkeyMakingRoutes(api, shared);
      },
      { prefix },
    );
    await root.register(async (people) => passkeySignInRoutes(people as unknown as Api, shared), { prefix });
    await root.register(async (people) => singleSignOnRoutes(people as unknown as Api, shared), { prefix });
  }
  await root.register(async (scope) => {
    scope.addHook('onRequest', async (request) => {
      // Agents, scrapers and clients of the contract have keys; what a browser keeps is for what its own pages ask.
      const isForPeople = dialect === 'full' && request.url.startsWith(`${API_PREFIX}/`);
      request.caller = await (isForPeople ? authenticator.demand(request) : authenticator.demandKey(request));
      demandPermission(request, request.caller);
    });
    withholdFromViewers(scope);
    await limitRate(scope, rates);
    honourIdempotencyKeys(scope, deps, requestsUnderWay);
    honourEntityTags(scope, deps);
    if (dialect === 'full') {
      await scope.register(async (agents) => mcpRoutes(agents, deps));
      await scope.register(async (scrapers) => probeRoutes(scrapers, deps));
    }
    await scope.register(
      async (mounted) => {
        const api = mounted as unknown as Api;
        contractRoutes(api, context, (holder) => streams.endOf(holder));
        if (dialect === 'compat') return;
        sessionRoutes(api, shared);
        ownFactorRoutes(api, shared);
        ownPasskeyRoutes(api, shared);
        ownIdentityRoutes(api, shared);
        signInRuleRoutes(api, shared);
        passwordResetRoutes(api, context, accounts);
        eventRoutes(api, streams, authenticator);
        importRoutes(api, context);
        monitorHistoryRoutes(api, context);
        dependencyRoutes(api, context);
        expectationRoutes(api, context);
        selfRoutes(api, context);
        lastDayRoutes(api, context);
        configurationRoutes(api, context);
        statusPagePreviewRoutes(api, context, shared.previews);
      },
      { prefix },
    );
  });
}
