import type { FastifyRequest } from 'fastify';
import type { SignedIn } from '../../accounts/signed-in.ts';
import { refuseLockingOut, type SecondFactors } from '../../accounts/second-factors.ts';
import type { Api } from '../api-instance.ts';
import type { Authenticator } from '../authenticate.ts';
import { actorOf, callerOf, memberHolder, memberOf, sessionHolder } from '../caller.ts';
import { isoTimeOrNull } from '../present/time.ts';
import { notFound, Problem } from '../problem.ts';
import { refuseForeignPage } from '../same-origin.ts';
import {
  againBody,
  factorsDto,
  recoveryCodesDto,
  secondFactorBody,
  signInRulesBody,
  signInRulesDto,
  totpCodeBody,
  totpOfferDto,
} from '../schemas/factors.ts';
import { sessionView } from '../schemas/accounts.ts';
import { memberParams } from '../schemas/organization.ts';
import { single } from '../schemas/paging.ts';
import { visitorOf } from '../session-cookie.ts';
import type { SignInContext } from './auth.ts';
import { refuseAbove } from './members.ts';
import { forBrowsers, nothing, operation } from './operation.ts';

export interface FactorContext extends SignInContext {
  readonly factors: SecondFactors;
}

const TAGS = ['Auth'];

/** Whoever is signed in, or half so. @throws Problem UNAUTHORIZED */
async function demandEntering(authenticator: Authenticator, request: FastifyRequest): Promise<SignedIn> {
  const who = await authenticator.enteringOf(request);
  if (!who) throw new Problem('UNAUTHORIZED', 'this takes a session: sign in first');
  return who;
}

/** Half signed in, one may set up what is missing, and nothing beside what is there. @throws Problem UNAUTHORIZED, FORBIDDEN */
export async function demandSettingUp(authenticator: Authenticator, request: FastifyRequest): Promise<SignedIn> {
  const who = await demandEntering(authenticator, request);
  if (who.standing.state === 'signed_in' || who.standing.secondFactors.length === 0) return who;
  throw new Problem('FORBIDDEN', `show your second factor first: ${who.standing.secondFactors.join(' or ')}`);
}

/** What somebody does who is not wholly in yet. */
export function secondFactorRoutes(app: Api, context: FactorContext): void {
  const { deps, authenticator, streams, factors, signedIn } = context;
  const { config } = deps;

  app.addHook('onRequest', async (request) => {
    refuseForeignPage(request, config);
    if (request.headers.authorization !== undefined)
      throw new Problem('FORBIDDEN', 'this is for whoever signs in, and not for API keys');
    // Before it is looked at what else is asked.
    await demandEntering(authenticator, request);
  });

  app.post(
    '/auth/second-factor',
    {
      schema: {
        ...forBrowsers({ operationId: 'showSecondFactor', summary: 'Finish signing in, by a code', tags: TAGS }),
        body: secondFactorBody,
        response: { 200: single(sessionView) },
      },
    },
    async (request, reply) => {
      const who = await demandEntering(authenticator, request);
      if (who.standing.state === 'signed_in') throw new Problem('CONFLICT', 'you are signed in already');
      return signedIn(reply, await factors.show(who, request.body, visitorOf(request, config)));
    },
  );

  app.post(
    '/auth/totp',
    {
      config: { showsSecret: true },
      schema: {
        ...forBrowsers({
          operationId: 'offerTotp',
          summary: 'Begin to set up one-time codes: a secret for an authenticator app',
          tags: TAGS,
        }),
        body: againBody,
        response: { 201: single(totpOfferDto) },
      },
    },
    async (request, reply) => {
      const who = await demandSettingUp(authenticator, request);
      return reply.code(201).send({ data: await factors.offer(who, request.body?.password) });
    },
  );

  app.post(
    '/auth/totp/confirm',
    {
      config: { showsSecret: true },
      schema: {
        ...forBrowsers({
          operationId: 'confirmTotp',
          summary: 'Set up one-time codes by the first of them; recovery codes are shown this once',
          tags: TAGS,
        }),
        body: totpCodeBody,
        response: { 200: single(recoveryCodesDto) },
      },
    },
    async (request, reply) => {
      const who = await demandSettingUp(authenticator, request);
      const { recoveryCodes, opened } = await factors.confirm(who, request.body.code, visitorOf(request, config));
      await signedIn(reply, opened);
      streams.endOf(memberHolder(who.member.id), sessionHolder(opened.session.id));
      return { data: { recoveryCodes: [...recoveryCodes] } };
    },
  );
}

/** What somebody who is signed in does with their second factors. */
export function ownFactorRoutes(app: Api, { deps, factors }: FactorContext): void {
  const store = deps.core.factors;
  const describe = (operationId: string, summary: string) => forBrowsers({ operationId, summary, tags: TAGS });

  app.get(
    '/auth/second-factors',
    {
      schema: {
        ...describe('getSecondFactors', 'Show which second factors you have, and whether you must'),
        response: { 200: single(factorsDto) },
      },
    },
    async (request) => {
      const { member } = memberOf(request);
      const { recoveryCodesLeft, isDemanded } = await store.enrolmentOf(member.id);
      const confirmedAtMs = (await store.totpOf(member.id))?.confirmedAtMs;
      const totp = { isOn: confirmedAtMs !== undefined, confirmedAt: isoTimeOrNull(confirmedAtMs) };
      return { data: { totp, recoveryCodesLeft, isDemanded } };
    },
  );

  app.delete(
    '/auth/totp',
    {
      schema: {
        ...describe('removeTotp', 'Remove one-time codes, and the recovery codes with them'),
        body: againBody,
        response: nothing,
      },
    },
    async (request, reply) => {
      await factors.remove(memberOf(request), request.body?.password);
      return reply.code(204).send();
    },
  );

  app.post(
    '/auth/recovery-codes',
    {
      config: { showsSecret: true },
      schema: {
        ...describe('renewRecoveryCodes', 'Make ten other recovery codes; those before hold no more'),
        body: againBody,
        response: { 201: single(recoveryCodesDto) },
      },
    },
    async (request, reply) => {
      const recoveryCodes = [...(await factors.renewCodes(memberOf(request), request.body?.password))];
      return reply.code(201).send({ data: { recoveryCodes } });
    },
  );
}

/** What those who administer decide about second factors. */
export function signInRuleRoutes(app: Api, { deps, streams }: Pick<FactorContext, 'deps' | 'streams'>): void {
  const { factors, accounts, organization } = deps.core;
  const rules = single(signInRulesDto);
  const describe = (operationId: string, summary: string) =>
    operation({ operationId, summary, tags: ['Organization'] });

  app.get(
    '/org/sign-in-rules',
    {
      schema: { ...describe('getSignInRules', 'Show what is demanded of whoever signs in'), response: { 200: rules } },
    },
    async () => ({ data: { demandsSecondFactor: await factors.isDemanded() } }),
  );

  app.put(
    '/org/sign-in-rules',
    {
      schema: {
        ...describe('setSignInRules', 'Demand a second factor of everybody, or no more: for owners'),
        body: signInRulesBody,
        response: { 200: rules },
      },
    },
    async (request) => {
      const { demandsSecondFactor } = request.body;
      const caller = callerOf(request);
      if (demandsSecondFactor && caller.type === 'member') refuseLockingOut(caller);
      await factors.demand(demandsSecondFactor, actorOf(request));
      // Who has shown one comes back at once; of everybody else the session ends, and what it listens to.
      for (let page = 0, more = demandsSecondFactor; more; page++) {
        const { items, total } = await organization.members({ page, size: 200 });
        for (const { id } of items) streams.endOf(memberHolder(id));
        more = (page + 1) * 200 < total;
      }
      return { data: { demandsSecondFactor } };
    },
  );

  app.delete(
    '/members/:userId/second-factors',
    {
      schema: {
        ...operation({
          operationId: 'removeSecondFactors',
          summary: 'Remove the second factors and passkeys of a member who lost them; their sessions end',
          tags: ['Members'],
        }),
        params: memberParams,
        response: nothing,
      },
    },
    async (request, reply) => {
      const { userId } = request.params;
      const account = await accounts.byId(userId);
      if (!account) throw notFound('member', String(userId));
      refuseAbove(callerOf(request), account.member.role);
      await factors.removeAll(userId, actorOf(request));
      streams.endOf(memberHolder(userId));
      return reply.code(204).send();
    },
  );
}
