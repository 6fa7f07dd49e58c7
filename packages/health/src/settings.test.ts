import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createHealth } from './health.ts';
import type { HealthOptions } from './settings.ts';

const run = (): void => undefined;

const REFUSED: readonly (readonly [unknown, string])[] = [
  [null, 'options must be an object, got null'],
  [{ verison: '1' }, 'verison must be one of version, checks'],
  [{ version: 1 }, 'version must be a text, got 1'],
  [{ checks: [] as unknown, format: 'xml' }, 'format must be one of auto, simple, health+json, plain, got "xml"'],
  [{ checks: null }, 'checks must be an object, got null'],
  [{ checks: { 'a/b': { run } } }, 'checks must have names such as database or cache:sessions, got "a/b"'],
  [{ checks: JSON.parse('{"__proto__":{"run":1}}') as unknown }, 'got "__proto__"'],
  [{ checks: { a: 1 } }, 'checks.a must be an object with run, got 1'],
  [{ checks: { a: {} } }, 'checks.a.run must be a function, got undefined'],
  [{ checks: { a: { run, timeout: 1 } } }, 'checks.a.timeout must be one of run, timeoutMs'],
  [{ checks: { a: { run, timeoutMs: 0 } } }, 'checks.a.timeoutMs must be milliseconds, 1 to 2147483647, got 0'],
  [
    { checks: { a: { run, timeoutMs: Infinity } } },
    'checks.a.timeoutMs must be milliseconds, 1 to 2147483647, got Infinity',
  ],
  [{ checks: { a: { run, cacheMs: -1 } } }, 'checks.a.cacheMs must be milliseconds, 0 to 2147483647, got -1'],
  [{ checks: { a: { run, refreshMs: '5' } } }, 'checks.a.refreshMs must be milliseconds, 1 to 2147483647, got "5"'],
  [{ checks: { a: { run, critical: 'no' } } }, 'checks.a.critical must be true or false, got "no"'],
  [{ startup: 'migrations' }, 'startup must be a list, got "migrations"'],
  [{ startup: ['a', ''] }, 'startup[1] must be a name as those of checks, got ""'],
  [{ paths: null }, 'paths must be an object, got null'],
  [{ paths: { live: 'health' } }, 'paths.live must be a path such as /health, got "health"'],
  [{ paths: { live: '/ready' } }, 'paths.ready must differ from the others, got "/ready"'],
  [{ paths: { alive: '/a' } }, 'paths.alive must be one of live, ready, startup'],
  [{ details: 'some' }, 'details must be one of always, authorized, never, got "some"'],
  [{ token: 'hunter2' }, 'token must have 16 characters or more, without blanks, got 7'],
  [
    { token: ['0123456789abcdef', 'with blanks and all'] },
    'token must have 16 characters or more, without blanks, got 19',
  ],
  [{ allow: ['10.0.0.0/33'] }, 'allow[0] must be an address or a network such as 10.0.0.0/8, got "10.0.0.0/33"'],
];

for (const [options, message] of REFUSED)
  test(`refused: ${message.slice(0, 70)}`, () =>
    assert.throws(
      () => createHealth(options as HealthOptions),
      (error: Error) =>
        error instanceof TypeError && error.message.includes(message) && !error.message.includes('hunter'),
    ));

test('all that is wrong is named at once', () => {
  const options = { version: 1, details: 'x', checks: { a: {}, b: { run, timeoutMs: NaN } } };
  assert.throws(
    () => createHealth(options as unknown as HealthOptions),
    (error: Error) => error.message.split('\n').length === 4,
  );
});

test('names in any script, with blanks and colons, are names', () => {
  createHealth({
    checks: { 'cache:sessions': { run }, 'Haupt Datenbank': { run }, 数据库: { run }, constructor: { run } },
  });
});
