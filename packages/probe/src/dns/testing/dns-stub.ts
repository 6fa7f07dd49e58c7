/** A name server on 127.0.0.1, over UDP and TCP, that answers by script: it can lie, delay, truncate and keep silent. */
import { createSocket, type Socket as UdpSocket } from 'node:dgram';
import { createServer, type Server, type Socket } from 'node:net';
import { type DnsQuestion, type DnsRecord, type DnsReply, encodeReply, parseQuestion } from './dns-message.ts';

/** What is done about a question. */
export type StubAnswer = DnsReply & {
  readonly isSilent?: boolean;
  /** Sent as it is, in place of a reply. */
  readonly raw?: Buffer;
  readonly hasWrongId?: boolean;
  readonly delayMs?: number;
  /** Over UDP only the head with TC set; over TCP the whole. */
  readonly isTooLongForUdp?: boolean;
};

/** By name; what is not in it does not exist. */
export type StubScript = Record<string, StubAnswer | ((question: DnsQuestion) => StubAnswer)>;

export interface DnsStub extends AsyncDisposable {
  /** `127.0.0.1:port` */
  readonly server: string;
  readonly script: StubScript;
  /** How many questions came for a name. */
  asked(name: string, type?: DnsQuestion['type']): number;
  /** Those that came over TCP. */
  askedOverTcp(name: string): number;
}

/** Addresses of a name, each family on its own. */
export function addresses(
  found: { readonly A?: readonly string[]; readonly AAAA?: readonly string[] },
  ttlSeconds = 60,
): (question: DnsQuestion) => StubAnswer {
  return ({ type }) => {
    const values = type === 'A' || type === 'AAAA' ? (found[type] ?? []) : [];
    return { records: values.map((value): DnsRecord => ({ type: type as 'A' | 'AAAA', value, ttlSeconds })) };
  };
}

export async function startDnsStub(script: StubScript): Promise<DnsStub> {
  const asked: { readonly question: DnsQuestion; readonly isTcp: boolean }[] = [];
  const timers = new Set<NodeJS.Timeout>();

  const answer = (message: Buffer, isTcp: boolean, send: (reply: Buffer) => void): void => {
    const question = parseQuestion(message);
    asked.push({ question, isTcp });
    const scripted = script[question.name] ?? { rcode: 'NXDOMAIN' };
    const behaviour = typeof scripted === 'function' ? scripted(question) : scripted;
    if (behaviour.isSilent) return;
    const reply = replyTo(question, behaviour, isTcp);
    if (behaviour.delayMs === undefined) return send(reply);
    const timer = setTimeout(() => {
      timers.delete(timer);
      send(reply);
    }, behaviour.delayMs);
    timers.add(timer);
  };

  const { udp, tcp, sockets, port } = await bind(answer);
  return {
    server: `127.0.0.1:${port}`,
    script,
    asked: (name, type) =>
      asked.filter(({ question }) => question.name === name && (type === undefined || question.type === type)).length,
    askedOverTcp: (name) => asked.filter(({ question, isTcp }) => isTcp && question.name === name).length,
    [Symbol.asyncDispose]: async () => {
      for (const timer of timers) clearTimeout(timer);
      for (const socket of sockets) socket.destroy();
      await Promise.all([
        new Promise<void>((resolve) => udp.close(resolve)),
        new Promise((resolve) => tcp.close(resolve)),
      ]);
    },
  };
}

function replyTo(question: DnsQuestion, behaviour: StubAnswer, isTcp: boolean): Buffer {
  if (behaviour.raw) return behaviour.raw;
  if (behaviour.isTooLongForUdp && !isTcp) return encodeReply(question, { isTruncated: true });
  const reply = encodeReply(question, behaviour);
  if (behaviour.hasWrongId) reply.writeUInt16BE(question.id ^ 0xffff, 0);
  return reply;
}

type Answering = (message: Buffer, isTcp: boolean, send: (reply: Buffer) => void) => void;

interface Bound {
  readonly udp: UdpSocket;
  readonly tcp: Server;
  readonly sockets: ReadonlySet<Socket>;
  readonly port: number;
}

/** Both protocols on one port that the system chose; the one of UDP may be taken over TCP, so several are tried. */
async function bind(answer: Answering): Promise<Bound> {
  for (let tries = 1; ; tries++) {
    const udp = createSocket('udp4');
    await new Promise<void>((resolve) => udp.bind(0, '127.0.0.1', resolve));
    const { port } = udp.address();
    const sockets = new Set<Socket>();
    const tcp = createServer((socket) => {
      sockets.add(socket);
      socket.on('close', () => sockets.delete(socket));
      serveTcp(socket, answer);
    });
    try {
      await new Promise<void>((resolve, reject) => {
        tcp.once('error', reject);
        tcp.listen(port, '127.0.0.1', resolve);
      });
    } catch (error) {
      udp.close();
      if (tries === 10) throw error;
      continue;
    }
    udp.on('message', (message, { address, port }) => {
      answer(message, false, (reply) => udp.send(reply, port, address));
    });
    return { udp, tcp, sockets, port };
  }
}

/** Over TCP a message has its length in front (RFC 1035 section 4.2.2). */
function serveTcp(socket: Socket, answer: Answering): void {
  let pending = Buffer.alloc(0);
  socket.on('error', () => socket.destroy());
  socket.on('data', (bytes: Buffer) => {
    pending = Buffer.concat([pending, bytes]);
    while (pending.length >= 2 && pending.length >= 2 + pending.readUInt16BE(0)) {
      const length = pending.readUInt16BE(0);
      const message = pending.subarray(2, 2 + length);
      pending = pending.subarray(2 + length);
      answer(message, true, (reply) => {
        const framed = Buffer.alloc(2 + reply.length);
        framed.writeUInt16BE(reply.length, 0);
        reply.copy(framed, 2);
        socket.write(framed);
      });
    }
  });
}
