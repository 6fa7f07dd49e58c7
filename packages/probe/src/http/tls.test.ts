import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { describe, test } from 'node:test';
import { makeCertificate } from '../tls/testing/make-certificate.ts';
import { answerOf, RawTarget } from './testing/raw-target.ts';
import { lookAt } from './testing/look-at.ts';

const DAY_MS = 86_400_000;
const ca = makeCertificate({ subject: { CN: 'Our Own Root' }, isCa: true });
const good = makeCertificate({ subject: { CN: 'target' }, issuer: ca, names: ['127.0.0.1', 'shop.example'] });
const expired = makeCertificate({
  subject: { CN: 'target' },
  issuer: ca,
  names: ['127.0.0.1'],
  notBeforeMs: Date.now() - 10 * DAY_MS,
  notAfterMs: Date.now() - 2.5 * DAY_MS,
});
const client = makeCertificate({ subject: { CN: 'probe' }, issuer: ca, use: 'client' });
const trusting = { tls: { caPem: ca.pem } };
const secret = { customHeaders: { 'X-Secret': 'hunter2' }, auth: { type: 'bearer', token: 'hunter3' } };
const serving = ({ pem, keyPem }: { pem: string; keyPem: string }) => ({ cert: pem, key: keyPem });

test('a look over TLS has the phase and the facts of the handshake', async () => {
  await using target = await RawTarget.start(answerOf('hello'), { tls: serving(good) });
  const { failure, facts, phases, body } = await lookAt(target.url(), trusting, { wantsBody: true });
  assert.equal(failure, undefined);
  assert.equal(Buffer.from(body!).toString(), 'hello');
  assert.equal(facts.tls?.isVerified, true);
  assert.equal(facts.tls.protocol, 'TLSv1.3');
  const { dnsMs, tcpMs, tlsMs, ttfbMs, downloadMs, totalMs } = phases;
  assert.ok(tlsMs! > 0);
  assert.ok(Math.abs(dnsMs! + tcpMs! + tlsMs! + ttfbMs! + downloadMs! - totalMs) < 1e-6);
});

test('nothing is sent to a target whose certificate does not verify', async () => {
  await using target = await RawTarget.start(answerOf('hello'), { tls: serving(expired) });
  const { failure, facts } = await lookAt(target.url(), { ...secret, ...trusting });
  assert.equal(failure?.code, 'tls.expired');
  assert.equal(failure.phase, 'tls');
  assert.equal(facts.statusCode, undefined);
  assert.equal(facts.tls?.daysLeft, -3, 'the certificate is told although it was refused');
  assert.equal(target.bytesReceived, 0);
});

test('with verification off the look goes on, and the facts say what is wrong', async () => {
  await using target = await RawTarget.start(answerOf('hello'), { tls: serving(expired) });
  const { failure, facts } = await lookAt(target.url(), { ...trusting, verifyTls: false });
  assert.equal(failure, undefined);
  assert.equal(facts.statusCode, 200);
  assert.equal(facts.tls?.isVerified, false);
  assert.equal(facts.tls.unverifiedReason?.code, 'tls.expired');
});

test('the server name can be another than the host', async () => {
  await using target = await RawTarget.start(answerOf(''), { tls: serving(good) });
  const named = await lookAt(target.url(), { tls: { caPem: ca.pem, serverName: 'shop.example' } });
  assert.equal(named.failure, undefined);
  const other = await lookAt(target.url(), { tls: { caPem: ca.pem, serverName: 'other.example' } });
  assert.equal(other.failure?.code, 'tls.hostname');
});

describe('a target that asks for a client certificate', () => {
  const demanding = { ...serving(good), ca: ca.pem, requestCert: true, rejectUnauthorized: true };

  test('gets the one that is set', async () => {
    await using target = await RawTarget.start(answerOf(''), { tls: demanding });
    const tls = { caPem: ca.pem, certificatePem: client.pem, keyPem: client.keyPem };
    assert.equal((await lookAt(target.url(), { tls })).failure, undefined);
  });

  for (const version of ['TLSv1.2', 'TLSv1.3'] as const) {
    test(`refuses a look without one over ${version}: tls.client_certificate`, async () => {
      await using target = await RawTarget.start(answerOf(''), { tls: { ...demanding, maxVersion: version } });
      assert.equal((await lookAt(target.url(), trusting)).failure?.code, 'tls.client_certificate');
    });
  }

  test('at another origin does not get it', async () => {
    await using other = await RawTarget.start(answerOf(''), { tls: demanding });
    await using first = await RawTarget.start(`HTTP/1.1 302 Found\r\nLocation: ${other.url()}\r\n\r\n`, {
      tls: demanding,
    });
    const tls = { caPem: ca.pem, certificatePem: client.pem, keyPem: client.keyPem };
    const { failure, facts } = await lookAt(first.url(), { tls });
    assert.equal(failure?.code, 'tls.client_certificate');
    assert.equal(facts.redirects?.length, 1);
    assert.equal(other.requests.length, 0);
  });
});

test('from https down to http nothing secret goes along, and no request body', async () => {
  await using plain = await RawTarget.start(answerOf(''));
  const location = `HTTP/1.1 307 Temporary Redirect\r\nLocation: ${plain.url()}\r\n\r\n`;
  await using secure = await RawTarget.start(location, { tls: serving(good) });
  await lookAt(secure.url(), { ...secret, ...trusting });
  assert.equal(plain.requests.length, 1);
  assert.doesNotMatch(plain.requests[0]!, /hunter/);
  const { failure } = await lookAt(secure.url(), { ...secret, ...trusting, method: 'POST', requestBody: 'hunter4' });
  assert.equal(failure?.code, 'protocol.redirect_invalid');
  assert.equal(plain.requests.length, 1);
});

test('hundreds of looks over TLS, good and refused, leave no file descriptor behind', {
  skip: process.platform !== 'linux',
}, async () => {
  await using target = await RawTarget.start((socket) => socket.write(answerOf('hello')), { tls: serving(good) });
  await using refused = await RawTarget.start('', { tls: serving(expired) });
  const descriptors = (): number => readdirSync('/proc/self/fd').length;
  const before = descriptors();
  for (let i = 0; i < 100; i++) {
    await Promise.all([lookAt(target.url(), trusting), lookAt(refused.url(), trusting), lookAt(refused.url())]);
  }
  await target.allClosed();
  await refused.allClosed();
  assert.ok(descriptors() <= before + 10, `${before} before, ${descriptors()} after`);
});

describe('a TLS connection that breaks', () => {
  test('within the handshake is told as such', async () => {
    await using target = await RawTarget.start('', { onConnection: (socket) => socket.end() });
    const { failure } = await lookAt(target.url().replace('http:', 'https:'));
    assert.deepEqual([failure?.code, failure?.phase], ['connect.reset', 'tls']);
  });

  test('after the request is told as such', async () => {
    await using target = await RawTarget.start((socket) => socket.destroy(), { tls: serving(good) });
    const { failure } = await lookAt(target.url(), trusting);
    assert.equal(failure?.code, 'protocol.empty');
  });
});
