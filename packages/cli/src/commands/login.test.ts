import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { runCli } from '../testing/run-cli.ts';
import { served } from '../testing/served.ts';

const PATIENCE = { timeout: 120_000 };

test('a server is kept with its key, asked by name, and forgotten; the key is never shown', PATIENCE, async (t) => {
  const { env: known, dir } = await served(t);
  const { UPWATCH_URL: url = '', UPWATCH_API_TOKEN: token = '' } = known;
  const config = join(dir, 'config');
  const outputs: string[] = [];
  const cli = async (args: readonly string[], env: NodeJS.ProcessEnv = {}, input?: string) => {
    const result = await runCli(args, { XDG_CONFIG_HOME: config, ...env }, undefined, input);
    outputs.push(result.stdout, result.stderr);
    return result;
  };
  const file = join(config, 'upwatch', 'contexts.json');

  const wrong = await cli(['login', '--url', url, '--token', 'uw_wrong']);
  assert.equal(wrong.code, 4, wrong.stderr);
  assert.throws(() => statSync(file), 'a key that does not work is not kept');

  // What is left over with a mode that others may read does not stay so.
  mkdirSync(join(config, 'upwatch'), { recursive: true });
  writeFileSync(file, '{"contexts":{}}');
  chmodSync(file, 0o644);
  const kept = await cli(['login', '--url', url, '--token-stdin', '--name', 'home'], {}, `${token}\n`);
  assert.match(kept.stdout, /^✔ http:\/\/127.*is asked from now on \(context home, key .+\)\n$/, kept.stderr);
  assert.equal(statSync(file).mode & 0o777, 0o600);
  assert.deepEqual(readdirSync(join(config, 'upwatch')), ['contexts.json']);
  assert.ok(readFileSync(file, 'utf8').includes(token));

  assert.equal((await cli(['status'])).stdout, 'nothing is watched yet: upwatch monitors create NAME URL\n');
  assert.match((await cli(['contexts', 'list'])).stdout, /^ +NAME +URL\n\* +home +http:\/\/127/);
  assert.equal((await cli(['contexts', 'list', '--json'])).code, 0);
  const elsewhere = await cli(['status'], { UPWATCH_URL: 'http://127.0.0.1:1' });
  assert.match(elsewhere.stderr, /no API key/, 'its key goes nowhere else');
  assert.equal((await cli(['status', '--context', 'gone'])).code, 3);
  assert.equal((await cli(['logout'])).code, 0);
  assert.match((await cli(['status'])).stderr, /no API key/);
  assert.ok(!readFileSync(file, 'utf8').includes(token));
  assert.ok(!outputs.join('').includes(token));
});

test('a file of contexts that was broken is not shown and not overwritten', PATIENCE, async (t) => {
  const { dir } = await served(t);
  mkdirSync(join(dir, 'upwatch'), { recursive: true });
  writeFileSync(join(dir, 'upwatch', 'contexts.json'), '{"contexts":{"a":{"url":"http://x","token":7}}}');
  const { code, stderr } = await runCli(['contexts', 'list'], { XDG_CONFIG_HOME: dir });
  assert.equal(code, 2);
  assert.match(stderr, /contexts\.json must hold contexts, each with url and token/);
});
