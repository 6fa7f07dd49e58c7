/** Rows L04 to L06: what is told of a certificate. */
import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import fc from 'fast-check';
import type { TlsSettings } from './contexts.ts';
import { safeText } from './safe-text.ts';
import { handshake, tlsServer } from './testing/handshake.ts';
import { type CertificatePlan, type MadeCertificate, makeCertificate } from './testing/make-certificate.ts';

const DAY_MS = 86_400_000;
const NOW = Date.UTC(new Date().getUTCFullYear(), 0, 1) + 400 * DAY_MS;

let root: MadeCertificate;
let intermediate: MadeCertificate;
let settings: TlsSettings;

before(() => {
  root = makeCertificate({ subject: { CN: 'Test Root', O: 'Test, Inc.' }, isCa: true });
  intermediate = makeCertificate({ subject: { O: 'Test, Inc.', CN: 'Test CA' }, issuer: root, isCa: true });
  settings = { caPem: root.pem };
});

async function seen(plan: Partial<CertificatePlan>, options: { verify?: boolean; chain?: MadeCertificate } = {}) {
  const chain = options.chain ?? intermediate;
  const leaf = makeCertificate({ subject: { CN: 'shop.example' }, names: ['shop.example'], issuer: chain, ...plan });
  await using server = await tlsServer({ key: leaf.keyPem, cert: leaf.pem + chain.pem });
  return await handshake(server.port, { host: 'shop.example', settings, verify: options.verify ?? true });
}

test('the facts say what the certificate is, whom it is for and until when', async () => {
  const notAfterMs = Math.floor(Date.now() / 1000) * 1000 + 10 * DAY_MS + 3_600_000;
  const { facts, failure } = await seen({ names: ['shop.example', '*.shop.example', '127.0.0.1'], notAfterMs });
  assert.equal(failure, undefined);
  const { cipher, fingerprint, keyFingerprint, serialNumber, notBeforeMs, ...rest } = facts!;
  assert.match(cipher, /^TLS_/);
  assert.match(fingerprint, /^[0-9a-f]{64}$/);
  assert.match(keyFingerprint!, /^[0-9a-f]{64}$/);
  assert.match(serialNumber, /^[0-9A-F]+$/);
  assert.ok(notBeforeMs < notAfterMs);
  assert.deepEqual(rest, {
    protocol: 'TLSv1.3',
    subject: 'CN=shop.example',
    sans: ['shop.example', '*.shop.example', '127.0.0.1'],
    sansTotal: 3,
    issuer: 'O=Test\\, Inc., CN=Test CA',
    issuerOrganization: 'Test, Inc.',
    notAfterMs,
    daysLeft: 10,
    chainNotAfterMs: notAfterMs,
    isVerified: true,
  });
});

test('days left are rounded down, also below zero', async () => {
  for (const [leftMs, days] of [
    [DAY_MS, 1],
    [DAY_MS - 1000, 0],
    [-1000, -1],
    [-DAY_MS, -1],
    [-DAY_MS - 1000, -2],
  ] as const) {
    const leaf = makeCertificate({
      subject: { CN: 'shop.example' },
      notBeforeMs: NOW - 900 * DAY_MS,
      notAfterMs: NOW + leftMs,
    });
    await using server = await tlsServer({ key: leaf.keyPem, cert: leaf.pem });
    const { facts } = await handshake(server.port, { host: 'shop.example', verify: false }, NOW);
    assert.equal(facts?.daysLeft, days, `${leftMs} ms`);
  }
});

test('an intermediate that expires before the leaf is seen in the chain’s end', async () => {
  const notAfterMs = Math.floor(Date.now() / 1000) * 1000 + 3 * DAY_MS;
  const soon = makeCertificate({ subject: { CN: 'Soon gone' }, issuer: root, isCa: true, notAfterMs });
  const { facts } = await seen({}, { chain: soon });
  assert.equal(facts?.chainNotAfterMs, notAfterMs);
  assert.equal(facts?.daysLeft, 89);
});

test('with verification switched off an expired certificate passes, and the facts say that it is not verified', async () => {
  const expired = { notBeforeMs: Date.now() - 9 * DAY_MS, notAfterMs: Date.now() - DAY_MS };
  const { facts, failure, isSecure } = await seen(expired, { verify: false });
  assert.equal(failure, undefined);
  assert.equal(isSecure, true);
  assert.equal(facts?.isVerified, false);
  assert.equal(facts?.unverifiedReason?.code, 'tls.expired');
});

test('a wrong name is told with verification switched off, too', async () => {
  const { facts, failure } = await seen({ names: ['other.example'] }, { verify: false });
  assert.equal(failure, undefined);
  assert.equal(facts?.unverifiedReason?.code, 'tls.hostname');
});

test('a certificate that has changed is told at once', async () => {
  const first = await seen({});
  const second = await seen({ notAfterMs: Date.now() + 5 * DAY_MS });
  assert.notEqual(first.facts?.fingerprint, second.facts?.fingerprint);
  assert.equal(second.facts?.daysLeft, 4);
});

describe('hostile certificates', () => {
  const hostile = '<script>alert(1)</script>\u202egnp.exe\u0000\n\u2028"\'\\ \u{1f600}';

  test('texts stay text, in one line, without control characters or turned direction', async () => {
    const { facts } = await seen({ subject: { CN: hostile, O: hostile }, names: ['shop.example', hostile] });
    const all = JSON.stringify(facts);
    assert.match(facts!.subject, /script/);
    assert.doesNotMatch(all, /\\n|\\u0000|\u202e|\u2028/);
  });

  test('two thousand names are counted, and a hundred kept', async () => {
    const names = ['shop.example', ...Array.from({ length: 1999 }, (_, i) => `h${i}.shop.example`)];
    const { facts } = await seen({ names });
    assert.equal(facts?.sansTotal, 2000);
    assert.equal(facts?.sans.length, 100);
    assert.ok(bytesOf(facts) <= 8192);
  });

  // OpenSSL takes no chain of more than 100 KiB.
  test('the worst certificate takes no more than 8 KiB', async () => {
    const long = '"\\\u0001\u{1f600}'.repeat(1000);
    const leaf = makeCertificate({
      subject: { CN: long, O: long, OU: long },
      names: Array.from({ length: 300 }, (_, i) => `${i}${'"'.repeat(150)}`),
    });
    await using server = await tlsServer({ key: leaf.keyPem, cert: leaf.pem });
    for (const verify of [true, false]) {
      const { facts, failure } = await handshake(server.port, { host: 'shop.example', verify });
      assert.ok(facts);
      assert.ok(bytesOf(facts) <= 8192, `${bytesOf(facts)} bytes`);
      assert.ok(bytesOf(failure ?? {}) <= 2048);
    }
  });

  test('any text is cut to its bound at a code point and has nothing in it that moves the reader', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), fc.integer({ min: 8, max: 200 }), (text, max) => {
        const safe = safeText(text, max);
        assert.ok(bytesOf(safe) - 2 <= max + 3);
        assert.doesNotMatch(safe, /[\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069\u2028\u2029]/u);
      }),
    );
  });
});

function bytesOf(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value));
}
