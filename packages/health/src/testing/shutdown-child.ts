/** An application that is stopped by a signal while it has requests. Says what it does on its standard output, a line each. */
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import fastify from 'fastify';
import { expressHealth } from '../express.ts';
import { fastifyHealth } from '../fastify.ts';
import { createHealth, type Health } from '../health.ts';
import { nodeHealth } from '../node.ts';
import { gracefulShutdown } from '../shutdown.ts';

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const [, , framework, drainMs] = process.argv;

/** `/work` takes a moment, `/long` ends only after the server has begun to close, `/never` never. */
const application: RequestListener = (request, response) => {
  if (request.url === '/never') return;
  if (request.url === '/long') {
    const waiting = setInterval(() => {
      if (server.listening) return;
      clearInterval(waiting);
      setTimeout(() => response.end('long'), 100);
    }, 5);
    return;
  }
  setTimeout(() => response.end('worked'), 5 + (served++ % 10) * 5);
};
let served = 0;

const SERVERS: Readonly<Record<string, (health: Health) => Promise<ReturnType<typeof createServer>>>> = {
  'node:http': async (health) => createServer(nodeHealth(health, application)),
  Express: async (health) => createServer(express().use(expressHealth(health)).use(application)),
  Fastify: async (health) => {
    const app = fastify();
    await app.register(fastifyHealth(health));
    app.all('*', (request, reply) => {
      reply.hijack();
      application(request.raw, reply.raw);
    });
    await app.ready();
    return app.server;
  },
};

const database = { open: true };
const health = createHealth({
  checks: {
    database: {
      run: () => {
        if (!database.open) throw new Error('the pool is closed');
      },
      refreshMs: 20,
    },
  },
  observer: {
    changed: (state) => say(`state ${state}`),
    checked: ({ status }) => status === 'ok' || say(`check ${status}`),
  },
});
const server = await SERVERS[framework!]!(health);
gracefulShutdown(health, {
  servers: [server],
  drainMs: Number(drainMs),
  closeMs: 2_000,
  hooks: [
    { name: 'queue', run: () => new Promise((done) => void setTimeout(() => done(say('hook queue')), 50)) },
    {
      name: 'pool',
      run: () => {
        database.open = false;
        // Time for a check in the background, if there still were one, to find it closed.
        return new Promise((done) => void setTimeout(() => done(say('hook pool')), 200));
      },
    },
  ],
});
server.listen(0, '127.0.0.1', () => say(`port ${(server.address() as AddressInfo).port}`));
