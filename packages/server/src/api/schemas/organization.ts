/** Who runs the server and who may use it, on the wire. */
import { z } from 'zod';
import type { MemberRole } from '../../stores/port.ts';
import { additions, named, perDialect } from '../dialect.ts';
import { nameOf, pathNumber, proseOf, time, whole } from './values.ts';

export const MEMBER_ROLES = ['OWNER', 'ADMIN', 'MEMBER', 'VIEWER'] as const satisfies readonly MemberRole[];
const role = z.enum(MEMBER_ROLES);
const status = z.enum(['INVITED', 'ACTIVE', 'SUSPENDED', 'LEFT', 'REMOVED', 'DECLINED']);
const email = z.email().max(320);

export const organizationBody = z
  .strictObject({
    name: nameOf(200),
    email,
    size: proseOf(50).nullish(),
    industry: proseOf(100).nullish(),
    websiteUrl: proseOf(255).nullish(),
  })
  .meta({ id: 'UpdateOrgDetailsRequest', example: { name: 'Shop', email: 'ops@shop.test' } });
export const organizationDto = perDialect((dialect) => {
  return z
    .object({
      id: whole,
      name: z.string(),
      email: z.string().nullable(),
      size: z.string().nullable(),
      industry: z.string().nullable(),
      websiteUrl: z.string().nullable(),
    })
    .meta(named(dialect, 'OrganizationDto'));
});

export const workspaceBody = z
  .strictObject({ name: nameOf(200) })
  .meta({ id: 'CreateWorkspaceRequest', example: { name: 'Production' } });
export const workspaceChange = z
  .strictObject({ name: nameOf(200) })
  .meta({ id: 'UpdateWorkspaceRequest', example: { name: 'Production' } });
export const workspaceParams = z.object({ workspaceId: pathNumber });
export const workspaceDto = perDialect((dialect) => {
  return z
    .object({ id: whole, createdAt: time, updatedAt: time, name: z.string(), orgId: whole })
    .meta(named(dialect, 'WorkspaceDto'));
});

export const memberParams = z.object({ userId: pathNumber });
export const roleChange = z
  .strictObject({ orgRole: role })
  .meta({ id: 'ChangeRoleRequest', example: { orgRole: 'ADMIN' } });
export const statusChange = z
  .strictObject({ status })
  .meta({ id: 'ChangeStatusRequest', example: { status: 'REMOVED' } });
export const memberDto = perDialect((dialect) => {
  return z
    .object({ userId: whole, email: z.string(), name: z.string().nullable(), orgRole: role, status, createdAt: time })
    .meta(named(dialect, 'MemberDto'));
});

export const inviteParams = z.object({ inviteId: pathNumber });
export const inviteBody = z
  .strictObject({ email, roleOffered: role })
  .meta({ id: 'CreateInviteRequest', example: { email: 'ada@shop.test', roleOffered: 'MEMBER' } });
const inviteFields = {
  inviteId: whole,
  email: z.string(),
  roleOffered: role,
  expiresAt: time,
  consumedAt: time.nullable(),
  revokedAt: time.nullable(),
};
export const inviteDto = perDialect((dialect) => z.object(inviteFields).meta(named(dialect, 'InviteDto')));
export const newInviteDto = perDialect((dialect) => {
  return z
    .object({
      ...inviteFields,
      ...additions(dialect, {
        token: z.string().meta({ description: 'Shown this once: /auth/invites/{token}/accept takes it.' }),
      }),
    })
    .meta(named(dialect, 'NewInviteDto'));
});
