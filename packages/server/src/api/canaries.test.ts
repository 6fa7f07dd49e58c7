/** What must not leave (S33): planted wherever something secret may stand, and looked for wherever something is written or told. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { browser, member, owner, SETUP_CODE, V1 } from './testing/people.ts';
import { type TestApi, testApi } from './testing/test-api.ts';

const OLD = 'canary-old-7f3a91';
const NEW = 'canary-new-c04e55';
const TALKATIVE = { logLevel: 'trace', deps: { setupCode: SETUP_CODE } } as const;

const monitorWith = (secret: string) => ({
  name: 'shop',
  type: 'HTTP',
  config: {
    url: `https://ada:${secret}@shop.example/?token=${secret}`,
    method: 'POST',
    requestBody: `{"password":"${secret}"}`,
    customHeaders: { 'x-api-key': secret, cookie: `sid=${secret}` },
  },
});
const guardedWith = (secret: string) => ({
  name: 'guarded',
  type: 'HTTP',
  config: {
    url: 'https://shop.example/',
    method: 'GET',
    auth: { type: 'basic', username: 'ada', password: secret },
  },
});
const agentWith = (secret: string) => ({
  name: 'agent',
  type: 'MCP_SERVER',
  config: { url: `https://mcp.example/?key=${secret}`, customHeaders: { authorization: `Bearer ${secret}` } },
});
const hookWith = (secret: string) => ({
  name: 'hook',
  config: {
    channelType: 'webhook',
    url: `https://hooks.example/${secret}/services?x=${secret}`,
    signingSecret: secret,
    customHeaders: { authorization: `Bearer ${secret}` },
  },
});
const mailWith = (secret: string) => ({
  name: 'mail',
  config: {
    channelType: 'email',
    recipients: ['ops@shop.test'],
    smtp: {
      host: 'mail.example',
      port: 587,
      security: 'starttls',
      user: 'ops',
      password: secret,
      from: 'up@shop.test',
    },
  },
});
const endpointWith = (secret: string) => ({
  url: `https://events.example/${secret}?k=${secret}`,
  subscribedEvents: ['incident.created'],
});
const pageWith = (secret: string) => ({ name: 'Shop', slug: 'shop', visibility: 'PASSWORD', password: secret });

const PLACES = [
  ['/monitors', monitorWith],
  ['/monitors', guardedWith],
  ['/monitors', agentWith],
  ['/alert-channels', hookWith],
  ['/alert-channels', mailWith],
  ['/webhooks', endpointWith],
  ['/status-pages', pageWith],
] as const;

async function plant(api: TestApi): Promise<void> {
  for (const [path, body] of PLACES) {
    const made = await api.ask('POST', `${V1}${path}`, body(OLD));
    assert.equal(made.status, 201, `${path}: ${made.text}`);
    const url = `${V1}${path}/${made.body.data.id}`;
    const { type: _, slug: __, ...changes } = { type: undefined, slug: undefined, ...body(NEW) };
    const changed = await api.ask('PUT', url, changes);
    assert.equal(changed.status, 200, `${path}: ${changed.text}`);
    // Refused, with what was given in hand.
    for (const wrong of [{ ...body(NEW), nonsense: NEW }, { ...body(NEW), name: { of: NEW } }, [NEW]])
      assert.equal((await api.ask('POST', `${V1}${path}`, wrong)).status, 400);
    const taken = await api.ask('POST', `${V1}${path}`, body(NEW));
    assert.ok(taken.status === 409 || path === '/webhooks', `${path}: ${taken.status}`);
    await api.ask('DELETE', url);
  }
  await api.ask('POST', `${V1}/secrets`, { key: 'TOKEN', value: OLD });
  await api.ask('PUT', `${V1}/secrets/TOKEN`, { value: NEW });
  await api.ask('POST', `${V1}/secrets`, { key: 'TOKEN', value: NEW });
  await api.ask('DELETE', `${V1}/secrets/TOKEN`);
}

function assertClean(text: string, where: string): void {
  const place = text.search(/canary-(old-7f3a91|new-c04e55)/);
  assert.equal(place, -1, `${where}: ${text.slice(Math.max(0, place - 200), place + 40)}`);
}

test('no secret of what is watched or told stands in the trail, in the log at its most talkative, or in live events (S33)', async () => {
  await using api = await testApi(TALKATIVE);
  const told: unknown[] = [];
  api.live.subscribe((event) => void told.push(event));
  await plant(api);
  const { items } = await api.core.audit.list({ page: 0, size: 200 });
  assert.ok(items.length >= 20, `${items.length}`);
  for (const item of items) assertClean(JSON.stringify(item), item.action);
  assertClean((await api.ask('GET', `${V1}/audit-log?size=200`)).text, 'audit log');
  for (const [path, body] of PLACES) await api.ask('POST', `${V1}${path}`, body(OLD));
  assertClean(JSON.stringify(told), 'live events');
  assertClean(api.log.join(''), 'log');
});

test('no password, session, device, invite, reset link, key or set-up code stands in the trail, in events or in the log (S33)', async () => {
  await using api = await testApi(TALKATIVE);
  const secrets = new Map<string, string>([['set-up code', SETUP_CODE]]);
  const told: unknown[] = [];
  api.live.subscribe((event) => void told.push(event));
  const wrongCode = { code: 'AAAAA-AAAAA-AAAAA-AAAAA', name: 'Eve', email: 'eve@shop.test', password: `${OLD} of Eve` };
  secrets.set('typed password', wrongCode.password);
  await browser(api, '10.6.6.6').ask('POST', '/auth/setup', wrongCode);
  const ada = await owner(api);
  const bob = await member(api, ada, 'ADMIN', 'bob');
  const { userId } = (await ada.ask('GET', '/members')).body.data[1];
  const invite = (await ada.ask('POST', '/invites', { email: 'eve@shop.test', roleOffered: 'VIEWER' })).body.data;
  secrets.set('invite', invite.token);
  await browser(api).ask('GET', `/auth/invites/${invite.token}`);
  await browser(api).ask('POST', `/auth/invites/${invite.token}/accept`, { name: 'Eve', password: 'short' });
  const again = (await ada.ask('POST', `/invites/${invite.inviteId}/resend`)).body.data;
  secrets.set('invite sent again', again.token);
  const reset = (await ada.ask('POST', `/members/${userId}/password-reset`)).body.data;
  secrets.set('reset link', reset.token);
  const resetting = (password: string) => browser(api).ask('POST', `/auth/password-reset/${reset.token}`, { password });
  await resetting('short');
  secrets.set('new password', `${NEW} of Bob`);
  assert.equal((await resetting(`${NEW} of Bob`)).status, 204);
  await resetting(`${NEW} of Bob`);
  const key = (await ada.ask('POST', '/api-keys', { name: 'ci' })).body.data;
  secrets.set('key', key.key);
  await api.ask('GET', `${V1}/monitors`, undefined, { authorization: `Bearer ${key.key}` });
  await ada.ask('POST', `/api-keys/${key.id}/revoke`);
  await api.ask('GET', `${V1}/monitors`, undefined, { authorization: `Bearer ${key.key}` });
  await ada.ask('PUT', '/auth/password', { currentPassword: `${OLD} no`, newPassword: `${NEW} of Ada` });
  for (const somebody of [ada, bob])
    for (const [name, value] of somebody.cookies) secrets.set(`${name} ${secrets.size}`, value);
  await ada.ask('POST', '/auth/logout');
  await ada.ask('POST', '/auth/login', { email: `${OLD}@shop.test`, password: `${NEW} of Ada` });
  const { items } = await api.core.audit.list({ page: 0, size: 200 });
  const [trail, log, events] = [JSON.stringify(items), api.log.join(''), JSON.stringify(told)];
  assert.ok(secrets.size >= 10 && [...secrets.values()].every((secret) => secret.length > 10));
  assert.ok(log.includes('/auth/login'), 'the log is talkative');
  for (const [name, secret] of secrets)
    for (const [place, text] of Object.entries({ trail, log, events })) {
      assert.ok(!text.includes(secret), `${name} stands in the ${place}`);
      assert.ok(!text.includes(encodeURIComponent(secret)), `${name} stands in the ${place}`);
    }
  for (const text of [trail, log, events]) assertClean(text, 'what was typed');
});

test('an address that is refused is not repeated with its login or its query (S33)', async () => {
  await using api = await testApi(TALKATIVE);
  const addresses = [
    `https://u:${OLD}@/x?token=${OLD}`,
    `https://u:${OLD}@shop example/?token=${OLD}`,
    `ftp://u:${OLD}@shop.example/?token=${OLD}`,
    `https://u%00:${OLD}@shop.example/?a=b&token=${OLD}`,
    `shop.example/?token=${OLD}`,
    `https://u:${OLD}@169.254.169.254/?token=${OLD}`,
  ];
  const auth = { type: 'basic', username: 'ada', password: OLD };
  for (const url of addresses) {
    for (const [path, body] of [
      ['/monitors', { name: 'shop', type: 'HTTP', config: { url, method: 'GET', auth } }],
      ['/monitors/test', { type: 'HTTP', config: { url, method: 'GET', auth } }],
      ['/webhooks', { url, subscribedEvents: ['incident.created'] }],
      ['/alert-channels', { name: 'hook', config: { channelType: 'webhook', url, nonsense: true } }],
      ['/status-pages', { name: 'Shop', slug: 'shop', branding: { logoUrl: url }, frameAncestors: [url] }],
    ] as const) {
      const { status, text } = await api.ask('POST', `${V1}${path}`, body);
      assert.equal(status, 400, `${path} ${url} ${text}`);
      assertClean(text, `${path} ${url}`);
    }
  }
  assertClean(api.log.join(''), 'log');
});

test('the export, and what the server says of itself, has no secret of any section (S33)', async () => {
  await using api = await testApi(TALKATIVE);
  const ada = await owner(api);
  // The query of a URL, a body and the address of a webhook are shown as they are set: SECURITY.md says so.
  const { requestBody: _, ...shop } = monitorWith(OLD).config;
  for (const [path, body] of [
    ['/monitors', { ...monitorWith(OLD), config: { ...shop, url: `https://ada:${OLD}@shop.example/` } }],
    ['/monitors', guardedWith(OLD)],
    ['/monitors', { ...agentWith(OLD), config: { ...agentWith(OLD).config, url: 'https://mcp.example/' } }],
    ['/alert-channels', hookWith(OLD)],
    ['/alert-channels', mailWith(OLD)],
    ['/webhooks', { ...endpointWith(OLD), url: 'https://events.example/hook' }],
    ['/status-pages', pageWith(OLD)],
    ['/secrets', { key: 'TOKEN', value: OLD }],
    ['/api-keys', { name: 'ci' }],
    ['/invites', { email: 'bob@shop.test', roleOffered: 'MEMBER' }],
  ] as const) {
    const { status, text } = await ada.ask('POST', path, body);
    assert.equal(status, 201, `${path}: ${text}`);
  }
  const exported = await ada.ask('GET', '/configuration');
  assert.match(exported.text, /mail\.example[\s\S]*shop\.example|shop\.example[\s\S]*mail\.example/);
  for (const [where, text] of [
    ['export', exported.text],
    ['self', (await ada.ask('GET', '/self')).text],
    ['metrics', (await api.ask('GET', '/metrics')).text],
    ['log', api.log.join('')],
  ] as const) {
    assertClean(text, where);
    assert.ok(!/argon2|uw_[0-9A-Za-z]{32}|uwi_/.test(text), where);
  }
});
