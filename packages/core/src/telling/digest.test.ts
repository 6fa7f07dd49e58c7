import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import type { AlertKind, AlertMessage } from './alert.ts';
import { DIGEST_HEADLINES_MAX, digestMessage } from './digest.ts';

const T0 = Date.UTC(2026, 10, 21, 12, 0, 0);
const KINDS = { C: 'INCIDENT_CREATED', R: 'INCIDENT_RESOLVED', O: 'INCIDENT_REOPENED', N: 'NOTICE' } as const;

function memberOf(name: string, kind: AlertKind, change: Partial<AlertMessage> = {}) {
  const isOver = kind === 'INCIDENT_RESOLVED';
  const message: AlertMessage = {
    kind,
    severity: 'DOWN',
    monitorName: name,
    target: `https://${name}.example`,
    monitorId: name,
    incidentId: name,
    headline: `${name} is ${isOver ? 'up again' : 'down'}`,
    regions: ['local'],
    startedAtMs: T0,
    occurredAtMs: T0 + 1_000,
    ...(isOver && { resolvedAtMs: T0 + 40_000 }),
    ...change,
  };
  return { incidentId: name, kind, message };
}

/** `shop C, blog CR`: an opening, and an opening with its end. */
function membersOf(text: string) {
  return text.split(', ').flatMap((word) => {
    const [name, letters] = word.split(' ') as [string, string];
    return Array.from(letters, (letter) => memberOf(name, KINDS[letter as keyof typeof KINDS]));
  });
}

test('what began, what is over and what came and went are counted apart', () => {
  const rows = [
    ['a C, b C', 2, false, 'CREATED 2 monitors are down: a, b'],
    ['a C, b C, c C, d C, e C', 5, true, 'CREATED 5 more monitors are down: a, b, c and 2 more'],
    ['a C, b R, c R', 1, true, 'CREATED 1 more monitor is down: a; 2 monitors are up again: b, c'],
    ['a R, b R', 0, true, 'RESOLVED 2 monitors are up again: a, b'],
    ['a R, b R', 1, true, 'CREATED 2 monitors are up again: a, b; 1 is still down'],
    ['a R', 7, true, 'CREATED 1 monitor is up again: a; 7 are still down'],
    ['a CR, b C', 1, false, 'CREATED 1 monitor is down: b; 1 monitor was down for 40 s and is up again: a'],
    ['a CR, b CR', 0, false, 'RESOLVED 2 monitors were down for up to 40 s and are up again: a, b'],
    ['a RO, b R', 1, true, 'CREATED 1 more monitor is down: a; 1 monitor is up again: b'],
    ['a N, b N', 0, false, 'NOTICE 2 notices: a is down, b is down'],
  ] as const;
  for (const [members, standing, isMore, expected] of rows) {
    const { kind, headline } = digestMessage({ digestId: 'd', members: membersOf(members), standing, isMore });
    assert.equal(`${kind.replace('INCIDENT_', '')} ${headline}`, expected, members);
  }
});

test('degraded monitors are counted apart from those that are down, and the worst decides how it is felt', () => {
  const slow = { severity: 'DEGRADED', headline: 'slow is degraded' } as const;
  const members = [memberOf('slow', 'INCIDENT_CREATED', slow), memberOf('shop', 'INCIDENT_CREATED')];
  const both = digestMessage({ digestId: 'd', members, standing: 2, isMore: false });
  assert.equal(both.headline, '1 monitor is down: shop; 1 monitor is degraded: slow');
  assert.equal(both.severity, 'DOWN');
  const one = digestMessage({ digestId: 'd', members: members.slice(0, 1), standing: 1, isMore: false });
  assert.equal(one.severity, 'DEGRADED');
});

test('it has the id of the digest, and the particulars of no single member', () => {
  const failing = memberOf('a', 'INCIDENT_CREATED', { statusCode: 503, phases: { totalMs: 3 }, repeats: 2 });
  const members = [failing, memberOf('b', 'INCIDENT_CREATED', { regions: ['eu', 'local'], startedAtMs: T0 - 5 })];
  const message = digestMessage({ digestId: 'd', members, standing: 2, isMore: false });
  assert.equal(message.incidentId, 'd');
  assert.equal(message.target, '2 targets');
  assert.deepEqual([message.statusCode, message.phases, message.repeats], [undefined, undefined, undefined]);
  assert.deepEqual(message.regions, ['local', 'eu']);
  assert.deepEqual([message.startedAtMs, message.occurredAtMs], [T0 - 5, T0 + 1_000]);
});

test('that the first member was closed by a person is said in its own line alone', () => {
  const members = [memberOf('shop', 'INCIDENT_RESOLVED', { isClosed: true }), memberOf('blog', 'INCIDENT_RESOLVED')];
  const end = digestMessage({ digestId: 'd', members, standing: 0, isMore: true });
  assert.equal(end.kind, 'INCIDENT_RESOLVED');
  assert.equal(end.isClosed, undefined);
});

test('however many there are, all are counted, the headline is one line and the list is bounded', () => {
  const kinds = fc.constantFrom('C', 'R', 'CR', 'RO', 'CRO');
  fc.assert(
    fc.property(fc.array(kinds, { minLength: 1, maxLength: 300 }), fc.nat(50), fc.boolean(), (all, extra, isMore) => {
      const members = all.flatMap((letters, index) =>
        Array.from(letters, (letter) => memberOf(`m${index}\n`, KINDS[letter as keyof typeof KINDS])),
      );
      const open = all.filter((letters) => !letters.endsWith('R')).length;
      const message = digestMessage({ digestId: 'd', members, standing: open + extra, isMore });
      assert.equal(message.digest?.total, all.length);
      assert.equal(message.digest.headlines.length, Math.min(all.length, DIGEST_HEADLINES_MAX));
      const counted = [...message.headline.matchAll(/(\d+) (?:more )?monitors? /g)].map(([, count]) => Number(count));
      assert.equal(
        counted.reduce((a, b) => a + b, 0),
        all.length,
      );
      assert.ok(!message.headline.includes('\n') && message.headline.length < 2_000);
      assert.equal(message.kind === 'INCIDENT_RESOLVED', open + extra === 0);
    }),
  );
});

test('100,000 members are no trouble', () => {
  const members = Array.from({ length: 100_000 }, (_, index) => memberOf(`m${index}`, 'INCIDENT_RESOLVED'));
  const message = digestMessage({ digestId: 'd', members, standing: 0, isMore: true });
  assert.equal(message.digest?.total, 100_000);
  assert.equal(message.resolvedAtMs, T0 + 40_000);
});
