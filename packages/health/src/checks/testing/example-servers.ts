/** What the examples of the docstrings ask, and the names that they use. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DatabaseSync } from 'node:sqlite';
import { connect } from '@nats-io/transport-node';
import amqplib from 'amqplib';
import { drizzle } from 'drizzle-orm/node-postgres';
import { Redis } from 'ioredis';
import knex from 'knex';
import { MongoClient } from 'mongodb';
import mysql from 'mysql2/promise';
import pg from 'pg';
import { DataSource } from 'typeorm';
import * as other from './other-servers.ts';
import { noPostgresql, startPostgresql, urlOf } from './postgresql-server.ts';
import type { RealServer } from './real-server.ts';
import { smallKafka } from './small-kafka.ts';
import { smallMongodb } from './small-mongodb.ts';
import { smallServer } from './small-server.ts';

const LOGIN = `app:${other.PASSWORD}@127.0.0.1`;
/** One address for whoever asks: the name server of a real system is none of a test's. */
const UNASKED = /dnsCheck/;

export async function startServersOfExamples(): Promise<
  { names: Readonly<Record<string, unknown>>; missingFor: (code: string) => boolean } & AsyncDisposable
> {
  const web = createServer((_, response) => response.end()).listen(0, '127.0.0.1');
  await once(web, 'listening');
  const smtp = await smallServer(
    (unread, socket) => (socket.write(String(unread).startsWith('QUIT') ? '221 bye\r\n' : '250 ok\r\n'), unread.length),
    (socket) => socket.write('220 ready\r\n'),
  );
  const [kafka, mongodb] = await Promise.all([smallKafka(), smallMongodb()]);
  const real = async (isMissing: string | false, start: () => Promise<RealServer>) => (isMissing ? undefined : start());
  const [postgresql, mariadb, redis, nats, rabbitmq] = await Promise.all([
    real(noPostgresql, () => startPostgresql()),
    real(other.noMariadb, () => other.startMariadb()),
    real(other.noRedis, () => other.startRedis()),
    real(other.noNats, () => other.startNats()),
    real(other.noRabbitmq, other.startRabbitmq),
  ]);
  const http = `http://127.0.0.1:${(web.address() as AddressInfo).port}`;
  const env: Record<string, string | undefined> = {
    DATABASE_URL: postgresql && urlOf(postgresql),
    MYSQL_URL: mariadb && `mysql://${LOGIN}:${mariadb.port}/app`,
    REDIS_URL: redis && `redis://127.0.0.1:${redis.port}`,
    NATS_URL: nats && `nats://${LOGIN}:${nats.port}`,
    AMQP_URL: rabbitmq && `amqp://${LOGIN}:${rabbitmq.port}`,
    MONGODB_URL: `mongodb://127.0.0.1:${mongodb.port}/`,
    KAFKA_BROKER: `127.0.0.1:${kafka.port}`,
    SMTP_PORT: String(smtp.port),
    LDAP_PORT: String(smtp.port),
    PAYMENTS_URL: http,
    S3_URL: http,
  };
  const prisma = { $queryRawUnsafe: async () => [1] };
  const clients = { pg, mysql, Redis, amqplib, MongoClient, DatabaseSync, drizzle, DataSource, knex, prisma };
  // The address holds user and password, which nats.js takes apart from it only as settings.
  const connectWithLogin = ({ servers }: { servers: string }) =>
    connect({ servers: new URL(servers).host, user: 'app', pass: other.PASSWORD });
  return {
    names: { ...clients, connect: connectWithLogin, process: { env } },
    missingFor: (code) =>
      UNASKED.test(code) || [...code.matchAll(/process\.env\.(\w+)/g)].some(([, name]) => env[name!] === undefined),
    [Symbol.asyncDispose]: async () => {
      web.closeAllConnections();
      web.close();
      for (const server of [postgresql, mariadb, redis, nats, rabbitmq, kafka, mongodb, smtp])
        await server?.[Symbol.asyncDispose]();
    },
  };
}
