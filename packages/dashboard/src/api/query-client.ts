/** What was read, kept for a moment: pages share it, live events renew it. */
import { ApiError, TransportError } from '@upwatch/sdk';
import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { formatNow, say } from '../language/use-language.ts';
import { toastFailed } from '../ui/toast.ts';
import { errorText } from './error-text.ts';
import { SESSION_KEY } from './session.ts';

declare module '@tanstack/react-query' {
  interface Register {
    mutationMeta: {
      /** The page says itself what went wrong. */
      readonly isToldHere?: boolean;
    };
  }
}

/** Between live events nothing changes; without them this is how old a page may be. */
const FRESH_MS = 15_000;

export const queryClient: QueryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: FRESH_MS,
      // The SDK has tried again already.
      retry: false,
      refetchInterval: ({ state }) => (state.error instanceof TransportError ? 5000 : false),
    },
    mutations: { retry: false },
  },
  queryCache: new QueryCache({ onError: noticeSignedOut }),
  mutationCache: new MutationCache({
    onError: (error, _variables, _context, mutation) => {
      noticeSignedOut(error);
      if (!mutation.meta?.isToldHere) toastFailed(errorText(error, { say, format: formatNow() }));
    },
  }),
});

/** The session may end at any time: asked again, it says so, and the page leads to the sign-in. */
function noticeSignedOut(error: unknown): void {
  if (error instanceof ApiError && error.status === 401) void queryClient.invalidateQueries({ queryKey: SESSION_KEY });
}
