/** A name server on 127.0.0.1, over UDP and TCP, whose every byte is the test's: it can tell the truth, lie, and keep silent. */
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { decodeMessage } from '../message.ts';
import { encodeName } from '../names.ts';
import { recordTypeNumber } from '../record-types.ts';

/** One record; its data are bytes, or a name. */
interface MadeRecord {
  readonly name: string;
  readonly type: string;
  readonly ttlSeconds?: number;
  readonly data: Buffer;
}

interface MadeReply {
  readonly rcode?: number;
  readonly isAuthoritative?: boolean;
  readonly isTruncated?: boolean;
  readonly id?: number;
  /** In place of the question that came. */
  readonly question?: { readonly name: string; readonly type: string };
  readonly hasNoQuestion?: true;
  readonly answers?: readonly MadeRecord[];
  readonly authorities?: readonly MadeRecord[];
}

/** A question as the server sees it. */
export interface Seen {
  readonly id: number;
  readonly name: string;
  readonly type: number;
  readonly isRecursive: boolean;
  readonly hasEdns: boolean;
  readonly isTcp: boolean;
}

/** Bytes as they are, a reply, or nothing. Several are sent one after the other. */
export type Answer = Buffer | MadeReply | undefined;

export interface LyingServer extends AsyncDisposable {
  /** `127.0.0.1:port` */
  readonly server: string;
  readonly seen: readonly Seen[];
}

export async function lyingServer(behave: (seen: Seen) => Answer | readonly Answer[]): Promise<LyingServer> {
  const seen: Seen[] = [];
  const sockets = new Set<Socket>();
  const answersTo = (query: Buffer, isTcp: boolean): Buffer[] => {
    const { id, questions, bytes } = decodeMessage(query);
    const hasEdns = bytes.readUInt16BE(10) === 1;
    const isRecursive = (bytes.readUInt16BE(2) & 0x100) !== 0;
    const question: Seen = { id, ...questions[0]!, isRecursive, hasEdns, isTcp };
    seen.push(question);
    const answers = [behave(question)].flat() as readonly Answer[];
    return answers.flatMap((answer) => (answer === undefined ? [] : [encoded(answer, question)]));
  };
  const tcp = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.once('data', (bytes: Buffer) => {
      for (const reply of answersTo(bytes.subarray(2), true)) {
        const prefix = Buffer.alloc(2);
        prefix.writeUInt16BE(reply.length);
        socket.write(Buffer.concat([prefix, reply]));
      }
    });
  });
  const udp = createSocket('udp4');
  udp.on('message', (query, { port, address }) => {
    for (const reply of answersTo(query, false)) udp.send(reply, port, address);
  });
  const port = await bothOn(tcp, udp);
  return {
    server: `127.0.0.1:${port}`,
    seen,
    [Symbol.asyncDispose]: async () => {
      for (const socket of sockets) socket.destroy();
      udp.close();
      tcp.close();
      await once(tcp, 'close');
    },
  };
}

/** The same port for both. Another process may hold the one of them: then another is tried. */
async function bothOn(tcp: ReturnType<typeof createServer>, udp: ReturnType<typeof createSocket>): Promise<number> {
  for (;;) {
    tcp.listen(0, '127.0.0.1');
    await once(tcp, 'listening');
    const { port } = tcp.address() as { port: number };
    const isFree = await new Promise<boolean>((resolve) => {
      udp.once('error', () => resolve(false));
      udp.bind(port, '127.0.0.1', () => resolve(true));
    });
    if (isFree) return port;
    tcp.close();
    await once(tcp, 'close');
  }
}

function encoded(answer: Buffer | MadeReply, { id, name, type }: Seen): Buffer {
  if (Buffer.isBuffer(answer)) return answer;
  const { answers = [], authorities = [], rcode = 0 } = answer;
  const flags = 0x8180 | rcode | (answer.isAuthoritative ? 0x400 : 0) | (answer.isTruncated ? 0x200 : 0);
  const header = Buffer.alloc(12);
  [answer.id ?? id, flags, answer.hasNoQuestion ? 0 : 1, answers.length, authorities.length, 0].forEach(
    (field, place) => header.writeUInt16BE(field, place * 2),
  );
  const asked = answer.question
    ? question(answer.question.name, recordTypeNumber(answer.question.type)!)
    : question(name, type);
  const records = [...answers, ...authorities].map(encodedRecord);
  return Buffer.concat([header, ...(answer.hasNoQuestion ? [] : [asked]), ...records]);
}

function question(name: string, type: number): Buffer {
  return Buffer.concat([encodeName(name)!, u16(type), u16(1)]);
}

function encodedRecord({ name, type, ttlSeconds = 300, data }: MadeRecord): Buffer {
  const ttl = Buffer.alloc(4);
  ttl.writeUInt32BE(ttlSeconds);
  return Buffer.concat([encodeName(name)!, u16(recordTypeNumber(type)!), u16(1), ttl, u16(data.length), data]);
}

export function u16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16BE(value);
  return bytes;
}

export const nameData = (name: string): Buffer => encodeName(name)!;
export const addressData = (address: string): Buffer => Buffer.from(address.split('.').map(Number));
