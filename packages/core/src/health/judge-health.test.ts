import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fits } from './narrowed.ts';
import { judgedBy } from './testing/judged-by.ts';

function bodyOf(status: string, checks: Readonly<Record<string, unknown>>): string {
  return JSON.stringify({ status, checks });
}

const REFUSED = { status: 'error', message: 'connection refused', response_time_ms: 3.2 };
const SICK = bodyOf('unhealthy', { database: REFUSED, redis: 'ok' });

test('the failure names what failed and why, and what is well', () => {
  const { failure } = judgedBy(SICK, { mode: 'auto' }, 503);
  assert.deepEqual(failure, {
    class: 'dependency',
    code: 'dependency.failed',
    message:
      'The target reports that a dependency of its own has failed: database (connection refused, 3 ms); redis ok',
    dependencies: [{ name: 'database', message: 'connection refused' }],
  });
});

test('a good status code over a bad document is a lie, and said', () => {
  const { failure } = judgedBy(SICK, { mode: 'auto' }, 200);
  assert.equal(failure?.code, 'dependency.failed');
  assert.match(
    failure.message,
    /database \(connection refused, 3 ms\); redis ok; it answered with a good status code all the same$/,
  );
});

test('a bad status code over a good document is down, and the contradiction said', () => {
  const { failure } = judgedBy(bodyOf('healthy', { redis: 'ok' }), { mode: 'auto' }, 503);
  assert.equal(failure?.code, 'status.unexpected');
  assert.match(failure.message, /expected 2xx, got 503, although the body says that all is well$/);
});

test('a dependency that is warned of makes the look degraded, and is named', () => {
  const { outcome, assertions } = judgedBy(bodyOf('pass', { cache: { status: 'warn', message: 'slow' }, db: 'ok' }), {
    mode: 'auto',
  });
  assert.equal(outcome, 'degraded');
  assert.equal(assertions[0]!.message, 'cache degraded (slow); db ok');
});

test('a dependency that failed while the target copes makes it degraded; named as one that matters it makes it down', () => {
  const body = bodyOf('healthy', { search: REFUSED, db: 'ok' });
  assert.equal(judgedBy(body, { mode: 'auto' }).outcome, 'degraded');
  assert.equal(judgedBy(body, { mode: 'auto', names: ['search'] }).failure?.code, 'dependency.failed');
});

test('what does not matter is neither told nor counted, under a bad status code too', () => {
  for (const status of [200, 503]) {
    const { outcome, health } = judgedBy(SICK, { mode: 'auto', names: ['redis'] }, status);
    assert.equal(outcome, 'up');
    assert.equal(health!.dependencies.length, 2);
  }
  const both = judgedBy(
    bodyOf('unhealthy', { database: REFUSED, mail: REFUSED }),
    { mode: 'auto', names: ['data*'] },
    503,
  );
  assert.match(both.failure!.message, /failed: database \(connection refused, 3 ms\)$/);
  assert.equal(judgedBy(bodyOf('unhealthy', {}), { mode: 'auto', names: ['redis'] }, 503).outcome, 'down');
});

test('a named dependency that is no longer in the document is noticed', () => {
  const { outcome, assertions } = judgedBy(bodyOf('ok', { redis: 'ok' }), {
    mode: 'auto',
    names: ['database', 'redis', 'pay*'],
  });
  assert.equal(outcome, 'degraded');
  assert.equal(assertions[0]!.message, 'the health document no longer names database');
});

test('a name of a dependency can not break the line that it is told in', () => {
  const { failure } = judgedBy(bodyOf('error', { 'db\r\nBcc: x@evil.example': 'error' }), { mode: 'auto' }, 503);
  assert.doesNotMatch(failure!.message, /[\r\n]/);
});

test('a name fits a pattern in any case, a star stands for anything, and many stars cost nothing', () => {
  const cases = [
    ['database', 'Database', true],
    ['database', 'data', false],
    ['payments/eu', 'payments/*', true],
    ['a.b', 'a*b', true],
    ['ab', 'a*b*', true],
    ['ab', 'ab*b', false],
    ['axbxc', 'a*b*c', true],
    ['a'.repeat(100), `${'*a'.repeat(50)}b`, false],
  ] as const;
  for (const [name, pattern, expected] of cases) assert.equal(fits(name, pattern), expected, `${name} ${pattern}`);
});
