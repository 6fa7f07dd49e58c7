import type { PlainKey } from '../../language/catalogue.ts';

/** Why a single sign-on came to nothing, as the server says it in the address of the sign-in page. */
const REFUSALS = {
  unverified: 'signIn.refusedUnverified',
  domain: 'signIn.refusedDomain',
  unknown: 'signIn.refusedUnknown',
  link: 'signIn.refusedLink',
  suspended: 'signIn.refusedSuspended',
  setup: 'signIn.refusedSetup',
  provider: 'signIn.refusedProvider',
} as const satisfies Readonly<Record<string, PlainKey>>;

export type Refused = keyof typeof REFUSALS;

export function isRefused(text: unknown): text is Refused {
  return typeof text === 'string' && Object.hasOwn(REFUSALS, text);
}

export function refusalKey(refused: Refused): (typeof REFUSALS)[Refused] {
  return REFUSALS[refused];
}
