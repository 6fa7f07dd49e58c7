import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Facts, Phases } from '../looking/observation.ts';
import { lookDifferences } from './look-differences.ts';

const seen = (facts: Facts, phases: Phases = { totalMs: 20 }) => ({ facts, phases });

test('what is as it was is not named, nor what the bad look did not get to', () => {
  const good = seen({ remoteAddress: '192.0.2.1', statusCode: 200, headers: { server: 'a', date: 'x' } });
  assert.deepEqual(lookDifferences(good, good), []);
  assert.deepEqual(lookDifferences(good, seen({ remoteAddress: '192.0.2.1' })), []);
  assert.deepEqual(lookDifferences(good, seen({})), []);
});

test('another address, status, header and certificate are named, in the order of a look', () => {
  const tls = { protocol: 'TLSv1.3', fingerprint: 'aa', subject: 'CN=shop', issuer: 'CN=One', notAfterMs: 0 };
  const good = seen({
    remoteAddress: '192.0.2.1',
    statusCode: 200,
    headers: { server: 'origin', date: '1' },
    tls: tls as Facts['tls'] & object,
  });
  const bad = seen({
    remoteAddress: '192.0.2.9',
    statusCode: 502,
    headers: { server: 'edge', date: '2', 'retry-after': '5' },
    tls: { ...tls, fingerprint: 'bb', issuer: 'CN=Two' } as Facts['tls'] & object,
  });
  assert.deepEqual(lookDifferences(good, bad), [
    { what: 'address', before: '192.0.2.1', after: '192.0.2.9' },
    { what: 'certificate', before: 'aa', after: 'bb' },
    { what: 'certificate issuer', before: 'CN=One', after: 'CN=Two' },
    { what: 'status code', before: '200', after: '502' },
    { what: 'header server', before: 'origin', after: 'edge' },
    { what: 'header retry-after', after: '5' },
  ]);
});

test('a phase is named when it took far longer, not when it merely differs', () => {
  const good = seen({}, { dnsMs: 1, ttfbMs: 80, totalMs: 90 });
  assert.deepEqual(lookDifferences(good, seen({}, { dnsMs: 40, ttfbMs: 200, totalMs: 240 })), []);
  assert.deepEqual(lookDifferences(good, seen({}, { dnsMs: 4001, ttfbMs: 90, totalMs: 4091.4 })), [
    { what: 'DNS time', before: '1 ms', after: '4001 ms' },
    { what: 'total time', before: '90 ms', after: '4091 ms' },
  ]);
});
