/** What may stand in a header, after RFC 9110 section 5. */

import { isValueByte } from './header-bytes.ts';

/** RFC 9110 section 5.6.2. */
const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
/** These describe the connection and the message: we write them, and a second one would contradict ours. */
const OURS: ReadonlySet<string> = new Set([
  'connection',
  'content-length',
  'expect',
  'http2-settings',
  'keep-alive',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/** Headers that say nothing secret: they go along to another origin, and all others stay behind. */
const HARMLESS: ReadonlySet<string> = new Set([
  'accept',
  'accept-charset',
  'accept-encoding',
  'accept-language',
  'cache-control',
  'content-encoding',
  'content-language',
  'content-type',
  'dnt',
  'pragma',
  'user-agent',
]);

/** Whether a text is a token: a method or a header's name. */
export function isToken(text: string): boolean {
  return TOKEN.test(text);
}

/** Whether a text can be a header's value; it is sent as UTF-8. A CR or LF here would begin a header of its own. */
export function isFieldValue(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code < 256 && !isValueByte(code)) return false;
  }
  return text.isWellFormed();
}

/** Whether a header is written by the client itself. */
export function isOurs(name: string): boolean {
  return OURS.has(name.toLowerCase());
}

/** Whether a header may be sent to an origin that the monitor does not name. */
export function isHarmless(name: string): boolean {
  return HARMLESS.has(name.toLowerCase());
}
