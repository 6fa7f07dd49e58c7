/** A mail server on loopback that follows a script, for what no well-behaved server does. */
import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import type { SmtpSettings } from '../port.ts';

/**
 * What the server says, by command or by a whole command line; `DATA.` is the answer to the finished mail. Instead of
 * an answer, `close` ends the connection and `silence` says nothing.
 */
export interface SmtpScript {
  readonly greeting?: string;
  readonly replies?: Readonly<Record<string, string>>;
  /** Lines after `250-` in the answer to EHLO. */
  readonly extensions?: readonly string[];
  /** Ends the connection at once after the answer to the finished mail. */
  readonly closesAfterMail?: boolean;
}

export interface SmtpSink extends AsyncDisposable {
  readonly settings: SmtpSettings;
  /** Every command line that came, credentials and mails left out. */
  readonly commands: readonly string[];
  /** Every mail that came to its end, as it came. */
  readonly mails: readonly string[];
}

const DEFAULTS: Readonly<Record<string, string>> = {
  MAIL: '250 2.1.0 ok',
  RCPT: '250 2.1.5 ok',
  DATA: '354 go on',
  'DATA.': '250 2.0.0 queued as 4711',
  QUIT: '221 bye',
  AUTH: '235 2.7.0 accepted',
  RSET: '250 ok',
};

export async function startSmtpSink(script: SmtpScript = {}): Promise<SmtpSink> {
  const commands: string[] = [];
  const mails: string[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    // The client ends what a test lets go wrong: a reset is expected here.
    socket.on('error', () => socket.destroy());
    if (script.greeting !== 'silence') socket.write(`${script.greeting ?? '220 sink ESMTP'}\r\n`);
    let pending = '';
    let isInData = false;
    const say = (name: string, command = name): void => {
      const scripted = script.replies?.[command] ?? script.replies?.[name];
      const line = scripted ?? (name === 'EHLO' ? ehlo(script) : (DEFAULTS[name] ?? '502 5.5.1 unknown'));
      if (line === 'close') socket.end();
      else if (line !== 'silence') socket.write(`${line}\r\n`);
      if (name === 'DATA' && line.startsWith('354')) isInData = true;
      if (name === 'DATA.' && script.closesAfterMail) socket.end();
    };
    const take = (): boolean => {
      const end = pending.indexOf(isInData ? '\r\n.\r\n' : '\r\n');
      if (end < 0) return false;
      const text = pending.slice(0, end);
      pending = pending.slice(end + (isInData ? 5 : 2));
      if (isInData) {
        mails.push(text);
        isInData = false;
        say('DATA.');
      } else {
        const name = text.split(/[ :]/)[0]!.toUpperCase();
        commands.push(name === 'AUTH' ? 'AUTH' : text);
        say(name, text);
      }
      return true;
    };
    socket.on('data', (chunk: Buffer) => {
      pending += chunk.toString('latin1');
      while (take());
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    settings: {
      host: '127.0.0.1',
      port: (server.address() as AddressInfo).port,
      security: 'opportunistic',
      from: 'Upwatch <alerts@upwatch.example>',
    },
    commands,
    mails,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

function ehlo(script: SmtpScript): string {
  const lines = ['sink', ...(script.extensions ?? [])];
  return lines.map((line, index) => `250${index === lines.length - 1 ? ' ' : '-'}${line}`).join('\r\n');
}
