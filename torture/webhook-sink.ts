/** Receives alerts, and answers, holds or breaks off as a driver says. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { wallMs } from './scripted-target.ts';

export interface ReceivedAlert {
  readonly key: string;
  readonly kind: string;
  readonly incidentId: string;
  /** Of the monitor that it is about, as this rig numbers them. */
  readonly number: number;
  /** Wall clock, milliseconds. */
  readonly atMs: number;
}

export type Answer = (alert: ReceivedAlert, response: ServerResponse) => void;

export interface WebhookSink extends AsyncDisposable {
  readonly url: string;
  readonly received: readonly ReceivedAlert[];
  answerWith(answer: Answer): void;
  /** Ends every connection, also those that wait for an answer. */
  breakOff(): void;
  /** The next alert that comes. */
  next(): Promise<ReceivedAlert>;
}

export const accept: Answer = (_, response) => response.writeHead(200).end('ok');

export async function webhookSink(): Promise<WebhookSink> {
  const received: ReceivedAlert[] = [];
  const waiters: ((alert: ReceivedAlert) => void)[] = [];
  let answer: Answer = accept;
  const server = createServer((request, response) => {
    void readAlert(request).then((alert) => {
      received.push(alert);
      answer(alert, response);
      for (const waiter of waiters.splice(0)) waiter(alert);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    received,
    answerWith: (next) => {
      answer = next;
    },
    breakOff: () => server.closeAllConnections(),
    next: () => new Promise((resolve) => waiters.push(resolve)),
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

interface AlertBody {
  readonly type: string;
  readonly data: { readonly incident: { readonly id: string }; readonly monitor: { readonly name: string } };
}

async function readAlert(request: IncomingMessage): Promise<ReceivedAlert> {
  let text = '';
  for await (const part of request.setEncoding('utf8')) text += part as string;
  const { type, data } = JSON.parse(text) as AlertBody;
  return {
    key: String(request.headers['webhook-id']),
    kind: type,
    incidentId: data.incident.id,
    number: Number(data.monitor.name.slice(2)),
    atMs: wallMs(),
  };
}
