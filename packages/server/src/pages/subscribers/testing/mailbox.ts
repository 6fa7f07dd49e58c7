/** A mail server on loopback that takes what comes, or refuses whom a test says. */
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import type { SmtpSettings } from '../../../channels/port.ts';

export interface Mailbox extends AsyncDisposable {
  readonly smtp: SmtpSettings;
  /** As they came. */
  readonly mails: readonly string[];
  /** The mail of that number, from 1, once it has come. */
  mail(number: number): Promise<string>;
  /** How many were under way at once, at the most. */
  readonly atOnce: number;
}

interface Script {
  /** The answer to a recipient; none: it is taken. */
  readonly refuse?: (address: string) => { readonly code: number; readonly text: string } | undefined;
  /** Nobody may be written to by us. */
  readonly isClosedToUs?: boolean;
  /** Before a mail is taken, which is after it has come. */
  readonly hold?: (count: number) => Promise<void>;
}

export async function startMailbox({ refuse, hold, isClosedToUs = false }: Script = {}): Promise<Mailbox> {
  const mails: string[] = [];
  const [counted, waiting] = [{ now: 0, most: 0 }, new Set<() => void>()];
  async function answer(count: number, done: () => void): Promise<void> {
    await hold?.(count);
    done();
  }
  const server = new SMTPServer({
    disabledCommands: ['STARTTLS', 'AUTH'],
    authOptional: true,
    logger: false,
    onMailFrom(_address, _session, done) {
      counted.most = Math.max(counted.most, ++counted.now);
      done(isClosedToUs ? Object.assign(new Error('sender refused'), { responseCode: 550 }) : null);
    },
    onRcptTo({ address }, _session, done) {
      const refusal = refuse?.(address);
      done(refusal ? Object.assign(new Error(refusal.text), { responseCode: refusal.code }) : null);
    },
    onData(stream, _session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        mails.push(Buffer.concat(chunks).toString('latin1'));
        for (const wake of waiting) wake();
        void answer(mails.length, done);
      });
    },
    onClose: () => void counted.now--,
  });
  // A client that is killed resets its connection.
  server.on('error', () => undefined);
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  const { port } = server.server.address() as AddressInfo;
  return {
    smtp: { host: '127.0.0.1', port, security: 'none', from: 'Upwatch <alerts@upwatch.example>' },
    mails,
    get atOnce() {
      return counted.most;
    },
    async mail(number) {
      while (mails.length < number) {
        const { promise, resolve } = Promise.withResolvers<void>();
        waiting.add(resolve);
        await promise;
        waiting.delete(resolve);
      }
      return mails[number - 1]!;
    },
    async [Symbol.asyncDispose]() {
      await new Promise<void>((resolve) => server.close(resolve));
    },
  };
}
