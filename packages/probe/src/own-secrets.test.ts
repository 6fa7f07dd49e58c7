import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JsonObject, Observation, Phases } from '@upwatch/core';
import { CHECK_TYPES } from './check-types.ts';
import { Resolver } from './dns/resolver.ts';
import { answerOf, pathOf, RawTarget } from './http/testing/raw-target.ts';
import { lookOnce } from './look-once.ts';
import { ownSecretsOf, scrubbed, withoutSecrets } from './own-secrets.ts';
import { RUNS } from './runs.ts';
import { systemClock } from './system-clock.ts';

const CANARY = 'canary-7f3a"<9+b/c=';
const BASIC = Buffer.from(`user:${CANARY}`).toString('base64');

const CASES: readonly (readonly [title: string, config: JsonObject, text: string, shown: string])[] = [
  ['a bearer token', { auth: { type: 'bearer', token: CANARY } }, `got "Bearer ${CANARY}"`, 'got "Bearer ••••"'],
  ['a password', basic(CANARY), `user:${CANARY}!`, 'user:••••!'],
  ['a name and password as they are sent', basic(CANARY), `Basic ${BASIC.replace(/=+$/, '')}`, 'Basic ••••'],
  [
    'a short password as it is sent',
    basic('abc'),
    `Basic ${Buffer.from('user:abc').toString('base64')}`,
    'Basic ••••=',
  ],
  ['a header', { customHeaders: { 'x-api-key': CANARY } }, `[${CANARY}]`, '[••••]'],
  ['a header without its scheme', { customHeaders: { Authorization: `Token ${CANARY}` } }, CANARY, '••••'],
  ['the password in a header', { customHeaders: { Authorization: `Basic ${BASIC}` } }, CANARY, '••••'],
  ['one of several cookies', { customHeaders: { Cookie: `a=b; sid=${CANARY}` } }, `sid=${CANARY};`, 'sid=••••;'],
  ['in JSON', { auth: { type: 'bearer', token: CANARY } }, JSON.stringify({ got: CANARY }), '{"got":"••••"}'],
  ['in HTML', { auth: { type: 'bearer', token: 'a"<b>&c' } }, '<i>a&quot;&lt;b&gt;&amp;c</i>', '<i>••••</i>'],
  ['in a query', { auth: { type: 'bearer', token: CANARY } }, `/?t=${encodeURIComponent(CANARY)}&x`, '/?t=••••&x'],
  ['in a path', { auth: { type: 'bearer', token: CANARY } }, new URL(`http://h/${CANARY}`).href, 'http://h/••••'],
  ['cut at an ellipsis', { auth: { type: 'bearer', token: CANARY } }, 'got "canary-7…", not', 'got "••••…", not'],
  ['cut at the end', { auth: { type: 'bearer', token: CANARY } }, 'Bearer cana', 'Bearer ••••'],
  ['too short to be told apart', { auth: { type: 'bearer', token: 'abc' } }, 'abc', 'abc'],
  ['a step that authenticates', steps({ send: 'PASS canary-7f3a\\r\\n' }), '-ERR "PASS canary-7f3a"', '-ERR "••••"'],
  ['its password alone', steps({ send: 'a1 LOGIN user canary-7f3a\\r\\n' }), 'no canary-7f3a', 'no ••••'],
  ['a step that is called secret', steps({ send: 'magic word', secret: true }), 'what word?', 'what ••••?'],
  ['a step like any other', steps({ send: 'EHLO upwatch\\r\\n' }), '250 EHLO upwatch', '250 EHLO upwatch'],
  ['a harmless header', { customHeaders: { Accept: CANARY } }, CANARY, CANARY],
  ['a cookie like any word', { customHeaders: { Cookie: 'theme=dark; a=b' } }, 'dark', 'dark'],
  [
    'what is expected and what came, each cut',
    bearer('abcdefghijkl'),
    'expected "abcdefgh…" at $.a, got "xyz…"',
    'expected "••••…" at $.a, got "xyz…"',
  ],
];

for (const [title, config, text, shown] of CASES) {
  test(`what a look shows: ${title}`, () => assert.equal(scrubbed(text, ownSecretsOf(config)), shown));
}

function steps(...all: readonly JsonObject[]): JsonObject {
  return { steps: all };
}

function bearer(token: string): JsonObject {
  return { auth: { type: 'bearer', token } };
}

function basic(password: string): JsonObject {
  return { auth: { type: 'basic', username: 'user', password } };
}

test('a secret of the vault is masked in whichever field it came in, and in every fact', () => {
  const config = { url: `http://x/?t=${encodeURIComponent(CANARY)}` };
  const secrets = ownSecretsOf(config, [CANARY]);
  const facts = {
    bodyExcerpt: `got ${CANARY}`,
    finalUrl: config.url,
    mcp: { serverName: CANARY, capabilities: [], tools: ['a', CANARY], toolCount: 2 },
    dns: { hostname: `${CANARY}.example`, requestedTypes: ['A'], records: [], queries: [] },
  };
  const look = { facts, attempts: [], assertions: [] } as unknown as Observation;
  const shown = JSON.stringify(withoutSecrets(look, secrets));
  assert.ok(!shown.includes('canary') && shown.includes('"toolCount":2'), shown);
  assert.deepEqual(
    ownSecretsOf({ url: 'http://x/' }, ['line one of key\nline two of key']).includes('line two of key'),
    true,
  );
});

test('a look of a monitor without secrets is handed on as it is, and settings are read once', () => {
  const config = { url: 'http://x/', customHeaders: { Accept: 'text/html' } };
  const look = { facts: { bodyExcerpt: 'x' } } as unknown as Observation;
  assert.equal(withoutSecrets(look, ownSecretsOf(config)), look);
  const secret = basic(CANARY);
  assert.equal(ownSecretsOf(secret), ownSecretsOf(secret));
});

/** Redirects once, with what it was sent in the new address, then answers with it in header and body. */
function echoingTarget(): Promise<RawTarget> {
  return RawTarget.start((socket, request) => {
    const sent = /^authorization: (.*?)\r?$/im.exec(request)?.[1] ?? '';
    const isFirst = pathOf(request) === '/';
    const head = [`X-Echo: ${sent}`, ...(isFirst ? [`Location: /end?sent=${encodeURIComponent(sent)}`] : [])];
    socket.end(answerOf(JSON.stringify({ sent }), head, isFirst ? '302 Found' : '503 Service Unavailable'));
  });
}

const lookAt = (config: object): Promise<Observation> =>
  lookOnce(
    {
      region: 'local',
      clock: systemClock,
      runOf: (type) => RUNS[type],
      checkEnv: { resolver: new Resolver({ clock: systemClock }) },
      wait: async () => {},
      onPhase: undefined,
      onTrouble: (error) => assert.fail(error),
    },
    {
      monitorId: 'm',
      key: 1,
      generation: 1,
      type: 'HTTP',
      config: CHECK_TYPES.HTTP.config.parse(config),
      assertions: [
        { id: 'b', severity: 'fail', config: { type: 'json_path', path: '$.sent', operator: 'equals', expected: 'x' } },
        {
          id: 'h',
          severity: 'warn',
          config: { type: 'header_value', headerName: 'x-echo', operator: 'equals', expected: 'x' },
        },
      ],
      intervalMs: 60_000,
    },
  );

test('a target that answers with what it was sent gives none of it away', async () => {
  await using target = await echoingTarget();
  for (const auth of [
    { type: 'bearer', token: CANARY },
    { type: 'basic', username: 'user', password: CANARY },
  ]) {
    const look = await lookAt({ url: target.url(), method: 'GET', auth, retry: { attemptsMax: 2, backoffMs: 0 } });
    const text = JSON.stringify(look);
    for (const part of ['canary', BASIC.slice(0, 12)]) assert.ok(!text.includes(part), text);
    assert.ok(look.failure && look.attempts.length === 2);
    assert.match(look.facts.bodyExcerpt!, /^\{"sent":"(Bearer|Basic) ••••/);
    assert.match(look.facts.headers!['x-echo']!, /^(Bearer|Basic) ••••/);
    assert.match(look.facts.finalUrl!, /\/end\?sent=(Bearer|Basic)%20••••/);
    assert.equal(look.assertions.length, 2);
  }
});

test('durations leave the probe to the microsecond', async () => {
  await using target = await echoingTarget();
  const { phases, attempts, facts } = await lookAt({ url: target.url(), method: 'GET' });
  const all: readonly Phases[] = [
    phases,
    ...attempts.map((one) => one.phases),
    ...facts.redirects!.map((hop) => hop.phases),
  ];
  for (const ms of all.flatMap((one) => Object.values(one) as number[])) assert.equal(ms, Number(ms.toFixed(3)));
});
