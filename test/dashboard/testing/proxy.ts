/** A reverse proxy as people put one before the server: under a folder of its host, and nowhere else. */
import http from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { TestContext } from 'node:test';

export interface Proxy {
  /** With the folder, without a slash at the end. */
  readonly url: string;
  /** Where it leads to. */
  to: string;
  /** Whether it takes the folder off before it asks. */
  isStripping: boolean;
}

export async function openProxy(t: TestContext, folder: string): Promise<Proxy> {
  const server = http.createServer((request, response) => {
    const { url = '', method, headers } = request;
    if (url !== folder && !url.startsWith(`${folder}/`)) return void response.writeHead(404).end('not of this server');
    const path = proxy.isStripping ? url.slice(folder.length) || '/' : url;
    const asked = http.request(new URL(path, proxy.to), { method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    asked.on('error', () => response.destroy());
    // A browser that lets go of a stream lets go of it here, too.
    response.on('close', () => asked.destroy());
    request.pipe(asked);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  const proxy: Proxy = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}${folder}`,
    to: '',
    isStripping: false,
  };
  return proxy;
}
