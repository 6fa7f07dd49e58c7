/** An answer written to a response of Node: what everything that is built on `node:http` has in common. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { HealthAnswer, HealthRequest } from './answer.ts';
import type { Health } from './health.ts';
import { markProbe } from './probe-mark.ts';

/** @returns `undefined` where the request is no probe; what it resolves to has been sent */
export function answerOnNode(
  health: Health,
  request: IncomingMessage,
  response: ServerResponse,
  address = request.socket.remoteAddress,
): Promise<void> | undefined {
  return health.answer(requestOfNode(request, address))?.then((answer) => send(answer, response));
}

/** @param address as the framework sees it, which may trust a proxy */
export function requestOfNode(request: IncomingMessage, address: string | undefined): HealthRequest {
  const header = (name: string): string | undefined => {
    const value = request.headers[name];
    return typeof value === 'string' ? value : value?.join(',');
  };
  return { method: request.method ?? 'GET', url: request.url ?? '/', header, address };
}

function send(answer: HealthAnswer, response: ServerResponse): void {
  // Whoever asked may be gone, or another may have answered by now, such as a time limit of the application.
  if (response.headersSent || response.destroyed) return;
  markProbe(response, answer);
  response.writeHead(answer.status, answer.headers).end(answer.body);
}
