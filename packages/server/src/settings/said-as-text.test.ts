import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadSettings } from './load-settings.ts';
import { FileProblems } from './yaml-file.ts';

const ENDPOINT = { UPWATCH_OTLP_ENDPOINT: 'https://user:canary-9@otel.example/v1/' };

test('a collector is its address, headers as pairs, and what it is sent', () => {
  const env = { ...ENDPOINT, UPWATCH_OTLP_HEADERS: 'api-key=a%2Cb=, x-tenant = 7 ', UPWATCH_OTLP_SIGNALS: 'metrics' };
  assert.deepEqual(loadSettings({ flags: {}, env }).otlp, {
    endpoint: 'https://user:canary-9@otel.example/v1',
    headers: { 'api-key': 'a,b=', 'x-tenant': '7' },
    signals: ['metrics'],
    intervalSeconds: 30,
  });
  assert.equal(loadSettings({ flags: {}, env: { UPWATCH_OTLP_HEADERS: 'a=b' } }).otlp, undefined);
});

test('a header that is no pair, has no name or breaks its line is refused, and no value is repeated', () => {
  for (const headers of ['canary-9', 'a b=canary-9', '=canary-9', 'a=canary-9%0d%0ax']) {
    const env = { ...ENDPOINT, UPWATCH_OTLP_HEADERS: headers };
    assert.throws(
      () => loadSettings({ flags: {}, env }),
      (error) =>
        error instanceof FileProblems &&
        error.message.includes('UPWATCH_OTLP_HEADERS') &&
        !error.message.includes('canary-9'),
      headers,
    );
  }
});
