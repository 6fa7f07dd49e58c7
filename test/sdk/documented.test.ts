/** Every example that is written by hand runs as it stands, against a real server. */
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { test } from 'node:test';
import { initialState } from '@upwatch/core';
import * as sdk from '@upwatch/sdk';
import { sign } from '../../packages/server/src/channels/webhook.ts';
import { type Listening, listening } from './testing/listening.ts';
import { examplesIn, runExample } from './testing/run-example.ts';

const SDK = resolve(import.meta.dirname, '../../packages/sdk');
const MONITOR = '0199aa00-0000-7000-8000-000000000001';

/** What examples use besides the SDK: a client, and a webhook that has just come. */
function namesFor(server: Listening): Readonly<Record<string, unknown>> {
  /** The address of the examples is that of a server with its usual port. */
  class Here extends sdk.Upwatch {
    constructor(options: sdk.UpwatchOptions) {
      assert.equal(options.baseUrl, 'http://127.0.0.1:8080');
      super({ ...options, baseUrl: server.baseUrl, fetch: withVerdicts(server) });
    }
  }
  const { Upwatch: _, ...rest } = sdk;
  const body = JSON.stringify({ type: 'incident.created', data: { headline: 'shop is down' } });
  const timestamp = String(Math.floor(Date.now() / 1_000));
  const signature = sign('whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', { id: 'a', timestamp, body });
  const headers = { 'webhook-id': 'a', 'webhook-timestamp': timestamp, 'webhook-signature': signature };
  return { ...rest, Upwatch: Here, body, request: { headers } };
}

/** Whoever follows the events hears of a verdict. */
function withVerdicts({ api }: Listening): typeof fetch {
  const previous = initialState(1, Date.UTC(2026, 0, 1));
  return async (input, init) => {
    const response = await fetch(input, init);
    const data = { monitorId: MONITOR, previous, state: { ...previous, verdict: 'down' } } as const;
    if (new URL(input as string).pathname.endsWith('/events'))
      setImmediate(() => api.live.publish({ type: 'verdict', data }));
    return response;
  };
}

const WRITTEN = globSync('src/*.ts', { cwd: SDK })
  .filter((file) => !file.endsWith('.test.ts'))
  .flatMap((file) => examplesIn(readFileSync(join(SDK, file), 'utf8')).map(({ code }) => ({ file, code })));

/** What the examples of each file print, in their order. */
const PRINTED: Readonly<Record<string, (logged: readonly (readonly unknown[])[]) => void>> = {
  'src/client.ts': ([first]) => assert.ok(first!.length === 4 || first![1] === 'down'),
  'src/errors.ts': (logged) => assert.ok(logged.length === 0 || logged[0]![1] === 'NOT_FOUND'),
  'src/etag.ts': ([first]) => assert.match(String(first![0]), /^"[\w-]+"$/),
  'src/options.ts': (logged) => assert.deepEqual(logged, []),
  'src/pages.ts': ([first]) => assert.deepEqual(first, [0]),
  'src/webhook.ts': (logged) => assert.deepEqual(logged, [['shop is down']]),
};

for (const { file, code } of WRITTEN) {
  test(`an example of ${file} runs: ${code.trim().split('\n')[0]}`, async () => {
    await using server = await listening();
    const names = namesFor(server);
    const client = server.clientWith({ fetch: withVerdicts(server) });
    const { logged } = await runExample(code, code.includes('const client') ? names : { ...names, client });
    PRINTED[file]!(logged);
  });
}

test('the tour of the page runs from its first line to its last', async () => {
  await using server = await listening();
  const page = readFileSync(join(SDK, 'README.md'), 'utf8');
  const blocks = Array.from(page.matchAll(/```js\n([\s\S]*?)```/g), ([, code]) => code!);
  assert.ok(blocks.length >= 7);
  const { logged } = await runExample(blocks.join('\n'), namesFor(server));
  assert.deepEqual(logged[0]!.slice(1), ['shop', true, ['local']]);
  assert.deepEqual(logged[1], [1, 1, false]);
  assert.ok(logged.some(([first]) => Array.isArray(first) && first[0]?.[0] === 'frequencySeconds'));
  assert.ok(logged.some((values) => values[0] === MONITOR && values[1] === 'down'));
  assert.deepEqual(logged.at(-1), ['incident.created', 'shop is down']);
});

test('every class and function of the SDK that one calls has an example', () => {
  const calls = ['Upwatch', 'ApiError', 'TransportError', 'Paged', 'verifyWebhook', 'events'];
  const sources = globSync('src/*.ts', { cwd: SDK })
    .filter((file) => !file.endsWith('.test.ts'))
    .map((file) => readFileSync(join(SDK, file), 'utf8'))
    .join('\n');
  for (const name of calls) {
    const above = new RegExp(
      `/\\*\\*((?:(?!\\*/)[^])*)\\*/\\s*(?:export (?:async )?(?:class|function)|readonly) ${name}\\b`,
    );
    assert.ok(above.exec(sources)?.[1]?.includes('@example'), name);
  }
});
