import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testApi } from './testing/test-api.ts';

const URL = '/api/v1/expectations';

test('expectations are read as monitors have them, and assertions are put into the same words', async () => {
  await using api = await testApi();
  const asked = { type: 'HTTP', expectations: ['status=2xx', 'warn time < 800ms'] };
  const { status, body } = await api.ask('POST', URL, asked);
  assert.equal(status, 200);
  const read = body.data as readonly { expectation: string; config: { type: string }; severity: string }[];
  assert.deepEqual(
    read.map(({ config, severity }) => [config.type, severity]),
    [
      ['status_code', 'fail'],
      ['response_time', 'warn'],
    ],
  );
  const assertions = read.map(({ config, severity }) => ({ config, severity }));
  const again = (await api.ask('POST', URL, { type: 'HTTP', assertions })).body.data;
  assert.deepEqual(again, read);
  const texts = read.map(({ expectation }) => expectation);
  assert.deepEqual((await api.ask('POST', URL, { type: 'HTTP', expectations: texts })).body.data, read);
});

test('each text that is no expectation is named, and what another check type is asked is refused', async () => {
  await using api = await testApi();
  const { status, body } = await api.ask('POST', URL, {
    type: 'HTTP',
    expectations: ['status=2xx', 'tim < 5', 'ips == 1'],
  });
  assert.equal(status, 400);
  assert.deepEqual(
    body.errors.map(({ field }: { field: string }) => field),
    ['expectations[1]', 'expectations[2]'],
  );
  assert.match(body.errors[0].message, /unknown subject "tim" at column 1; expected one of/);
  const misfit = await api.ask('POST', URL, {
    type: 'TCP',
    assertions: [{ config: { type: 'redirect_count', maxCount: 1 } }],
  });
  assert.equal(misfit.body.errors[0].field, 'assertions[0].config.type');
});
