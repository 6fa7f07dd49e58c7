/** The example shop with its real servers: what is taken away is what the incident names. */
import assert from 'node:assert/strict';
import { globSync } from 'node:fs';
import { resolve } from 'node:path';
import { test } from 'node:test';
import { Upwatch } from '@upwatch/sdk';
import { startWholeShop, type WholeShop } from '../../examples/shop/whole-shop.ts';

const UPWATCH = [process.execPath, resolve(import.meta.dirname, '../../packages/cli/bin/upwatch.js')] as const;
const PROGRAMS = ['/usr/lib/postgresql/*/bin/initdb', '/usr/bin/redis-server'];
const absent = PROGRAMS.filter((program) => globSync(program).length === 0);
const isMissing = absent.length > 0 && process.env['CI'] === undefined;
const given = { timeout: 240_000, skip: isMissing && `not installed here: ${absent.join(', ')}` };

test('the database is stopped: the incident names it, and not redis; it is back: so is the shop', given, async () => {
  await using shop = await startWholeShop(UPWATCH);
  const client = clientOf(shop);
  await untilStatus(client, 'up');
  await shop.postgresql.stop();
  await untilStatus(client, 'down');
  const { data } = await client.incidents.list({ status: 'CONFIRMED' });
  const [incident, ...others] = data;
  assert.deepEqual(others, [], 'the page that depends on it is not told of by itself');
  const { sentences } = await client.incidents.explain(incident!.id);
  assert.match(sentences.join(' '), /database \(.*connection refused.*\); redis ok/);
  await shop.postgresql.start();
  await untilStatus(client, 'up');
  assert.equal((await client.incidents.get(incident!.id)).incident.status, 'RESOLVED');
});

test('without redis the shop is degraded, and says why', given, async () => {
  await using shop = await startWholeShop(UPWATCH);
  const client = clientOf(shop);
  await untilStatus(client, 'up');
  await shop.redis.stop();
  await untilStatus(client, 'degraded');
  const { data: dependencies } = await client.monitors.dependencies.list((await shopMonitor(client)).id);
  const statuses = Object.fromEntries(dependencies.map(({ name, status }) => [name, status]));
  assert.deepEqual(statuses, { database: 'up', redis: 'degraded' });
});

function clientOf({ token, upwatchUrl }: WholeShop): Upwatch {
  return new Upwatch({ token, baseUrl: upwatchUrl });
}

async function shopMonitor(client: Upwatch) {
  const { data } = await client.monitors.list({ search: 'shop', sort: ['name,asc'] });
  return data[0]!;
}

/** The deadline is that of the test. */
async function untilStatus(client: Upwatch, wanted: string): Promise<void> {
  while ((await shopMonitor(client)).currentStatus !== wanted) await new Promise((next) => setTimeout(next, 100));
}
