/** What the role of whoever is signed in lets them do. */
import { isPermitted, type Right } from './rights.ts';
import { useSession } from './session.ts';

/** Whether whoever is signed in has a right. */
export function useMay(right: Right): boolean {
  const { user } = useSession();
  return user !== null && isPermitted(user.role, right);
}

/** What whoever is signed in has the right to, of what may demand one. */
export function usePermitted<T extends { readonly demands?: Right }>(all: readonly T[]): readonly T[] {
  const { user } = useSession();
  return all.filter(({ demands }) => demands === undefined || (user !== null && isPermitted(user.role, demands)));
}
