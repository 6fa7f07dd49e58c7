import { actorOfMember } from '../../accounts/signed-in.ts';
import type { Api } from '../api-instance.ts';
import { actorOf, memberHolder, memberOf, sessionHolder } from '../caller.ts';
import { presentSession, presentUser } from '../present/session.ts';
import { notFound } from '../problem.ts';
import { passwordBody, profileBody, sessionDto, sessionParams, userDto } from '../schemas/accounts.ts';
import { single, table, wholeTable } from '../schemas/paging.ts';
import type { SignInContext } from './auth.ts';
import { forBrowsers, nothing } from './operation.ts';

const describe = (operationId: string, summary: string) => forBrowsers({ operationId, summary, tags: ['Auth'] });

/** What somebody who is signed in does with their own account. */
export function sessionRoutes(app: Api, { deps, accounts, streams }: SignInContext): void {
  const store = deps.core.accounts;

  app.get(
    '/auth/sessions',
    { schema: { ...describe('listSessions', 'List where you are signed in'), response: { 200: table(sessionDto) } } },
    async (request) => {
      const { member, session } = memberOf(request);
      const lasting = (await store.sessionsOf(member.id)).filter((one) => accounts.endsAtMs(one) > deps.clock.wall());
      return wholeTable(lasting.map((one) => presentSession(one, session.id)));
    },
  );

  app.delete(
    '/auth/sessions/:id',
    {
      schema: {
        ...describe('endSession', 'Sign out somewhere else'),
        params: sessionParams,
        response: nothing,
      },
    },
    async (request, reply) => {
      const { member } = memberOf(request);
      const { id } = request.params;
      if (!(await store.endSession(member.id, id, actorOfMember(member)))) throw notFound('session', id);
      streams.endOf(sessionHolder(id));
      return reply.code(204).send();
    },
  );

  app.post(
    '/auth/sessions/end-others',
    { schema: { ...describe('endOtherSessions', 'Sign out everywhere else'), response: nothing } },
    async (request, reply) => {
      const { member, session } = memberOf(request);
      await store.endOtherSessions(member.id, session.id, actorOfMember(member));
      streams.endOf(memberHolder(member.id), sessionHolder(session.id));
      return reply.code(204).send();
    },
  );

  app.put(
    '/auth/password',
    {
      schema: {
        ...describe('changePassword', 'Change your password; your other sessions end'),
        body: passwordBody,
        response: nothing,
      },
    },
    async (request, reply) => {
      const who = memberOf(request);
      const { currentPassword: current, newPassword: next } = request.body;
      await accounts.changePassword(who, { current, next });
      streams.endOf(memberHolder(who.member.id), sessionHolder(who.session.id));
      return reply.code(204).send();
    },
  );

  app.patch(
    '/auth/profile',
    {
      schema: {
        ...describe('changeProfile', 'Change what you are called'),
        body: profileBody,
        response: { 200: single(userDto) },
      },
    },
    async (request) => {
      const { member } = memberOf(request);
      return { data: presentUser(await store.rename(member.id, request.body.name, actorOf(request))) };
    },
  );
}
