import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lookupThrough } from './resolver-lookup.ts';

const lookup = lookupThrough(
  {
    resolve: (host, family) => {
      if (host === 'nowhere.example') return Promise.reject(new Error('nxdomain'));
      const all = [
        { address: '192.0.2.1', family: 4 as const, ttlSeconds: 60 },
        { address: '2001:db8::1', family: 6 as const, ttlSeconds: 60 },
      ];
      return all.filter((one) => family === 'auto' || family === `ipv${one.family}`);
    },
  },
  (addresses) => addresses,
);

function ask(host: string, options: Parameters<typeof lookup>[1]): Promise<unknown[]> {
  return new Promise((resolve) => lookup(host, options, (...answer: unknown[]) => resolve(answer)));
}

test('node:net gets one address or all of them, of the family that it asks for', async () => {
  assert.deepEqual(await ask('a.example', {}), [null, '192.0.2.1', 4]);
  assert.deepEqual(await ask('a.example', { family: 6 }), [null, '2001:db8::1', 6]);
  assert.deepEqual(await ask('a.example', { all: true }), [
    null,
    [
      { address: '192.0.2.1', family: 4 },
      { address: '2001:db8::1', family: 6 },
    ],
  ]);
});

test('a name that is not found is an error, not a crash', async () => {
  const [error] = await ask('nowhere.example', {});
  assert.match(String(error), /nxdomain/);
});
