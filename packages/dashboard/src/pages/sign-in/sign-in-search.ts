import { isRefused, type Refused } from './refusals.ts';

/** Where to go after signing in, and why a single sign-on came to nothing. */
export interface SignInSearch {
  readonly to?: string | undefined;
  readonly refused?: Refused | undefined;
}

/**
 * Only to a page of ours: a link that signs people in must not lead them elsewhere. What is no good is said to be
 * undefined: the router would go on with what stands in the address for what is left out.
 */
export function signInSearch({ to, refused }: Readonly<Record<string, unknown>>): SignInSearch {
  return {
    to: typeof to === 'string' && /^\/(?![/\\])/.test(to) ? to : undefined,
    refused: isRefused(refused) ? refused : undefined,
  };
}
