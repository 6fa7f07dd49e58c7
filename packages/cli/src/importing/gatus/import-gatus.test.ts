import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { revealed } from '@upwatch/server/foreign';
import { problemOf } from '../acceptance.ts';
import type { Imported } from '../imported.ts';
import { importServer, type Loose, remarkLines, thingIn } from '../testing/imported-into.ts';
import { importGatus } from './import-gatus.ts';
import { readGatus } from './read-gatus.ts';

function directory(t: TestContext, files: Readonly<Record<string, string>>): string {
  const dir = mkdtempSync(join(tmpdir(), 'upwatch-gatus-'));
  t.after(() => rmSync(dir, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(join(dir, name, '..'), { recursive: true });
    writeFileSync(join(dir, name), text);
  }
  return dir;
}

function imported(t: TestContext, yaml: string, env: Readonly<Record<string, string>> = {}): Imported {
  const result = importGatus(readGatus([join(directory(t, { 'config.yaml': yaml }), 'config.yaml')], env));
  for (const thing of result.things) assert.equal(problemOf(thing), undefined, thing.name);
  return result;
}

function monitorIn(result: Imported, name: string): Loose {
  return revealed(thingIn(result, 'monitors', name).body) as Loose;
}

test('every field of an endpoint is there, or has a line', (t) => {
  const result = imported(
    t,
    `
alerting:
  slack: { webhook-url: "https://hooks.slack.example/\${TOKEN}", default-alert: { failure-threshold: 5, send-on-resolved: true } }
endpoints:
  - name: front
    group: core
    enabled: false
    url: https://shop.example/health
    method: PUT
    interval: 1m30s
    body: "{}"
    headers: { Authorization: Bearer t0ps3cret, X-A: b }
    client: { timeout: 1.5s, insecure: true, ignore-redirect: true, network: ip4, dns-resolver: "udp://192.0.2.53:5353", store-cookies: true }
    conditions: ["[STATUS] == 200"]
    alerts: [{ type: slack, success-threshold: 4, description: x }]
    ui: { hide-url: true }
    extra-labels: { a: b }
`,
    { TOKEN: 'hook-token' },
  );
  const front = monitorIn(result, 'core / front');
  assert.deepEqual(front['config'], {
    url: 'https://shop.example/health',
    method: 'PUT',
    customHeaders: { Authorization: 'Bearer t0ps3cret', 'X-A': 'b' },
    requestBody: '{}',
    verifyTls: false,
    redirectsMax: 0,
    resolver: ['192.0.2.53:5353'],
    timeoutMs: 1500,
    ipFamily: 'ipv4',
  });
  assert.deepEqual([front['frequencySeconds'], front['enabled'], front['alertChannels']], [90, false, ['slack']]);
  const { triggerRules, recovery } = front['incidentPolicy'];
  assert.deepEqual([triggerRules[0].count, recovery.consecutiveSuccesses], [5, 4]);
  assert.deepEqual(thingIn(result, 'resourceGroups', 'core').body['monitors'], ['core / front']);
  assert.equal(monitorlessUrl(result), 'https://hooks.slack.example/hook-token');
  for (const what of ['client.store-cookies', 'ui', 'extra-labels', 'alerts.description']) {
    assert.ok(remarkLines(result).includes(`lost: monitor "core / front": ${what}`), what);
  }
  assert.ok(!/t0ps3cret|hook-token/.test(JSON.stringify(result)));
});

function monitorlessUrl(result: Imported): unknown {
  return (revealed(thingIn(result, 'alertChannels', 'slack').body) as Loose)['config'].webhookUrl;
}

/** What an endpoint is looked at with. */
const TYPES: readonly (readonly [yaml: string, type: string, config: Record<string, unknown>])[] = [
  ['url: "http://a.example/"', 'HTTP', { url: 'http://a.example/', method: 'GET' }],
  [
    'url: "http://a.example/", graphql: true, body: "{ a }"',
    'HTTP',
    { method: 'POST', requestBody: '{"query":"{ a }"}' },
  ],
  ['url: "tcp://a.example:6379"', 'TCP', { host: 'a.example', port: 6379 }],
  ['url: "tls://a.example:443"', 'TLS', { host: 'a.example', port: 443 }],
  ['url: "starttls://a.example:587"', 'TLS', { host: 'a.example', port: 587, startTls: 'smtp' }],
  ['url: "icmp://a.example"', 'ICMP', { host: 'a.example' }],
  [
    'url: "192.0.2.53", dns: { query-name: a.example., query-type: MX }',
    'DNS',
    { hostname: 'a.example', recordTypes: ['MX'], nameservers: ['192.0.2.53'] },
  ],
];
for (const [yaml, type, config] of TYPES) {
  test(`the type of an endpoint is in its URL: ${yaml}`, (t) => {
    const monitor = monitorIn(imported(t, `endpoints: [{ name: a, ${yaml} }]`), 'a');
    assert.equal(monitor['type'], type);
    for (const [field, value] of Object.entries(config)) assert.deepEqual(monitor['config'][field], value, field);
  });
}

test('what there is no check for is left out with a line, and suites too', (t) => {
  const result = imported(
    t,
    'endpoints: [{ name: a, url: "ssh://a:22" }, { name: b, url: "udp://b:53" }]\nsuites: [{ name: s, endpoints: [] }]\nstorage: { type: memory }',
  );
  assert.deepEqual(result.things, []);
  assert.deepEqual(remarkLines(result), [
    'left out: monitor "a": ssh',
    'left out: monitor "b": udp',
    'left out: suite "s": suites',
    'note: configuration: storage',
  ]);
});

test('a maintenance of all is a window on everything that is imported', (t) => {
  const yaml = `
maintenance: { start: "23:00", duration: 1h30m, timezone: Europe/Berlin, every: [Monday, Sunday] }
endpoints: [{ name: a, url: "tcp://a:1", maintenance-windows: [{ start: "01:00", duration: 10m }] }]`;
  const result = imported(t, yaml);
  const { startsAt, endsAt, repeatRule, timeZone } = thingIn(result, 'maintenance', 'Gatus: 23:00').body;
  assert.deepEqual([startsAt, endsAt], ['2024-01-01T22:00:00.000Z', '2024-01-01T23:30:00.000Z']);
  assert.deepEqual([repeatRule, timeZone], ['FREQ=WEEKLY;BYDAY=MO,SU', 'Europe/Berlin']);
  assert.equal(thingIn(result, 'maintenance', 'a: 01:00').body['repeatRule'], 'FREQ=DAILY');
});

test('a directory is merged: maps merge, lists append, anything else is said once', (t) => {
  const dir = directory(t, {
    'a.yaml': 'endpoints: [{ name: a, url: "tcp://a:1" }]\nalerting: { slack: { webhook-url: https://a.example } }',
    'sub/b.yml':
      'endpoints: [{ name: b, url: "tcp://b:1" }]\nalerting: { discord: { webhook-url: https://b.example } }',
  });
  const names = importGatus(readGatus([dir], {})).things.map(({ name }) => name);
  assert.deepEqual(names, ['slack', 'discord', 'a', 'b']);
  writeFileSync(join(dir, 'c.yaml'), 'alerting: { slack: { webhook-url: https://c.example } }');
  assert.throws(() => readGatus([dir], {}), /c\.yaml: webhook-url is said twice|webhook-url is said twice/);
});

test('variables are filled in before the YAML is read, $$ is a dollar, and one that is not set is said', (t) => {
  const yaml = 'endpoints: [{ name: $NAME, url: "http://a.example/$$x", headers: { X-A: "${GONE}" } }]';
  const result = imported(t, yaml, { NAME: 'shop' });
  assert.equal(monitorIn(result, 'shop')['config'].url, 'http://a.example/$x');
  assert.ok(remarkLines(result).includes('changed: configuration: $GONE'));
});

test('a configuration is imported whole; an external endpoint reports by its token; a second run changes nothing', async (t) => {
  const dir = directory(t, {
    'config.yaml': `
endpoints:
  - { name: front, group: core, url: "http://127.0.0.1:9/", interval: 24h, conditions: ["[STATUS] == 200", "[IP] == 127.0.0.1"] }
external-endpoints:
  - { name: job, group: core, token: potato-potato, heartbeat: { interval: 30m } }`,
  });
  const server = await importServer(t);
  const file = join(dir, 'config.yaml');
  const dry = await server.cli('import', 'gatus', file, '--dry-run');
  assert.match(dry.stdout, /condition \[IP\] == 127\.0\.0\.1/);
  assert.deepEqual(await server.list('monitors'), {});
  const first = await server.cli('import', 'gatus', file);
  assert.equal(first.code, 0, first.stderr);
  assert.ok(!`${dry.stdout}${first.stdout}`.includes('potato-potato'));
  assert.deepEqual(Object.keys(await server.list('monitors')).sort(), ['core / front', 'core / job']);
  assert.equal((await fetch(`${server.url}/api/v1/heartbeat/potato-potato`)).status, 200);
  assert.match((await server.cli('import', 'gatus', file)).stdout, /0 written, 3 left as they are/);
});
