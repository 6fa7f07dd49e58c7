/** The client in a browser, beside the API behind a proxy, as the API lets no other origin in. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, request as ask, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import { type TestContext, test } from 'node:test';
import { chromium } from 'playwright-core';
import { sign } from '../../packages/server/src/channels/webhook.ts';
import { KEY } from '../../packages/server/src/api/testing/test-api.ts';
import { listening } from './testing/listening.ts';
import { installPacked } from './testing/packed.ts';

const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const PAGE =
  '<!doctype html><title>SDK</title><script type="importmap">{"imports":{"@upwatch/sdk":"/sdk/index.js"}}</script>';

/** Where there is no browser the test says so, and how one gets it. */
function browserFile(context: TestContext): string | undefined {
  const found = [process.env['CHROMIUM'], ...CHROMIUM].find((file) => file !== undefined && existsSync(file));
  if (found === undefined) context.skip('there is no chromium here (apt-get install chromium, or CHROMIUM=its path)');
  return found;
}

test('a page uses the client: monitors, pages, live events, refusals, webhooks', async (context) => {
  const executablePath = browserFile(context);
  if (executablePath === undefined) return;
  using installed = installPacked();
  await using server = await listening();
  await using site = await sameOrigin(server.baseUrl, join(installed.folder, 'node_modules/@upwatch/sdk/dist'));
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'], timeout: 60_000 });
  try {
    const page = await browser.newPage();
    page.setDefaultTimeout(30_000);
    await page.goto(site.url);
    const timestamp = String(Math.floor(Date.now() / 1_000));
    const signature = sign('secret', { id: 'a', timestamp, body: '{"type":"test"}' });
    const headers = { 'webhook-id': 'a', 'webhook-timestamp': timestamp, 'webhook-signature': signature };
    const seen = await page.evaluate(useSdk, { token: KEY, headers, baseUrl: site.url });
    assert.deepEqual(seen, {
      name: 'shop',
      names: ['shop'],
      code: 'VALIDATION_FAILED',
      event: 'monitor.created',
      webhook: 'test',
      wrong: 'AuthError',
    });
  } finally {
    await browser.close();
  }
});

/** Runs in the page. */
async function useSdk({
  token,
  baseUrl,
  headers,
}: {
  readonly token: string;
  readonly baseUrl: string;
  readonly headers: Record<string, string>;
}): Promise<object> {
  // The page's import map leads to the built files.
  const sdk = await import('@upwatch/sdk');
  const client = new sdk.Upwatch({ token, baseUrl });
  const connected = Promise.withResolvers<void>();
  const listener = new sdk.Upwatch({
    token,
    baseUrl,
    fetch: async (input, init) => {
      const response = await fetch(input, init);
      connected.resolve();
      return response;
    },
  });
  const events = listener.events({ types: ['change'] });
  const next = events.next();
  await connected.promise;
  const config = { url: 'https://shop.example/', method: 'GET' };
  const { name } = await client.monitors.create({ name: 'shop', type: 'HTTP', config });
  const names: string[] = [];
  for await (const one of client.monitors.list()) names.push(one.name);
  const refused = await client.monitors.create({ name: '', type: 'HTTP', config }).catch((error: unknown) => error);
  const { value } = await next;
  await events.return();
  const stranger = new sdk.Upwatch({ token: 'uw_wrong', baseUrl });
  const wrong = await stranger.auth.me().catch((error: unknown) => error);
  const webhook = await sdk.verifyWebhook('{"type":"test"}', headers, 'secret');
  return {
    name,
    names,
    code: refused instanceof sdk.ValidationError && refused.code,
    event: value?.type === 'change' && value.data.action,
    webhook: webhook.type,
    wrong: wrong instanceof sdk.AuthError && wrong.name,
  };
}

interface Site extends AsyncDisposable {
  readonly url: string;
}

/** A page, the built SDK, and the API, all of one origin. */
async function sameOrigin(apiUrl: string, dist: string): Promise<Site> {
  const server = createServer((incoming, outgoing) => {
    const path = new URL(incoming.url!, 'http://site').pathname;
    if (path.startsWith('/api/')) return pass(incoming, outgoing, apiUrl);
    if (path === '/') return void outgoing.setHeader('content-type', 'text/html').end(PAGE);
    const file = resolve(dist, `.${path.slice('/sdk'.length)}`);
    if (!path.startsWith('/sdk/') || !file.startsWith(dist) || !existsSync(file))
      return void outgoing.writeHead(404).end();
    outgoing.setHeader('content-type', 'text/javascript').end(readFileSync(file));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}

function pass(incoming: IncomingMessage, outgoing: ServerResponse, apiUrl: string): void {
  const { method, headers, url } = incoming;
  const passed = ask(new URL(url!, apiUrl), { method, headers }, (answer) => {
    outgoing.writeHead(answer.statusCode!, answer.headers);
    outgoing.flushHeaders();
    answer.pipe(outgoing);
  });
  passed.on('error', () => outgoing.destroy());
  outgoing.on('close', () => passed.destroy());
  incoming.pipe(passed);
}
