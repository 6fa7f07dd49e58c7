/** Where to go after signing in. */
export interface SignInSearch {
  readonly to?: string;
}

/** Only to a page of ours: a link that signs people in must not lead them elsewhere. */
export function signInSearch({ to }: Readonly<Record<string, unknown>>): SignInSearch {
  return typeof to === 'string' && /^\/(?![/\\])/.test(to) ? { to } : {};
}
