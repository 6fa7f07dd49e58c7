import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadSettings } from './load-settings.ts';
import { FileProblems, readYaml } from './yaml-file.ts';

const file = (text: string) => readYaml(text, 'upwatch.yml', {});

function problemsOf(sources: Parameters<typeof loadSettings>[0]): string {
  try {
    loadSettings(sources);
  } catch (error) {
    assert.ok(error instanceof FileProblems);
    return error.message;
  }
  assert.fail('there should have been a problem');
}

test('with nothing said everything has its default', () => {
  const config = loadSettings({ flags: {}, env: {} });
  assert.equal(config.host, '127.0.0.1');
  assert.equal(config.port, 3000);
  assert.equal(config.region, 'local');
  assert.deepEqual(config.retention, { rawDays: 7, rollupDays: 400 });
  assert.deepEqual(config.simple, {
    timeout: 5,
    expectedHttpCode: 200,
    retries: 3,
    backoffFactor: 0.3,
    errorCodes: [501, 502, 503, 504],
  });
  assert.ok(Object.isFrozen(config));
});

test('the command line wins over the environment, the environment over the file', () => {
  const sources = {
    file: file('server: { port: 1, host: a, region: x }'),
    env: { UPWATCH_PORT: '2', UPWATCH_HOST: 'b' },
    flags: { port: '3' },
  };
  const { port, host, region } = loadSettings(sources);
  assert.deepEqual({ port, host, region }, { port: 3, host: 'b', region: 'x' });
});

test('a wrong value is named as it was said, with what was expected and what came', () => {
  assert.match(problemsOf({ flags: { port: 'abc' }, env: {} }), /^command line: --port must be a number, got "abc"$/);
  assert.match(
    problemsOf({ flags: {}, env: { UPWATCH_PORT: '70000' } }),
    /^environment: UPWATCH_PORT must be at most 65535, got 70000$/,
  );
  assert.match(
    problemsOf({ flags: {}, env: {}, file: file('server:\n  port: -1\n') }),
    /^upwatch\.yml:2:9: server\.port must be at least 0, got -1$/,
  );
});

test('all problems are told at once, unknown keys among them', () => {
  const text = problemsOf({
    flags: {},
    env: {},
    file: file('server:\n  prot: 1\n  region: "A B"\nsimple:\n  errorCodes: [500]\n'),
  });
  assert.match(text, /upwatch\.yml:2:9: server\.prot is not a known setting/);
  assert.match(
    text,
    /upwatch\.yml:3:11: server\.region must be lower-case letters, digits and dashes, at most 63, got "A B"/,
  );
  assert.match(text, /upwatch\.yml:5:16: simple\.errorCodes\[0\] must be at least 501, got 500/);
});

const UNFIT: readonly (readonly [name: string, value: string, problem: string])[] = [
  ['UPWATCH_PUBLIC_URL', 'ftp://x', 'environment: UPWATCH_PUBLIC_URL must be an http or https URL, got "ftp://x"'],
  [
    'UPWATCH_PUBLIC_URL',
    'https://x.example/status/',
    'environment: UPWATCH_PUBLIC_URL must not have a path that is one of Upwatch itself, such as /api or /status: ' +
      'name the folder otherwise, got "https://x.example/status/"',
  ],
  [
    'UPWATCH_REGION',
    'EU',
    'environment: UPWATCH_REGION must be lower-case letters, digits and dashes, at most 63, got "EU"',
  ],
  [
    'UPWATCH_SMTP_URL',
    'mail',
    'environment: UPWATCH_SMTP_URL must be a URL such as smtp://user:password@mail.example:587',
  ],
];
for (const [name, value, problem] of UNFIT) {
  test(`${name}=${value} is refused with what it must be`, () => {
    assert.equal(problemsOf({ flags: {}, env: { [name]: value } }), problem);
  });
}

test('the mail server comes out of its URL, and a wrong one is not repeated', () => {
  const env = { UPWATCH_SMTP_URL: 'smtp://me%40x:p%3Aw@mail.example:2525' };
  assert.deepEqual(loadSettings({ flags: {}, env }).smtp, {
    host: 'mail.example',
    port: 2525,
    security: 'opportunistic',
    user: 'me@x',
    password: 'p:w',
    from: 'Upwatch <upwatch@localhost>',
  });
  assert.equal(loadSettings({ flags: {}, env: { UPWATCH_SMTP_URL: 'smtps://mail.example' } }).smtp?.security, 'tls');
  assert.doesNotMatch(problemsOf({ flags: {}, env: { UPWATCH_SMTP_URL: 'http://u:canary@x' } }), /canary/);
  const unfit = problemsOf({ flags: { port: 'x' }, env: { UPWATCH_SMTP_URL: 'smtp://u:canary@:x' } });
  assert.match(unfit, /--port must be a number.*\nenvironment: UPWATCH_SMTP_URL must be a URL such as/);
  assert.doesNotMatch(unfit, /canary/);
  const percent = problemsOf({ flags: {}, env: { UPWATCH_SMTP_URL: 'smtp://u:canary%PW@x' } });
  assert.match(percent, /percent-encoded/);
  assert.doesNotMatch(percent, /canary/);
});
