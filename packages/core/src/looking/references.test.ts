import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Assertion } from './assertion.ts';
import {
  isOnlyReferences,
  referencesIn,
  referencesInAssertions,
  resolveAssertions,
  resolveReferences,
} from './references.ts';

const VALUES = {
  variables: new Map([
    ['BASE', 'https://shop.example'],
    ['PORT', '8443'],
  ]),
  secrets: new Map([
    ['TOKEN', 's3cret-token'],
    ['loop', '{{secrets.TOKEN}}'],
  ]),
};

test('references are found wherever a text is, with the field that they are in', () => {
  const config = {
    url: '{{variables.BASE}}:{{ env.PORT }}/',
    customHeaders: { '{{variables.NO}}': 'Bearer {{secrets.TOKEN}}' },
    resolver: ['{{variables.DNS}}'],
    count: 3,
    none: null,
  };
  assert.deepEqual(
    referencesIn(config).map(({ type, name, field }) => `${type} ${name} in ${field}`),
    [
      'variable BASE in config.url',
      'variable PORT in config.url',
      'secret TOKEN in config.customHeaders.{{variables.NO}}',
      'variable DNS in config.resolver[0]',
    ],
  );
});

test('what is no reference stays: other templates, single braces, empty names', () => {
  const config = { requestBody: '{{user}} {secrets.TOKEN} {{secrets.}} {{ secrets . TOKEN }} {{Secrets.TOKEN}}' };
  assert.deepEqual(referencesIn(config), []);
  assert.deepEqual(resolveReferences(config, VALUES).config, config);
});

test('references are replaced, and the secrets that came in are named', () => {
  const { config, secrets, unknown } = resolveReferences(
    { url: '{{variables.BASE}}:{{ env.PORT }}/?t={{secrets.TOKEN}}&u={{secrets.TOKEN}}', method: 'GET' },
    VALUES,
  );
  assert.deepEqual(config, { url: 'https://shop.example:8443/?t=s3cret-token&u=s3cret-token', method: 'GET' });
  assert.deepEqual(secrets, ['s3cret-token']);
  assert.deepEqual(unknown, []);
});

test('a value that looks like a reference is not replaced again', () => {
  assert.deepEqual(resolveReferences({ a: '{{secrets.loop}}' }, VALUES).config, { a: '{{secrets.TOKEN}}' });
});

test('a reference to nothing stays as it is written, and is named', () => {
  const { config, unknown } = resolveReferences({ a: { b: 'x {{secrets.NOPE}}' } }, VALUES);
  assert.deepEqual(config, { a: { b: 'x {{secrets.NOPE}}' } });
  assert.deepEqual(unknown, [{ type: 'secret', name: 'NOPE', field: 'config.a.b', text: '{{secrets.NOPE}}' }]);
});

test('a header that is a reference alone holds nothing to hide', () => {
  for (const text of ['{{secrets.TOKEN}}', 'Bearer {{secrets.TOKEN}}', 'basic {{variables.A}}{{secrets.B}}'])
    assert.ok(isOnlyReferences(text), text);
  for (const text of ['hush', 'Bearer hush', '{{secrets.TOKEN}}x', 'session={{secrets.TOKEN}}', ''])
    assert.ok(!isOnlyReferences(text), text);
});

test('a megabyte of openings takes no longer than a megabyte of anything', () => {
  const config = { requestBody: '{{secrets.'.repeat(100_000) + ' '.repeat(100_000) };
  const startedMs = performance.now();
  assert.deepEqual(referencesIn(config), []);
  assert.ok(performance.now() - startedMs < 2000);
});

test('what must hold names secrets and variables like settings do; what names nothing is left alone', () => {
  const plain: Assertion = { config: { type: 'status_code', expected: '2xx', operator: 'equals' }, severity: 'fail' };
  const naming: Assertion = {
    config: {
      type: 'header_value',
      headerName: 'x-{{variables.PORT}}',
      expected: 'v {{secrets.TOKEN}}',
      operator: 'equals',
    },
    severity: 'warn',
  };
  const unknown: Assertion = {
    config: { type: 'body_contains', substring: '{{secrets.NOPE}}' },
    severity: 'fail',
  };
  assert.deepEqual(
    referencesInAssertions([plain, naming]).map(({ name, field }) => `${name} in ${field}`),
    ['PORT in assertions[1].config.headerName', 'TOKEN in assertions[1].config.expected'],
  );
  const done = resolveAssertions([plain, naming, unknown], VALUES);
  assert.equal(done.assertions[0], plain);
  assert.deepEqual(done.assertions[1]?.config, {
    ...{ type: 'header_value', headerName: 'x-8443', expected: 'v s3cret-token', operator: 'equals' },
  });
  assert.deepEqual(done.secrets, ['s3cret-token']);
  assert.deepEqual(
    done.unknown.map(({ field }) => field),
    ['assertions[2].config.substring'],
  );
});
