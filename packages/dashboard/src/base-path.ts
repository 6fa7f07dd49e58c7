/** The folder of the host that this page is in, behind a proxy that gives the server one: `/upwatch`, or empty. */
const given = document.querySelector<HTMLMetaElement>('meta[name="upwatch-base"]')?.content ?? '/';

export const BASE_PATH = new URL(given, location.origin).pathname.replace(/\/$/, '');

/** A path of the server as an address for a browser: for what the router does not lead to. */
export function addressOf(path: `/${string}`): string {
  return `${BASE_PATH}${path}`;
}

/** The same whole, to be sent to somebody. */
export function linkTo(path: `/${string}`): string {
  return `${location.origin}${addressOf(path)}`;
}
