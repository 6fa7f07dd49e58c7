import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type TestContext, test } from 'node:test';
import { COMMAND } from '../testing/command.ts';
import { SPARE_ENV } from '../testing/run-cli.ts';

const TOKEN = 'uw_reload_0123456789abcdef';
const monitor = (name: string): string =>
  `  - { name: ${name}, type: HTTP, config: { url: "http://127.0.0.1:1/", method: GET }, enabled: false }\n`;

/** The real process, with a config file that a test may write anew. */
async function started(t: TestContext, text: string, { isToldEarly = false } = {}) {
  const dir = mkdtempSync(join(tmpdir(), 'upwatch-reload-'));
  const file = join(dir, 'upwatch.yml');
  writeFileSync(file, text);
  const args = [...COMMAND, 'serve', '--config', file, '--port', '0', '--data', join(dir, 'data')];
  const child = spawn(process.execPath, args, {
    cwd: dir,
    env: { ...SPARE_ENV, UPWATCH_API_TOKEN: TOKEN },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  t.after(() => {
    child.kill('SIGKILL');
    rmSync(dir, { recursive: true, force: true });
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const until = async (pattern: RegExp): Promise<string> => {
    for (;;) {
      const { value, done } = await lines.next();
      if (done) assert.fail(`ended before ${String(pattern)} was logged`);
      if (pattern.test(value)) return value;
    }
  };
  if (isToldEarly) {
    await until(/"msg":"the config file was applied"/);
    child.kill('SIGHUP');
  }
  const { url } = JSON.parse(await until(/"msg":"watching"/)) as { url: string };
  return {
    until,
    file,
    hangUp: () => child.kill('SIGHUP'),
    reload: (next: string) => {
      writeFileSync(file, next);
      child.kill('SIGHUP');
    },
    get: async (path: string) => {
      const response = await fetch(`${url}${path}`, { headers: { authorization: `Bearer ${TOKEN}` } });
      // oxlint-disable-next-line typescript/no-explicit-any -- answers of every shape
      return (await response.json()) as any;
    },
  };
}

test('SIGHUP has the file read again; one that is wrong changes nothing and says so in the log and at /ready', {
  timeout: 60_000,
}, async (t) => {
  const server = await started(t, `monitors:\n${monitor('shop')}`);
  const names = async (): Promise<readonly string[]> =>
    (await server.get('/api/v1/monitors')).data.map(({ name }: { name: string }) => name).sort();
  assert.deepEqual(await names(), ['shop']);
  server.reload(`monitors:\n${monitor('shop')}${monitor('blog')}`);
  await server.until(/"msg":"the config file was read again"/);
  assert.deepEqual(await names(), ['blog', 'shop']);
  server.reload(`monitors:\n${monitor('late')}  - { name: broken }\n`);
  await server.until(/monitors\[1\]\.type/);
  await server.until(/what held before holds/);
  assert.deepEqual(await names(), ['blog', 'shop']);
  const ready = await server.get('/ready');
  assert.equal(ready.status, 'healthy');
  assert.match(
    ready.checks.config_file.message,
    /^not taken at .*, what held before holds: \d+ problems?, see the log$/,
  );
  server.reload('monitors: {');
  await server.until(/what held before holds/);
  server.reload(`monitors:\n${monitor('shop')}`);
  await server.until(/"msg":"the config file was read again"/);
  assert.equal((await server.get('/ready')).checks.config_file, undefined);
});

test('SIGHUP during a start ends nothing: the file is read again once the server runs', {
  timeout: 60_000,
}, async (t) => {
  const { until, get } = await started(t, `monitors:\n${monitor('shop')}`, { isToldEarly: true });
  await until(/"msg":"the config file was read again"/);
  assert.equal((await get('/api/v1/monitors')).data.length, 1);
});

test('a config file that is gone at SIGHUP is told of in one plain sentence, and what held before holds', {
  timeout: 60_000,
}, async (t) => {
  const server = await started(t, `monitors:\n${monitor('shop')}`);
  assert.equal((await server.get('/api/v1/monitors')).data.length, 1);
  rmSync(server.file);
  server.hangUp();
  const told = await server.until(/"level":50/);
  const { at, msg, err } = JSON.parse(told) as Readonly<Record<string, unknown>>;
  assert.deepEqual(
    [at, msg, err],
    [server.file, `config file: cannot read ${server.file}: there is no such file`, undefined],
  );
  await server.until(/what held before holds/);
  assert.equal((await server.get('/api/v1/monitors')).data.length, 1);
});
