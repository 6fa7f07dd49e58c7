/** A shop that is watched: its servers on loopback, what watches them, and a month of what was seen. For pictures. */
import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { join } from 'node:path';
import { LookRows } from '@upwatch/core';
import { systemClock } from '@upwatch/probe';
import { pino } from 'pino';
import { addresses, startDnsStub } from '../../../packages/probe/src/dns/testing/dns-stub.ts';
import { makeCertificate } from '../../../packages/probe/src/tls/testing/make-certificate.ts';
import { openCoreStore } from '../../../packages/server/src/stores/sqlite/core-store.ts';
import { openHistoryStore } from '../../../packages/server/src/stores/sqlite/history/history-store.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const HISTORY_DAYS = 90;
const CERTIFICATE_DAYS = 9;
/** From where it is watched: a place that the map knows. */
export const REGION = 'frankfurt';
const NAMES = ['shop.example', 'api.shop.example', 'search.shop.example', 'img.shop.example', 'blog.shop.example'];

interface More {
  readonly tags: readonly string[];
  readonly assertions?: readonly object[];
}

export interface Shop extends AsyncDisposable {
  /** What to post to `/monitors`, in the order in which they are listed; none is on yet. */
  readonly monitors: readonly { readonly name: string; readonly usualMs: number; readonly body: object }[];
  /** The checkout loses its database. */
  breakCheckout(): void;
}

/** Opens the shop: port 80 and 443 where this user may, any other ports where not. */
export async function openShop(): Promise<Shop> {
  let isBroken = false;
  const site = http.createServer((request, response) => {
    const { host = '' } = request.headers;
    const isCheckout = host.startsWith('api.');
    const isDown = isCheckout && isBroken;
    const body = isCheckout ? health(isDown) : '<!doctype html><title>Shop</title>';
    const answer = (): void => {
      response.writeHead(isDown ? 503 : 200, { 'content-type': isCheckout ? 'application/json' : 'text/html' });
      response.end(body);
    };
    if (host.startsWith('search.')) setTimeout(answer, 240);
    else setTimeout(answer, 12);
  });
  const certificate = makeCertificate({
    subject: { CN: 'shop.example', O: 'Example Shop' },
    names: ['shop.example'],
    notAfterMs: Date.now() + CERTIFICATE_DAYS * DAY_MS + HOUR_MS,
  });
  const tls = createTlsServer({ cert: certificate.pem, key: certificate.keyPem }, (socket) => {
    socket.on('error', () => socket.destroy());
    socket.end();
  });
  const port = await listening(site, 80);
  const tlsPort = await listening(tls, 443);
  const dns = await startDnsStub(Object.fromEntries(NAMES.map((name) => [name, addresses({ A: ['127.0.0.1'] })])));
  const resolver = [dns.server];
  const at = (host: string, path: string): string => `http://${host}${port === 80 ? '' : `:${port}`}${path}`;
  const web = (name: string, url: string, usualMs: number, more: More) => ({
    name,
    usualMs,
    body: { type: 'HTTP', config: { url, method: 'GET', resolver }, ...more },
  });
  const named = (...names: readonly string[]) => names.map((name) => ({ name }));
  const all = [
    web('Shop', at('shop.example', '/'), 84, { tags: ['shop', 'production'] }),
    web('Checkout API', at('api.shop.example', '/health'), 41, { tags: ['shop', 'payments', 'production'] }),
    web('Search', at('search.shop.example', '/?q=boat'), 118, {
      tags: ['shop', 'production'],
      assertions: [{ config: { type: 'response_time_warn', warnMs: 200 }, severity: 'warn' }],
    }),
    web('Images', at('img.shop.example', '/logo.svg'), 22, { tags: ['shop'] }),
    web('Blog', at('blog.shop.example', '/'), 131, { tags: ['marketing'] }),
    {
      name: 'Certificate of the shop',
      usualMs: 9,
      body: {
        type: 'TLS',
        config: { host: 'shop.example', port: tlsPort, resolver, tls: { caPem: certificate.pem } },
        tags: ['production'],
      },
    },
    {
      name: 'DNS of the shop',
      usualMs: 3,
      body: {
        type: 'DNS',
        config: { hostname: 'shop.example', recordTypes: ['A'], nameservers: resolver },
        tags: ['production'],
      },
    },
  ];
  return {
    monitors: all.map(({ body: { tags, ...body }, ...rest }) => ({
      ...rest,
      body: {
        ...body,
        name: rest.name,
        frequencySeconds: 30,
        enabled: false,
        managedBy: 'DASHBOARD',
        tags: { newTags: named(...tags) },
      },
    })),
    breakCheckout: () => void (isBroken = true),
    async [Symbol.asyncDispose]() {
      site.closeAllConnections();
      site.close();
      tls.close();
      await dns[Symbol.asyncDispose]();
    },
  };
}

/** Readiness as an application tells it. */
function health(isBroken: boolean): string {
  const database = isBroken
    ? { status: 'fail', output: 'connection refused' }
    : { status: 'pass', observedValue: 3, observedUnit: 'ms' };
  return JSON.stringify({
    status: isBroken ? 'fail' : 'pass',
    checks: { 'postgres:connections': [database], 'redis:ping': [{ status: 'pass' }] },
  });
}

async function listening(server: ReturnType<typeof http.createServer | typeof createTlsServer>, wanted: number) {
  try {
    server.listen(wanted, '127.0.0.1');
    await once(server, 'listening');
  } catch {
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
  }
  return (server.address() as AddressInfo).port;
}

/** Writes what was seen of the monitors until now into the data directory of a server that does not run. */
export async function writeHistory(dataDir: string, shop: Pick<Shop, 'monitors'>): Promise<void> {
  const core = openCoreStore({ file: join(dataDir, 'core.db'), clock: systemClock });
  const keys = new Map((await core.monitors.all()).map(({ name, key }) => [name, key]));
  await core.close();
  const endMs = Date.now() - MINUTE_MS;
  let nowMs = Math.floor((endMs - HISTORY_DAYS * DAY_MS) / DAY_MS) * DAY_MS;
  const history = openHistoryStore({
    file: join(dataDir, 'history.db'),
    clock: { wall: () => nowMs, monotonic: () => performance.now() },
    log: pino({ level: 'silent' }),
    retention: { rawDays: 7, rollupDays: 400 },
  });
  const chance = seeded(7);
  for (; nowMs < endMs; nowMs += HOUR_MS) {
    const everyMs = endMs - nowMs < 2 * DAY_MS ? MINUTE_MS : 10 * MINUTE_MS;
    for (const { name, usualMs } of shop.monitors) {
      const rows = new LookRows(HOUR_MS / everyMs);
      for (let slotMs = nowMs; slotMs < Math.min(nowMs + HOUR_MS, endMs); slotMs += everyMs)
        rows.push(lookOf(keys.get(name)!, slotMs, usualMs, chance));
      history.append(REGION, rows, []);
    }
    await history.flush();
    if (nowMs % DAY_MS === 0) while (await history.tend(nowMs, 50));
  }
  while (await history.tend(endMs, 50));
  await history.close();
}

/** Slower by day than by night, now and then slow, and down for a while on some days. */
function lookOf(
  monitorKey: number,
  slotMs: number,
  usualMs: number,
  chance: () => number,
): Parameters<LookRows['push']>[0] {
  const day = Math.floor(slotMs / DAY_MS);
  const hour = (slotMs % DAY_MS) / HOUR_MS;
  const isOut = (day * 7 + monitorKey * 13) % 31 === 0 && hour > 9 && hour < 9.4 + (monitorKey % 4) / 2;
  const load = 1 + 0.35 * Math.sin(((hour - 8) / 24) * 2 * Math.PI);
  const totalMs = usualMs * load * (0.85 + 0.3 * chance()) * (chance() > 0.985 ? 3 : 1);
  const part = (share: number): number => totalMs * share * (0.8 + 0.4 * chance());
  return {
    ...{ monitorKey, slotMs, latenessMs: chance(), kind: 'scheduled', attempts: 1, bodyBytes: 5120 },
    outcome: isOut ? 'down' : 'up',
    statusCode: isOut ? 503 : 200,
    phases: { dnsMs: part(0.06), tcpMs: part(0.14), ttfbMs: part(0.6), downloadMs: part(0.1), totalMs },
    ...(isOut && { failureCode: 'status.unexpected' }),
  };
}

/** The same each time: pictures change when the pages do. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
