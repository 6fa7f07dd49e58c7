import assert from 'node:assert/strict';
import { gzipSync } from 'node:zlib';
import { test } from 'node:test';
import type { JsonObject, Observation } from '@upwatch/core';
import { CHECK_TYPES } from '../check-types.ts';
import { Resolver } from '../dns/resolver.ts';
import { isAlike } from '../alike.ts';
import { lookOnce } from '../look-once.ts';
import { RUNS } from '../runs.ts';
import { httpConfigSchema } from './config.ts';
import { clock } from './testing/look-at.ts';
import { answerOf, RawTarget } from './testing/raw-target.ts';

const JSON_TYPE = ['Content-Type: application/json'];
const SICK =
  '{"status":"unhealthy","checks":{"database":{"status":"error","message":"connection refused","response_time_ms":3},"redis":"ok"}}';

async function look(url: string, more: JsonObject): Promise<Observation> {
  const env = {
    region: 'local',
    clock,
    runOf: (type: string) => RUNS[type],
    checkEnv: { resolver: new Resolver({ clock }) },
    wait: () => Promise.resolve(),
    onPhase: undefined,
    onTrouble: (error: Error) => assert.fail(error),
  };
  const config = CHECK_TYPES.HTTP.config.parse({ url, method: 'GET', timeoutMs: 5000, ...more });
  const assignment = {
    monitorId: 'm',
    key: 0,
    generation: 0,
    type: 'HTTP',
    config,
    assertions: [],
    intervalMs: 60_000,
  };
  return lookOnce(env, assignment, { attemptsMax: 1, backoffMs: 0, backoffFactor: 1 });
}

test('a lying 200 is down, and the failure names the dependency', async () => {
  await using target = await RawTarget.start(answerOf(SICK, JSON_TYPE));
  const { failure, facts } = await look(target.url(), { health: 'auto' });
  assert.equal(failure?.class, 'dependency');
  assert.match(failure.message, /database \(connection refused, 3 ms\); redis ok/);
  assert.equal(facts.health?.dialect, 'simple');
});

test('without the option, and with off, the body is not read', async () => {
  await using target = await RawTarget.start(answerOf(SICK, JSON_TYPE));
  for (const more of [{}, { health: 'off' }]) {
    const { failure, facts } = await look(target.url(), more);
    assert.equal(failure, undefined);
    assert.equal(facts.health, undefined);
  }
});

test('a compressed document is read; one longer than what is read of a body is not judged by its beginning', async () => {
  const zipped = gzipSync(SICK);
  await using target = await RawTarget.start((socket) => {
    socket.write(
      `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Encoding: gzip\r\nContent-Length: ${zipped.length}\r\n\r\n`,
    );
    socket.end(zipped);
  });
  assert.equal((await look(target.url(), { health: 'simple' })).failure?.code, 'dependency.failed');
  await using long = await RawTarget.start(answerOf(SICK, JSON_TYPE));
  assert.equal((await look(long.url(), { health: 'auto', bodyBytesMax: 50 })).failure, undefined);
  assert.equal((await look(long.url(), { health: 'simple', bodyBytesMax: 50 })).failure?.code, 'dependency.unreadable');
});

test("the monitor's own secrets are masked in what a dependency says", async () => {
  const body = SICK.replace('connection refused', 'refused to s3cr3t-token');
  await using target = await RawTarget.start(answerOf(body, JSON_TYPE));
  const seen = await look(target.url(), { health: 'auto', auth: { type: 'bearer', token: 's3cr3t-token' } });
  assert.doesNotMatch(JSON.stringify(seen), /s3cr3t-token/);
  assert.equal(seen.failure?.dependencies?.[0]?.message, 'refused to ••••');
});

test('settings that could say nothing are refused, with the field', () => {
  const problem = (more: object): string => {
    const { error } = httpConfigSchema.safeParse({ url: 'http://a.example', method: 'GET', ...more });
    return error ? `${error.issues[0]!.path.join('.')} ${error.issues[0]!.message}` : 'none';
  };
  assert.equal(problem({ dependencies: ['a'] }), 'dependencies must stand beside health: auto or a dialect');
  assert.equal(
    problem({ health: 'off', dependencies: ['a'] }),
    'dependencies must stand beside health: auto or a dialect',
  );
  assert.equal(problem({ health: 'auto', method: 'HEAD' }), 'health must be off with HEAD: its answer has no body');
  assert.match(problem({ health: 'xml' }), /^health /);
  assert.match(problem({ health: 'auto', dependencies: [] }), /^dependencies /);
  assert.equal(problem({ health: 'spring', dependencies: ['db', 'payments/*'] }), 'none');
});

test('a dependency that changes its state is news, its latency and its words are not', () => {
  const factsOf = (status: 'up' | 'down', latencyMs: number, names = ['database']) => ({
    statusCode: 200,
    health: {
      dialect: 'simple' as const,
      verdict: 'up' as const,
      dependencies: names.map((name) => ({ name, status, latencyMs, message: `${latencyMs}` })),
    },
  });
  assert.ok(isAlike(factsOf('up', 1), factsOf('up', 2)));
  assert.ok(!isAlike(factsOf('up', 1), factsOf('down', 1)));
  assert.ok(!isAlike(factsOf('up', 1, []), factsOf('up', 1)));
  assert.ok(!isAlike({ statusCode: 200 }, factsOf('up', 1)));
});
