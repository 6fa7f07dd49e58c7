/** The example of the guide, driven into each of its problems. */
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { after, before, beforeEach, afterEach, describe, test } from 'node:test';
import { type ForgetfulMiddle, forgetfulMiddle } from '../../packages/health/src/checks/testing/forgetful-middle.ts';
import { noPostgresql, startPostgresql, urlOf } from '../../packages/health/src/checks/testing/postgresql-server.ts';
import type { RealServer } from '../../packages/health/src/checks/testing/real-server.ts';

const FILE = join(resolve(import.meta.dirname, '../..'), 'examples/production-problems/server.js');

interface Readiness {
  readonly status: string;
  readonly checks: Readonly<Record<string, { readonly status: string; readonly message: string }>>;
}

describe('the usual problems of production', { skip: noPostgresql }, () => {
  let database: RealServer;
  let middle: ForgetfulMiddle;
  let child: ChildProcess;
  let url = '';

  before(async () => {
    database = await startPostgresql();
  });
  after(() => database[Symbol.asyncDispose]());

  const start = async (uploadBytesMax: string): Promise<void> => {
    middle = await forgetfulMiddle(database.port);
    const DATABASE_URL = urlOf({ ...database, port: middle.port });
    const env = { ...process.env, PORT: '0', DATABASE_URL, UPLOAD_BYTES_MAX: uploadBytesMax };
    child = spawn(process.execPath, ['--conditions=upwatch:source', FILE], {
      env,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const lines = createInterface({ input: child.stdout! });
    const [said] = (await Promise.race([once(lines, 'line'), once(child, 'exit')])) as unknown[];
    assert.equal(typeof said, 'string', 'the example did not start');
    url = said as string;
  };
  const stop = async (): Promise<void> => {
    const exited = child.exitCode === null ? once(child, 'exit') : undefined;
    child.kill('SIGKILL');
    await exited;
    await middle[Symbol.asyncDispose]();
  };
  beforeEach(() => start('2000000'));
  afterEach(() => stop());

  const ready = async (): Promise<{ code: number; body: Readiness }> => {
    const response = await fetch(`${url}/ready`);
    return { code: response.status, body: (await response.json()) as Readiness };
  };
  const open = async (path: string): Promise<void> => {
    const response = await fetch(`${url}${path}`);
    assert.equal(response.status, 200, await response.text());
  };

  test('without a problem the pool and the upload are well', async () => {
    await open('/orders');
    const { code, body } = await ready();
    assert.equal(code, 200);
    assert.equal(body.checks['database']!.message, 'pool: 0 of 3 in use');
    assert.match(body.checks['upload']!.message, /^POST 127\.0\.0\.1:\d+\/upload: 200 OK$/);
  });

  test('a blocked event loop is seen: it warns, and readiness stays', async () => {
    await open('/report?ms=500');
    const { code, body } = await ready();
    assert.deepEqual([code, body.checks['eventLoop']!.status === 'ok'], [200, false]);
    const [, seenMs] = /^event loop: longest standstill (\d+) ms/.exec(body.checks['eventLoop']!.message)!;
    assert.ok(Number(seenMs) >= 450, String(seenMs));
  });

  test('an exhausted pool is seen, and told from a database that is away', async () => {
    for (let sale = 0; sale < 3; sale++) await open('/checkout');
    const { code, body } = await ready();
    assert.deepEqual([code, body.checks['database']!.status], [503, 'error']);
    assert.equal(body.checks['database']!.message, 'pool exhausted: 3 of 3 in use');
  });

  test('a stale connection is seen, and the next look is well again', async () => {
    await open('/orders');
    middle.forget();
    const { code, body } = await ready();
    assert.equal(code, 503);
    assert.match(body.checks['database']!.message, /: stale connection: a connection of the pool is silent/);
    assert.equal((await ready()).body.checks['database']!.status, 'ok');
  });

  test('a body limit below what was promised is seen', async () => {
    await stop();
    await start('100000');
    const { code, body } = await ready();
    assert.equal(code, 200);
    assert.match(body.checks['upload']!.message, /: answered 413 Payload Too Large to a body of 1000000 bytes$/);
  });
});
