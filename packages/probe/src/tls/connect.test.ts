/** Rows L02 to L04: what is sent, what is verified, and what every way to fail comes to. */
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { connect, type TlsOptions } from 'node:tls';
import type { FailureCode } from '@upwatch/core';
import { tlsConnectOptions } from './connect.ts';
import type { TlsSettings } from './contexts.ts';
import { handshake, tcpServer, tlsServer } from './testing/handshake.ts';
import { type MadeCertificate, makeCertificate } from './testing/make-certificate.ts';

let root: MadeCertificate;
let leaf: MadeCertificate;
let settings: TlsSettings;

before(() => {
  root = makeCertificate({ subject: { CN: 'Test Root' }, isCa: true });
  leaf = makeCertificate({
    subject: { CN: 'cn.example' },
    names: ['shop.example', '*.wild.example', 'w*.partial.example', '127.0.0.1'],
    issuer: root,
  });
  settings = { caPem: root.pem };
});

const goodServer = (options: TlsOptions = {}) => tlsServer({ key: leaf.keyPem, cert: leaf.pem, ...options });

test('nothing is sent to a server whose certificate is refused', async () => {
  const stranger = makeCertificate({ subject: { CN: 'shop.example' }, names: ['shop.example'] });
  const cases: readonly (readonly [MadeCertificate, string, FailureCode])[] = [
    [stranger, 'shop.example', 'tls.self_signed'],
    [leaf, 'other.example', 'tls.hostname'],
  ];
  for (const [certificate, host, code] of cases) {
    await using server = await tlsServer({ key: certificate.keyPem, cert: certificate.pem });
    const { failure, isSecure } = await handshake(server.port, { host, settings, verify: true });
    assert.equal(failure?.code, code);
    assert.equal(isSecure, false);
    assert.deepEqual(server.received, []);
  }
});

test('names are matched as browsers match them', async () => {
  await using server = await goodServer();
  const cases: Readonly<Record<string, FailureCode | undefined>> = {
    'shop.example': undefined,
    'shop.example.': undefined,
    'a.wild.example': undefined,
    '127.0.0.1': undefined,
    'cn.example': 'tls.hostname',
    'a.b.wild.example': 'tls.hostname',
    'wild.example': 'tls.hostname',
    'www.partial.example': 'tls.hostname',
    '127.0.0.2': 'tls.hostname',
    '[::1]': 'tls.hostname',
  };
  for (const [host, code] of Object.entries(cases)) {
    // Twice: the second time the decision is remembered.
    for (const _ of [1, 2]) {
      const { failure } = await handshake(server.port, { host, settings, verify: true });
      assert.equal(failure?.code, code, host);
    }
  }
});

test('a wrong name is answered with those the certificate has', async () => {
  await using server = await goodServer();
  const { failure } = await handshake(server.port, { host: 'other.example', settings, verify: true });
  assert.equal(
    failure?.message,
    'The certificate is for another host name: other.example: it is for shop.example, *.wild.example, ' +
      'w*.partial.example, 127.0.0.1, not for other.example',
  );
});

test('a common name alone does not count', async () => {
  const old = makeCertificate({ subject: { CN: 'shop.example' }, issuer: root });
  await using server = await tlsServer({ key: old.keyPem, cert: old.pem });
  const { failure } = await handshake(server.port, { host: 'shop.example', settings, verify: true });
  assert.equal(failure?.code, 'tls.hostname');
  assert.match(failure.message, /no subjectAltName, only the common name "shop\.example"/);
});

test('the name is sent to the server, an address is not, and another name can be set', async () => {
  const named: string[] = [];
  await using server = await goodServer({
    SNICallback: (name, answer) => {
      named.push(name);
      answer(null);
    },
  });
  await handshake(server.port, { host: 'shop.example', settings, verify: true });
  await handshake(server.port, { host: '127.0.0.1', settings, verify: true });
  const other = { ...settings, serverName: 'a.wild.example' };
  const { failure } = await handshake(server.port, { host: '127.0.0.1', settings: other, verify: true });
  assert.equal(failure, undefined);
  assert.deepEqual(named, ['shop.example', 'a.wild.example']);
  const wrong = await handshake(server.port, {
    host: 'shop.example',
    settings: { ...settings, serverName: 'other.example' },
    verify: true,
  });
  assert.match(wrong.failure!.message, /not for other\.example$/);
});

test('options given to a plain tls.connect verify as strictly', async () => {
  await using server = await goodServer();
  for (const [host, expected] of [
    ['shop.example', 'secure'],
    ['cn.example', 'ERR_TLS_CERT_ALTNAME_INVALID'],
  ] as const) {
    const options = tlsConnectOptions({ host, settings, verify: true });
    const outcome = await new Promise<string | undefined>((resolve) => {
      const socket = connect({ ...options, host: '127.0.0.1', port: server.port });
      socket.once('secureConnect', () => resolve('secure'));
      socket.once('error', (error: NodeJS.ErrnoException) => resolve(error.code));
      socket.once('close', () => socket.removeAllListeners());
    });
    assert.equal(outcome, expected);
  }
});

test('TLS 1.2, TLS 1.3 and every curve of the web are reached', async () => {
  for (const options of [
    { maxVersion: 'TLSv1.2' },
    { minVersion: 'TLSv1.3' },
    { ecdhCurve: 'X25519' },
    { ecdhCurve: 'P-256' },
    { ecdhCurve: 'P-384' },
    { ecdhCurve: 'P-521' },
  ] satisfies TlsOptions[]) {
    await using server = await goodServer(options);
    const { failure } = await handshake(server.port, { host: 'shop.example', settings, verify: true });
    assert.equal(failure, undefined, JSON.stringify(options));
  }
});

test('whoever asks for a client certificate is told apart from whoever fails', async () => {
  const client = makeCertificate({ subject: { CN: 'probe' }, issuer: root, use: 'client' });
  const withClient = { ...settings, certificatePem: client.pem, keyPem: client.keyPem };
  for (const version of ['TLSv1.2', 'TLSv1.3'] as const) {
    await using server = await goodServer({
      minVersion: version,
      maxVersion: version,
      ca: root.pem,
      requestCert: true,
      rejectUnauthorized: true,
    });
    const without = await handshake(server.port, { host: 'shop.example', settings, verify: true });
    assert.equal(without.failure?.code, 'tls.client_certificate', version);
    const having = await handshake(server.port, { host: 'shop.example', settings: withClient, verify: true });
    assert.equal(having.failure, undefined, version);
  }
});

const tlsAlert = (number: number) => Buffer.from([21, 3, 3, 0, 2, 2, number]);

const BEHAVIOURS: readonly (readonly [string, Buffer | 'reset' | 'close', FailureCode, RegExp])[] = [
  ['plain HTTP', Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n'), 'tls.not_tls', /shop\.example at 127\.0\.0\.1/],
  ['an SSH banner', Buffer.from('SSH-2.0-OpenSSH_9.2\r\n'), 'tls.not_tls', /does not speak TLS/],
  ['zeros', Buffer.alloc(100), 'tls.not_tls', /does not speak TLS/],
  ['handshake_failure', tlsAlert(40), 'tls.handshake', /in common \(alert 40 handshake_failure\)/],
  ['protocol_version', tlsAlert(70), 'tls.handshake', /neither TLS 1\.2 nor TLS 1\.3 \(alert 70 protocol_version\)/],
  ['internal_error', tlsAlert(80), 'tls.handshake', /alert 80 internal_error/],
  ['unrecognized_name', tlsAlert(112), 'tls.handshake', /does not know the name .*alert 112 unrecognized_name/],
  ['no_application_protocol', tlsAlert(120), 'tls.handshake', /HTTP\/1\.1 \(alert 120/],
  ['certificate_required', tlsAlert(116), 'tls.client_certificate', /alert 116 certificate_required/],
  ['an unknown alert', tlsAlert(200), 'connect.reset', /ECONNRESET/],
  ['a reset', 'reset', 'connect.reset', /127\.0\.0\.1:\d+ \(ECONNRESET\)/],
  ['a closed connection', 'close', 'connect.reset', /ECONNRESET/],
];

for (const [title, answer, code, message] of BEHAVIOURS) {
  test(`${title} in answer to the hello is ${code}`, async () => {
    await using server = await tcpServer((socket) => {
      socket.once('data', () => {
        if (answer === 'reset') socket.resetAndDestroy();
        else if (answer === 'close') socket.end();
        else socket.end(answer);
      });
    });
    const { failure, facts } = await handshake(server.port, { host: 'shop.example', settings, verify: true });
    assert.equal(failure?.code, code, failure?.message ?? 'no failure');
    assert.equal(failure?.phase, 'tls');
    assert.match(failure?.message ?? '', message);
    assert.equal(facts, undefined);
  });
}

test('a forgotten intermediate is told apart from an authority that nobody knows', async () => {
  const expected: readonly (readonly [
    string,
    { name: string; issuerUrl?: string; sendsIssuer?: boolean },
    FailureCode,
  ])[] = [
    [
      'a public authority says where its certificate can be fetched',
      { name: 'R11', issuerUrl: 'http://i.example/' },
      'tls.incomplete_chain',
    ],
    ['a private one calls it an intermediate', { name: 'Corp Intermediate CA' }, 'tls.incomplete_chain'],
    ['an authority of its own', { name: 'Corp CA' }, 'tls.untrusted'],
    [
      'a chain that is complete but for its root',
      { name: 'R11', issuerUrl: 'http://i.example/', sendsIssuer: true },
      'tls.untrusted',
    ],
  ];
  const strangeRoot = makeCertificate({ subject: { CN: 'Strange Root' }, isCa: true });
  for (const [title, { name, issuerUrl, sendsIssuer }, code] of expected) {
    const aia = issuerUrl === undefined ? {} : { issuerUrl };
    const issuer = makeCertificate({ subject: { CN: name }, issuer: strangeRoot, isCa: true, ...aia });
    const orphan = makeCertificate({
      subject: { CN: 'shop.example' },
      names: ['shop.example'],
      issuer,
      ...aia,
    });
    await using server = await tlsServer({ key: orphan.keyPem, cert: orphan.pem + (sendsIssuer ? issuer.pem : '') });
    const { failure } = await handshake(server.port, { host: 'shop.example', settings, verify: true });
    assert.equal(failure?.code, code, `${title}: ${failure?.message}`);
  }
});

test('a pinned self-signed certificate or intermediate is trusted', async () => {
  const own = makeCertificate({ subject: { CN: 'shop.example' }, names: ['shop.example'] });
  await using server = await tlsServer({ key: own.keyPem, cert: own.pem });
  const pinned = await handshake(server.port, { host: 'shop.example', settings: { caPem: own.pem }, verify: true });
  assert.equal(pinned.failure, undefined);

  const middle = makeCertificate({ subject: { CN: 'Middle' }, issuer: root, isCa: true });
  const below = makeCertificate({ subject: { CN: 'shop.example' }, names: ['shop.example'], issuer: middle });
  await using second = await tlsServer({ key: below.keyPem, cert: below.pem });
  const byMiddle = await handshake(second.port, {
    host: 'shop.example',
    settings: { caPem: middle.pem },
    verify: true,
  });
  assert.equal(byMiddle.failure, undefined);
});
