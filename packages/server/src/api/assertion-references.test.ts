/** What must hold may name secrets and variables, over the API. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testApi } from './testing/test-api.ts';

const HTTP = { name: 'shop', type: 'HTTP', config: { url: 'https://shop.example/', method: 'GET' } };
const equals = (expected: string) => ({
  config: { type: 'header_value', headerName: 'x-version', expected, operator: 'equals' },
});
const matches = (expected: string) => ({
  config: { type: 'header_value', headerName: 'x-version', expected, operator: 'matches' },
});

test('an assertion keeps what it names as it was written, and holds the secret until nobody names it', async () => {
  await using api = await testApi();
  await api.ask('POST', '/api/v1/secrets', { key: 'TOKEN', value: 'hush-hush' });
  const made = await api.ask('POST', '/api/v1/monitors', { ...HTTP, assertions: [equals('v {{secrets.TOKEN}}')] });
  assert.equal(made.status, 201, made.text);
  assert.equal(made.body.data.assertions[0].config.expected, 'v {{secrets.TOKEN}}');
  const [secret] = (await api.ask('GET', '/api/v1/secrets')).body.data;
  assert.deepEqual(
    secret.usedByMonitors.map(({ name }: { name: string }) => name),
    ['shop'],
  );
  const kept = await api.ask('DELETE', '/api/v1/secrets/TOKEN');
  assert.deepEqual([kept.status, kept.body.message], [409, 'secret "TOKEN" is in use by "shop"']);
  await api.ask('PUT', `/api/v1/monitors/${made.body.data.id}`, { assertions: [] });
  assert.equal((await api.ask('DELETE', '/api/v1/secrets/TOKEN')).status, 204);
});

test('what an assertion may not name is refused wherever assertions are given, and no secret is repeated', async () => {
  await using api = await testApi();
  await api.ask('POST', '/api/v1/secrets', { key: 'RE', value: '(hush' });
  const { id } = (await api.ask('POST', '/api/v1/monitors', HTTP)).body.data;
  const url = `/api/v1/monitors/${id}`;
  const added = (await api.ask('POST', `${url}/assertions`, equals('1'))).body.data;
  const [unknown, unfit] = [equals('{{secrets.NONE}}'), matches('{{secrets.RE}}')];
  for (const [wrong, message] of [
    [unknown, /expected must name a secret that there is, got \{\{secrets\.NONE\}\}/],
    [unfit, /expected must be something else than the value of \{\{secrets\.RE\}\}/],
  ] as const) {
    const answers = [
      await api.ask('POST', '/api/v1/monitors', { ...HTTP, name: 'other', assertions: [wrong] }),
      await api.ask('PUT', url, { assertions: [wrong] }),
      await api.ask('POST', `${url}/assertions`, wrong),
      await api.ask('PUT', `${url}/assertions/${added.id}`, wrong),
    ];
    for (const { status, body, text } of answers) {
      assert.equal(status, 400, text);
      assert.match(body.errors[0].field, /^assertions\[\d\]\.config\.expected$/);
      assert.match(body.message, message);
      assert.ok(!text.includes('hush'), text);
    }
  }
  const { assertions } = (await api.ask('GET', url)).body.data;
  assert.deepEqual(
    assertions.map(({ config }: { config: { expected: string } }) => config.expected),
    ['1'],
  );
});

test('what is wrong whatever the secret is, is said as it is', async () => {
  await using api = await testApi();
  await api.ask('POST', '/api/v1/secrets', { key: 'TOKEN', value: 'hush-hush' });
  const Authorization = 'Bearer {{secrets.TOKEN}}';
  for (const [config, message] of [
    [{ headers: { Authorization } }, /^config\.headers is not a known field$/],
    [{ customHeaders: [{ name: 'Authorization', value: Authorization }] }, /^config\.customHeaders must be an object$/],
  ] as const) {
    const body = { ...HTTP, config: { ...HTTP.config, ...config } };
    const answer = await api.ask('POST', '/api/v1/monitors', body);
    assert.equal(answer.status, 400);
    assert.match(answer.body.message, message);
    assert.ok(!answer.text.includes('hush'), answer.text);
  }
});

test('a secret does not become what an assertion cannot use', async () => {
  await using api = await testApi();
  await api.ask('POST', '/api/v1/secrets', { key: 'RE', value: 'a+' });
  await api.ask('POST', '/api/v1/monitors', { ...HTTP, assertions: [matches('{{secrets.RE}}')] });
  const { status, body, text } = await api.ask('PUT', '/api/v1/secrets/RE', { value: '(hush' });
  assert.deepEqual([status, body.errors?.[0]?.field], [400, 'value'], text);
  assert.match(body.message, /value must fit monitor "shop"/);
});

test('what reports by itself is judged here, where nothing is masked: its assertions name nothing', async () => {
  await using api = await testApi();
  await api.ask('POST', '/api/v1/secrets', { key: 'TOKEN', value: 'hush-hush' });
  const assertion = { config: { type: 'heartbeat_payload_contains', path: '$.a', value: '{{secrets.TOKEN}}' } };
  const config = { expectedInterval: 60, gracePeriod: 60 };
  const job = { name: 'job', type: 'HEARTBEAT', config, assertions: [assertion] };
  const { status, body } = await api.ask('POST', '/api/v1/monitors', job);
  assert.deepEqual([status, body.errors?.[0]?.field], [400, 'assertions[0].config.value']);
});
