/** Health endpoints on `node:http`. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Health } from './health.ts';
import { answerOnNode } from './node-answer.ts';

/**
 * A request listener that answers probes, and leaves the rest to another.
 * @param otherwise answers all that is no probe
 * @default 404
 * @example
 * const health = createHealth({ version: '1.4.2' });
 * const server = createServer(nodeHealth(health, (request, response) => response.end('the application')));
 * server.listen(0);
 */
export function nodeHealth(
  health: Health,
  otherwise: (request: IncomingMessage, response: ServerResponse) => unknown = notFound,
): (request: IncomingMessage, response: ServerResponse) => void {
  return (request, response) => {
    const answered = answerOnNode(health, request, response);
    if (answered === undefined) otherwise(request, response);
  };
}

function notFound(_request: IncomingMessage, response: ServerResponse): void {
  response.statusCode = 404;
  response.end();
}
