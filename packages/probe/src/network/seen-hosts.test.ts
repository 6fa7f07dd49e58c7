import assert from 'node:assert/strict';
import { test } from 'node:test';
import { unrelatedCount } from '@upwatch/core';
import fc from 'fast-check';
import { type Seen, SeenHosts } from './seen-hosts.ts';

const HOSTS = ['a.one.example', 'b.one.example', 'a.two.example', 'b.two.example', 'three.example', '192.0.2.1'];

const step = fc.oneof(
  {
    weight: 25,
    arbitrary: fc.record({
      type: fc.constant('set'),
      host: fc.constantFrom(...HOSTS),
      address: fc.constantFrom(undefined, '192.0.2.1', '192.0.2.2', '192.0.2.3'),
      agoMs: fc.integer({ min: 0, max: 8 }),
    }),
  },
  { weight: 10, arbitrary: fc.record({ type: fc.constant('delete'), host: fc.constantFrom(...HOSTS) }) },
  { weight: 5, arbitrary: fc.record({ type: fc.constant('forget'), olderMs: fc.integer({ min: 0, max: 12 }) }) },
  { weight: 15, arbitrary: fc.record({ type: fc.constant('ask'), agoMs: fc.integer({ min: -1, max: 12 }) }) },
  { weight: 1, arbitrary: fc.constant({ type: 'clear' } as const) },
);

test('what is kept up is what going through all of it would say', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const hosts = new SeenHosts();
      const all = new Map<string, Seen>();
      for (const [nowMs, one] of steps.entries()) {
        if (one.type === 'set') {
          const { host, address } = one;
          const seen = { place: { host, ...(address !== undefined && { address }) }, begunMs: nowMs - one.agoMs };
          hosts.set(host, seen);
          all.set(host, seen);
        } else if (one.type === 'delete') {
          hosts.delete(one.host);
          all.delete(one.host);
        } else if (one.type === 'forget') {
          hosts.forgetOlder(one.olderMs, nowMs);
          for (const [host, { begunMs }] of all) if (nowMs - begunMs > one.olderMs) all.delete(host);
        } else if (one.type === 'clear') {
          hosts.clear();
          all.clear();
        }
        const afterMs = one.type === 'ask' ? nowMs - one.agoMs : -Infinity;
        const counted = [...all.values()].filter(({ begunMs }) => begunMs > afterMs);
        if (one.type === 'ask')
          assert.equal(hosts.unrelatedAfter(afterMs), unrelatedCount(counted.map((seen) => seen.place)));
        assert.equal(hosts.size, all.size);
        assert.equal(hosts.firstMs, Math.min(...[...all.values()].map(({ begunMs }) => begunMs)));
        for (const host of HOSTS) assert.deepEqual(hosts.get(host)?.begunMs, all.get(host)?.begunMs);
      }
    }),
    { numRuns: 500 },
  );
});
