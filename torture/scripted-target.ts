/** Something to watch that is up, down or silent as a driver says. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';

type Behaviour = 'up' | 'down' | 'silent';

export interface ScriptedTarget extends AsyncDisposable {
  readonly url: string;
  behave(behaviour: Behaviour | ((path: string) => Behaviour)): void;
  /** Requests that wait for an answer that will not come. */
  waiting(): number;
}

export async function scriptedTarget(): Promise<ScriptedTarget> {
  let behaviourOf: (path: string) => Behaviour = () => 'up';
  let waiting = 0;
  const server: Server = createServer((request, response) => {
    const behaviour = behaviourOf(request.url ?? '/');
    if (behaviour === 'silent') {
      waiting += 1;
      response.on('close', () => (waiting -= 1));
      return;
    }
    response.writeHead(behaviour === 'up' ? 200 : 503, { 'content-type': 'text/plain' }).end(behaviour);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    behave: (behaviour) => {
      behaviourOf = typeof behaviour === 'function' ? behaviour : () => behaviour;
    },
    waiting: () => waiting,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
