import { createHash, randomBytes } from 'node:crypto';
import type { Member, MemberStatus } from '../../stores/port.ts';
import { type Api, actorOf, type RouteContext } from '../api-instance.ts';
import { presentInvite, presentMember } from '../present/organization.ts';
import { invalid, Problem } from '../problem.ts';
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

const TOKEN_BYTES = 32;
const INVITED_FOR_MS = 7 * 86_400_000;

const describedBy = (tag: string) => (operationId: string, summary: string) =>
  operation({ operationId, summary, tags: [tag] });
const describe = describedBy('Members');
const describeInvite = describedBy('Invites');

/** Who may use the server, as far as that can be said before there is sign-in. */
export function memberRoutes(app: Api, { deps, dialect }: RouteContext): void {
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
      return tableOf(await organization.members(at), at, presentMember);
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
      const change = ({ status }: Member) => ({ role, status });
      await organization.updateMember(request.params.userId, change, actorOf(request));
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
      const change = (current: Member) => ({ role: current.role, status: statusAfter(current, status) });
      await organization.updateMember(request.params.userId, change, actorOf(request));
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
      await organization.deleteMember(request.params.userId, actorOf(request));
      return reply.code(204).send();
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

/** Invites: list, make, send again, revoke. Nobody can accept one yet. */
export function inviteRoutes(app: Api, { deps, dialect }: RouteContext): void {
  const { organization } = deps.core;
  const one = single(newInviteDto(dialect));
  const newToken = () => {
    const token = `uwi_${randomBytes(TOKEN_BYTES).toString('base64url')}`;
    const tokenHash = createHash('sha256').update(token).digest('hex');
    return { token, tokenHash, expiresAtMs: Math.floor(deps.clock.wall()) + INVITED_FOR_MS };
  };

  app.get(
    '/invites',
    { schema: { ...describeInvite('listInvites', 'List invites'), response: { 200: table(inviteDto(dialect)) } } },
    async () => wholeTable((await organization.invites()).map(presentInvite)),
  );

  app.post(
    '/invites',
    {
      config: { showsSecret: true },
      schema: {
        ...describeInvite('createInvite', 'Invite somebody; no mail is sent, and there is no sign-in yet'),
        body: inviteBody,
        response: { 201: one },
      },
    },
    async (request, reply) => {
      const { token, ...kept } = newToken();
      const made = await organization.invite({ ...request.body, ...kept }, actorOf(request));
      return reply.code(201).send({ data: { ...presentInvite(made), token } });
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
      const renewed = await organization.renewInvite(request.params.inviteId, kept, actorOf(request));
      return { data: { ...presentInvite(renewed), token } };
    },
  );

  app.post(
    '/invites/:inviteId/revoke',
    { schema: { ...describeInvite('revokeInvite', 'Take an invite back'), params: inviteParams, response: nothing } },
    async (request, reply) => {
      await organization.revokeInvite(request.params.inviteId, actorOf(request));
      return reply.code(204).send();
    },
  );
}
