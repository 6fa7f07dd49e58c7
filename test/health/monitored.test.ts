/** Both ends together: what an application says of itself, and what the monitor makes of it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type HealthMode, readHealth } from '@upwatch/core';
import { createHealth, type HealthCheck } from '@upwatch/health';

const refused = (): Promise<never> => Promise.reject(new Error('connect ECONNREFUSED 127.0.0.1:5432'));
const CHECKS: Readonly<Record<string, HealthCheck>> = {
  database: { run: refused },
  cache: { run: refused, critical: false },
  redis: { run: () => 'one of three' },
};

/** What the monitor reads from an answer, as far as it goes by it. */
async function read(checks: Readonly<Record<string, HealthCheck>>, accept: string, mode: HealthMode): Promise<unknown> {
  const health = createHealth({ checks, details: 'always' });
  const header = (name: string): string | undefined => (name === 'accept' ? accept : undefined);
  const answer = (await health.answer({ method: 'GET', url: '/ready', header }))!;
  const facts = readHealth(
    { body: answer.body, contentType: answer.headers['content-type'] },
    { mode: mode as Exclude<HealthMode, 'off'> },
  );
  if (!facts) return undefined;
  const dependencies = facts.dependencies.map(({ name, status, message, latencyMs }) => ({
    name,
    status,
    message,
    isTimed: typeof latencyMs === 'number',
  }));
  return { verdict: facts.verdict, dependencies };
}

const message = 'connect ECONNREFUSED 127.0.0.1:5432';
const DOWN = { name: 'database', status: 'down', message, isTimed: true };
const DEGRADED = { name: 'cache', status: 'degraded', message, isTimed: true };

for (const [form, accept] of [
  ['simple', '*/*'],
  ['health+json', 'application/health+json'],
] as const) {
  test(`the monitor reads ${form}: which dependency failed, why, and what only warns`, async () => {
    const { redis, database, cache } = CHECKS;
    // The draft leaves the message out where all is well.
    const up = { name: 'redis', status: 'up', message: form === 'simple' ? 'one of three' : undefined, isTimed: true };
    for (const mode of ['auto', form] as const) {
      assert.deepEqual(await read({ database: database!, cache: cache!, redis: redis! }, accept, mode), {
        verdict: 'down',
        dependencies: [DOWN, DEGRADED, up],
      });
      const degraded = { verdict: 'degraded', dependencies: [DEGRADED, up] };
      assert.deepEqual(await read({ cache: cache!, redis: redis! }, accept, mode), degraded);
      assert.deepEqual(await read({ redis: redis! }, accept, mode), { verdict: 'up', dependencies: [up] });
    }
  });
}

test('the monitor takes the plain form for what it says', async () => {
  assert.deepEqual(await read(CHECKS, 'text/plain', 'simple'), { verdict: 'down', dependencies: [] });
  assert.deepEqual(await read({ redis: CHECKS['redis']! }, 'text/plain', 'simple'), {
    verdict: 'up',
    dependencies: [],
  });
});
