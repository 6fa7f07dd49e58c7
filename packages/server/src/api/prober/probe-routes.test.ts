import assert from 'node:assert/strict';
import { test } from 'node:test';
import { failure } from '@upwatch/core';
import { assertWellFormed } from '../testing/exposition-grammar.ts';
import { observationOf } from '../testing/quiet-engine.ts';
import { testApi } from '../testing/test-api.ts';

const TLS = {
  protocol: 'TLSv1.3',
  cipher: 'TLS_AES_256_GCM_SHA384',
  subject: 'CN=shop.example',
  sans: ['shop.example', 'www.shop.example'],
  sansTotal: 2,
  issuer: 'O=Trust\nCN=Root',
  serialNumber: '0A',
  fingerprint: 'ab',
  notBeforeMs: 0,
  notAfterMs: 1_800_000_000_000,
  daysLeft: 300,
  chainNotAfterMs: 1_790_000_000_000,
  isVerified: true,
};

test('http_2xx answers under the names of blackbox_exporter', async () => {
  await using api = await testApi();
  const headers = { 'content-length': '2' };
  const facts = { statusCode: 200, headers, bodyBytes: 2, httpVersion: '1.1', remoteAddress: '127.0.0.1', tls: TLS };
  api.engine.nextLook = async () => observationOf({ facts });
  const { status, text, headers: answered } = await api.ask('GET', '/probe?target=shop.example&module=http_2xx');
  assert.equal(status, 200, text);
  assert.equal(answered['content-type'], 'text/plain; version=0.0.4; charset=utf-8');
  assertWellFormed(text);
  for (const line of [
    'probe_success 1',
    'probe_duration_seconds 0.01425',
    'probe_http_status_code 200',
    'probe_http_duration_seconds{phase="processing"} 0.01',
    'probe_http_duration_seconds{phase="tls"} 0',
    'probe_http_content_length 2',
    'probe_http_ssl 1',
    'probe_ip_protocol 4',
    'probe_ip_addr_hash 3668918509',
    'probe_ssl_last_chain_expiry_timestamp_seconds 1790000000',
    'probe_ssl_earliest_cert_expiry 1790000000',
    'probe_tls_version_info{version="TLS 1.3"} 1',
  ])
    assert.ok(text.split('\n').includes(line), `${line}\n${text}`);
  assert.match(
    text,
    /^probe_ssl_last_chain_info\{fingerprint_sha256="ab",subject="CN=shop\.example",issuer="O=Trust,CN=Root",/m,
  );
  assert.equal(api.engine.looks[0]?.config['url'], 'http://shop.example/');
});

test('an answer that is not 2xx, and a look that failed, are no success, and answered with 200', async () => {
  await using api = await testApi();
  for (const given of [{ facts: { statusCode: 301 } }, { facts: {}, failure: failure('connect.refused') }]) {
    api.engine.nextLook = async () => observationOf(given);
    const { status, text } = await api.ask('GET', '/probe?target=http://shop.example/');
    assert.equal(status, 200);
    assert.match(text, /^probe_success 0$/m);
  }
});

test('each module looks in its own way, and no longer than Prometheus waits', async () => {
  await using api = await testApi();
  const scrape = { 'x-prometheus-scrape-timeout-seconds': '3' };
  for (const query of [
    'module=http_post_2xx&target=shop.example',
    'module=tcp_connect&target=shop.example:25',
    'module=tls_connect&target=[::1]:443',
    'module=icmp&target=shop.example',
    'module=dns_mx&target=shop.example&nameserver=192.0.2.1',
  ]) {
    const { status, text } = await api.ask('GET', `/probe?${query}`, undefined, scrape);
    assert.equal(status, 200, text);
    assertWellFormed(text);
  }
  assert.deepEqual(
    api.engine.looks.map(({ type, config }) => [
      type,
      config['method'] ?? config['port'] ?? config['recordTypes'] ?? config['packetCount'],
    ]),
    [
      ['HTTP', 'POST'],
      ['TCP', 25],
      ['TLS', 443],
      ['ICMP', 1],
      ['DNS', ['MX']],
    ],
  );
  assert.ok(api.engine.looks.every(({ config }) => config['timeoutMs'] === 2500));
});

test('without a key nobody has this server look anywhere', async () => {
  await using api = await testApi();
  const answer = await api.ask('GET', '/probe?target=shop.example', undefined, { authorization: '' });
  assert.equal(answer.status, 401);
  assert.equal(api.engine.looks.length, 0);
});

test('a module that is not there, a target without a port and a reference to a secret are refused', async () => {
  await using api = await testApi();
  for (const [query, expected] of [
    ['module=ftp&target=x', /^module must be one of http_2xx, .* got "ftp"$/],
    ['module=tcp_connect&target=shop.example', /^target must be host:port, got "shop\.example"$/],
    ['module=http_2xx&target=http://evil.example/%7B%7Bsecrets.TOKEN%7D%7D', /^target must be an address as it is/],
    ['module=http_2xx', /^target /],
  ] as const) {
    const { status, body } = await api.ask('GET', `/probe?${query}`);
    assert.equal(status, 400);
    assert.match(body.errors[0].message, expected);
  }
  assert.equal(api.engine.looks.length, 0);
});

test('the hash of an address is that of its bytes, as blackbox_exporter writes it', async () => {
  await using api = await testApi();
  for (const [remoteAddress, hash] of [
    ['1.1.1.1', 357_429_369],
    ['::ffff:1.1.1.1', 357_429_369],
    ['::1', 1751717746],
    ['2001:db8::53', 2690339754],
  ] as const) {
    api.engine.nextLook = async () => observationOf({ facts: { statusCode: 200, remoteAddress } });
    const { text } = await api.ask('GET', '/probe?target=shop.example');
    assert.ok(text.includes(`probe_ip_addr_hash ${hash}\n`), `${remoteAddress}: ${text}`);
  }
});
