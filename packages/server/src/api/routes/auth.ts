import type { FastifyReply } from 'fastify';
import type { Accounts } from '../../accounts/accounts.ts';
import { actorOfMember, type Opened, type SignedIn } from '../../accounts/signed-in.ts';
import type { Api } from '../api-instance.ts';
import type { Authenticator } from '../authenticate.ts';
import { memberHolder, sessionHolder } from '../caller.ts';
import type { ApiDeps } from '../deps.ts';
import type { EventStreams } from '../events/event-streams.ts';
import { presentSignedIn, presentSignedOut } from '../present/session.ts';
import { refuseForeignPage } from '../same-origin.ts';
import type { MethodsOf } from '../sign-in-methods.ts';
import {
  acceptBody,
  invitationDto,
  loginBody,
  resetBody,
  sessionView,
  setupBody,
  tokenParams,
} from '../schemas/accounts.ts';
import { single } from '../schemas/paging.ts';
import { dropSession, keepSession, visitorOf } from '../session-cookie.ts';
import { forStrangers, nothing } from './operation.ts';

/** What signing in is made with. */
export interface SignInContext {
  readonly deps: Pick<ApiDeps, 'core' | 'clock' | 'config'>;
  readonly accounts: Accounts;
  readonly authenticator: Authenticator;
  readonly streams: Pick<EventStreams, 'endOf'>;
  readonly methodsOf: MethodsOf;
  /** Keeps a session in the browser, and says how things stand. */
  readonly signedIn: SignedInReply;
}

export type SignedInReply = (
  reply: FastifyReply,
  opened: Opened,
) => Promise<{ readonly data: ReturnType<typeof presentSignedIn> }>;

export function signedInReply({
  deps: { config, clock },
  accounts,
  streams,
  methodsOf,
}: Pick<SignInContext, 'deps' | 'accounts' | 'streams' | 'methodsOf'>): SignedInReply {
  return async (reply, opened) => {
    for (const id of opened.endedIds) streams.endOf(sessionHolder(id));
    keepSession(reply, opened, { place: config, nowMs: clock.wall() });
    const methods = await methodsOf(reply.request);
    return { data: presentSignedIn(opened, methods, await accountOf(opened, accounts)) };
  };
}

async function accountOf({ member, session }: SignedIn, accounts: Pick<Accounts, 'endsAtMs' | 'hasPassword'>) {
  return { endsAtMs: accounts.endsAtMs(session), hasPassword: await accounts.hasPassword(member) };
}

const describe = (operationId: string, summary: string) => forStrangers({ operationId, summary, tags: ['Auth'] });

/** How people get in: nobody is signed in yet, so nothing here asks for more than what it is given. */
export function signInRoutes(app: Api, context: SignInContext): void {
  const { deps, accounts, authenticator, streams, methodsOf, signedIn } = context;
  const { core, config } = deps;
  const view = single(sessionView);

  app.addHook('onRequest', async (request) => refuseForeignPage(request, config));

  app.get(
    '/auth/session',
    { schema: { ...describe('getSession', 'Show who is signed in, and how anybody can be'), response: { 200: view } } },
    async (request) => {
      const methods = await methodsOf(request);
      const member = await authenticator.enteringOf(request);
      if (member) return { data: presentSignedIn(member, methods, await accountOf(member, accounts)) };
      return { data: presentSignedOut((await accounts.isSetupOpen()) ? 'setup' : 'signed_out', methods) };
    },
  );

  app.post(
    '/auth/setup',
    {
      schema: {
        ...describe('setUp', 'Become the first owner, by the code on the console'),
        body: setupBody,
        response: { 201: view },
      },
    },
    async (request, reply) =>
      reply.code(201).send(await signedIn(reply, await accounts.setUp(request.body, visitorOf(request, config)))),
  );

  app.post(
    '/auth/login',
    { schema: { ...describe('logIn', 'Sign in by password'), body: loginBody, response: { 200: view } } },
    async (request, reply) => {
      const visitor = visitorOf(request, config);
      return signedIn(reply, await accounts.signIn(request.body, visitor));
    },
  );

  app.post(
    '/auth/logout',
    { schema: { ...describe('logOut', 'End the session, wherever it is open'), response: nothing } },
    async (request, reply) => {
      const member = await authenticator.enteringOf(request);
      if (member) {
        await core.accounts.endSession(member.member.id, member.session.id, actorOfMember(member.member));
        streams.endOf(sessionHolder(member.session.id));
      }
      dropSession(reply, config);
      return reply.code(204).send();
    },
  );

  app.get(
    '/auth/invites/:token',
    {
      schema: {
        ...describe('getInvitation', 'Show who is invited to what'),
        params: tokenParams,
        response: { 200: single(invitationDto) },
      },
    },
    async (request) => {
      const { email, role } = await accounts.invited(request.params.token, visitorOf(request, config));
      return { data: { email, role, organization: (await core.organization.get()).name } };
    },
  );

  app.post(
    '/auth/invites/:token/accept',
    {
      schema: {
        ...describe('acceptInvite', 'Become a member, and be signed in'),
        params: tokenParams,
        body: acceptBody,
        response: { 201: view },
      },
    },
    async (request, reply) => {
      const opened = await accounts.accept(request.params.token, request.body, visitorOf(request, config));
      return reply.code(201).send(await signedIn(reply, opened));
    },
  );

  app.post(
    '/auth/password-reset/:token',
    {
      schema: {
        ...describe('resetPassword', 'Set a new password, by a link that an administrator gave; sessions end'),
        params: tokenParams,
        body: resetBody,
        response: nothing,
      },
    },
    async (request, reply) => {
      const visitor = visitorOf(request, config);
      const { id } = await accounts.reset(request.params.token, request.body.password, visitor);
      streams.endOf(memberHolder(id));
      return reply.code(204).send();
    },
  );
}
