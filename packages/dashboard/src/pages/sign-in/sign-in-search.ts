import { isRefused, type Refused } from './refusals.ts';

/** Where to go after signing in, and why a single sign-on came to nothing. */
export interface SignInSearch {
  readonly to?: string;
  readonly refused?: Refused;
}

/** Only to a page of ours: a link that signs people in must not lead them elsewhere. */
export function signInSearch({ to, refused }: Readonly<Record<string, unknown>>): SignInSearch {
  return {
    ...(typeof to === 'string' && /^\/(?![/\\])/.test(to) && { to }),
    ...(isRefused(refused) && { refused }),
  };
}
