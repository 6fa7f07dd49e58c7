/** What a target says of its dependencies often repeats the connection string, and its error message the password. */

const MASK = '••••';

/** `postgres://app:secret@db`: to the last @ before a blank, as passwords have `/` and `@` in them. */
const IN_URL = /([a-z][a-z0-9+.-]{0,30}:\/\/)[^\s"'<>]{0,400}@/gi;
/** `app:secret@tcp(db:3306)`, without a scheme. */
const IN_DSN = /(^|[\s"'(=])[\w.%+-]{1,60}:[^\s"'@/]{1,100}@(?=[\w.([-])/g;
/** `user/secret@//db` of Oracle. */
const IN_ORACLE = /\b([\w$]{1,60}\/)[^\s@/]{1,100}@(?=\/\/|[\w.-]+:\d)/g;
/** `password=…`, `"pwd": "…"`, `api_key: …`, `Authorization: Bearer …`. */
const NAMED =
  /(["']?(?:[\w-]{0,20}(?:password|passwd|passphrase|secret|token|api[_-]?key|access[_-]?key|account[_-]?key)|pwd|authorization)["']?\s*[=:]\s*)(?:(?:bearer|basic)\s+)?("[^"]{0,300}"?|'[^']{0,300}'?|[^\s;,&"'}]{1,300})/gi;
/** Tokens that are known by their looks: JSON web tokens, and those of large providers. */
const TOKEN =
  /\beyJ[\w-]{8,}(?:\.[\w-]*){0,2}|\b(?:AKIA|ASIA)[A-Z0-9]{16}\b|\b(?:gh[pousr]_|github_pat_|xox[abprs]-|sk_live_|sk_test_|glpat-)[\w-]{10,}/g;
const SCHEME = /\b(bearer|basic)\s+[\w+/=.~-]{8,300}/gi;

/** The same text with each credential that can be told as one masked. */
export function withoutCredentials(text: string): string {
  return text
    .replace(IN_URL, `$1${MASK}@`)
    .replace(IN_DSN, `$1${MASK}@`)
    .replace(IN_ORACLE, `$1${MASK}@`)
    .replace(NAMED, `$1${MASK}`)
    .replace(TOKEN, MASK)
    .replace(SCHEME, `$1 ${MASK}`);
}
