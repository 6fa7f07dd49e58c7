import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { revealed } from '@upwatch/server/foreign';
import { problemOf } from '../acceptance.ts';
import { filesOf } from '../testing/files.ts';
import { importServer, type Loose, remarkLines, thingIn } from '../testing/imported-into.ts';
import { importBlackbox } from './import-blackbox.ts';
import { readBlackbox } from './read-blackbox.ts';

function job(module: string, target: string, more = ''): string {
  return `scrape_configs: [{ job_name: j, metrics_path: /probe, params: { module: [${module}] }, static_configs: [{ targets: ["${target}"] }]${more} }]`;
}

function imported(t: TestContext, modules: string, prometheus: string) {
  const result = importBlackbox(
    readBlackbox(filesOf(t, { 'blackbox.yml': `modules: ${modules}`, 'prometheus.yml': prometheus })),
  );
  for (const thing of result.things) assert.equal(problemOf(thing), undefined, thing.name);
  return result;
}

/** A module at one target: type, and some of its settings and assertions. */
const MODULES: readonly (readonly [
  string,
  module: string,
  target: string,
  type: string,
  config: Loose,
  assertions: readonly Loose[],
])[] = [
  [
    'defaults of http',
    '{ prober: http }',
    'shop.example',
    'HTTP',
    { url: 'http://shop.example', method: 'GET', timeoutMs: 9500 },
    [{ type: 'status_code', expected: '2xx', operator: 'equals' }],
  ],
  ['timeout', '{ prober: http, timeout: 5s }', 'a.example', 'HTTP', { timeoutMs: 5000 }, []],
  [
    'codes',
    '{ prober: http, http: { valid_status_codes: [200, 204] } }',
    'a.example',
    'HTTP',
    {},
    [{ type: 'status_code', expected: '200,204', operator: 'equals' }],
  ],
  ['redirects', '{ prober: http, http: { follow_redirects: false } }', 'a.example', 'HTTP', { redirectsMax: 0 }, []],
  [
    'headers',
    '{ prober: http, http: { headers: { X-A: b }, http_headers: { X-B: { values: [c] } } } }',
    'a.example',
    'HTTP',
    { customHeaders: { 'X-A': 'b', 'X-B': 'c' } },
    [],
  ],
  [
    'basic',
    '{ prober: http, http: { basic_auth: { username: u, password: p } } }',
    'a.example',
    'HTTP',
    { auth: { type: 'basic', username: 'u', password: 'p' } },
    [],
  ],
  [
    'bearer',
    '{ prober: http, http: { authorization: { credentials: t } } }',
    'a.example',
    'HTTP',
    { auth: { type: 'bearer', token: 't' } },
    [],
  ],
  [
    'body',
    '{ prober: http, http: { fail_if_body_not_matches_regexp: ["o+k"], fail_if_body_matches_regexp: ["down"] } }',
    'a.example',
    'HTTP',
    {},
    [
      { type: 'regex_body', pattern: 'o+k' },
      { type: 'body_not_contains', substring: 'down' },
    ],
  ],
  [
    'TLS',
    '{ prober: http, http: { fail_if_not_ssl: true, tls_config: { insecure_skip_verify: true, server_name: b.example } } }',
    'https://a.example',
    'HTTP',
    { verifyTls: false, tls: { serverName: 'b.example' } },
    [{ type: 'ssl_expiry', minDaysRemaining: 0 }],
  ],
  [
    'one family',
    '{ prober: http, http: { preferred_ip_protocol: ip4, ip_protocol_fallback: false } }',
    'a.example',
    'HTTP',
    { ipFamily: 'ipv4' },
    [],
  ],
  ['tcp', '{ prober: tcp }', 'a.example:22', 'TCP', { host: 'a.example', port: 22 }, []],
  [
    'tcp dialogue',
    '{ prober: tcp, tcp: { query_response: [{ expect: "^220 (.*)" }, { send: "HELO x" }, { starttls: true }] } }',
    '[::1]:25',
    'TCP',
    { host: '::1', port: 25, steps: [{ expect: '^220 (.*)' }, { send: String.raw`HELO x\n` }, { startTls: true }] },
    [],
  ],
  ['icmp', '{ prober: icmp }', 'gw.example', 'ICMP', { host: 'gw.example', packetCount: 1 }, []],
  [
    'dns',
    '{ prober: dns, dns: { query_name: a.example., query_type: AAAA, transport_protocol: tcp } }',
    '192.0.2.53',
    'DNS',
    { hostname: 'a.example', recordTypes: ['AAAA'], nameservers: ['192.0.2.53'], transport: 'tcp' },
    [{ type: 'dns_resolves' }],
  ],
];
for (const [name, module, target, type, config, assertions] of MODULES) {
  test(`a module at a target is a monitor: ${name}`, (t) => {
    const result = imported(t, `{ m: ${module} }`, job('m', target));
    const body = revealed(thingIn(result, 'monitors', `${target} (m)`).body) as Loose;
    assert.equal(body['type'], type);
    for (const [field, value] of Object.entries(config)) assert.deepEqual(body['config'][field], value, field);
    const said = (body['assertions'] as { config: unknown }[]).map((one) => JSON.stringify(one.config));
    for (const one of assertions) assert.ok(said.includes(JSON.stringify(one)), said.join());
  });
}

test('what cannot be said of a module has a line', (t) => {
  const http =
    '{ compression: gzip, enable_http3: true, fail_if_ssl: true, fail_if_body_matches_regexp: ["a.b"], fail_if_header_matches: [{ header: X, regexp: a }], tls_config: { ca_file: /ca } }';
  const lines = remarkLines(
    imported(t, `{ m: { prober: http, http: ${http} }, unused: { prober: grpc } }`, job('m', 'a.example')),
  );
  for (const what of [
    'http.enable_http3',
    'http.fail_if_ssl',
    'http.fail_if_body_matches_regexp',
    'http.fail_if_header_matches.X',
    'http.tls_config.ca_file',
  ]) {
    assert.ok(lines.includes(`lost: monitor "a.example (m)": ${what}`), `${what} in ${lines.join('\n')}`);
  }
  assert.ok(lines.includes('note: module "unused": modules'));
});

test('interval and timeout are the job’s, then those of all; a job that is no probe is none', (t) => {
  const prometheus = `
global: { scrape_interval: 30s, scrape_timeout: 4s }
scrape_configs:
  - { job_name: node, static_configs: [{ targets: ["a:9100"] }] }
  - { job_name: web, metrics_path: /probe, params: { module: [m] }, scrape_interval: 1m30s, file_sd_configs: [], static_configs: [{ targets: [a.example], labels: { team: shop } }] }
  - { job_name: more, metrics_path: /probe, params: { module: [m, gone] }, static_configs: [{ targets: [b.example] }] }`;
  const result = imported(t, '{ m: { prober: http } }', prometheus);
  const [web, more] = ['a.example (m)', 'b.example (m)'].map((name) => thingIn(result, 'monitors', name).body);
  assert.deepEqual([web!['frequencySeconds'], more!['frequencySeconds']], [90, 30]);
  assert.equal((web!['config'] as Loose)['timeoutMs'], 3500);
  assert.deepEqual(web!['tags'], ['job: web', 'team: shop']);
  const lines = remarkLines(result);
  for (const line of [
    'note: job "node": scrape_configs',
    'lost: job "web": file_sd_configs',
    'left out: monitor "b.example": gone',
  ]) {
    assert.ok(lines.includes(line), lines.join('\n'));
  }
});

test('both files are needed, in any order', (t) => {
  const [modules, prometheus] = filesOf(t, { a: 'modules: { m: { prober: icmp } }', b: job('m', 'gw') });
  assert.throws(() => readBlackbox([modules!]), /no scrape_configs/);
  assert.throws(() => readBlackbox([prometheus!]), /no modules/);
  assert.equal(importBlackbox(readBlackbox([prometheus!, modules!])).things.length, 2);
});

test('targets are imported into a server; a second run changes nothing, and no secret is shown', async (t) => {
  const modules = 'modules: { m: { prober: http, http: { basic_auth: { username: u, password: p4ss-of-blackbox } } } }';
  const files = filesOf(t, {
    'blackbox.yml': modules,
    'prometheus.yml': job('m', 'http://127.0.0.1:9/', ', scrape_interval: 1d'),
  });
  const server = await importServer(t);
  const dry = await server.cli('import', 'blackbox', ...files, '--dry-run', '--json');
  assert.deepEqual([await server.list('monitors'), dry.stdout.includes('p4ss')], [{}, false]);
  const first = await server.cli('import', 'blackbox', ...files);
  assert.deepEqual([first.code, first.stderr, first.stdout.includes('p4ss')], [0, '', false]);
  const monitor = (await server.list('monitors'))['http://127.0.0.1:9/ (m)']!;
  assert.equal((monitor['config'] as Loose)['auth'].username, 'u');
  assert.match((await server.cli('import', 'blackbox', ...files)).stdout, /0 written, 2 left as they are/);
});
