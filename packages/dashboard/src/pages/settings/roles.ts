/** Who may do what, from most to least. */
import type { Member } from '@upwatch/sdk';
import type { PlainKey } from '../../language/catalogue.ts';

export type Role = Member['orgRole'];

export const ROLES = ['OWNER', 'ADMIN', 'MEMBER', 'VIEWER'] as const satisfies readonly Role[];

export const ROLE_KEYS: Readonly<Record<Role, PlainKey>> = {
  OWNER: 'settings.roleOwner',
  ADMIN: 'settings.roleAdmin',
  MEMBER: 'settings.roleMember',
  VIEWER: 'settings.roleViewer',
};
