/** `http://` where nothing is said: what people type is often a host alone. */
export function withScheme(url: string): string {
  return /^[a-z][a-z0-9+.-]*:\/\//i.test(url) ? url : `http://${url}`;
}

const MASK = '••••';

/**
 * A URL as it is printed: a password, or a user name that stands alone and may be a token, is not. What is no URL comes
 * back without all that stands before an `@`.
 */
export function shownUrl(text: string): string {
  const url = URL.parse(text);
  if (!url) return text.replace(/^([a-z][a-z0-9+.-]*:\/\/)?.*@/is, `$1${MASK}@`);
  if (url.username === '' && url.password === '') return text;
  const user = url.password === '' ? MASK : `${url.username}:${MASK}`;
  return `${url.protocol}//${user}@${url.host}${url.pathname}${url.search}${url.hash}`;
}
