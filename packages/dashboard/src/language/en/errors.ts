/** What went wrong, and what can be done about it. */
export const errors = {
  pageTitle: 'This page stumbled',
  pageHint: 'Reload it. If that does not help, the text below says where it broke: take it along when you report it.',
  reload: 'Reload the page',
  notFoundTitle: 'There is no such page',
  notFoundHint:
    'The address may be mistyped, or what it showed was deleted. Search with {keys}, or start from the overview.',
  toOverview: 'To the overview',
  offline: 'The server does not answer. Check that it runs and that you reach it; this page tries again by itself.',
  timeout: 'The server took too long. Try again in a moment.',
  protocol: 'Something between here and the server answered in its place. Check the proxy.',
  forbidden: 'Your role may not do this. Ask an owner or admin of this workspace.',
  signedOut: 'You are signed out. Sign in again to go on.',
  rateLimited: 'Too many requests. Wait {duration} and try again.',
  changedMeanwhile: 'Somebody else changed this meanwhile. Reload to see what it is now.',
  server: 'The server could not do it. Its log says why, under request {request}.',
  failed: 'That did not work: {reason}',
} as const;
