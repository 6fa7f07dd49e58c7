/** Every framework that there is an entry point for, with an application of its own that has health endpoints. */
import { createServer, type RequestListener, type Server } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { Controller, Get, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import express from 'express';
import fastify from 'fastify';
import { Hono } from 'hono';
import Koa from 'koa';
import 'reflect-metadata';
import { expressHealth } from '../express.ts';
import { fastifyHealth } from '../fastify.ts';
import type { Health } from '../health.ts';
import { honoHealth } from '../hono.ts';
import { koaHealth } from '../koa.ts';
import { nestHealth } from '../nest.ts';
import { nodeHealth } from '../node.ts';

export interface Application extends AsyncDisposable {
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
}

export const APPLICATION = 'the application';

/** Express 4 has no types here, and is called as 5 is. */
const express4 = createRequire(import.meta.url)('express4') as typeof express;

class Own {
  own(): string {
    return APPLICATION;
  }
}
// Decorators, called as functions: types are stripped here, and not compiled.
Get('own')(Own.prototype, 'own', Object.getOwnPropertyDescriptor(Own.prototype, 'own')!);
Controller()(Own);
class OwnModule {
  readonly controllers = [Own];
}
Module({ controllers: [Own] })(OwnModule);

export const FRAMEWORKS: Readonly<Record<string, (health: Health) => Promise<Application>>> = {
  'node:http': (health) => listening(nodeHealth(health, (_, response) => void response.end(APPLICATION))),
  'Express 4': (health) => onExpress(express4, health),
  'Express 5': (health) => onExpress(express, health),
  'Fastify 5': async (health) => {
    const app = fastify();
    await app.register(fastifyHealth(health));
    app.get('/own', () => APPLICATION);
    return { url: await app.listen({ host: '127.0.0.1', port: 0 }), [Symbol.asyncDispose]: () => app.close() };
  },
  Hono: async (health) => {
    const app = new Hono();
    app.use(honoHealth(health));
    app.get('/own', (context) => context.text(APPLICATION));
    return await new Promise((done) => {
      const server = serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 }, () => done(closing(server as Server)));
    });
  },
  Koa: (health) => {
    const app = new Koa();
    app.use(koaHealth(health));
    app.use((context) => {
      context.body = APPLICATION;
    });
    const answer = app.callback();
    return listening((request, response) => void answer(request, response));
  },
  'NestJS on Express': async (health) => {
    const app = await NestFactory.create(OwnModule, { logger: false });
    app.use(nestHealth(health));
    await app.listen(0, '127.0.0.1');
    return { url: urlOf(app.getHttpServer() as Server), [Symbol.asyncDispose]: () => app.close() };
  },
  'NestJS on Fastify': async (health) => {
    const app = await NestFactory.create<NestFastifyApplication>(OwnModule, new FastifyAdapter(), { logger: false });
    app.use(nestHealth(health));
    await app.listen(0, '127.0.0.1');
    return { url: urlOf(app.getHttpServer()), [Symbol.asyncDispose]: () => app.close() };
  },
};

function onExpress(make: typeof express, health: Health): Promise<Application> {
  const app = make();
  app.use(expressHealth(health));
  app.use(make.json());
  app.get('/own', (_, response) => void response.send(APPLICATION));
  return listening(app);
}

async function listening(listener: RequestListener): Promise<Application> {
  const server = createServer(listener);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return closing(server);
}

function closing(server: Server): Application {
  return {
    url: urlOf(server),
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}

function urlOf(server: Server): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
