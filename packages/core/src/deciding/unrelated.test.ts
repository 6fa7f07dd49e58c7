import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type Place, registrableDomain, unrelatedCount, UnrelatedPlaces } from './unrelated.ts';

const DOMAINS = {
  'example.org': 'example.org',
  'www.example.org': 'example.org',
  'a.b.example.org.': 'example.org',
  'WWW.Example.ORG': 'example.org',
  'a.example.co.uk': 'example.co.uk',
  'example.com.br': 'example.com.br',
  'a.example.io': 'example.io',
  'mine.pages.example': 'pages.example',
  localhost: 'localhost',
  '203.0.113.9': '203.0.113.9',
  '2001:db8::1': '2001:db8::1',
};
for (const [host, domain] of Object.entries(DOMAINS)) {
  test(`${host} was registered as ${domain}`, () => assert.equal(registrableDomain(host), domain));
}

const CASES: readonly (readonly [string, readonly Place[], number])[] = [
  ['none', [], 0],
  ['names of one owner', [{ host: 'a.shop.example' }, { host: 'b.shop.example' }], 1],
  ['names of one machine', ['a.example', 'b.example'].map((host) => ({ host, address: '192.0.2.1' })), 1],
  [
    'names of two',
    [
      { host: 'a.example', address: '192.0.2.1' },
      { host: 'b.example', address: '192.0.2.2' },
    ],
    2,
  ],
  [
    'two that have something in common with a third',
    [
      { host: 'a.one.example', address: '192.0.2.1' },
      { host: 'b.two.example', address: '192.0.2.2' },
      { host: 'c.one.example', address: '192.0.2.2' },
    ],
    1,
  ],
  ['an address and a name that leads there', [{ host: '192.0.2.1' }, { host: 'a.example', address: '192.0.2.1' }], 1],
];
for (const [what, places, count] of CASES) test(`${what}: ${count}`, () => assert.equal(unrelatedCount(places), count));

const places = fc.array(
  fc.record(
    {
      host: fc
        .tuple(fc.constantFrom('a', 'b'), fc.integer({ min: 0, max: 9 }))
        .map(([sub, n]) => `${sub}.o${n}.example`),
      address: fc.integer({ min: 1, max: 12 }).map((n) => `192.0.2.${n}`),
    },
    { requiredKeys: ['host'] },
  ),
  { maxLength: 12 },
);

test('the order says nothing, and one more adds one at most or joins some', () => {
  fc.assert(
    fc.property(places, (all) => {
      const count = unrelatedCount(all);
      assert.equal(unrelatedCount(all.toReversed()), count);
      assert.ok(count <= new Set(all.map(({ host }) => registrableDomain(host))).size);
      assert.ok(unrelatedCount(all.slice(1)) >= count - 1);
    }),
  );
});

/** The groups that a walk from one to all that touch it finds. */
function groupsIn(all: readonly Place[]): number {
  const touch = (a: Place, b: Place): boolean =>
    registrableDomain(a.host) === registrableDomain(b.host) || (a.address !== undefined && a.address === b.address);
  let left = all;
  let groups = 0;
  for (; left.length > 0; groups++) {
    const group = [left[0]!];
    for (const one of group) group.push(...left.filter((other) => !group.includes(other) && touch(one, other)));
    left = left.filter((one) => !group.includes(one));
  }
  return groups;
}

test('it is the number of groups that a walk from one to all that touch it finds', () => {
  fc.assert(fc.property(places, (all) => assert.equal(unrelatedCount(all), groupsIn(all))));
});

test('kept up while places come and go it is what a count of those that are there says', () => {
  fc.assert(
    fc.property(places, fc.array(fc.nat(), { maxLength: 40 }), (all, picks) => {
      const unrelated = new UnrelatedPlaces();
      const there: Place[] = [];
      for (const pick of picks) {
        const place = all[(pick >> 1) % all.length];
        if (!place) return;
        const at = there.indexOf(place);
        if (pick % 2 === 0 || at < 0) {
          unrelated.add(place);
          there.push(place);
        } else {
          unrelated.delete(place);
          there.splice(at, 1);
        }
        assert.equal(unrelated.count, groupsIn(there));
      }
      unrelated.clear();
      for (const place of all) unrelated.add(place);
      assert.equal(unrelated.count, groupsIn(all));
    }),
    { numRuns: 500 },
  );
});
