/** As much of Kafka's protocol as kafkajs needs to sign in and to ask for the brokers. */
import { type SmallServer, smallServer } from './small-server.ts';

export interface KafkaManners {
  /** Hears the question for the brokers and says nothing. */
  readonly isSilent?: boolean;
  readonly refusesLogin?: boolean;
}

const [METADATA, SASL_HANDSHAKE, API_VERSIONS, SASL_AUTHENTICATE] = [3, 17, 18, 36];
const SASL_AUTHENTICATION_FAILED = 58;

export async function smallKafka(manners: KafkaManners = {}): Promise<SmallServer> {
  const server: SmallServer = await smallServer((unread, socket) => {
    const length = unread.length < 4 ? Infinity : 4 + unread.readInt32BE(0);
    if (unread.length < length) return 0;
    const [key, version] = [unread.readInt16BE(4), unread.readInt16BE(6)];
    const body = answerTo(key, version, server.port, manners);
    if (body) socket.write(Buffer.concat([int32(4 + body.length), unread.subarray(8, 12), body]));
    return length;
  });
  return server;
}

function answerTo(
  key: number,
  version: number,
  port: number,
  { isSilent, refusesLogin }: KafkaManners,
): Buffer | undefined {
  if (key === API_VERSIONS) return Buffer.concat([int16(0), versions(), version === 0 ? Buffer.alloc(0) : int32(0)]);
  if (key === SASL_HANDSHAKE) return Buffer.concat([int16(0), int32(1), text('PLAIN')]);
  if (key === SASL_AUTHENTICATE) {
    const said = refusesLogin
      ? [int16(SASL_AUTHENTICATION_FAILED), text('bad password hush-4711')]
      : [int16(0), int16(-1)];
    return Buffer.concat([...said, int32(0)]);
  }
  if (key !== METADATA || isSilent) return undefined;
  const broker = Buffer.concat([int32(7), text('127.0.0.1'), int32(port), int16(-1)]);
  return Buffer.concat([int32(1), broker, int32(7), int32(0)]);
}

function versions(): Buffer {
  const known = [METADATA, SASL_HANDSHAKE, API_VERSIONS, SASL_AUTHENTICATE];
  const line = (key: number): Buffer => Buffer.concat([int16(key), int16(0), int16(key === SASL_AUTHENTICATE ? 0 : 1)]);
  return Buffer.concat([int32(known.length), ...known.map(line)]);
}

function int16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeInt16BE(value);
  return bytes;
}

function int32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
}

function text(value: string): Buffer {
  return Buffer.concat([int16(Buffer.byteLength(value)), Buffer.from(value)]);
}
