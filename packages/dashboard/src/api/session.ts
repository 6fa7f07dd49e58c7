/** Who is there, and what the server wants next of whom is not. */
import type { SessionView } from '@upwatch/sdk';
import { queryOptions, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { client } from './client.ts';

export const SESSION_KEY = ['session'] as const;

export const sessionQuery = queryOptions({
  queryKey: SESSION_KEY,
  queryFn: async ({ signal }) => client.auth.session({ signal }),
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
