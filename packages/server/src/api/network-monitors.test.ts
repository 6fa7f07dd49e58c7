/** Monitors of ports, certificates and names on the wire. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testApi } from './testing/test-api.ts';

const TCP = { name: 'mail', type: 'TCP', config: { host: 'mail.example', port: 143 } };

test('what a dialogue sends to authenticate is masked; a mask that is sent back keeps it', async () => {
  await using api = await testApi();
  const steps = [
    { expect: '^\\* OK' },
    { send: 'a1 LOGIN user canary-7f3\\r\\n', expect: '^a1 OK' },
    { send: 'canary-7f3', secret: true },
    { send: 'a2 LOGOUT\\r\\n' },
  ];
  const made = await api.ask('POST', '/api/v1/monitors', { ...TCP, config: { ...TCP.config, steps } });
  const { id, config } = made.body.data;
  assert.deepEqual(config.steps, [
    steps[0],
    { ...steps[1], send: '••••••••' },
    { ...steps[2], send: '••••••••' },
    steps[3],
  ]);
  const changed = config.steps.with(3, { send: 'a2 NOOP\\r\\n' });
  const answers = [
    made,
    await api.ask('PUT', `/api/v1/monitors/${id}`, { config: { ...config, steps: changed } }),
    await api.ask('GET', `/api/v1/monitors/${id}`),
    await api.ask('GET', `/api/v1/monitors/${id}/versions`),
    await api.ask('GET', `/compat/api/v1/monitors/${id}`),
  ];
  for (const answer of answers) assert.ok(answer.status < 300 && !answer.text.includes('canary-7f3'), answer.text);
  const kept = (await api.core.monitors.get(id))!.config['steps'];
  assert.deepEqual(kept, steps.with(3, { send: 'a2 NOOP\\r\\n' }));
});

test('a dialogue that cannot be held is refused by field, without what it sends', async () => {
  await using api = await testApi();
  const steps = [{ send: 'canary-7f3\\q' }, { expect: '(' }];
  const { status, text, body } = await api.ask('POST', '/api/v1/monitors', {
    ...TCP,
    config: { ...TCP.config, steps },
  });
  assert.equal(status, 400, text);
  assert.deepEqual(
    body.errors.map(({ field }: { field: string }) => field),
    ['config.steps[0].send', 'config.steps[1].expect'],
  );
  assert.ok(!text.includes('canary-7f3'), text);
});

test('/compat has the settings of the contract alone, and no monitor that it has no words for', async () => {
  await using api = await testApi();
  const make = async (body: object): Promise<string> => {
    const { status, text, body: answer } = await api.ask('POST', '/api/v1/monitors', body);
    assert.equal(status, 201, text);
    return answer.data.id;
  };
  const tcp = await make({ ...TCP, config: { ...TCP.config, steps: [{ expect: 'OK' }], tls: true } });
  const dns = await make({ name: 'mx', type: 'DNS', config: { hostname: 'shop.example', recordTypes: ['mx'] } });
  await make({ name: 'https', type: 'DNS', config: { hostname: 'shop.example', recordTypes: ['TYPE65'] } });
  await make({ name: 'certificate', type: 'TLS', config: { host: 'shop.example' } });
  const { data } = (await api.ask('GET', '/compat/api/v1/monitors?sort=name')).body;
  const shown = new Map(data.map(({ id, config }: { id: string; config: object }) => [id, config]));
  assert.deepEqual(shown.get(tcp), { host: 'mail.example', port: 143, timeoutMs: 10_000 });
  assert.deepEqual(shown.get(dns), {
    hostname: 'shop.example',
    recordTypes: ['MX'],
    timeoutMs: 3000,
    totalTimeoutMs: 10_000,
  });
  assert.equal(shown.size, 2);
});

test('a type is only asked what it can show', async () => {
  await using api = await testApi();
  const assertions = [{ config: { type: 'status_code', expected: '200', operator: 'equals' }, severity: 'fail' }];
  const { status, text } = await api.ask('POST', '/api/v1/monitors', { ...TCP, assertions });
  assert.equal(status, 400, text);
  assert.match(text, /must be one of tcp_connects, .* for a TCP monitor/);
});
