/** Health endpoints of an Express application, 4 and 5. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Health } from './health.ts';
import { answerOnNode } from './node-answer.ts';

/** A middleware of Express, of Connect, and of what is made of them. */
export type ExpressHealth = (
  request: IncomingMessage & { readonly ip?: string | undefined },
  response: ServerResponse,
  next: (error?: unknown) => void,
) => void;

/**
 * A middleware that answers probes. Use it before those that read bodies, limit rates or demand a session.
 * The address of whoever asks is `request.ip`, which heeds Express' setting `trust proxy`.
 * @example
 * const app = express();
 * app.use(expressHealth(createHealth({ version: '1.4.2' })));
 */
export function expressHealth(health: Health): ExpressHealth {
  return (request, response, next) => {
    const answered = answerOnNode(health, request, response, request.ip ?? request.socket.remoteAddress);
    if (answered === undefined) next();
    else void passingErrors(answered, next);
  };
}

async function passingErrors(answered: Promise<void>, next: (error: unknown) => void): Promise<void> {
  try {
    await answered;
  } catch (error) {
    next(error);
  }
}
