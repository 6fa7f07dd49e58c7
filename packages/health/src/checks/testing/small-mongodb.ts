/** As much of MongoDB's wire protocol as its driver needs for a hello and a ping (OP_QUERY for the first, OP_MSG after). */
import { BSON } from 'mongodb';
import { type SmallServer, smallServer } from './small-server.ts';

export interface MongodbManners {
  /** Hears a ping and says nothing. */
  readonly isSilent?: boolean;
  readonly refusesLogin?: boolean;
}

const OP_REPLY = 1;
const OP_QUERY = 2004;
const OP_MSG = 2013;
const HELLO = {
  ok: 1,
  helloOk: true,
  ismaster: true,
  isWritablePrimary: true,
  minWireVersion: 0,
  maxWireVersion: 25,
  maxBsonObjectSize: 16_777_216,
  maxMessageSizeBytes: 48_000_000,
  maxWriteBatchSize: 100_000,
};

export function smallMongodb(manners: MongodbManners = {}): Promise<SmallServer> {
  return smallServer((unread, socket) => {
    const length = unread.length < 4 ? Infinity : unread.readInt32LE(0);
    if (unread.length < length) return 0;
    const [id, operation] = [unread.readInt32LE(4), unread.readInt32LE(12)];
    const answer = answerTo(commandIn(unread.subarray(16, length), operation), manners);
    if (answer) socket.write(framed(id, operation, BSON.serialize(answer)));
    return length;
  });
}

function commandIn(body: Buffer, operation: number): Record<string, unknown> {
  // Flags, and then the name of the collection with two numbers, or the kind of the only section.
  const at = operation === OP_QUERY ? body.indexOf(0, 4) + 9 : 5;
  return BSON.deserialize(body.subarray(at, at + body.readInt32LE(at)));
}

function answerTo(command: Record<string, unknown>, { isSilent, refusesLogin }: MongodbManners): object | undefined {
  if ('hello' in command || 'ismaster' in command) return HELLO;
  if ('saslStart' in command && refusesLogin)
    return { ok: 0, code: 18, codeName: 'AuthenticationFailed', errmsg: 'Authentication failed for hush-4711' };
  return 'ping' in command && isSilent ? undefined : { ok: 1 };
}

function framed(to: number, operation: number, document: Uint8Array): Buffer {
  const between = operation === OP_QUERY ? Buffer.alloc(20) : Buffer.alloc(5);
  if (operation === OP_QUERY) between.writeInt32LE(1, 16);
  const head = Buffer.alloc(16);
  head.writeInt32LE(16 + between.length + document.length, 0);
  head.writeInt32LE(to, 8);
  head.writeInt32LE(operation === OP_QUERY ? OP_REPLY : OP_MSG, 12);
  return Buffer.concat([head, between, document]);
}
