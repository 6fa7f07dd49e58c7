/** A chat, a mail server and a webhook, each a channel of its own, and what their messages say of how many monitors. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startSmtpSink } from '../packages/server/src/channels/testing/smtp-sink.ts';

/** What a message says. */
interface StormMessage {
  /** How many monitors it says have gone down, by name or by number. */
  readonly opened: number;
  readonly isDigest: boolean;
}

export interface StormSink {
  readonly name: string;
  /** The settings of its channel. */
  readonly config: object;
  readonly messages: readonly StormMessage[];
}

interface StormSinks extends AsyncDisposable {
  readonly all: readonly StormSink[];
  /** Settings of a server that sends to them. */
  readonly env: Readonly<Record<string, string>>;
}

export async function startStormSinks(): Promise<StormSinks> {
  const chat = await jsonSink((body) => messageOf(textOf(body)));
  const hook = await jsonSink((body) => messageOf((body as { data: { headline: string } }).data.headline));
  const mail = await startSmtpSink();
  const { host, port } = mail.settings;
  return {
    all: [
      { name: 'chat', config: { channelType: 'slack', webhookUrl: chat.url }, messages: chat.messages },
      { name: 'hook', config: { channelType: 'webhook', url: hook.url }, messages: hook.messages },
      {
        name: 'mail',
        config: { channelType: 'email', recipients: ['on-call@example.com'] },
        get messages() {
          return mail.mails.map((text) => messageOf(plainPart(text)));
        },
      },
    ],
    env: { UPWATCH_SMTP_URL: `smtp://${host}:${port}`, UPWATCH_SMTP_SECURITY: 'none' },
    [Symbol.asyncDispose]: async () => {
      await Promise.all([chat, hook, mail].map((sink) => sink[Symbol.asyncDispose]()));
    },
  };
}

/** "5 monitors are down", "12 more monitors are down", or the headline of one. */
function messageOf(text: string): StormMessage {
  const counted = /(\d+) (?:more )?monitors? (?:is|are|was|were) /.test(text);
  if (!counted) return { opened: /\bis (?:now )?down\b/.test(text) ? 1 : 0, isDigest: false };
  const opened = /(\d+) (?:more )?monitors? (?:is|are) down: /.exec(text)?.[1] ?? 0;
  const passed = /(\d+) monitors? (?:was|were) down for /.exec(text)?.[1] ?? 0;
  return { opened: Number(opened) + Number(passed), isDigest: true };
}

/** The first text of a chat message: what follows may repeat it. */
function textOf(body: unknown): string {
  return String((body as { readonly text?: string }).text);
}

function plainPart(mail: string): string {
  const [plain = ''] = mail.split(/^content-type: text\/html/im);
  const start = plain.search(/\r?\n\r?\n/);
  return plain.slice(start).replaceAll(/=\r?\n/g, '');
}

async function jsonSink(read: (body: unknown) => StormMessage) {
  const messages: StormMessage[] = [];
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      messages.push(read(JSON.parse(Buffer.concat(parts).toString('utf8'))));
      response.writeHead(200).end('ok');
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    messages,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
