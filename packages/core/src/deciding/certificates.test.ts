import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import {
  EXPIRY_DAYS,
  judgeExpiry,
  type KnownCertificate,
  nextExpiryAtMs,
  seeCertificate,
  type CertificateStep,
} from './certificates.ts';
import type { TlsFacts } from '../looking/observation.ts';

const DAY = 86_400_000;
const NOW = Date.UTC(2026, 10, 21, 12, 0);

function tlsOf(fingerprint: string, given: Partial<TlsFacts> = {}): TlsFacts {
  const notAfterMs = given.notAfterMs ?? NOW + 90 * DAY;
  return {
    protocol: 'TLSv1.3',
    cipher: 'TLS_AES_256_GCM_SHA384',
    subject: 'CN=shop.example',
    sans: ['shop.example'],
    sansTotal: 1,
    issuer: 'CN=Test CA',
    serialNumber: '0A',
    fingerprint,
    keyFingerprint: `key of ${fingerprint}`,
    notBeforeMs: notAfterMs - 90 * DAY,
    notAfterMs,
    daysLeft: 90,
    chainNotAfterMs: notAfterMs,
    isVerified: true,
    ...given,
  };
}

const see = (known: readonly KnownCertificate[], tls: TlsFacts, nowMs = NOW, isQuiet = false): CertificateStep =>
  seeCertificate(known, { tls, region: 'eu' }, nowMs, isQuiet);

const told = ({ events }: CertificateStep): string[] =>
  events.map((event) =>
    event.type === 'certificate-expiring' ? `expiring ${event.days}` : `changed ${event.changed.join('+')}`,
  );

test('the first certificate is remembered, and nothing is told of it while it has long to live', () => {
  const first = see([], tlsOf('a'));
  assert.deepEqual(told(first), []);
  assert.deepEqual(first.known, [
    {
      fingerprint: 'a',
      keyFingerprint: 'key of a',
      subject: 'CN=shop.example',
      issuer: 'CN=Test CA',
      serialNumber: '0A',
      notBeforeMs: NOW,
      notAfterMs: NOW + 90 * DAY,
      firstSeenAtMs: NOW,
      region: 'eu',
    },
  ]);
  assert.equal(see(first.known, tlsOf('a'), NOW + DAY).known, first.known, 'seen again it changes nothing');
});

test('its end is told 30, 14, 7, 3 and 1 days before, each once however often it is judged', () => {
  let { known } = see([], tlsOf('a', { notAfterMs: NOW + 40 * DAY, notBeforeMs: NOW - 50 * DAY }));
  const days: number[] = [];
  for (let nowMs = NOW; nowMs < NOW + 42 * DAY; nowMs += DAY / 4) {
    const step = judgeExpiry(known, 'a', nowMs);
    ({ known } = step);
    for (const event of step.events) {
      assert.ok(event.type === 'certificate-expiring');
      assert.equal(nowMs, NOW + (40 - event.days) * DAY);
      days.push(event.days);
    }
  }
  assert.deepEqual(days, [...EXPIRY_DAYS]);
});

test('one that is first seen late is told once, of the time that is left', () => {
  const step = see([], tlsOf('a', { notAfterMs: NOW + 5 * DAY }));
  assert.deepEqual(told(step), ['expiring 7']);
  assert.deepEqual(told(judgeExpiry(step.known, 'a', NOW + DAY)), []);
  assert.deepEqual(told(judgeExpiry(step.known, 'a', NOW + 2 * DAY)), ['expiring 3']);
});

test('an expired one is a failure and no notice', () => {
  const step = see([], tlsOf('a', { notAfterMs: NOW - 1 }));
  assert.deepEqual(told(step), []);
  assert.equal(nextExpiryAtMs(step.known[0]!, NOW), undefined);
});

test('one that lives for days is told of only in the second half of its life', () => {
  const six = tlsOf('a', { notBeforeMs: NOW, notAfterMs: NOW + 6 * DAY });
  const step = see([], six);
  assert.deepEqual(told(step), []);
  assert.equal(nextExpiryAtMs(step.known[0]!, NOW), NOW + 5 * DAY);
  assert.deepEqual(told(judgeExpiry(step.known, 'a', NOW + 4 * DAY)), []);
  assert.deepEqual(told(judgeExpiry(step.known, 'a', NOW + 5 * DAY)), ['expiring 1']);
});

test('another issuer or another key is told; one renewed with the same is not', () => {
  const { known } = see([], tlsOf('a'));
  const same = { keyFingerprint: 'key of a' };
  assert.deepEqual(told(see(known, tlsOf('b', same))), []);
  assert.deepEqual(told(see(known, tlsOf('b'))), ['changed key']);
  assert.deepEqual(told(see(known, tlsOf('b', { ...same, issuer: 'CN=Other' }))), ['changed issuer']);
  assert.deepEqual(told(see(known, tlsOf('b', { issuer: 'CN=Other' }))), ['changed issuer+key']);
});

test('a farm that shows two certificates in turn is told of once', () => {
  let { known } = see([], tlsOf('a'));
  const all: string[] = [];
  for (const name of ['b', 'a', 'b', 'a', 'b', 'a']) {
    const step = see(known, tlsOf(name));
    ({ known } = step);
    all.push(...told(step));
  }
  assert.deepEqual(all, ['changed key']);
  assert.equal(known.length, 2);
});

test('while nothing may be told a new certificate is taken as it is, and its end is told afterwards', () => {
  const { known } = see([], tlsOf('a'));
  const quiet = see(known, tlsOf('b', { notAfterMs: NOW + 5 * DAY }), NOW, true);
  assert.deepEqual(told(quiet), []);
  assert.equal(quiet.known[0]?.fingerprint, 'b');
  assert.deepEqual(told(see(quiet.known, tlsOf('b', { notAfterMs: NOW + 5 * DAY }))), ['expiring 7']);
});

test('no certificate is told of twice, whatever is shown when, and what is remembered stays small', () => {
  const shows = fc.array(fc.record({ which: fc.nat(5), atMs: fc.integer({ min: 0, max: 60 }) }), { maxLength: 60 });
  fc.assert(
    fc.property(shows, (all) => {
      let known: readonly KnownCertificate[] = [];
      const seen = new Set<string>();
      for (const { which, atMs } of all) {
        const tls = tlsOf(`c${which}`, { notAfterMs: NOW + (which + 1) * 10 * DAY });
        const step = see(known, tls, NOW + atMs * DAY);
        ({ known } = step);
        for (const [i, event] of step.events.entries()) {
          const key = `${event.certificate.fingerprint} ${told(step)[i]!}`;
          assert.ok(!seen.has(key), key);
          seen.add(key);
        }
        assert.ok(known.length <= 8);
        assert.deepEqual(JSON.parse(JSON.stringify(known)), known);
      }
    }),
  );
});

test('when it is next to be told is when judging it tells', () => {
  const lives = fc.record({ left: fc.integer({ min: 1, max: 100 }), life: fc.integer({ min: 1, max: 400 }) });
  fc.assert(
    fc.property(lives, ({ left, life }) => {
      const notAfterMs = NOW + left * DAY;
      const { known } = see([], tlsOf('a', { notAfterMs, notBeforeMs: notAfterMs - life * DAY }));
      const nextMs = nextExpiryAtMs(known[0]!, NOW);
      if (nextMs === undefined) {
        assert.deepEqual(told(judgeExpiry(known, 'a', notAfterMs - 1)), []);
        return;
      }
      assert.ok(nextMs > NOW);
      assert.deepEqual(told(judgeExpiry(known, 'a', nextMs - 1)), []);
      assert.equal(told(judgeExpiry(known, 'a', nextMs)).length, 1);
    }),
  );
});
