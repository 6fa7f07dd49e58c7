/** Real servers on loopback that a test scripts: something to watch, and something to be told. */
import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestContext } from 'node:test';

export interface ScriptedTarget {
  readonly url: string;
  /** What the next requests are answered with. */
  statusCode: number;
  body: string;
  readonly requests: {
    readonly method: string;
    readonly url: string;
    readonly headers: http.IncomingHttpHeaders;
    readonly body: string;
  }[];
  /** Waits until there have been so many requests; the runner's timeout ends the patience. */
  requested(count: number): Promise<void>;
}

export async function scriptedTarget(t: Pick<TestContext, 'after'>): Promise<ScriptedTarget> {
  const requests: ScriptedTarget['requests'][number][] = [];
  let onRequest: () => void = () => {};
  const target = {
    url: '',
    statusCode: 200,
    body: '{"status":"ok"}',
    requests,
    async requested(count: number) {
      while (requests.length < count) await new Promise<void>((resolve) => (onRequest = resolve));
    },
  };
  const server = http.createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      requests.push({
        method: request.method ?? '',
        url: request.url ?? '',
        headers: request.headers,
        body: Buffer.concat(parts).toString(),
      });
      response.writeHead(target.statusCode, { 'content-type': 'application/json' });
      response.end(target.body);
      onRequest();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  target.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  t.after(async () => {
    server.closeAllConnections();
    server.close();
  });
  return target;
}
