import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { CHECK_TYPES } from '@upwatch/probe';
import { CHANNELS, loadSettings, readDeclared, readYaml } from '@upwatch/server';
import { runCli } from '../testing/run-cli.ts';
import { template } from './init.ts';

function scratch(t: TestContext): string {
  const dir = mkdtempSync(join(tmpdir(), 'upwatch-init-'));
  t.after(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
}

test('what it writes loads as it stands, whatever URLs it was given', () => {
  const urls = ['https://shop.example', 'https://api.shop.example/health?a="b"', 'http://münchen.example:8080/x'];
  const file = readYaml(template(urls), 'upwatch.yml', {});
  assert.equal(loadSettings({ flags: {}, env: {}, file }).port, 3000);
  const { things } = readDeclared(file, { checkTypes: Object.values(CHECK_TYPES), channels: CHANNELS });
  assert.deepEqual(
    things.map(({ name }) => name),
    ['shop.example', 'api.shop.example/health', 'xn--mnchen-3ya.example:8080/x'],
  );
});

test('a URL that is given twice is watched once, and no two monitors have one name', () => {
  const urls = ['http://shop.example', 'http://shop.example', 'https://shop.example', 'https://shop.example/?a=1'];
  const file = readYaml(template(urls), 'upwatch.yml', {});
  const { things } = readDeclared(file, { checkTypes: Object.values(CHECK_TYPES), channels: CHANNELS });
  assert.deepEqual(
    things.map(({ name }) => name),
    ['shop.example', 'shop.example (2)', 'shop.example (3)'],
  );
});

test('days of a certificate are expected only where there is one', () => {
  assert.match(template(['https://shop.example']), /warn tls\.days > 14/);
  assert.doesNotMatch(template(['http://127.0.0.1:8091/health']), /tls\.days/);
});

test('what the server would refuse is not written', async (t) => {
  const file = join(scratch(t), 'upwatch.yml');
  const refused = await runCli(['init', '--out', file, 'ftp://shop.example']);
  assert.deepEqual(
    [refused.code, refused.stderr, existsSync(file)],
    [2, 'upwatch: a URL must be such as https://shop.example, got "ftp://shop.example"\n', false],
  );
  await runCli(['init', '--out', file, 'shop.example']);
  assert.match(readFileSync(file, 'utf8'), /url: "http:\/\/shop\.example"/);
});

test('a file that is there is kept, unless replacing it is asked for', async (t) => {
  const dir = scratch(t);
  const file = join(dir, 'upwatch.yml');
  writeFileSync(file, 'mine');
  const refused = await runCli(['init', '--out', file]);
  assert.deepEqual([refused.code, readFileSync(file, 'utf8')], [2, 'mine']);
  assert.match(refused.stderr, /is there already; --force replaces it/);
  const replaced = await runCli(['init', '--out', file, '--force', 'https://x.example']);
  assert.equal(replaced.code, 0);
  assert.match(readFileSync(file, 'utf8'), /x\.example/);
});
