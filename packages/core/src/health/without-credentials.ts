/** What a target says of its dependencies often repeats the connection string, and its error message the password. */

const MASK = '••••';

/** `postgres://app:secret@db`, `//:secret@host`, `user/secret@//db` of Oracle. */
const IN_URL = /([a-z][a-z0-9+.-]{0,30}:\/\/)[^\s/@]{0,200}@/gi;
const IN_ORACLE = /\b([\w$]{1,60}\/)[^\s@/]{1,100}@(?=\/\/|[\w.-]+:\d)/g;
/** `password=…`, `"pwd": "…"`, `api_key: …`, `Authorization: Bearer …`. */
const NAMED =
  /(["']?(?:[\w-]{0,20}(?:password|passwd|passphrase|secret|token|api[_-]?key|access[_-]?key|account[_-]?key)|pwd|authorization)["']?\s*[=:]\s*)(?:(?:bearer|basic)\s+)?("[^"]{0,300}"?|'[^']{0,300}'?|[^\s;,&"'}]{1,300})/gi;
const SCHEME = /\b(bearer|basic)\s+[\w+/=.~-]{8,300}/gi;

/** The same text with each credential that can be told as one masked. */
export function withoutCredentials(text: string): string {
  return text
    .replace(IN_URL, `$1${MASK}@`)
    .replace(IN_ORACLE, `$1${MASK}@`)
    .replace(NAMED, `$1${MASK}`)
    .replace(SCHEME, `$1 ${MASK}`);
}
