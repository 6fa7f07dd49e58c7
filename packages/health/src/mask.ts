/** What must not be shown: credentials in what drivers write into their errors. */

const MASK = '***';
const READ_MAX = 4_000;
const NAMES =
  'passwords?|passwd|passphrase|pwd|secrets?|client[_-]?secret|tokens?|[a-z]*[_-]?token|api[_-]?keys?|access[_-]?keys?|account[_-]?key|shared[_-]?access[_-]?key|secret[_-]?(?:access[_-]?)?key|private[_-]?key|credentials?|signature|sig|x-amz-signature|x-amz-credential|cookie';

/** Each with what takes its place. A pattern reads a text once: none nests a repetition in another. */
const RULES: readonly (readonly [RegExp, string])[] = [
  [/-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----[^]*?(?:-----END [A-Z ]{0,40}PRIVATE KEY-----|$)/g, MASK],
  // To the last @ before a blank: passwords have slashes and @ in them, unescaped.
  [/([a-z][a-z0-9+.-]{0,30}:\/\/)[^\s"'<>]*@/gi, `$1${MASK}@`],
  // user:password@host(:port) without a scheme, as DSNs of MySQL drivers for Go and PHP have it.
  [/(^|[\s"'(=])[\w.%+-]{1,100}:[^\s"'@/]{1,200}@(?=[\w.([-])/g, `$1${MASK}@`],
  [/\b(bearer|basic|digest|negotiate)\s+[\w.~+/=-]{4,}/gi, `$1 ${MASK}`],
  [new RegExp(`(["']?\\b(?:${NAMES})["']?\\s*[:=]\\s*)"(?:[^"\\\\]|\\\\.)*"?`, 'gi'), `$1"${MASK}"`],
  [new RegExp(`(["']?\\b(?:${NAMES})["']?\\s*[:=]\\s*)'[^']*'?`, 'gi'), `$1'${MASK}'`],
  [new RegExp(`(["']?\\b(?:${NAMES})["']?\\s*[:=]\\s*)[^\\s"',;&)}\\]]+`, 'gi'), `$1${MASK}`],
  [/\beyJ[\w-]{8,}\.[\w-]{8,}\.?[\w-]*/g, MASK],
  [/\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/g, MASK],
  [/\b(?:gh[pousr]_|github_pat_|xox[abprs]-|sk_live_|sk_test_|glpat-)[\w-]{10,}/g, MASK],
];

/**
 * A text without the credentials that it names: the user and password of a URL, what follows `password=` and its like, tokens, keys.
 * It rather hides too much than too little.
 * @param text longer than 4,000 characters, only its beginning is read
 * @example
 * console.log(maskCredentials('connect to postgres://app:hunter2@db:5432/shop failed'));
 */
export function maskCredentials(text: string): string {
  const isCut = text.length > READ_MAX;
  // What the cut went through may be half a credential, which no pattern knows.
  let masked = isCut ? text.slice(0, READ_MAX).replace(/\S*$/, '') : text;
  for (const [pattern, mask] of RULES) masked = masked.replace(pattern, mask);
  return masked;
}
