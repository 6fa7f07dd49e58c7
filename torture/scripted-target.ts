/** Something to watch that answers as a driver says, and remembers by its own clock when it was asked. */
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';

/** `silent` never answers, `drip` answers a byte at a time and never ends, an object is 200 after a while or with a body. */
export type Behaviour = 'up' | 'down' | 'silent' | 'drip' | { readonly afterMs?: number; readonly body?: string };

/** A request as the target saw it. */
export interface Arrival {
  /** What stands after the slash. */
  readonly number: number;
  /** Wall clock, milliseconds with a fraction. */
  readonly atMs: number;
  readonly behaviour: Behaviour;
  /** When its connection was closed by the other side before the answer was complete. */
  leftAtMs?: number;
}

export interface ScriptedTarget extends AsyncDisposable {
  readonly url: string;
  /** In their order. */
  readonly arrivals: readonly Arrival[];
  behave(behaviour: Behaviour | ((path: string) => Behaviour)): void;
  /** Requests that wait for an answer that will not come. */
  waiting(): number;
  /** Forgets the requests that came so far. */
  forget(): void;
}

const DRIP_EVERY_MS = 200;

export async function scriptedTarget(): Promise<ScriptedTarget> {
  let behaviourOf: (path: string) => Behaviour = () => 'up';
  let waiting = 0;
  const arrivals: Arrival[] = [];
  const server: Server = createServer((request, response) => {
    const path = request.url ?? '/';
    const behaviour = behaviourOf(path);
    const arrival: Arrival = { number: Number(path.slice(1)), atMs: wallMs(), behaviour };
    arrivals.push(arrival);
    response.on('close', () => {
      if (!response.writableFinished) arrival.leftAtMs = wallMs();
    });
    if (behaviour === 'silent') {
      waiting += 1;
      response.on('close', () => (waiting -= 1));
    } else answer(response, behaviour);
  });
  server.listen(0, '127.0.0.1', 4096);
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    arrivals,
    behave: (behaviour) => {
      behaviourOf = typeof behaviour === 'function' ? behaviour : () => behaviour;
    },
    waiting: () => waiting,
    forget: () => void arrivals.splice(0),
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function answer(response: ServerResponse, behaviour: Exclude<Behaviour, 'silent'>): void {
  if (typeof behaviour === 'object') {
    const { afterMs = 0, body = 'up' } = behaviour;
    const timer = setTimeout(() => response.writeHead(200, { 'content-type': 'text/plain' }).end(body), afterMs);
    response.on('close', () => clearTimeout(timer));
    return;
  }
  response.writeHead(behaviour === 'down' ? 503 : 200, { 'content-type': 'text/plain' });
  if (behaviour !== 'drip') return void response.end(behaviour);
  const timer = setInterval(() => response.write('.'), DRIP_EVERY_MS);
  response.on('close', () => clearInterval(timer));
}

/** The wall clock in fractions of a millisecond. */
export function wallMs(): number {
  return performance.timeOrigin + performance.now();
}
