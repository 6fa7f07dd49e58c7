/** What `@upwatch/health` says in an application is what a monitor reads: both ends of one wire. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readHealth } from '@upwatch/core';
import { createHealth } from '@upwatch/health';

const refused = (): never => {
  throw new Error('connect ECONNREFUSED 10.0.0.5:5432');
};
const well = (): string => 'fine';

for (const [accept, dialect] of [
  ['application/json', 'simple'],
  ['application/health+json', 'health+json'],
] as const) {
  for (const critical of [true, false]) {
    const verdict = critical ? 'down' : 'degraded';
    test(`${accept}, a ${critical ? 'critical' : 'lesser'} check that fails: ${verdict}`, async (t) => {
      const checks = { database: { run: refused, critical }, redis: { run: well } };
      const health = createHealth({ version: '1.4.2', details: 'always', checks });
      t.after(() => health.close());
      const header = (name: string): string | undefined => (name === 'accept' ? accept : undefined);
      const { status, body, headers } = (await health.answer({ method: 'GET', url: '/ready', header }))!;
      assert.equal(status, critical ? 503 : 200);
      for (const mode of ['auto', dialect] as const) {
        const read = readHealth({ body, contentType: headers['content-type'] }, { mode })!;
        assert.deepEqual([read.dialect, read.verdict], [dialect, verdict]);
        const [database, redis] = read.dependencies;
        assert.deepEqual(
          [database?.name, database?.status, redis?.name, redis?.status],
          ['database', verdict, 'redis', 'up'],
        );
        assert.match(database?.message ?? '', /ECONNREFUSED 10\.0\.0\.5:5432/);
        assert.ok(database?.latencyMs !== undefined && redis?.latencyMs !== undefined);
      }
    });
  }
}
