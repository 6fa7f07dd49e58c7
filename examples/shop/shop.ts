/** A small shop: products in PostgreSQL, kept for a moment in Redis, and a health endpoint that says which of them failed. */
import { createServer } from 'node:http';
import { createHealth } from '@upwatch/health';
import { postgresqlCheck } from '@upwatch/health/checks/postgresql';
import { redisCheck } from '@upwatch/health/checks/redis';
import { expressHealth } from '@upwatch/health/express';
import { gracefulShutdown } from '@upwatch/health/shutdown';
import express from 'express';
import { Redis } from 'ioredis';
import pg from 'pg';

const KEPT_SECONDS = 5;

const { PORT = '8090', DATABASE_URL, REDIS_URL, HEALTH_TOKEN = '' } = process.env;
if (!DATABASE_URL || !REDIS_URL) throw new Error('DATABASE_URL and REDIS_URL must be set');

const database = new pg.Pool({ connectionString: DATABASE_URL, connectionTimeoutMillis: 2_000 });
const cache = new Redis(REDIS_URL, { maxRetriesPerRequest: 1 });
// Both connect again by themselves; the checks say meanwhile what is wrong.
database.on('error', () => {});
cache.on('error', () => {});

const health = createHealth({
  version: '1.0.0',
  checks: {
    database: postgresqlCheck(database),
    // Without it the shop is slow, and still a shop.
    redis: redisCheck(cache, { critical: false }),
  },
  startup: ['catalogue'],
  ...(HEALTH_TOKEN !== '' && { token: HEALTH_TOKEN }),
});

const app = express();
app.use(expressHealth(health));

app.get('/', async (_request, response) => {
  const items = (await products()).map(({ name, price }) => `<li>${name}: ${price} €</li>`);
  response.send(`<!doctype html><title>Shop</title><h1>Shop</h1><ul>${items.join('')}</ul>`);
});

app.get('/products', async (_request, response) => {
  response.json(await products());
});

interface Product {
  readonly name: string;
  readonly price: string;
}

async function products(): Promise<readonly Product[]> {
  const kept = await cache.get('products').catch(() => null);
  if (kept !== null) return JSON.parse(kept) as readonly Product[];
  const { rows } = await database.query<Product>('select name, price from products order by name');
  await cache.set('products', JSON.stringify(rows), 'EX', KEPT_SECONDS).catch(() => null);
  return rows;
}

await health.startup('catalogue', async () => {
  await database.query('create table if not exists products (name text primary key, price numeric(8, 2) not null)');
  await database.query(
    `insert into products values ('Anvil', 49.90), ('Bird seed', 4.20), ('Tunnel paint', 19.00) on conflict do nothing`,
  );
});

const server = createServer(app).listen(Number(PORT), '127.0.0.1');
gracefulShutdown(health, {
  servers: [server],
  drainMs: 0,
  hooks: [
    { name: 'database', run: () => database.end() },
    { name: 'cache', run: () => cache.disconnect() },
  ],
});
