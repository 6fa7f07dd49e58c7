import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { sharedFile } from '@upwatch/core/testing';
import { z } from 'zod';
import { makeCertificate } from '../tls/testing/make-certificate.ts';
import { httpConfigSchema } from './config.ts';
import { displayUrl } from './url.ts';

const minimal = { url: 'https://shop.example/health', method: 'GET' };

/** The faults of settings, `field: expectation`; empty when they are accepted. */
function faultsOf(settings: object): string[] {
  const result = httpConfigSchema.safeParse({ ...minimal, ...settings });
  if (result.success) return [];
  return result.error.issues.map((issue) => {
    const inner = issue.code === 'invalid_key' ? issue.issues[0] : undefined;
    return `${issue.path.join('.')}: ${inner?.message ?? issue.message}`;
  });
}

test('what is not given has a default', () => {
  assert.deepEqual(httpConfigSchema.parse(minimal), {
    url: 'https://shop.example/health',
    method: 'GET',
    verifyTls: true,
    timeoutMs: 10_000,
    redirectsMax: 10,
    ipFamily: 'auto',
    bodyBytesMax: 1_048_576,
    retry: { attemptsMax: 3, backoffMs: 2000, backoffFactor: 2 },
  });
});

test('null is the contract\'s word for "not given"', () => {
  const nothing = { customHeaders: null, requestBody: null, contentType: null, verifyTls: null, tls: null, auth: null };
  assert.deepEqual(httpConfigSchema.parse({ ...minimal, ...nothing }), httpConfigSchema.parse(minimal));
  const { customHeaders } = httpConfigSchema.parse({ ...minimal, customHeaders: { A: 'b', C: null } });
  assert.deepEqual(customHeaders, { A: 'b' });
});

test('what was accepted is accepted again, and stays as it is', () => {
  const full = {
    url: 'http://u%40x:p@BÜCHER.example:80/a/../b?q#f',
    method: 'post',
    customHeaders: { 'X-A': 'ä' },
    requestBody: '{}',
    contentType: 'application/json',
    verifyTls: false,
    resolver: ['1.1.1.1', '[::1]:5353'],
    retry: { statusCodes: [503] },
  };
  const once = httpConfigSchema.parse(full);
  assert.equal(once.url, 'http://xn--bcher-kva.example/b?q#f');
  assert.equal(once.method, 'POST');
  assert.deepEqual(once.auth, { type: 'basic', username: 'u@x', password: 'p' });
  assert.deepEqual(httpConfigSchema.parse(once), once);
  assert.deepEqual(JSON.parse(JSON.stringify(once)), once);
});

describe('settings that cannot be used are refused, with field and expectation', () => {
  const cases: readonly [object, string][] = [
    [{ url: '' }, 'url: '],
    [{ url: 'shop.example' }, 'url: must be a valid URL'],
    [{ url: 'ftp://shop.example' }, 'url: must begin with http:// or https://'],
    [{ url: `http://shop.example/${'a'.repeat(1e6)}` }, 'url: must be at most 8192 bytes'],
    [{ url: `http://shop.example/${'ä'.repeat(2000)}` }, 'url: must be at most 8192 bytes long when encoded'],
    [{ url: `http://${'a'.repeat(64)}.example` }, 'url: must have a host name whose labels'],
    [{ url: `http://${'abc.'.repeat(64)}example` }, 'url: must have a host name of at most 253'],
    [{ url: 'http://shop..example' }, 'url: must have a host name without empty labels'],
    [{ url: 'http://shop.example:0/' }, 'url: must have a port from 1'],
    [{ url: 'http://shop.example:65536/' }, 'url: must be a valid URL'],
    [{ url: 'http://[fe80::1%25eth0]/' }, 'url: must be a valid URL'],
    [{ url: 'http://a%3Ab:c@shop.example' }, 'url: must have credentials'],
    [{ url: 'http://a:b%0d@shop.example' }, 'url: must have credentials'],
    [
      { url: 'http://a:b@shop.example', auth: { type: 'bearer', token: 't' } },
      'url: must not hold credentials beside auth',
    ],
    [
      { url: 'http://a:b@shop.example', customHeaders: { AUTHORIZATION: 'x' } },
      'customHeaders: must not hold Authorization',
    ],
    [{ method: 'CONNECT' }, 'method: must not be CONNECT'],
    [{ method: 'GET /' }, 'method: must be a method'],
    [{ method: '' }, 'method: must be a method'],
    [{ customHeaders: { 'X A': 'b' } }, 'customHeaders.X A: must be a header name'],
    [{ customHeaders: { 'X-A': 'b\r\nEvil: 1' } }, 'customHeaders.X-A: must be text without control characters'],
    [{ customHeaders: { 'X-A': '\0' } }, 'customHeaders.X-A: must be text without control characters'],
    [{ customHeaders: { 'X-A': '\ud800' } }, 'customHeaders.X-A: must be text without control characters'],
    [
      { customHeaders: { 'transfer-encoding': 'chunked' } },
      'customHeaders.transfer-encoding: is set by the connection',
    ],
    [{ customHeaders: { 'Content-Length': '5' } }, 'customHeaders.Content-Length: is set by the connection'],
    [{ customHeaders: { A: '1', a: '2' } }, 'customHeaders: must not have the same header twice'],
    [{ contentType: 'a\nb' }, 'contentType: must be text without control characters'],
    [{ auth: { type: 'basic', username: 'a:b', password: '' } }, 'auth.username: must not contain a colon'],
    [{ auth: { type: 'bearer', token: 'a b' } }, 'auth.token: must be printable ASCII'],
    [{ timeoutMs: 99 }, 'timeoutMs: '],
    [{ timeoutMs: 300_001 }, 'timeoutMs: '],
    [{ timeoutMs: Number.NaN }, 'timeoutMs: '],
    [{ redirectsMax: 51 }, 'redirectsMax: '],
    [{ bodyBytesMax: 17 * 1_048_576 }, 'bodyBytesMax: '],
    [{ resolver: ['ns.example'] }, 'resolver.0: must be an IP address'],
    [{ resolver: ['1.1.1.1:0'] }, 'resolver.0: must be an IP address'],
    [{ retry: { attemptsMax: 0 } }, 'retry.attemptsMax: '],
    [{ tls: { serverName: '127.0.0.1' } }, 'tls.serverName: must be a host name'],
    [{ colour: 'red' }, ': Unrecognized key: "colour"'],
  ];
  for (const [settings, fault] of cases) {
    test(`${JSON.stringify(settings).slice(0, 80)}: ${fault}`, () => {
      assert.ok(
        faultsOf(settings).some((one) => one.startsWith(fault)),
        JSON.stringify(faultsOf(settings)),
      );
    });
  }
});

describe('certificates and keys are checked when they are given', () => {
  const ours = makeCertificate({ subject: { CN: 'probe' }, use: 'client' });
  const other = makeCertificate({ subject: { CN: 'other' }, use: 'client' });
  const encrypted = generateKeyPairSync('ec', {
    namedCurve: 'P-256',
    privateKeyEncoding: { type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'open sesame' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  }).privateKey;
  const cases: readonly [string, object, string | undefined][] = [
    ['a pair that belongs together', { certificatePem: ours.pem, keyPem: ours.keyPem }, undefined],
    ['a bundle', { caPem: `${ours.pem}\n${other.pem}` }, undefined],
    ['garbage', { caPem: 'garbage' }, 'tls.caPem: must be one or more certificates'],
    ['a bundle cut in the middle', { caPem: ours.pem + other.pem.slice(0, 200) }, 'tls.caPem: must be one or more'],
    ['a key that is none', { certificatePem: ours.pem, keyPem: 'key' }, 'tls.keyPem: must be a private key'],
    [
      'the key of another',
      { certificatePem: ours.pem, keyPem: other.keyPem },
      'tls.keyPem: must be the key of the cert',
    ],
    ['no key', { certificatePem: ours.pem }, 'tls.keyPem: is required beside certificatePem'],
    ['no certificate', { keyPem: ours.keyPem }, 'tls.certificatePem: is required beside keyPem'],
    ['an encrypted key', { certificatePem: ours.pem, keyPem: encrypted }, 'tls.keyPassphrase: is required'],
    [
      'a wrong passphrase',
      { certificatePem: ours.pem, keyPem: encrypted, keyPassphrase: 'wrong' },
      'tls.keyPassphrase: must be the passphrase',
    ],
  ];
  for (const [what, tls, fault] of cases) {
    test(`${what}: ${fault ?? 'accepted'}`, () => {
      const faults = faultsOf({ tls });
      if (fault === undefined) assert.deepEqual(faults, []);
      else
        assert.ok(
          faults.some((one) => one.startsWith(fault)),
          JSON.stringify(faults),
        );
      assert.doesNotMatch(JSON.stringify(faults), /PRIVATE|wrong|sesame/);
    });
  }
});

test('a refusal repeats no secret', () => {
  const secrets = {
    url: 'ftp://me:hunter2@shop.example/',
    requestBody: 'hunter2'.repeat(200_000),
    tls: { keyPem: `hunter2${'x'.repeat(1_048_576)}` },
  };
  const result = httpConfigSchema.safeParse({ ...minimal, ...secrets }, { reportInput: true });
  const shown = result.error!.issues.map((issue) => (typeof issue.input === 'string' ? issue.input : ''));
  assert.doesNotMatch(JSON.stringify([shown, result.error!.issues.map((issue) => issue.message)]), /hunter2/);
  assert.ok(result.error!.issues.length >= 2);
});

test("the schema can be written down for the API's document", () => {
  const { properties } = z.toJSONSchema(httpConfigSchema, { io: 'input' });
  assert.ok(properties && 'bodyBytesMax' in properties);
});

test('a URL is shown without credentials, query and fragment', () => {
  assert.equal(displayUrl('https://u:p@shop.example:8443/a?token=1#x'), 'https://shop.example:8443/a');
  assert.equal(displayUrl('https://xn--bcher-kva.example/'), 'https://xn--bcher-kva.example/ (bücher.example)');
  assert.ok(displayUrl(`https://shop.example/${'a'.repeat(5000)}`).length < 250);
  assert.equal(displayUrl('no url: secret'), 'an unreadable URL');
});

interface UrlCase {
  readonly id: string;
  readonly kind: 'url' | 'toascii' | 'dnslength';
  readonly input: string;
  readonly expected: {
    readonly valid?: boolean;
    readonly monitorable?: boolean;
    readonly href?: string;
    readonly failure?: boolean;
    readonly ascii?: string | null;
  };
}

const corpus = sharedFile('corpora/url-idna.json');

describe('URLs of the web platform tests', {
  skip: corpus === undefined && 'no case files beside the checkout',
}, () => {
  const { cases } = JSON.parse(corpus === undefined ? '{"cases":[]}' : readFileSync(corpus, 'utf8')) as {
    cases: UrlCase[];
  };
  const parse = (url: string) => httpConfigSchema.safeParse({ ...minimal, url });

  test('are refused where they cannot be watched, and stored as WHATWG writes them otherwise', () => {
    for (const { id, input, expected } of cases.filter(({ kind }) => kind === 'url')) {
      const result = parse(input);
      assert.equal(result.success, expected.valid === true && expected.monitorable === true, id);
      if (!result.success) continue;
      const href = new URL(expected.href!);
      href.username = '';
      href.password = '';
      assert.equal(result.data.url, href.href, id);
    }
  });

  test('have names that DNS can carry', () => {
    for (const { id, input, expected } of cases.filter(({ kind }) => kind === 'dnslength')) {
      assert.equal(parse(input).success, !expected.failure, id);
    }
    for (const { id, input, expected } of cases.filter(({ kind }) => kind === 'toascii')) {
      const result = parse(`http://${input}/`);
      if (expected.ascii === null || expected.ascii === undefined) assert.equal(result.success, false, id);
      else if (result.success) assert.equal(new URL(result.data.url).hostname, expected.ascii, id);
      else assert.ok(expected.ascii.length > 63, id);
    }
  });
});
