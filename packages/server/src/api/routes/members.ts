import { makeToken } from '../../accounts/secret-token.ts';
import type { Accounts } from '../../accounts/accounts.ts';
import { isAtLeast } from '../../accounts/permissions.ts';
import type { Invite, Member, MemberRole, MemberStatus } from '../../stores/port.ts';
import type { Api, RouteContext } from '../api-instance.ts';
import { actorOf, type Caller, callerOf, memberHolder } from '../caller.ts';
import { presentInvite, presentMember } from '../present/organization.ts';
import { isoTime } from '../present/time.ts';
import { invalid, notFound, Problem } from '../problem.ts';
import { resetLinkDto } from '../schemas/accounts.ts';
import {
  inviteBody,
  inviteDto,
  inviteParams,
  memberDto,
  memberParams,
  newInviteDto,
  roleChange,
  statusChange,
} from '../schemas/organization.ts';
import { listQuery, pageRequest, single, table, tableOf, wholeTable } from '../schemas/paging.ts';
import { nothing, operation } from './operation.ts';

const INVITED_FOR_MS = 7 * 86_400_000;

const describedBy = (tag: string) => (operationId: string, summary: string) =>
  operation({ operationId, summary, tags: [tag] });
const describe = describedBy('Members');
const describeInvite = describedBy('Invites');

/** Who may use the server. @param onEnded told the holder, `member:3`, of what ends with their role or status */
export function memberRoutes(app: Api, { deps, dialect }: RouteContext, onEnded: (holder: string) => void): void {
  const { organization } = deps.core;

  app.get(
    '/members',
    {
      schema: {
        ...describe('listMembers', 'List members, and who is invited to be one'),
        querystring: listQuery(['createdAt'], {}),
        response: { 200: table(memberDto(dialect)) },
      },
    },
    async (request) => {
      const at = pageRequest(request.query);
      return tableOf(await organization.members(at), at, (member) => presentMember(member, dialect));
    },
  );

  app.put(
    '/members/:userId/role',
    {
      schema: {
        ...describe('changeMemberRole', 'Say what a member may do'),
        params: memberParams,
        body: roleChange,
        response: nothing,
      },
    },
    async (request, reply) => {
      const { orgRole: role } = request.body;
      const caller = callerOf(request);
      refuseAbove(caller, role);
      const change = (current: Member) => {
        refuseAbove(caller, current.role);
        return { role, status: current.status };
      };
      await organization.updateMember(request.params.userId, change, actorOf(request));
      onEnded(memberHolder(request.params.userId));
      return reply.code(204).send();
    },
  );

  app.put(
    '/members/:userId/status',
    {
      schema: {
        ...describe('changeMemberStatus', 'Suspend a member, take them back, or end it'),
        params: memberParams,
        body: statusChange,
        response: nothing,
      },
    },
    async (request, reply) => {
      const { status } = request.body;
      const caller = callerOf(request);
      const change = (current: Member) => {
        refuseAbove(caller, current.role);
        return { role: current.role, status: statusAfter(current, status) };
      };
      await organization.updateMember(request.params.userId, change, actorOf(request));
      onEnded(memberHolder(request.params.userId));
      return reply.code(204).send();
    },
  );

  app.delete(
    '/members/:userId',
    {
      schema: {
        ...describe('deleteMember', 'Remove a member, and what is open of invites to them'),
        params: memberParams,
        response: nothing,
      },
    },
    async (request, reply) => {
      const caller = callerOf(request);
      const check = (current: Member): void => refuseAbove(caller, current.role);
      await organization.deleteMember(request.params.userId, actorOf(request), check);
      onEnded(memberHolder(request.params.userId));
      return reply.code(204).send();
    },
  );
}

/** Whoever administers does so to those who may no more than they themselves. @throws Problem FORBIDDEN */
export function refuseAbove(caller: Caller, role: MemberRole): void {
  if (isAtLeast(caller.role, role)) return;
  throw new Problem('FORBIDDEN', `only an ${role} may decide on that role, and ${caller.name} has ${caller.role}`);
}

/** How somebody who forgot their password gets another one. */
export function passwordResetRoutes(app: Api, { deps }: RouteContext, accounts: Pick<Accounts, 'offerReset'>): void {
  app.post(
    '/members/:userId/password-reset',
    {
      config: { showsSecret: true },
      schema: {
        ...describe('offerPasswordReset', 'Make a link with which a member sets a new password, once'),
        params: memberParams,
        response: { 201: single(resetLinkDto) },
      },
    },
    async (request, reply) => {
      const { userId } = request.params;
      const account = await deps.core.accounts.byId(userId);
      if (!account) throw notFound('member', String(userId));
      const { role, status, email } = account.member;
      refuseAbove(callerOf(request), role);
      if (status !== 'ACTIVE') throw new Problem('CONFLICT', `${email} is ${status}, and cannot sign in`);
      const { token, expiresAtMs } = await accounts.offerReset(userId, actorOf(request));
      return reply.code(201).send({ data: { token, expiresAt: isoTime(expiresAtMs) } });
    },
  );
}

/** Which status an operator may give to whom. Becoming a member is up to whoever is asked. */
const FOLLOWING: Readonly<Record<MemberStatus, readonly MemberStatus[]>> = {
  INVITED: ['DECLINED', 'REMOVED'],
  ACTIVE: ['SUSPENDED', 'LEFT', 'REMOVED'],
  SUSPENDED: ['ACTIVE', 'LEFT', 'REMOVED'],
  LEFT: ['REMOVED'],
  REMOVED: [],
  DECLINED: ['REMOVED'],
};

function statusAfter({ status, email }: Member, wanted: MemberStatus): MemberStatus {
  if (wanted === status || FOLLOWING[status].includes(wanted)) return wanted;
  if (wanted === 'INVITED') throw invalid('status', 'status must not be INVITED: make an invite');
  throw new Problem('CONFLICT', `${email} is ${status}, and cannot be made ${wanted}`);
}

/** Invites: list, make, send again, revoke. */
export function inviteRoutes(app: Api, { deps, dialect }: RouteContext): void {
  const { organization } = deps.core;
  const one = single(newInviteDto(dialect));
  const newToken = () => {
    const { token, hash } = makeToken('uwi_');
    return { token, tokenHash: hash, expiresAtMs: Math.floor(deps.clock.wall()) + INVITED_FOR_MS };
  };

  app.get(
    '/invites',
    { schema: { ...describeInvite('listInvites', 'List invites'), response: { 200: table(inviteDto(dialect)) } } },
    async () => wholeTable((await organization.invites()).map((invite) => presentInvite(invite, dialect))),
  );

  app.post(
    '/invites',
    {
      config: { showsSecret: true },
      schema: {
        ...describeInvite('createInvite', 'Invite somebody: what is answered goes into the link that you send them'),
        body: inviteBody,
        response: { 201: one },
      },
    },
    async (request, reply) => {
      refuseAbove(callerOf(request), request.body.roleOffered);
      const { token, ...kept } = newToken();
      const made = await organization.invite({ ...request.body, ...kept }, actorOf(request));
      return reply.code(201).send({ data: { ...presentInvite(made, dialect), token } });
    },
  );

  app.post(
    '/invites/:inviteId/resend',
    {
      config: { showsSecret: true },
      schema: {
        ...describeInvite('resendInvite', 'Make another token for an invite; the old one ends'),
        params: inviteParams,
        response: { 200: one },
      },
    },
    async (request) => {
      const { token, ...kept } = newToken();
      const caller = callerOf(request);
      const check = (current: Invite): void => refuseAbove(caller, current.roleOffered);
      const renewed = await organization.renewInvite(request.params.inviteId, kept, actorOf(request), check);
      return { data: { ...presentInvite(renewed, dialect), token } };
    },
  );

  app.post(
    '/invites/:inviteId/revoke',
    { schema: { ...describeInvite('revokeInvite', 'Take an invite back'), params: inviteParams, response: nothing } },
    async (request, reply) => {
      const caller = callerOf(request);
      const check = (current: Invite): void => refuseAbove(caller, current.roleOffered);
      await organization.revokeInvite(request.params.inviteId, actorOf(request), check);
      return reply.code(204).send();
    },
  );
}
