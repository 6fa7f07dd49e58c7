import assert from 'node:assert/strict';
import { test } from 'node:test';
import { revealed, type Row } from '@upwatch/server/foreign';
import { problemOf } from '../acceptance.ts';
import type { ImportedThing } from '../imported.ts';
import { type Loose, remarkLines, thingIn } from '../testing/imported-into.ts';
import { importKuma } from './import-kuma.ts';
import { type KumaData, NO_PAGES } from './kuma-data.ts';

const NONE: KumaData = {
  source: 'test',
  monitors: [],
  notifications: [],
  tags: [],
  maintenance: [],
  notificationIds: new Map(),
  monitorTags: new Map(),
  maintained: new Map(),
  statusPages: NO_PAGES,
  others: new Map(),
  serverTimeZone: 'UTC',
};
const SHOP = { id: 1, name: 'shop', type: 'http', url: 'https://shop.example/', interval: 60, active: 1 };

function monitorOf(row: Row) {
  const imported = importKuma({ ...NONE, monitors: [{ ...SHOP, ...row }] });
  return { imported, body: bodyOf(thingIn(imported, 'monitors', 'shop')), lines: remarkLines(imported) };
}

function bodyOf(thing: ImportedThing): Loose {
  assert.equal(problemOf(thing), undefined);
  return revealed(thing.body) as Loose;
}

/** What is set in Uptime Kuma, and what of the monitor says so here. */
const FIELDS: readonly (readonly [string, Row, (body: Loose) => unknown, unknown])[] = [
  ['interval is seconds', { interval: 90 }, (b) => b['frequencySeconds'], 90],
  ['timeout is seconds', { timeout: 7.5 }, (b) => b['config'].timeoutMs, 7500],
  ['no timeout is four fifths of the interval', { timeout: 0, interval: 60 }, (b) => b['config'].timeoutMs, 48_000],
  ['method', { method: 'post' }, (b) => b['config'].method, 'POST'],
  ['headers', { headers: '{"X-A":"b"}' }, (b) => b['config'].customHeaders, { 'X-A': 'b' }],
  [
    'body',
    { body: '{}', http_body_encoding: 'json' },
    (b) => [b['config'].requestBody, b['config'].contentType],
    ['{}', 'application/json'],
  ],
  [
    'form',
    { body: 'a=b', http_body_encoding: 'form' },
    (b) => b['config'].contentType,
    'application/x-www-form-urlencoded',
  ],
  ['ignore_tls', { ignore_tls: 1 }, (b) => b['config'].verifyTls, false],
  ['maxredirects', { maxredirects: 3 }, (b) => b['config'].redirectsMax, 3],
  ['ip_family', { ip_family: 'ipv6' }, (b) => b['config'].ipFamily, 'ipv6'],
  [
    'accepted codes',
    { accepted_statuscodes_json: '["200-299","404"]' },
    (b) => b['assertions'][0].config.expected,
    '200-299,404',
  ],
  ['no accepted codes', { accepted_statuscodes_json: null }, (b) => b['assertions'][0].config.expected, '200-299'],
  [
    'basic',
    { auth_method: 'basic', basic_auth_user: 'u', basic_auth_pass: 'p' },
    (b) => b['config'].auth,
    { type: 'basic', username: 'u', password: 'p' },
  ],
  ['bearer', { auth_method: 'bearer', bearer_token: 'tok' }, (b) => b['config'].auth, { type: 'bearer', token: 'tok' }],
  [
    'keyword',
    { type: 'keyword', keyword: 'ok' },
    (b) => b['assertions'][1].config,
    { type: 'body_contains', substring: 'ok' },
  ],
  [
    'inverted keyword',
    { type: 'keyword', keyword: 'no', invert_keyword: 1 },
    (b) => b['assertions'][1].config.type,
    'body_not_contains',
  ],
  [
    'json-query',
    { type: 'json-query', json_path: 'a.b[0]', json_path_operator: '>=', expected_value: '3' },
    (b) => b['assertions'][1].config,
    { type: 'json_path', path: '$.a.b[0]', operator: 'at_least', expected: '3' },
  ],
  [
    'json-query of 1.x',
    { type: 'json-query', json_path: '$', expected_value: 'x' },
    (b) => b['assertions'][1].config.operator,
    'equals',
  ],
  [
    'port',
    { type: 'port', hostname: 'db', port: 5432 },
    (b) => [b['type'], b['config'].host, b['config'].port],
    ['TCP', 'db', 5432],
  ],
  [
    'ping',
    { type: 'ping', hostname: 'gw', ping_count: 4 },
    (b) => [b['type'], b['config'].host, b['config'].packetCount],
    ['ICMP', 'gw', 4],
  ],
  [
    'dns',
    { type: 'dns', hostname: 'shop.example', dns_resolve_type: 'MX', dns_resolve_server: '9.9.9.9', port: 5353 },
    (b) => [b['type'], b['config']],
    ['DNS', { hostname: 'shop.example', recordTypes: ['MX'], nameservers: ['9.9.9.9:5353'] }],
  ],
  [
    'smtp with STARTTLS',
    { type: 'smtp', hostname: 'mail', port: 587, smtp_security: 'starttls' },
    (b) => [b['type'], b['config'].startTls],
    ['TCP', 'smtp'],
  ],
  [
    'push',
    { type: 'push', push_token: 'a'.repeat(32), interval: 3600, maxretries: 2, retry_interval: 60 },
    (b) => [b['type'], b['config'], b['pingToken']],
    ['HEARTBEAT', { expectedInterval: 3600, gracePeriod: 120 }, 'a'.repeat(32)],
  ],
  ['maxretries follow the first failure', { maxretries: 2 }, (b) => b['incidentPolicy'].triggerRules[0].count, 3],
  ['one success ends it', {}, (b) => b['incidentPolicy'].recovery.consecutiveSuccesses, 1],
  ['inactive', { active: 0 }, (b) => b['enabled'], false],
  ['without notifications nobody is told', {}, (b) => b['alertChannels'], []],
];

for (const [name, row, read, expected] of FIELDS) {
  test(`a monitor of Uptime Kuma: ${name}`, () => {
    const { body } = monitorOf(row);
    assert.deepEqual(read(body), expected);
  });
}

/** What is lost is said. */
const LINES: readonly (readonly [string, Row, string])[] = [
  ['description', { description: 'x' }, 'lost: monitor "shop": description'],
  ['cache_bust', { cache_bust: 1 }, 'lost: monitor "shop": cache_bust'],
  ['expiry_notification', { expiry_notification: 0 }, 'lost: monitor "shop": expiry_notification'],
  ['retry_interval', { maxretries: 1, retry_interval: 20 }, 'changed: monitor "shop": retry_interval'],
  ['packet_size', { type: 'ping', hostname: 'gw', packet_size: 1000 }, 'lost: monitor "shop": packet_size'],
  [
    'conditions with or',
    {
      type: 'dns',
      hostname: 'a.example',
      conditions: JSON.stringify([
        { type: 'expression', variable: 'record', operator: 'equals', value: 'x', andOr: 'and' },
        { type: 'expression', variable: 'record', operator: 'equals', value: 'y', andOr: 'or' },
      ]),
    },
    'lost: monitor "shop": conditions',
  ],
];
for (const [name, row, line] of LINES) {
  test(`what cannot be said of a monitor has a line: ${name}`, () => {
    const { lines } = monitorOf(row);
    assert.ok(lines.includes(line), lines.join('\n'));
  });
}

for (const [why, row] of [
  ['upside down', { upside_down: 1 }],
  ['behind a proxy', { proxy_id: 1 }],
  ['signs in by NTLM', { auth_method: 'ntlm' }],
  ['asks with a whole JSONata expression', { type: 'json-query', json_path: '$sum(items.price)', expected_value: '1' }],
  ['opens a browser', { type: 'real-browser' }],
] as const) {
  test(`a monitor that would say something else is imported paused, and why is said: ${why}`, () => {
    const { body, lines } = monitorOf(row);
    assert.equal(body['enabled'], false);
    assert.ok(lines.includes('changed: monitor "shop": active'), lines.join('\n'));
  });
}

for (const type of ['docker', 'mqtt', 'postgres', 'radius', 'manual', 'something-new']) {
  test(`a type without a check is left out with a line: ${type}`, () => {
    const imported = importKuma({ ...NONE, monitors: [{ ...SHOP, type }] });
    assert.deepEqual([imported.things, remarkLines(imported)], [[], [`left out: monitor "shop": ${type}`]]);
  });
}

test('two monitors of one name are told apart, in any case of letters', () => {
  const imported = importKuma({ ...NONE, monitors: [SHOP, { ...SHOP, id: 2, name: 'Shop' }] });
  assert.deepEqual(
    imported.things.map(({ name, ref }) => [name, ref]),
    [
      ['shop', 'monitor:1'],
      ['Shop (2)', 'monitor:2'],
    ],
  );
});

test('a group holds what stands in it and in the groups in it, and tells whom it told', () => {
  const imported = importKuma({
    ...NONE,
    monitors: [
      { id: 10, name: 'EU', type: 'group', description: 'edge' },
      { id: 11, name: 'Berlin', type: 'group', parent: 10, active: 0 },
      { ...SHOP, parent: 11 },
      { ...SHOP, id: 2, name: 'api', parent: 10 },
    ],
    notifications: [{ id: 1, name: 'chat', config: '{"type":"slack","slackwebhookURL":"https://hooks.slack.com/x"}' }],
    notificationIds: new Map([[10, [1]]]),
  });
  const eu = bodyOf(thingIn(imported, 'resourceGroups', 'EU'));
  assert.deepEqual(
    [eu['monitors'], eu['alertChannels'], eu['description'], eu['healthThresholdValue']],
    [['shop', 'api'], ['chat'], 'edge', 1],
  );
  assert.deepEqual(bodyOf(thingIn(imported, 'resourceGroups', 'Berlin'))['healthThresholdType'], undefined);
  assert.equal(thingIn(imported, 'monitors', 'shop').body['enabled'], false, 'its group is paused');
  assert.equal(thingIn(imported, 'monitors', 'api').body['enabled'], true);
});

test('a tag with values is a tag for each, in its colour', () => {
  const imported = importKuma({
    ...NONE,
    monitors: [SHOP, { ...SHOP, id: 2, name: 'api' }],
    tags: [
      { id: 1, name: 'env', color: '#2563eb' },
      { id: 2, name: 'old', color: 'red' },
    ],
    monitorTags: new Map([
      [
        1,
        [
          { tagId: 1, value: 'prod' },
          { tagId: 2, value: '' },
        ],
      ],
      [2, [{ tagId: 1, value: 'test' }]],
    ]),
  });
  assert.deepEqual(thingIn(imported, 'monitors', 'shop').body['tags'], ['env: prod', 'old']);
  assert.deepEqual(thingIn(imported, 'tags', 'env: test').body, { name: 'env: test', color: '#2563eb' });
  assert.ok(remarkLines(imported).includes('lost: tag "old": color'));
});

test('a monitor that is told of again and again is one of a policy that repeats, and tells nobody beside it', () => {
  const imported = importKuma({
    ...NONE,
    monitors: [
      { ...SHOP, resend_interval: 10 },
      { ...SHOP, id: 2, name: 'api', resend_interval: 10 },
    ],
    notifications: [{ id: 1, name: 'chat', config: '{"type":"slack","slackwebhookURL":"https://hooks.slack.com/x"}' }],
    notificationIds: new Map([
      [1, [1]],
      [2, [1]],
    ]),
  });
  const policy = thingIn(imported, 'notificationPolicies', 'again every 10 min: chat');
  assert.deepEqual(policy.body['matchRules'], [{ type: 'monitor_id_in', monitors: ['shop', 'api'] }]);
  const { escalation } = bodyOf(policy);
  assert.equal(escalation.steps[0].repeatIntervalSeconds, 600, 'beats of 60 s');
  assert.deepEqual(thingIn(imported, 'monitors', 'shop').body['alertChannels'], []);
});

const HOOK = 'https://hooks.example/in';
/** A notification, and the channel that it becomes. */
const CHANNELS: readonly (readonly [Row, Row])[] = [
  [
    { type: 'slack', slackwebhookURL: HOOK },
    { channelType: 'slack', webhookUrl: HOOK },
  ],
  [
    { type: 'discord', discordWebhookUrl: HOOK },
    { channelType: 'discord', webhookUrl: HOOK },
  ],
  [
    { type: 'teams', webhookUrl: HOOK },
    { channelType: 'teams', webhookUrl: HOOK },
  ],
  [
    { type: 'mattermost', mattermostWebhookUrl: HOOK, mattermostchannel: 'ops' },
    { channelType: 'mattermost', webhookUrl: HOOK, channel: 'ops' },
  ],
  [
    { type: 'GoogleChat', googleChatWebhookURL: HOOK },
    { channelType: 'google_chat', webhookUrl: HOOK },
  ],
  [
    { type: 'telegram', telegramBotToken: '1:abcdefghijklmnop', telegramChatID: '-100', telegramMessageThreadID: '5' },
    { channelType: 'telegram', botToken: '1:abcdefghijklmnop', chatId: '-100', messageThreadId: 5 },
  ],
  [
    { type: 'webhook', webhookURL: HOOK, webhookContentType: 'json', webhookAdditionalHeaders: '{"X-Key":"k"}' },
    { channelType: 'webhook', url: HOOK, customHeaders: { 'X-Key': 'k' } },
  ],
  [
    {
      type: 'PagerDuty',
      pagerdutyIntegrationKey: 'k1',
      pagerdutyIntegrationUrl: 'https://events.pagerduty.com/v2/enqueue',
    },
    { channelType: 'pagerduty', routingKey: 'k1' },
  ],
  [
    { type: 'Opsgenie', opsgenieApiKey: 'k2', opsgenieRegion: 'eu' },
    { channelType: 'opsgenie', apiKey: 'k2', region: 'eu' },
  ],
  [
    {
      type: 'ntfy',
      ntfyserverurl: 'https://ntfy.example',
      ntfytopic: 'ops',
      ntfyAuthenticationMethod: 'usernamePassword',
      ntfyusername: 'u',
      ntfypassword: 'p',
    },
    { channelType: 'ntfy', serverUrl: 'https://ntfy.example', topic: 'ops', user: 'u', password: 'p' },
  ],
  [
    { type: 'gotify', gotifyserverurl: 'https://gotify.example', gotifyapplicationToken: 't' },
    { channelType: 'gotify', serverUrl: 'https://gotify.example', appToken: 't' },
  ],
  [
    { type: 'pushover', pushoveruserkey: 'u', pushoverapptoken: 'a', pushoverpriority: '1' },
    { channelType: 'pushover', userKey: 'u', appToken: 'a', priority: '1' },
  ],
  [
    { type: 'matrix', homeserverUrl: 'https://matrix.example', internalRoomId: '!a:b', accessToken: 't' },
    { channelType: 'matrix', homeserverUrl: 'https://matrix.example', roomId: '!a:b', accessToken: 't' },
  ],
  [
    {
      type: 'smtp',
      smtpHost: 'mail.example',
      smtpPort: 465,
      smtpSecure: true,
      smtpFrom: '"Ops" <a@b.example>',
      smtpTo: 'x@b.example, y@b.example',
      smtpUsername: 'u',
      smtpPassword: 'p',
    },
    {
      channelType: 'email',
      recipients: ['x@b.example', 'y@b.example'],
      smtp: { host: 'mail.example', port: 465, security: 'tls', user: 'u', password: 'p', from: 'Ops <a@b.example>' },
    },
  ],
];
for (const [config, expected] of CHANNELS) {
  test(`a notification becomes a channel: ${String(config['type'])}`, () => {
    const notifications = [{ id: 1, name: 'ops', config: JSON.stringify(config) }];
    const imported = importKuma({ ...NONE, notifications });
    const thing = thingIn(imported, 'alertChannels', 'ops');
    assert.deepEqual(bodyOf(thing)['config'], expected);
    for (const secret of [HOOK, '1:abc', 'k1', 'k2', '"p"', '"t"']) {
      assert.ok(!JSON.stringify(thing).includes(secret), `${secret} in ${JSON.stringify(thing)}`);
    }
  });
}

test('a notification without a channel of ours is left out; Apprise needs a server of it', () => {
  const notifications = [
    { id: 1, name: 'sig', config: '{"type":"signal"}' },
    { id: 2, name: 'any', config: '{"type":"apprise","appriseURL":"json://h"}' },
    { id: 3, name: 'off', active: 0, config: '{"type":"slack"}' },
  ];
  const lines = remarkLines(importKuma({ ...NONE, notifications }));
  assert.deepEqual(lines, [
    'left out: channel "sig": signal',
    'left out: channel "any": apprise',
    'left out: channel "off": active',
  ]);
  const withServer = importKuma({ ...NONE, notifications }, { apprise: 'https://apprise.example' });
  const { config } = bodyOf(thingIn(withServer, 'alertChannels', 'any'));
  assert.deepEqual(config, { channelType: 'apprise', apiUrl: 'https://apprise.example', urls: 'json://h' });
});

const AT_22 = { title: 'w', active: 1, start_time: '22:00', end_time: '02:00', timezone: 'Europe/Berlin' };
/** A maintenance, and the window that it becomes. 22:00 in Berlin is 21:00 UTC in winter. */
const WINDOWS: readonly (readonly [string, Row, Row])[] = [
  [
    'single',
    { strategy: 'single', start_date: '2026-07-01 22:00:00', end_date: '2026-07-02T01:00' },
    { startsAt: '2026-07-01T20:00:00.000Z', endsAt: '2026-07-01T23:00:00.000Z' },
  ],
  [
    'recurring-weekday',
    { strategy: 'recurring-weekday', weekdays: '[1,0]' },
    {
      startsAt: '2024-01-01T21:00:00.000Z',
      endsAt: '2024-01-02T01:00:00.000Z',
      repeatRule: 'FREQ=WEEKLY;BYDAY=MO,SU',
      timeZone: 'Europe/Berlin',
    },
  ],
  [
    'recurring-interval',
    { strategy: 'recurring-interval', interval_day: 3, start_date: '2026-01-05 00:00:00' },
    { startsAt: '2026-01-05T21:00:00.000Z', repeatRule: 'FREQ=DAILY;INTERVAL=3' },
  ],
  [
    'recurring-day-of-month',
    { strategy: 'recurring-day-of-month', days_of_month: '[1,"lastDay1"]', end_date: '2026-12-31 23:59:59' },
    { repeatRule: 'FREQ=MONTHLY;BYMONTHDAY=1,-1;UNTIL=20261231T225959Z' },
  ],
  [
    'cron',
    { strategy: 'cron', cron: '30 3 * * 1-5', duration: 1800 },
    {
      startsAt: '2024-01-01T02:30:00.000Z',
      endsAt: '2024-01-01T03:00:00.000Z',
      repeatRule: 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR',
    },
  ],
];
for (const [name, row, expected] of WINDOWS) {
  test(`a maintenance becomes a window: ${name}`, () => {
    const data = {
      ...NONE,
      monitors: [SHOP],
      maintenance: [{ id: 1, ...AT_22, ...row }],
      maintained: new Map([[1, [1]]]),
    };
    const body = bodyOf(thingIn(importKuma(data), 'maintenance', 'w'));
    for (const [field, value] of Object.entries(expected)) assert.equal(body[field], value, field);
    assert.deepEqual([body['monitors'], body['pauseChecks']], [['shop'], true]);
  });
}

test('a maintenance on nothing that is imported is left out: it would be on everything', () => {
  const maintenance = [{ id: 1, ...AT_22, strategy: 'recurring-interval', interval_day: 1 }];
  const imported = importKuma({ ...NONE, maintenance });
  assert.deepEqual([imported.things, remarkLines(imported)], [[], ['left out: maintenance "w": recurring-interval']]);
});
