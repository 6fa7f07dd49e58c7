/** Loggers as they are, and what they write of probes. */
import assert from 'node:assert/strict';
import { createServer, type RequestListener } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { Writable } from 'node:stream';
import { test } from 'node:test';
import express from 'express';
import fastify, { LogController } from 'fastify';
import morgan from 'morgan';
import { pino } from 'pino';
import { pinoHttp } from 'pino-http';
import { expressHealth } from './express.ts';
import { fastifyHealth } from './fastify.ts';
import { createHealth, type Health } from './health.ts';
import { isQuietProbe, quietProbes, quietRequests } from './logs.ts';
import { nodeHealth } from './node.ts';
import { ask } from './testing/ask.ts';
import { settled } from './testing/manual-clock.ts';

interface Logging {
  readonly url: string;
  readonly close: () => Promise<unknown>;
}

/** Begins an application that writes its log, a line a call. */
type Start = (health: Health, write: (line: string) => void) => Promise<Logging>;

const LOGGERS: Readonly<Record<string, Start>> = {
  'node:http': (health, write) =>
    listening((request, response) => {
      response.on('finish', () => {
        if (!isQuietProbe(request, response)) write(`${request.method} ${request.url} ${response.statusCode}`);
      });
      nodeHealth(health, (_, own) => void own.end())(request, response);
    }),
  morgan: (health, write) => {
    const stream = { write: (line: string) => write(line.trim()) };
    const logger = morgan(':method :url :status', { skip: isQuietProbe, stream });
    const app = express().use(logger).use(expressHealth(health));
    return listening(app.use((_, response) => void response.end()));
  },
  'pino-http': (health, write) => {
    const logger = pinoHttp({ logger: pino(lines(write)), customLogLevel: quietProbes() });
    const app = express().use(logger).use(expressHealth(health));
    return listening(app.use((_, response) => void response.end()));
  },
  Fastify: async (health, write) => {
    const logController = new LogController({ disableRequestLogging: quietRequests(health) });
    const app = fastify({ logger: { stream: lines(write) }, logController });
    await app.register(fastifyHealth(health));
    app.get('/own', () => 'own');
    const url = await app.listen({ host: '127.0.0.1', port: 0 });
    return { url, close: () => app.close() };
  },
};

/** What pino writes, as the lines of the others: method, path and status, as far as it says them. */
function lines(write: (line: string) => void): Writable {
  return new Writable({
    write: (chunk: Buffer, _, done) => {
      const { req, res, probe, msg, failed } = JSON.parse(chunk.toString()) as LoggedByPino;
      if (!/listening/.test(msg))
        write([req?.method, req?.url, probe, res?.statusCode, failed?.join()].filter(Boolean).join(' '));
      done();
    },
  });
}

interface LoggedByPino {
  readonly msg: string;
  readonly req?: { readonly method: string; readonly url: string };
  readonly res?: { readonly statusCode: number };
  readonly probe?: string;
  readonly failed?: readonly string[];
}

async function listening(listener: RequestListener): Promise<Logging> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, close: () => new Promise((done) => void server.close(done)) };
}

const WRITTEN: Readonly<Record<string, readonly string[]>> = {
  'node:http': ['GET /own 200', 'GET /ready?x 503', 'GET /ready/nothing 404', 'POST /health 405'],
  morgan: ['GET /own 200', 'GET /ready?x 503', 'GET /ready/nothing 404', 'POST /health 405'],
  'pino-http': ['GET /own 200', 'GET /ready?x 503', 'GET /ready/nothing 404', 'POST /health 405'],
  // It writes a line when a request comes, with its path, and one when it is completed, with its status.
  Fastify: ['GET /own', '200', '/ready?x 503 database', '/ready/nothing 404', '/health 405'],
};

for (const [logger, start] of Object.entries(LOGGERS)) {
  test(`${logger} leaves out probes that were answered well, and nothing else`, async () => {
    let isWell = true;
    const run = (): void => {
      if (!isWell) throw new Error('refused');
    };
    const written: string[] = [];
    const health = createHealth({ checks: { database: { run, cacheMs: 0 } } });
    const { url, close } = await start(health, (line) => written.push(line));
    await ask(`${url}/own`);
    for (const path of ['/health', '/ready', '/ready/database', '/startup?x=1']) await ask(url + path);
    await ask(`${url}/ready`, { method: 'HEAD' });
    isWell = false;
    await ask(`${url}/ready?x`);
    await ask(`${url}/ready/nothing`);
    await ask(`${url}/health`, { method: 'POST' });
    await close();
    await settled();
    assert.deepEqual(written, WRITTEN[logger]);
  });
}

test('the level of what is no quiet probe is that of pino-http, or one of your own', () => {
  const response = (statusCode: number): never => ({ statusCode }) as never;
  const level = quietProbes();
  assert.equal(level({} as never, response(200)), 'info');
  assert.equal(level({} as never, response(503)), 'error');
  assert.equal(level({} as never, response(200), new Error('aborted')), 'error');
  assert.equal(quietProbes(() => 'debug')({} as never, response(200)), 'debug');
});
