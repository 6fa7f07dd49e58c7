/** DNS messages: a question as it is sent, and an answer as it came (RFC 1035 section 4, EDNS of RFC 6891). */
import { encodeName, MalformedMessage, readName } from './names.ts';

/** What an answer over UDP may hold: it reaches everybody unfragmented (DNS flag day 2020). */
const UDP_BYTES = 1232;
const HEADER_BYTES = 12;
const IN = 1;
const OPT = 41;
const FLAGS = {
  response: 0x8000,
  authoritative: 0x0400,
  truncated: 0x0200,
  recursionDesired: 0x0100,
  recursionAvailable: 0x80,
};
const OPCODE = 0x7800;

export interface Question {
  readonly name: string;
  /** Its number. */
  readonly type: number;
}

export interface QueryOptions {
  readonly id: number;
  readonly question: Question;
  readonly isRecursive: boolean;
  readonly hasEdns: boolean;
}

/** @throws {RangeError} for a name that no message can hold */
export function encodeQuery({ id, question, isRecursive, hasEdns }: QueryOptions): Buffer {
  const name = encodeName(question.name);
  if (!name) throw new RangeError(`${question.name} is no domain name`);
  const header = Buffer.alloc(HEADER_BYTES);
  header.writeUInt16BE(id, 0);
  header.writeUInt16BE(isRecursive ? FLAGS.recursionDesired : 0, 2);
  header.writeUInt16BE(1, 4);
  header.writeUInt16BE(hasEdns ? 1 : 0, 10);
  const tail = Buffer.alloc(4);
  tail.writeUInt16BE(question.type, 0);
  tail.writeUInt16BE(IN, 2);
  return Buffer.concat([header, name, tail, ...(hasEdns ? [edns()] : [])]);
}

/** The root, type OPT, the size in place of a class, no options. */
function edns(): Buffer {
  const record = Buffer.alloc(11);
  record.writeUInt16BE(OPT, 1);
  record.writeUInt16BE(UDP_BYTES, 3);
  return record;
}

/** One record: its data stands in the message, because names in it may point elsewhere. */
export interface RawRecord {
  readonly name: string;
  readonly type: number;
  readonly class: number;
  readonly ttlSeconds: number;
  readonly dataAt: number;
  readonly dataEnd: number;
}

export interface Message {
  readonly id: number;
  readonly isResponse: boolean;
  readonly opcode: number;
  readonly isAuthoritative: boolean;
  readonly isTruncated: boolean;
  readonly isRecursionAvailable: boolean;
  /** With the upper bits of EDNS. */
  readonly rcode: number;
  readonly questions: readonly Question[];
  readonly answers: readonly RawRecord[];
  readonly authorities: readonly RawRecord[];
  readonly bytes: Buffer;
}

/** The id that a message claims, where it is long enough for one. */
export function idOf(bytes: Buffer): number | undefined {
  return bytes.length < 2 ? undefined : bytes.readUInt16BE(0);
}

/**
 * Reads a message. Of a truncated one (TC) the records may be cut anywhere: they are not read.
 * @throws {MalformedMessage}
 */
export function decodeMessage(bytes: Buffer): Message {
  if (bytes.length < HEADER_BYTES) throw new MalformedMessage('it is shorter than a header');
  const flags = bytes.readUInt16BE(2);
  const isTruncated = (flags & FLAGS.truncated) !== 0;
  const cursor = { at: HEADER_BYTES };
  const questions = repeated(bytes.readUInt16BE(4), () => readQuestion(bytes, cursor));
  const [answers, authorities, additional] = isTruncated
    ? [[], [], []]
    : [6, 8, 10].map((countAt) => repeated(bytes.readUInt16BE(countAt), () => readRecord(bytes, cursor)));
  const extended = additional!.find(({ type }) => type === OPT)?.ttlSeconds ?? 0;
  return {
    id: bytes.readUInt16BE(0),
    isResponse: (flags & FLAGS.response) !== 0,
    opcode: (flags & OPCODE) >> 11,
    isAuthoritative: (flags & FLAGS.authoritative) !== 0,
    isTruncated,
    isRecursionAvailable: (flags & FLAGS.recursionAvailable) !== 0,
    rcode: (flags & 0xf) | ((extended >>> 24) << 4),
    questions,
    answers: answers!,
    authorities: authorities!,
    bytes,
  };
}

interface Cursor {
  at: number;
}

/** A count is only believed as far as there are bytes: each reading takes some or throws. */
function repeated<T>(count: number, read: () => T): T[] {
  const all: T[] = [];
  while (all.length < count) all.push(read());
  return all;
}

function readQuestion(bytes: Buffer, cursor: Cursor): Question {
  const { name, end } = readName(bytes, cursor.at);
  cursor.at = reach(bytes, end, 4);
  return { name, type: bytes.readUInt16BE(end) };
}

function readRecord(bytes: Buffer, cursor: Cursor): RawRecord {
  const { name, end } = readName(bytes, cursor.at);
  const dataAt = reach(bytes, end, 10);
  const dataEnd = reach(bytes, dataAt, bytes.readUInt16BE(end + 8));
  cursor.at = dataEnd;
  return {
    name,
    type: bytes.readUInt16BE(end),
    class: bytes.readUInt16BE(end + 2),
    ttlSeconds: bytes.readUInt32BE(end + 4),
    dataAt,
    dataEnd,
  };
}

/** Where so many bytes end. */
function reach(bytes: Buffer, from: number, length: number): number {
  if (from + length > bytes.length) throw new MalformedMessage('a record that goes beyond the end');
  return from + length;
}
