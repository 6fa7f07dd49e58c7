/**
 * What is offered to whom. The server decides in any case (`accounts/permissions.ts`, whose rules these are, held together by
 * a test); a page asks here, so that nobody is led to what is then refused.
 */
import type { SessionView } from '@upwatch/sdk';

type Role = NonNullable<SessionView['user']>['role'];

/** What is demanded of whoever wants to do something, and the least role that may. */
export const RIGHTS = {
  /** Sees values, people and endpoints that a passer-by should not. */
  see: 'MEMBER',
  /** Changes what is watched, and what is told. */
  work: 'MEMBER',
  /** Sees what everybody did. */
  seeAll: 'ADMIN',
  /** Changes who may do what. */
  administer: 'ADMIN',
  /** Decides how everybody signs in. */
  own: 'OWNER',
} as const satisfies Readonly<Record<string, Role>>;

export type Right = keyof typeof RIGHTS;

const RANKS: readonly Role[] = ['VIEWER', 'MEMBER', 'ADMIN', 'OWNER'];

export function isPermitted(role: Role, right: Right): boolean {
  return isAtLeast(role, RIGHTS[right]);
}

/** Whether one role holds another, or is it: nobody decides on a higher one. */
export function isAtLeast(role: Role, other: Role): boolean {
  return RANKS.indexOf(role) >= RANKS.indexOf(other);
}
