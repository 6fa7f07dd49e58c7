import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { client } from './client.ts';
import { sessionQuery, useTakeSession } from './session.ts';
import { queryClient } from './query-client.ts';

/** Ends the session, here and on the server. */
export function useSignOut(): () => void {
  const take = useTakeSession();
  const navigate = useNavigate();
  const { mutate } = useMutation({
    mutationFn: async () => client.auth.logOut(),
    onSuccess: async () => {
      take(await queryClient.fetchQuery({ ...sessionQuery, staleTime: 0 }));
      await navigate({ to: '/sign-in' });
    },
  });
  return () => mutate();
}
