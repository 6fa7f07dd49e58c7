import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { HEALTH_DIALECTS, type HealthFacts } from './dependency.ts';
import { DEPENDENCIES_MAX, NAME_MAX } from './gathered.ts';
import { readHealth } from './read-health.ts';
import { judgedBy } from './testing/judged-by.ts';

function read(document: unknown, mode: Parameters<typeof readHealth>[1]['mode'] = 'auto'): HealthFacts | undefined {
  const body = typeof document === 'string' ? document : JSON.stringify(document);
  return readHealth({ body, contentType: 'application/json' }, { mode });
}

test('each dialect is told apart, with latency and message', () => {
  const database = { name: 'database', status: 'down', latencyMs: 3, message: 'connection refused' };
  const documents = {
    simple: {
      status: 'unhealthy',
      checks: { database: { status: 'error', response_time_ms: 3, message: 'connection refused' } },
    },
    'health+json': {
      status: 'fail',
      checks: {
        'database:responseTime': [
          { status: 'fail', observedValue: 3, observedUnit: 'ms', output: 'connection refused' },
        ],
      },
    },
    spring: { status: 'DOWN', components: { database: { status: 'DOWN', details: { error: 'connection refused' } } } },
    aspnet: {
      status: 'Unhealthy',
      entries: { database: { status: 'Unhealthy', duration: '00:00:00.0030000', description: 'connection refused' } },
    },
    terminus: {
      status: 'error',
      info: {},
      error: { database: { status: 'down', message: 'connection refused' } },
      details: { database: { status: 'down', message: 'connection refused' } },
    },
  } as const;
  for (const dialect of HEALTH_DIALECTS) {
    for (const mode of ['auto', dialect] as const) {
      const found = read(documents[dialect], mode)!;
      assert.equal(found.dialect, dialect);
      assert.equal(found.verdict, 'down');
      const { latencyMs: _, ...withoutLatency } = database;
      const expected = dialect === 'spring' || dialect === 'terminus' ? withoutLatency : database;
      const name = dialect === 'health+json' ? 'database:responseTime' : 'database';
      assert.deepEqual(found.dependencies, [{ ...expected, name }]);
    }
  }
});

test('components inside components are named by their way, and one that failed by itself by its own', () => {
  const document = {
    status: 'DOWN',
    components: {
      broker: { status: 'DOWN', components: { us1: { status: 'UP' }, us2: { status: 'DOWN' } } },
      db: { status: 'UP', details: { database: 'H2', free: 1 } },
    },
  };
  assert.deepEqual(
    read(document)!.dependencies.map(({ name, status }) => `${name} ${status}`),
    ['broker/us1 up', 'broker/us2 down', 'db up'],
  );
});

test('a figure in seconds is a latency only where the measurement says so', () => {
  const document = {
    status: 'pass',
    checks: {
      uptime: [{ status: 'pass', observedValue: 1209600, observedUnit: 's' }],
      'cache:responseTime': [{ status: 'pass', observedValue: 0.25, observedUnit: 's' }],
    },
  };
  assert.deepEqual(
    read(document)!.dependencies.map(({ latencyMs }) => latencyMs),
    [undefined, 250],
  );
});

test('a page that happens to have a status is never down or degraded for it', () => {
  for (const page of [
    { status: 'error', message: 'no such order' },
    { status: 'failed', id: 5 },
    { status: 'down', data: { id: 1 } },
    { status: 'ok', message: { status: 'failed' } },
    { status: 'closed', checks: [{ id: 'a', status: 'paid' }] },
    { healthy: false },
    { data: [{ status: 'error' }] },
    { results: [{ name: 'Ada', status: 'active' }] },
    'down',
    '',
    'null',
  ]) {
    const body = typeof page === 'string' ? page : JSON.stringify(page);
    assert.equal(judgedBy(body, { mode: 'auto' }).outcome, 'up', body);
  }
});

test('one word is a document where a dialect is asked for', () => {
  assert.equal(judgedBy('Degraded', { mode: 'aspnet' }, 200, 'text/plain').outcome, 'degraded');
  assert.equal(judgedBy('ok\n', { mode: 'simple' }, 200, 'text/plain').outcome, 'up');
  assert.equal(judgedBy('Unhealthy', { mode: 'aspnet' }, 200, 'text/plain').failure?.code, 'dependency.unhealthy');
  assert.equal(judgedBy('<h1>', { mode: 'simple' }, 200, 'text/html').failure?.code, 'dependency.unreadable');
});

test('hostile documents are bounded, and nothing of the prototype is read or written', () => {
  const many = Object.fromEntries(
    Array.from({ length: 10_000 }, (_, n) => [`d${n}`, { status: n === 1500 ? 'fail' : 'ok' }]),
  );
  const found = read({ status: 'ok', checks: many })!;
  assert.equal(found.dependencies.length, DEPENDENCIES_MAX);
  assert.equal(found.dependencies[0]!.name, 'd1500');
  assert.equal(found.dependenciesTotal, 2000);
  const huge = read({
    status: 'ok',
    checks: { ['x'.repeat(100_000)]: { status: 'fail', message: 'y'.repeat(500_000) } },
  })!;
  assert.equal(huge.dependencies[0]!.name.length, NAME_MAX);
  assert.ok(huge.dependencies[0]!.message!.length <= 200);
  const proto = read(
    '{"status":"ok","checks":{"__proto__":{"status":"fail"},"constructor":{"status":"ok"},"toString":"ok"}}',
  )!;
  assert.deepEqual(
    proto.dependencies.map(({ name, status }) => `${name} ${status}`),
    ['__proto__ down', 'constructor up', 'toString up'],
  );
  assert.equal(({} as { status?: unknown }).status, undefined);
  assert.equal(read('{"__proto__":{"status":"fail"}}'), undefined);
  const deep = (depth: number): string => `${'{"components":{"a":'.repeat(depth)}{}${'}}'.repeat(depth)}`;
  assert.doesNotThrow(() => read(deep(400), 'spring'));
  assert.doesNotThrow(() => read(`{"status":"UP","components":{"a":${deep(400)}}}`, 'spring'));
});

test('whatever comes is read without an error, and what is read is bounded', () => {
  const word = fc.constantFrom('ok', 'fail', 'DOWN', 'Healthy', 'warn', 'UNKNOWN', '');
  const key = fc.constantFrom(
    'status',
    'checks',
    'components',
    'details',
    'error',
    'info',
    'entries',
    'data',
    'message',
    'duration',
    '__proto__',
    'x',
  );
  const { tree } = fc.letrec((tie) => ({
    tree: fc.oneof(
      { maxDepth: 5 },
      word,
      fc.jsonValue({ maxDepth: 1 }),
      fc.array(tie('tree'), { maxLength: 3 }),
      fc.dictionary(key, tie('tree'), { maxKeys: 5 }),
    ),
  }));
  fc.assert(
    fc.property(
      tree,
      fc.constantFrom('auto', ...HEALTH_DIALECTS),
      fc.constantFrom(200, 503),
      (document, mode, status) => {
        const { health, outcome, failure } = judgedBy(JSON.stringify(document) ?? '', { mode }, status);
        assert.ok(status === 200 || outcome === 'down');
        for (const one of health?.dependencies ?? []) {
          assert.ok(one.name.length <= NAME_MAX && (one.message ?? '').length <= 200);
          assert.ok(one.latencyMs === undefined || (one.latencyMs >= 0 && one.latencyMs <= 86_400_000));
        }
        assert.ok((failure?.message ?? '').length < 2000);
      },
    ),
    { numRuns: 500 },
  );
});

test('credentials in what a document says are masked', () => {
  for (const message of [
    'connect to postgres://app:hunter2@db.internal:5432/prod failed',
    'redis://:hunter2@cache:6379 refused',
    'Server=db;User Id=sa;Password=hunter2;Timeout=3',
    '{"password": "hunter2 with blanks"}',
    'Authorization: Bearer hunter2hunter2',
    'api_key=hunter2&x=1',
    'scott/hunter2@//db:1521/xe',
    'dial app:hunter2@tcp(db:3306)/shop failed',
    'mysql://app:p@ss/hunter2@db/shop',
    'token eyJhbGciOiJIUzI1NiJ9.hunter2.hunter2 expired',
    `${'x'.repeat(789)} postgres://app:hunter2`,
    `${'x '.repeat(95)}postgres://app:hunter2@db`,
  ]) {
    const { health, failure } = judgedBy(
      JSON.stringify({ status: 'error', checks: { db: { status: 'error', message } } }),
      { mode: 'auto' },
      503,
    );
    assert.doesNotMatch(JSON.stringify([health, failure]), /hunter2/, message);
  }
  const { health } = judgedBy(
    '{"status":"ok","checks":{"db":{"status":"ok","message":"10 of 10 tokens left; see https://x.example/a"}}}',
    { mode: 'auto' },
  );
  assert.equal(health!.dependencies[0]!.message, '10 of 10 tokens left; see https://x.example/a');
});
