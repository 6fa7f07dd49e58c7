/** One question to one name server, over one transport. Never rejects: everything a server can do is a value. */
import { createSocket } from 'node:dgram';
import { connect } from 'node:net';
import { type Acceptance, acceptanceOf, type Asked } from './acceptance.ts';
import type { Message } from './message.ts';

/** Where a name server listens. */
export interface ServerEndpoint {
  readonly address: string;
  readonly port: number;
}

/** What came of a question. `ours`: the probe has no sockets left. */
export type Exchanged =
  | { readonly type: 'answer'; readonly message: Message }
  | { readonly type: 'malformed'; readonly detail: string }
  | { readonly type: 'timeout'; readonly detail: string }
  | { readonly type: 'unreachable'; readonly detail: string }
  | { readonly type: 'ours'; readonly detail: string };

/** A question that is ready to be sent. */
export interface ReadyQuery extends Asked {
  readonly bytes: Buffer;
  readonly server: ServerEndpoint;
  /** How long an answer is waited for, milliseconds. */
  readonly waitMs: number;
}

/** The shares of the wait after which a datagram is sent again: one may be lost. */
const AGAIN = [1 / 3, 2 / 3];
const TCP_BYTES_MAX = 65_535;
const OUR_OWN = new Set(['EMFILE', 'ENFILE', 'ENOBUFS', 'ENOMEM', 'EADDRNOTAVAIL', 'EADDRINUSE']);

/** Over UDP, from a port of its own that only hears this server. */
export function askOverUdp({ bytes, server, waitMs, ...asked }: ReadyQuery): Promise<Exchanged> {
  return new Promise((resolve) => {
    const socket = createSocket(server.address.includes(':') ? 'udp6' : 'udp4');
    let strays = 0;
    const timers = [
      ...AGAIN.map((share) => setTimeout(() => send(), waitMs * share)),
      setTimeout(() => settle({ type: 'timeout', detail: strayText(strays) }), waitMs),
    ];
    let isOpen = true;
    const settle = (exchanged: Exchanged): void => {
      if (!isOpen) return;
      isOpen = false;
      for (const timer of timers) clearTimeout(timer);
      socket.close();
      resolve(exchanged);
    };
    const send = (): void => {
      // Before the socket is connected there is nobody to send to; errors come as events too.
      if (isOpen && isConnected) socket.send(bytes, (error) => error && settle(brokenBy(error)));
    };
    let isConnected = false;
    socket.on('error', (error) => settle(brokenBy(error)));
    socket.on('message', (reply) => {
      const acceptance = acceptanceOf(reply, asked);
      if (acceptance === 'stray') strays++;
      else settle(exchangedBy(acceptance));
    });
    // Told of what went wrong too, in place of the event; the types do not say so.
    const onConnect = (error?: NodeJS.ErrnoException): void => {
      if (error) return settle(brokenBy(error));
      isConnected = true;
      send();
    };
    socket.connect(server.port, server.address, onConnect);
  });
}

/** Over TCP, where each message has its length in front (RFC 7766). */
export function askOverTcp({ bytes, server, waitMs, ...asked }: ReadyQuery): Promise<Exchanged> {
  return new Promise((resolve) => {
    const socket = connect({ host: server.address, port: server.port });
    let received = Buffer.alloc(0);
    const timer = setTimeout(() => settle({ type: 'timeout', detail: strayText(0) }), waitMs);
    const settle = (exchanged: Exchanged): void => {
      clearTimeout(timer);
      socket.destroy();
      resolve(exchanged);
    };
    socket.on('error', (error) => settle(brokenBy(error)));
    socket.on('end', () => settle({ type: 'malformed', detail: 'the connection ended before the answer' }));
    socket.on('connect', () => socket.write(Buffer.concat([lengthOf(bytes), bytes])));
    socket.on('data', (more: Buffer) => {
      received = Buffer.concat([received, more]);
      if (received.length < 2 || received.length < 2 + received.readUInt16BE(0)) return;
      const acceptance = acceptanceOf(received.subarray(2, 2 + received.readUInt16BE(0)), asked);
      // Nobody else can write here: what is not the answer is the server's fault.
      settle(acceptance === 'stray' ? { type: 'malformed', detail: 'it has another number' } : exchangedBy(acceptance));
    });
  });
}

function lengthOf(bytes: Buffer): Buffer {
  const prefix = Buffer.alloc(2);
  prefix.writeUInt16BE(Math.min(bytes.length, TCP_BYTES_MAX));
  return prefix;
}

function exchangedBy(acceptance: Exclude<Acceptance, 'stray'>): Exchanged {
  return 'message' in acceptance
    ? { type: 'answer', message: acceptance.message }
    : { type: 'malformed', detail: acceptance.malformed };
}

function brokenBy({ code = 'UNKNOWN' }: NodeJS.ErrnoException): Exchanged {
  return { type: OUR_OWN.has(code) ? 'ours' : 'unreachable', detail: code };
}

function strayText(strays: number): string {
  return strays === 0 ? 'it was silent' : `${strays} datagrams came with another number`;
}
