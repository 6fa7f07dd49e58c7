import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CHECK_TYPES } from '@upwatch/probe';
import { testApi } from './testing/test-api.ts';

const TYPES = Object.keys(CHECK_TYPES).join(', ');
const HTTP = { name: 'shop', type: 'HTTP', config: { url: 'https://shop.example/', method: 'GET' } };

test('a monitor made through the API reaches the engine at once and is there to be read', async () => {
  await using api = await testApi();
  const heard: unknown[] = [];
  api.live.subscribe((event) => heard.push(event));
  const made = await api.ask('POST', '/api/v1/monitors', HTTP);
  assert.equal(made.status, 201);
  const { id } = made.body.data;
  assert.deepEqual(
    api.engine.changed.map((monitor) => monitor.id),
    [id],
  );
  assert.equal(heard.length, 1);
  const read = await api.ask('GET', `/api/v1/monitors/${id}`);
  assert.deepEqual(read.body, made.body);
  assert.equal(read.headers['etag'], '"1"');
});

test('what a request leaves out gets its default', async () => {
  await using api = await testApi();
  const { data } = (await api.ask('POST', '/api/v1/monitors', HTTP)).body;
  const { regions, managedBy, enabled, frequencySeconds, alertChannelIds, currentStatus } = data;
  assert.deepEqual(
    { regions, managedBy, enabled, frequencySeconds, alertChannelIds, currentStatus },
    {
      regions: ['local'],
      managedBy: 'API',
      enabled: true,
      frequencySeconds: 60,
      alertChannelIds: null,
      currentStatus: 'unknown',
    },
  );
  assert.deepEqual(data.incidentPolicy.triggerRules, [
    { type: 'consecutive_failures', count: 2, scope: 'per_region', severity: 'down' },
  ]);
  const asserted = { ...HTTP, name: 'b', assertions: [{ config: { type: 'response_time', thresholdMs: 5 } }] };
  const second = await api.ask('POST', '/api/v1/monitors', asserted, { 'x-upwatch-managed-by': 'TERRAFORM' });
  assert.equal(second.body.data.managedBy, 'TERRAFORM');
  assert.equal(second.body.data.assertions[0].severity, 'fail');
});

test('every second is a frequency', async () => {
  await using api = await testApi();
  const made = await api.ask('POST', '/api/v1/monitors', { ...HTTP, frequencySeconds: 1 });
  assert.equal(made.status, 201);
  assert.equal(made.body.data.frequencySeconds, 1);
});

const REFUSED: readonly (readonly [title: string, change: object, message: string])[] = [
  ['0 seconds', { frequencySeconds: 0 }, 'frequencySeconds must be at least 1, got 0'],
  ['-1 seconds', { frequencySeconds: -1 }, 'frequencySeconds must be at least 1, got -1'],
  ['1e9 seconds', { frequencySeconds: 1e9 }, 'frequencySeconds must be at most 86400, got 1000000000'],
  ['half a second', { frequencySeconds: 0.5 }, 'frequencySeconds must be a whole number, got 0.5'],
  ['a text for seconds', { frequencySeconds: 'often' }, 'frequencySeconds must be a number, got "often"'],
  ['a type that is not there', { type: 'GOPHER' }, `type must be one of ${TYPES}, got "GOPHER"`],
  [
    'no type, and more that is wrong',
    { type: undefined, name: '' },
    `type must be one of ${TYPES}; name must not be empty, got ""`,
  ],
  [
    'a region that nothing can be called',
    { regions: ['local', 'On Mars'] },
    'regions[1] must be lower-case letters, digits and dashes, at most 63, got "On Mars"',
  ],
  ['no region', { regions: [] }, 'regions must not be empty, got an empty list'],
  ['a name that is empty', { name: '' }, 'name must not be empty, got ""'],
  ['a name that is blank', { name: ' ' }, 'name must not be blank, got " "'],
  [
    'a name of two lines',
    { name: 'x\r\nBcc: a@b' },
    'name must be one line without control characters, got "x\\r\\nBcc: a@b"',
  ],
  ['half a character', { name: '\ud800' }, 'name must be well-formed Unicode, got "\ufffd"'],
  ['a field that is not there', { frequencySecond: 5 }, 'frequencySecond is not a known field'],
  [
    'a URL that is no web address',
    { config: { url: 'ftp://x', method: 'GET' } },
    'config.url must begin with http:// or https://, got "ftp://x"',
  ],
  ['no URL', { config: { method: 'GET' } }, 'config.url is required'],
  ['a list for settings', { config: [] }, 'config must be an object, got an empty list'],
  [
    'an expression that is none',
    { assertions: [{ config: { type: 'regex_body', pattern: '(' } }] },
    'assertions[0].config.pattern must be a regular expression in RE2 syntax, got "("',
  ],
  [
    'a rule without its figures',
    {
      incidentPolicy: {
        triggerRules: [{ type: 'failures_in_window', scope: 'any_region', severity: 'down', count: 3 }],
        confirmation: { type: 'multi_region', minRegionsFailing: 1, maxWaitSeconds: 60 },
        recovery: { consecutiveSuccesses: 2, minRegionsPassing: 1, cooldownMinutes: 5 },
      },
    },
    'incidentPolicy.triggerRules[0].windowMinutes is required for failures_in_window',
  ],
  ['a vault', { auth: { type: 'bearer', vaultSecretId: null } }, 'auth.vaultSecretId must be a text'],
];

for (const [title, change, message] of REFUSED) {
  test(`${title}: 400 naming field, expectation and value`, async () => {
    await using api = await testApi();
    const answer = await api.ask('POST', '/api/v1/monitors', { ...HTTP, ...change });
    assert.equal(answer.status, 400, answer.text);
    assert.ok(answer.body.message.startsWith(message), answer.body.message);
    assert.equal(answer.body.code, 'VALIDATION_FAILED');
    assert.ok(message.startsWith(answer.body.errors[0].field), answer.body.errors[0].field);
    assert.equal(api.engine.changed.length, 0);
  });
}

test('all faults of a request are told at once', async () => {
  await using api = await testApi();
  const answer = await api.ask('POST', '/api/v1/monitors', {
    name: '',
    type: 'HTTP',
    config: {},
    frequencySeconds: 0,
    x: 1,
  });
  assert.deepEqual(
    answer.body.errors.map((error: { field: string }) => error.field),
    ['config.url', 'config.method', 'name', 'frequencySeconds', 'x'],
  );
});

test('a name of a megabyte is refused without being repeated', async () => {
  await using api = await testApi();
  const answer = await api.ask('POST', '/api/v1/monitors', { ...HTTP, name: 'x'.repeat(1_000_000) });
  assert.equal(answer.status, 400);
  assert.ok(answer.text.length < 2000);
});

test('a second monitor of the same name: 409, and nothing is made', async () => {
  await using api = await testApi();
  await api.ask('POST', '/api/v1/monitors', HTTP);
  const answer = await api.ask('POST', '/api/v1/monitors', HTTP);
  assert.equal(answer.status, 409);
  assert.equal(answer.body.code, 'DUPLICATE_NAME');
  assert.equal(answer.body.message, `another monitor is named "${HTTP.name}" already`);
  assert.equal(answer.body.errors[0].field, 'name');
  assert.equal(api.engine.changed.length, 1);
});

test('a tag or channel that is not there is a fault of the body, and nothing is made', async () => {
  await using api = await testApi();
  const nobody = '019b0000-0000-7000-8000-000000000000';
  for (const body of [
    { ...HTTP, alertChannelIds: [nobody] },
    { ...HTTP, tags: { tagIds: [nobody] } },
  ]) {
    const answer = await api.ask('POST', '/api/v1/monitors', body);
    assert.equal(answer.status, 400, answer.text);
    assert.match(answer.body.message, new RegExp(nobody));
  }
  assert.equal((await api.ask('GET', '/api/v1/monitors')).body.totalElements, 0);
});

test('an update changes what it names and leaves the rest', async () => {
  await using api = await testApi();
  const made = await api.ask('POST', '/api/v1/monitors', { ...HTTP, tags: { newTags: [{ name: 'a' }] } });
  const { id } = made.body.data;
  const changed = await api.ask('PUT', `/api/v1/monitors/${id}`, { frequencySeconds: 5, name: null });
  assert.equal(changed.status, 200, changed.text);
  const { updatedAt: _before, generation: _one, ...rest } = made.body.data;
  const { updatedAt: _after, generation, ...now } = changed.body.data;
  const inherits = ['regions', 'incidentPolicy', 'environmentId'];
  const expected = { ...rest, frequencySeconds: 5, incidentPolicy: null, inherits };
  assert.deepEqual({ ...now, incidentPolicy: null }, expected);
  assert.equal(generation, 2);
  assert.equal(changed.headers['etag'], '"2"');
});

test('If-Match with an old generation changes nothing: 412', async () => {
  await using api = await testApi();
  const { id } = (await api.ask('POST', '/api/v1/monitors', HTTP)).body.data;
  await api.ask('PUT', `/api/v1/monitors/${id}`, { frequencySeconds: 5 }, { 'if-match': '"1"' });
  const headers = { 'if-match': '"1"' };
  for (const [method, body] of [
    ['PUT', { frequencySeconds: 7 }],
    ['DELETE', undefined],
  ] as const) {
    const late = await api.ask(method, `/api/v1/monitors/${id}`, body, headers);
    assert.equal(late.status, 412, late.text);
    assert.equal(late.body.code, 'PRECONDITION_FAILED');
  }
  assert.equal((await api.ask('GET', `/api/v1/monitors/${id}`)).body.data.frequencySeconds, 5);
});

test('what a reader adds to its answer never becomes a change: ids, generations, times (S30)', async () => {
  await using api = await testApi();
  const { data } = (await api.ask('POST', '/api/v1/monitors', HTTP)).body;
  for (const field of [
    'id',
    'organizationId',
    'createdAt',
    'updatedAt',
    'generation',
    'state',
    'currentStatus',
    'role',
  ]) {
    for (const [method, url, body] of [
      ['PUT', `/api/v1/monitors/${data.id}`, { name: 'other', [field]: data[field] ?? 1 }],
      ['POST', '/api/v1/monitors', { ...HTTP, name: 'other', [field]: data[field] ?? 1 }],
    ] as const) {
      const answer = await api.ask(method, url, body);
      assert.equal(answer.status, 400, `${method} ${field}`);
      assert.equal(answer.body.message, `${field} is not a known field`);
    }
  }
  const polluted = `{"name":"other","type":"HTTP","config":{"url":"http://x/","method":"GET"},"__proto__":{"isAdmin":true}}`;
  assert.equal((await api.ask('POST', '/api/v1/monitors', polluted)).status, 400);
  assert.equal((await api.ask('GET', '/api/v1/monitors')).body.totalElements, 1);
});

test('credentials never come back out; a mask that is sent back keeps them', async () => {
  await using api = await testApi();
  const config = { url: 'https://u:canary-7f3@shop.example/', method: 'GET' };
  const made = await api.ask('POST', '/api/v1/monitors', { ...HTTP, config });
  const { id } = made.body.data;
  const changed = { ...made.body.data.config, timeoutMs: 1234 };
  const answers = [
    made,
    await api.ask('PUT', `/api/v1/monitors/${id}`, { config: changed }),
    await api.ask('GET', `/api/v1/monitors/${id}`),
    await api.ask('GET', `/api/v1/monitors/${id}/versions`),
    await api.ask('GET', `/compat/api/v1/monitors/${id}`),
  ];
  for (const answer of answers) assert.ok(!answer.text.includes('canary-7f3'), answer.text);
  const { auth, timeoutMs } = (await api.core.monitors.get(id))!.config;
  assert.deepEqual(
    { auth, timeoutMs },
    { auth: { type: 'basic', username: 'u', password: 'canary-7f3' }, timeoutMs: 1234 },
  );
  assert.ok(!api.log.join('').includes('canary-7f3'));
});

test('headers that authenticate are masked; a mask that is sent back keeps them, whatever its case', async () => {
  await using api = await testApi();
  const customHeaders = { Authorization: 'Bearer canary-7f3', 'X-Api-Key': 'canary-7f3', Accept: 'text/html' };
  const made = await api.ask('POST', '/api/v1/monitors', { ...HTTP, config: { ...HTTP.config, customHeaders } });
  const { id, config } = made.body.data;
  assert.deepEqual(config.customHeaders, { Authorization: '••••••••', 'X-Api-Key': '••••••••', Accept: 'text/html' });
  const { Authorization, ...others } = config.customHeaders;
  const sent = { ...others, authorization: Authorization, Cookie: 'canary-7f3', Accept: '*/*' };
  const answers = [
    made,
    await api.ask('PUT', `/api/v1/monitors/${id}`, { config: { ...config, customHeaders: sent } }),
    await api.ask('GET', `/api/v1/monitors/${id}`),
    await api.ask('GET', `/api/v1/monitors/${id}/versions`),
    await api.ask('GET', `/compat/api/v1/monitors/${id}`),
  ];
  for (const answer of answers) assert.ok(answer.status < 300 && !answer.text.includes('canary-7f3'), answer.text);
  assert.deepEqual((await api.core.monitors.get(id))!.config['customHeaders'], {
    'X-Api-Key': 'canary-7f3',
    authorization: 'Bearer canary-7f3',
    Cookie: 'canary-7f3',
    Accept: '*/*',
  });
});

test('pausing and resuming tell the engine and show', async () => {
  await using api = await testApi();
  const { id } = (await api.ask('POST', '/api/v1/monitors', HTTP)).body.data;
  assert.equal((await api.ask('POST', `/api/v1/monitors/${id}/pause`)).body.data.currentStatus, 'paused');
  assert.equal((await api.ask('POST', `/api/v1/monitors/${id}/pause`)).body.data.generation, 2);
  assert.equal((await api.ask('POST', `/api/v1/monitors/${id}/resume`)).body.data.enabled, true);
  assert.deepEqual(
    api.engine.changed.map((monitor) => monitor.isEnabled),
    [true, false, true],
  );
});

test('a deleted monitor is gone, and the engine knows', async () => {
  await using api = await testApi();
  const { id } = (await api.ask('POST', '/api/v1/monitors', HTTP)).body.data;
  const gone = await api.ask('DELETE', `/api/v1/monitors/${id}`);
  assert.equal(gone.status, 204);
  assert.equal(gone.text, '');
  assert.equal((await api.ask('GET', `/api/v1/monitors/${id}`)).status, 404);
  assert.equal((await api.ask('DELETE', `/api/v1/monitors/${id}`)).status, 404);
  assert.equal(api.engine.deleted.length, 1);
});

test('only a heartbeat monitor has a token to rotate', async () => {
  await using api = await testApi();
  const { id } = (await api.ask('POST', '/api/v1/monitors', HTTP)).body.data;
  const answer = await api.ask('POST', `/api/v1/monitors/${id}/rotate-token`);
  assert.equal(answer.status, 409);
  assert.equal(answer.body.message, 'only monitors that report by themselves have a token; this one is of type HTTP');
});
