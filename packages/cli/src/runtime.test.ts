import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type TestContext, test } from 'node:test';

const ENTRY = resolve(import.meta.dirname, '../bin/upwatch.js');
const PATIENCE = { timeout: 30_000 };

/** The entry as it is, in a checkout that asks for a Node which this one is older than. */
function futureCheckout(t: TestContext, pinned?: string): string {
  const root = mkdtempSync(join(tmpdir(), 'upwatch-runtime-'));
  t.after(() => rmSync(root, { recursive: true, force: true }));
  const cli = join(root, 'packages/cli');
  mkdirSync(join(cli, 'bin'), { recursive: true });
  copyFileSync(ENTRY, join(cli, 'bin/upwatch.js'));
  writeFileSync(join(cli, 'package.json'), JSON.stringify({ type: 'module', engines: { node: '>=99.1' } }));
  if (pinned !== undefined) {
    mkdirSync(join(root, 'node_modules/.bin'), { recursive: true });
    writeFileSync(join(root, 'node_modules/.bin/node'), `#!/bin/sh\n${pinned}\n`);
    chmodSync(join(root, 'node_modules/.bin/node'), 0o755);
  }
  return join(cli, 'bin/upwatch.js');
}

function start(args: readonly string[]): ChildProcess {
  return spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
}

async function ended(child: ChildProcess) {
  let [stdout, stderr] = ['', ''];
  child.stdout!.on('data', (part: Buffer) => (stdout += part.toString()));
  child.stderr!.on('data', (part: Buffer) => (stderr += part.toString()));
  const [code, signal] = (await once(child, 'close')) as [number | null, string | null];
  return { code, signal, stdout, stderr };
}

test('a Node that is too old says which one is needed, in one line', PATIENCE, async (t) => {
  const { code, stdout, stderr } = await ended(start([futureCheckout(t), 'serve']));
  assert.deepEqual([code, stdout], [2, '']);
  const version = process.versions.node.replaceAll('.', '\\.');
  assert.match(stderr, new RegExp(`^upwatch: Node 99\\.1 or newer is needed, this is ${version} .*npx upwatch.*\\n$`));
});

test('the pinned Node of the checkout goes on, with the same options, arguments and exit code', PATIENCE, async (t) => {
  const entry = futureCheckout(t, 'printf "%s\\n" "$@"; exit 7');
  const { code, stdout } = await ended(start(['--no-warnings', entry, 'check', '-H', 'A: b c']));
  assert.deepEqual([code, stdout], [7, `--no-warnings\n${entry}\ncheck\n-H\nA: b c\n`]);
});

test('a pinned Node that is too old itself says so instead of starting for ever', PATIENCE, async (t) => {
  const entry = futureCheckout(t, `exec "${process.execPath}" "$@"`);
  const { code, stderr } = await ended(start([entry]));
  assert.deepEqual([code, stderr.split('\n').length], [2, 2]);
});

test('signals reach the Node that went on, and how it ends is how this one ends', PATIENCE, async (t) => {
  const waiting = (onSignal: string): string =>
    futureCheckout(t, `exec "${process.execPath}" -e "${onSignal} console.log('on'); setInterval(() => {}, 1000)"`);
  for (const [signal, entry, expected] of [
    ['SIGTERM', waiting(`process.on('SIGTERM', () => process.exit(5));`), { code: 5, signal: null }],
    ['SIGINT', waiting(`process.on('SIGINT', () => process.exit(6));`), { code: 6, signal: null }],
    ['SIGTERM', waiting(''), { code: null, signal: 'SIGTERM' }],
  ] as const) {
    const child = start([entry]);
    const end = ended(child);
    await once(child.stdout!, 'data');
    child.kill(signal);
    const { code, signal: endedBy } = await end;
    assert.deepEqual({ code, signal: endedBy }, expected);
  }
});
