/**
 * How TLS is asked for in the middle of a connection, by protocol: what is sent, and what must come. Each is the shortest
 * exchange that its RFC (or server) allows.
 */

/** What was made of the bytes so far. */
type Reading = 'more' | { readonly used: number } | { readonly refusal: string };

/** One thing that is sent (if any) and the answer that is waited for. */
export interface Exchange {
  /** @param name the host's, for protocols that say whom they speak to */
  readonly send?: (name: string) => string | Buffer;
  /** Never looks at more than a few KiB; throws nothing whatever came. */
  readonly read: (bytes: Buffer) => Reading;
}

export const START_TLS = {
  /** RFC 3207 */
  smtp: [
    { read: lines(/^220 /, /^[45]\d\d/) },
    // The extensions come in any order; a last line without STARTTLS before it says that there is none.
    { send: () => 'EHLO upwatch.invalid\r\n', read: lines(/^250[ -]STARTTLS\b/i, /^250 |^[45]\d\d/) },
    { send: () => 'STARTTLS\r\n', read: lines(/^220 /, /^[45]\d\d/) },
  ],
  /** RFC 9051 section 6.2.1 */
  imap: [
    { read: lines(/^\* (OK|PREAUTH)\b/i, /^\* BYE\b/i) },
    { send: () => 'a1 STARTTLS\r\n', read: lines(/^a1 OK\b/i, /^a1 |^\* BYE\b/i) },
  ],
  /** RFC 2595 section 4 */
  pop3: [{ read: lines(/^\+OK/, /^-ERR/) }, { send: () => 'STLS\r\n', read: lines(/^\+OK/, /^-ERR/) }],
  /** RFC 4217 section 4 */
  ftp: [{ read: lines(/^220 /, /^[45]\d\d/) }, { send: () => 'AUTH TLS\r\n', read: lines(/^234/, /^[1-5]\d\d /) }],
  /** RFC 4511 section 4.14 */
  ldap: [{ send: ldapRequest, read: ldapAnswer }],
  /** RFC 6120 section 5 */
  xmpp: [
    { send: xmppStream, read: within(/<starttls\b/, /<\/stream:features>|<stream:error|<\/stream:stream>/) },
    // What is left of the features comes before the answer.
    {
      send: () => "<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>",
      read: within(/<proceed\b[^>]*>/, /<failure\b|<\/stream:stream>/),
    },
  ],
  /** PostgreSQL: SSLRequest */
  postgres: [{ send: () => Buffer.from('0000000804d2162f', 'hex'), read: postgresAnswer }],
  /** MySQL and MariaDB: SSLRequest after the server's greeting */
  mysql: [{ read: mysqlGreeting }, { send: mysqlRequest, read: () => ({ used: 0 }) }],
  /** RFC 4642 */
  nntp: [{ read: lines(/^20[01]/, /^[45]\d\d/) }, { send: () => 'STARTTLS\r\n', read: lines(/^382/, /^[45]\d\d/) }],
  /** RFC 5804 section 2.2 */
  sieve: [
    { read: lines(/^"STARTTLS"/i, /^(OK|NO|BYE)\b/i) },
    { read: lines(/^OK\b/i, /^(NO|BYE)\b/i) },
    { send: () => 'STARTTLS\r\n', read: lines(/^OK\b/i, /^(NO|BYE)\b/i) },
  ],
} as const satisfies Record<string, readonly Exchange[]>;

/** A protocol that can change to TLS. */
export type StartTlsProtocol = keyof typeof START_TLS;

/** Each line by itself; those that are neither are passed over. */
function lines(good: RegExp, bad: RegExp): Exchange['read'] {
  return (bytes) => {
    let from = 0;
    for (let end = bytes.indexOf(0x0a); end >= 0; end = bytes.indexOf(0x0a, from)) {
      const line = bytes.toString('latin1', from, end).trimEnd();
      from = end + 1;
      if (good.test(line)) return { used: from };
      if (bad.test(line)) return { refusal: line };
    }
    return 'more';
  };
}

/** Wherever it stands first. */
function within(good: RegExp, bad: RegExp): Exchange['read'] {
  return (bytes) => {
    const text = bytes.toString('latin1');
    const found = good.exec(text);
    if (found) return { used: found.index + found[0].length };
    const refusal = bad.exec(text);
    return refusal ? { refusal: text.slice(refusal.index, refusal.index + 200) } : 'more';
  };
}

function xmppStream(name: string): string {
  return `<?xml version='1.0'?><stream:stream to='${name}' version='1.0' xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'>`;
}

/** An extended request, number 1, for 1.3.6.1.4.1.1466.20037. */
function ldapRequest(): Buffer {
  const oid = Buffer.from('1.3.6.1.4.1.1466.20037');
  const request = Buffer.concat([Buffer.from([0x77, oid.length + 2, 0x80, oid.length]), oid]);
  return Buffer.concat([Buffer.from([0x30, request.length + 3, 0x02, 0x01, 0x01]), request]);
}

const LDAP_SUCCESS = 0;

/** `30 len 02 01 id 78 len 0a 01 code …`, lengths in either form of BER. */
function ldapAnswer(bytes: Buffer): Reading {
  const message = berAt(bytes, 0);
  if (message === 'more') return 'more';
  const id = message.tag === 0x30 ? berAt(bytes, message.from) : 'more';
  const answer = id === 'more' ? 'more' : berAt(bytes, id.to);
  const code = answer === 'more' || answer.tag !== 0x78 ? 'more' : berAt(bytes, answer.from);
  if (code === 'more' || code.tag !== 0x0a || code.to > message.to) return { refusal: 'an answer that is not LDAP' };
  const result = bytes[code.from];
  return result === LDAP_SUCCESS ? { used: message.to } : { refusal: `result code ${result}` };
}

/** Longer messages than this are no answer to such a short question. */
const BER_BYTES_MAX = 4096;

interface Ber {
  readonly tag: number;
  readonly from: number;
  readonly to: number;
}

function berAt(bytes: Buffer, at: number): Ber | 'more' {
  const [tag, first] = [bytes[at], bytes[at + 1]];
  if (tag === undefined || first === undefined) return 'more';
  const wide = first < 0x80 ? 0 : first & 0x7f;
  if (wide > 4) return { tag: -1, from: at, to: at };
  if (bytes.length < at + 2 + wide) return 'more';
  const length = wide === 0 ? first : bytes.readUIntBE(at + 2, wide);
  if (length > BER_BYTES_MAX) return { tag: -1, from: at, to: at };
  const from = at + 2 + wide;
  return bytes.length < from + length ? 'more' : { tag, from, to: from + length };
}

function postgresAnswer(bytes: Buffer): Reading {
  if (bytes.length === 0) return 'more';
  const answer = String.fromCharCode(bytes[0]!);
  return answer === 'S' ? { used: 1 } : { refusal: answer === 'N' ? 'N (no TLS)' : bytes.toString('latin1', 0, 200) };
}

const MYSQL_CLIENT_SSL = 0x0800;
const MYSQL_PROTOCOL_41 = 0x0200;
const MYSQL_SECURE_CONNECTION = 0x8000;
const MYSQL_ERROR = 0xff;

/** Length (3 bytes), number, protocol 10, version and NUL, thread (4), salt (8), 0, capabilities (2). */
function mysqlGreeting(bytes: Buffer): Reading {
  if (bytes.length < 5) return 'more';
  const length = bytes.readUIntLE(0, 3);
  if (bytes[4] === MYSQL_ERROR || bytes[4] !== 10 || length > BER_BYTES_MAX) {
    return { refusal: bytes.toString('latin1', 7, 200) };
  }
  if (bytes.length < 4 + length) return 'more';
  const versionEnd = bytes.indexOf(0, 5);
  const capabilitiesAt = versionEnd + 14;
  if (versionEnd < 0 || capabilitiesAt + 2 > 4 + length) return { refusal: 'a greeting that is not MySQL' };
  const hasTls = (bytes.readUInt16LE(capabilitiesAt) & MYSQL_CLIENT_SSL) !== 0;
  return hasTls ? { used: 4 + length } : { refusal: 'its greeting offers no TLS' };
}

function mysqlRequest(): Buffer {
  const packet = Buffer.alloc(36);
  packet.writeUIntLE(32, 0, 3);
  packet[3] = 1;
  packet.writeUInt32LE(MYSQL_CLIENT_SSL | MYSQL_PROTOCOL_41 | MYSQL_SECURE_CONNECTION, 4);
  packet.writeUInt32LE(1 << 24, 8);
  // utf8mb4
  packet[12] = 45;
  return packet;
}
