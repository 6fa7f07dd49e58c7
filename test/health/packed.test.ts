/** What is published of the health library: packed, installed in an empty folder, used there. */
import assert from 'node:assert/strict';
import { execFile, execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { installPacked } from '../sdk/testing/packed.ts';

const ROOT = resolve(import.meta.dirname, '../..');

/** On a server of `node:http`, which all of them have; stopped by a signal that it gives itself. */
const SCRIPT = `
import { createServer } from 'node:http';
import { createHealth } from '@upwatch/health';
import { nodeHealth } from '@upwatch/health/node';
import { honoHealth } from '@upwatch/health/hono';
import { metricsText } from '@upwatch/health/metrics';
import { gracefulShutdown } from '@upwatch/health/shutdown';
const token = 'a-token-of-some-length';
const health = createHealth({
  token,
  allow: ['10.0.0.0/8'],
  checks: {
    good: { run: () => 'fine' },
    slow: { run: (signal) => new Promise((_, fail) => signal.addEventListener('abort', () => fail(signal.reason))), timeoutMs: 50, critical: false },
  },
});
const server = createServer(nodeHealth(health));
gracefulShutdown(health, { servers: [server], drainMs: 100, hooks: [{ name: 'last', run: () => console.log('last') }] });
await new Promise((done) => server.listen(0, '127.0.0.1', done));
const url = 'http://127.0.0.1:' + server.address().port;
const seen = [];
for (const [path, headers] of [['/health', {}], ['/ready', {}], ['/ready', { authorization: 'Bearer ' + token }], ['/ready/none', {}]]) {
  const answer = await fetch(url + path, { headers });
  const { checks } = await answer.json();
  seen.push([answer.status, checks && Object.values(checks).map(({ status, message }) => status + ' ' + (message ?? '-'))]);
}
const hono = await honoHealth(health)({ req: { raw: new Request('http://x/health') }, env: undefined }, () => undefined);
seen.push([hono.status, (await metricsText(health)).includes('health_check_up{check="slow"} 0')]);
console.log(JSON.stringify(seen));
process.kill(process.pid, 'SIGTERM');
`;

const PRINTED =
  '[[200,null],[200,["ok -","warn -"]],[200,["ok fine","warn no answer within 50 ms"]],[404,null],[200,true]]\nlast\n';

const TYPED = `
import { createServer } from 'node:http';
import { createHealth, type Health, type HealthCheck, type HealthReport } from '@upwatch/health';
import { expressHealth } from '@upwatch/health/express';
import { fastifyHealth } from '@upwatch/health/fastify';
import { honoHealth } from '@upwatch/health/hono';
import { koaHealth } from '@upwatch/health/koa';
import { isQuietProbe, quietProbes, quietRequests } from '@upwatch/health/logs';
import { metricsText } from '@upwatch/health/metrics';
import { nestHealth } from '@upwatch/health/nest';
import { nextHealth } from '@upwatch/health/next';
import { nodeHealth } from '@upwatch/health/node';
import { openTelemetryObserver } from '@upwatch/health/opentelemetry';
import { gracefulShutdown } from '@upwatch/health/shutdown';
const database: HealthCheck = { run: async (signal) => void (await fetch('http://127.0.0.1', { signal })), timeoutMs: 1 };
const health: Health = createHealth({ version: '1', checks: { database } });
gracefulShutdown(health, { servers: [createServer(nodeHealth(health))] });
export const all = [expressHealth, fastifyHealth, honoHealth, koaHealth, nestHealth, nextHealth].map((one) => one(health));
export const report: Promise<HealthReport> = health.report();
export const rest = [isQuietProbe, quietProbes(), quietRequests(health), metricsText, openTelemetryObserver];
// @ts-expect-error a misspelt setting
createHealth({ checks: { database: { run: () => undefined, timeout: 1 } } });
`;

test('packed and installed in an empty folder, it is used there by every Node that is at hand', async () => {
  using installed = installPacked('health');
  const { folder } = installed;
  assert.deepEqual(
    readdirSync(join(folder, 'node_modules')).filter((name) => !name.startsWith('.')),
    ['@upwatch'],
  );
  assert.deepEqual(readdirSync(join(folder, 'node_modules/@upwatch')), ['health'], 'it brings nothing along');
  const file = join(folder, 'use.js');
  writeFileSync(file, SCRIPT);
  for (const node of [process.execPath, ...otherNode()]) {
    const { stdout } = await promisify(execFile)(node, [file], { cwd: folder, timeout: 60_000 });
    assert.equal(stdout, PRINTED);
  }
});

/** Runtimes other than Node: what starts a script there. */
const OTHERS: Readonly<Record<string, readonly string[]>> = {
  bun: ['run'],
  deno: ['run', '--no-prompt', '--cached-only', '--allow-net=127.0.0.1', '--allow-run', '--node-modules-dir=manual'],
};

for (const [runtime, run] of Object.entries(OTHERS)) {
  const isHere = spawnSync(runtime, ['--version'], { timeout: 10_000 }).status === 0;
  test(`it is used by ${runtime}`, { skip: isHere ? false : `${runtime} is not on the PATH` }, async () => {
    using installed = installPacked('health');
    const { folder } = installed;
    writeFileSync(join(folder, 'use.js'), SCRIPT);
    const given = [...run, join(folder, 'use.js')];
    const { stdout } = await promisify(execFile)(runtime, given, { cwd: folder, timeout: 60_000 });
    assert.equal(stdout, PRINTED);
  });
}

test('the package holds what is meant for its users and nothing else, and every entry point is there', () => {
  using installed = installPacked('health');
  const { files, folder } = installed;
  const strange = files.filter(
    (file) => !/^package\/(package\.json|README\.md|LICENSE|dist\/[\w/-]+\.(js|d\.ts))$/.test(file),
  );
  assert.deepEqual(strange, []);
  const home = join(folder, 'node_modules/@upwatch/health');
  const { exports } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')) as {
    readonly exports: Readonly<Record<string, string | { readonly types: string; readonly default: string }>>;
  };
  const entries = Object.values(exports).flatMap((entry) =>
    typeof entry === 'string' ? [entry] : [entry.types, entry.default],
  );
  for (const file of entries.filter((entry) => !entry.includes('*'))) assert.ok(existsSync(join(home, file)), file);
  for (const file of files.filter((one) => one.endsWith('.js'))) {
    const code = readFileSync(join(home, file.replace('package/', '')), 'utf8');
    const foreign = [...code.matchAll(/(?:from|import) ['"]([^'".][^'"]*)['"]/g)].map(([, name]) => name!);
    assert.deepEqual(
      foreign.filter((name) => !name.startsWith('node:')),
      [],
      file,
    );
  }
});

test('its types hold for a user with strict settings who has no framework installed', () => {
  using installed = installPacked('health');
  const { folder } = installed;
  writeFileSync(join(folder, 'use.ts'), TYPED);
  const tsc = join(ROOT, 'node_modules/typescript/bin/tsc');
  const given = '--noEmit --strict --exactOptionalPropertyTypes --module nodenext --target es2022 --types node'.split(
    ' ',
  );
  execFileSync(process.execPath, [tsc, ...given, '--typeRoots', join(ROOT, 'node_modules/@types'), 'use.ts'], {
    cwd: folder,
    timeout: 60_000,
    stdio: 'pipe',
  });
});

/** The Node of the machine, where that is another than the one that is pinned. */
function otherNode(): readonly string[] {
  const found = (process.env['PATH'] ?? '')
    .split(':')
    .filter((folder) => !folder.includes('node_modules'))
    .map((folder) => join(folder, 'node'))
    .find((file) => existsSync(file));
  if (found === undefined) return [];
  const major = Number(execFileSync(found, ['-p', 'process.versions.node.split(".")[0]'], { encoding: 'utf8' }));
  return major >= 20 ? [found] : [];
}
