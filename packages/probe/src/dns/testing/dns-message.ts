/** The little of the DNS wire format (RFC 1035 section 4) that a stub name server needs. */

const RCODES = { NOERROR: 0, FORMERR: 1, SERVFAIL: 2, NXDOMAIN: 3, NOTIMP: 4, REFUSED: 5 } as const;
const TYPES = { A: 1, NS: 2, CNAME: 5, TXT: 16, AAAA: 28 } as const;

/** A question as it came. */
export interface DnsQuestion {
  readonly id: number;
  /** In lower case. */
  readonly name: string;
  /** A number where it is none of `TYPES`. */
  readonly type: keyof typeof TYPES | number;
  /** The question section's bytes. */
  readonly bytes: Buffer;
}

export interface DnsRecord {
  readonly type: 'A' | 'AAAA' | 'CNAME' | 'NS' | 'TXT';
  readonly value: string;
  readonly ttlSeconds: number;
  /** @default the name asked for */
  readonly name?: string;
}

export interface DnsReply {
  readonly rcode?: keyof typeof RCODES;
  readonly records?: readonly DnsRecord[];
  readonly isTruncated?: boolean;
}

export function parseQuestion(message: Buffer): DnsQuestion {
  const labels: string[] = [];
  let at = 12;
  for (let length = message[at]!; length > 0; length = message[at]!) {
    labels.push(message.toString('latin1', at + 1, at + 1 + length));
    at += length + 1;
  }
  const code = message.readUInt16BE(at + 1);
  const type = (Object.keys(TYPES) as (keyof typeof TYPES)[]).find((name) => TYPES[name] === code) ?? code;
  return {
    id: message.readUInt16BE(0),
    name: labels.join('.').toLowerCase(),
    type,
    bytes: message.subarray(12, at + 5),
  };
}

export function encodeReply(question: DnsQuestion, reply: DnsReply): Buffer {
  const records = reply.records ?? [];
  const header = Buffer.alloc(12);
  header.writeUInt16BE(question.id, 0);
  // A response, recursion desired and available.
  header.writeUInt16BE(0x8180 | (reply.isTruncated ? 0x0200 : 0) | RCODES[reply.rcode ?? 'NOERROR'], 2);
  header.writeUInt16BE(1, 4);
  header.writeUInt16BE(records.length, 6);
  return Buffer.concat([header, question.bytes, ...records.map(encodeRecord)]);
}

function encodeRecord({ type, value, ttlSeconds, name }: DnsRecord): Buffer {
  // 0xc00c points to the question's name.
  const owner = name === undefined ? Buffer.from([0xc0, 0x0c]) : encodeName(name);
  const data = encodeValue(type, value);
  const fixed = Buffer.alloc(10);
  fixed.writeUInt16BE(TYPES[type], 0);
  fixed.writeUInt16BE(1, 2);
  fixed.writeUInt32BE(ttlSeconds, 4);
  fixed.writeUInt16BE(data.length, 8);
  return Buffer.concat([owner, fixed, data]);
}

function encodeValue(type: DnsRecord['type'], value: string): Buffer {
  if (type === 'A') return Buffer.from(value.split('.').map(Number));
  if (type === 'AAAA') return ipv6(value);
  // One string, of 255 bytes at most.
  return type === 'TXT' ? Buffer.concat([Buffer.from([value.length]), Buffer.from(value)]) : encodeName(value);
}

function encodeName(name: string): Buffer {
  const labels = name === '' ? [] : name.split('.');
  return Buffer.concat([
    ...labels.map((label) => Buffer.concat([Buffer.from([label.length]), Buffer.from(label)])),
    Buffer.from([0]),
  ]);
}

function ipv6(address: string): Buffer {
  const [head, tail = ''] = address.split('::') as [string, string?];
  const groups = (text: string): number[] =>
    text
      .split(':')
      .filter(Boolean)
      .map((group) => Number.parseInt(group, 16));
  const [before, behind] = [groups(head), groups(tail)];
  const between = Array.from({ length: 8 - before.length - behind.length }, () => 0);
  const bytes = Buffer.alloc(16);
  for (const [at, group] of [...before, ...between, ...behind].entries()) bytes.writeUInt16BE(group, at * 2);
  return bytes;
}
