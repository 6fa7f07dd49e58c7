/** The one client of this page. Who asks is said by the session's cookie, which no script can read. */
import { Upwatch } from '@upwatch/sdk';
import { linkTo } from '../base-path.ts';

/** The SDK sends a key; a browser has none, and with one the server would not look at the cookie. */
const withCookie: typeof fetch = async (input, init) => {
  const headers = new Headers(init?.headers);
  headers.delete('authorization');
  return fetch(input, { ...init, headers, credentials: 'same-origin' });
};

export const client = new Upwatch({ token: 'cookie', baseUrl: linkTo('/'), fetch: withCookie });
