/** What the examples of docstrings and the guide use, besides what they import. */
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { metrics } from '@opentelemetry/api';
import express from 'express';
import fastify, { LogController } from 'fastify';
import { Hono } from 'hono';
import Koa from 'koa';
import morgan from 'morgan';
import { pino } from 'pino';
import { pinoHttp } from 'pino-http';
import { expressHealth } from '../express.ts';
import { fastifyHealth } from '../fastify.ts';
import { honoHealth } from '../hono.ts';
import * as core from '../index.ts';
import { koaHealth } from '../koa.ts';
import * as logs from '../logs.ts';
import * as prometheus from '../metrics.ts';
import { nestHealth } from '../nest.ts';
import { nextHealth } from '../next.ts';
import { nodeHealth } from '../node.ts';
import { openTelemetryObserver } from '../opentelemetry.ts';
import { gracefulShutdown } from '../shutdown.ts';

/** What closes what an example left open. */
export type Closers = (() => unknown)[];

/** What examples use besides the library: an application of the framework that they name, a pool, a logger. */
export function namesFor(code: string, closers: Closers): Readonly<Record<string, unknown>> {
  const nothing = async (): Promise<void> => undefined;
  const health = core.createHealth();
  const serving = (listener?: Parameters<typeof createServer>[1]): Server => {
    const server = createServer(listener ?? (() => undefined));
    closers.push(() => server.close());
    return server;
  };
  const shuttingDown: typeof gracefulShutdown = (...given) => {
    const shutdown = gracefulShutdown(...given);
    closers.push(shutdown.dispose);
    return shutdown;
  };
  const own = {
    pool: { query: async () => [], end: nothing },
    recommender: { ping: nothing },
    consumer: { stop: nothing },
  };
  return {
    ...own,
    ...core,
    ...logs,
    ...prometheus,
    ...{ expressHealth, fastifyHealth, honoHealth, koaHealth, nestHealth, nextHealth, nodeHealth },
    ...{ express, fastify, Hono, Koa, LogController, morgan, pinoHttp, metrics, openTelemetryObserver },
    ...{ migrate: nothing, warmUp: nothing, application: () => undefined, previous: 'x' },
    NestFactory: { create: async () => express() },
    AppModule: Object,
    logger: pino({ level: 'silent' }),
    gracefulShutdown: shuttingDown,
    createServer: serving,
    ...(/\bconst health\b/.test(code) ? {} : { health }),
    ...(/\bconst server\b/.test(code) ? {} : { server: serving() }),
    ...(/\bconst app\b/.test(code) ? {} : { app: applicationFor(code) }),
  };
}

function applicationFor(code: string): unknown {
  if (code.includes('honoHealth')) return new Hono();
  if (code.includes('koaHealth')) return new Koa();
  return code.includes('fastifyHealth') ? fastify() : express();
}

/** A dependency that is well. */
export async function answering(closers: Closers): Promise<string> {
  const server = createServer((_, response) => void response.end()).listen(0, '127.0.0.1');
  closers.push(() => server.close());
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
