/** Who is there, and what the server wants next of whom is not. */
import { queryOptions, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { auth } from './auth.ts';

export interface SessionView {
  readonly state: 'setup' | 'signed_out' | 'second_factor' | 'signed_in';
  readonly user: {
    readonly id: string | number;
    readonly name: string;
    readonly email: string;
    readonly role: string;
  } | null;
  readonly methods: {
    readonly password: boolean;
    readonly passkey: boolean;
    readonly oidc: readonly { readonly id: string; readonly name: string }[];
  };
  readonly secondFactors: readonly string[];
  readonly expiresAt: string | null;
}

export const SESSION_KEY = ['session'] as const;

export const sessionQuery = queryOptions({
  queryKey: SESSION_KEY,
  queryFn: auth.session,
  staleTime: 60_000,
  refetchOnWindowFocus: 'always',
});

export function useSession(): SessionView {
  return useSuspenseQuery(sessionQuery).data;
}

/** Takes over what signing in, or out, came to: nothing that another account has read stays. */
export function useTakeSession(): (session: SessionView) => void {
  const queries = useQueryClient();
  return (session) => {
    queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== SESSION_KEY[0] });
    queries.setQueryData(SESSION_KEY, session);
  };
}
