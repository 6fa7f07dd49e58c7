import assert from 'node:assert/strict';
import { test } from 'node:test';
import { UsageError } from '../exit.ts';
import { givenBody } from './given-body.ts';

test('a body is what was given whole, over it the options, over them the single fields', () => {
  const jsonBody = '{"name":"a","config":{"url":"x","method":"GET"},"kept":1}';
  const set = ['config.url=y=z', 'config.tls.serverName=s', 'enabled:=false', 'name=c'];
  assert.deepEqual(givenBody({ jsonBody, set }, { name: 'b' }), {
    name: 'c',
    config: { url: 'y=z', method: 'GET', tls: { serverName: 's' } },
    kept: 1,
    enabled: false,
  });
});

test('what is no field or no JSON is refused without being repeated', () => {
  const rows = ['hidden', '=hidden', '__proto__.x=hidden', 'a..b=hidden', 'a:=hidden', 'a b=hidden'];
  for (const one of rows) {
    assert.throws(
      () => givenBody({ set: [one] }),
      (error: Error) => error instanceof UsageError && !error.message.includes('hidden'),
    );
  }
  assert.throws(() => givenBody({ jsonBody: 'hidden' }), /^UsageError: --json-body must be JSON, @FILE or -$/);
});

test('a field that is set below something that is no object takes its place', () => {
  assert.deepEqual(givenBody({ jsonBody: '{"a":1,"toString":2}', set: ['a.b=c', 'constructor.x=1'] }), {
    a: { b: 'c' },
    toString: 2,
    constructor: { x: '1' },
  });
});
