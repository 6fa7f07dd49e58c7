import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { CHECK_TYPES } from './check-types.ts';
import { RUNS } from './runs.ts';

/** Prints every module that an import loads. */
const LISTING = `
  import { registerHooks } from 'node:module';
  registerHooks({ load: (url, context, next) => (console.log(url), next(url, context)) });
  await import(process.argv[1]);
`;

test('what a looking thread imports brings no schema library along', async () => {
  const runs = new URL('./runs.ts', import.meta.url).href;
  const args = ['--conditions=upwatch:source', '--input-type=module', '-e', LISTING, runs];
  const { stdout } = await promisify(execFile)(process.execPath, args);
  const modules = stdout.split('\n');
  assert.ok(modules.some((url) => url.endsWith('/http/look.ts')));
  assert.deepEqual(
    modules.filter((url) => /node_modules\/zod|\/http\/config\.ts/.test(url)),
    [],
  );
});

test('every check type can be run, and every run has a schema', () => {
  assert.deepEqual(Object.keys(RUNS), Object.keys(CHECK_TYPES));
  for (const [type, check] of Object.entries(CHECK_TYPES)) assert.equal(check.type, type);
});

test('an HTTP monitor names its host, its target and its plan', () => {
  const run = RUNS['HTTP']!;
  const config = CHECK_TYPES.HTTP.config.parse({
    url: 'https://u:p@[::1]:8443/a?token=1',
    method: 'GET',
    timeoutMs: 1234,
    retry: { attemptsMax: 2, statusCodes: [503] },
  });
  assert.equal(run.hostOf(config), '::1');
  assert.equal(run.targetOf(config), 'https://[::1]:8443/a');
  assert.equal(run.timeoutMs(config), 1234);
  assert.deepEqual(run.planOf(config), { attemptsMax: 2, backoffMs: 2000, backoffFactor: 2, retryStatusCodes: [503] });
});
