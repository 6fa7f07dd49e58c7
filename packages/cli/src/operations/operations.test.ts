import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { Command } from 'commander';
import { programOf } from '../program.ts';
import { answering, served } from '../testing/served.ts';
import { kebab } from './words.ts';

const SOME_ID = '0190f5c2-7a31-7000-8000-000000000000';
const PATIENCE = { timeout: 120_000 };

interface Operation {
  readonly 'x-upwatch-name'?: string;
  readonly security: readonly Readonly<Record<string, unknown>>[];
}

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}

/** By what a command has: a key, or nothing. What makes or takes the cookie of a browser is for browsers. */
function isForCommands({ security }: Operation): boolean {
  return security.some((one) => 'bearerAuth' in one) || !security.some((one) => 'cookieAuth' in one);
}

function namesInDocument(): readonly string[] {
  const file = fileURLToPath(import.meta.resolve('@upwatch/sdk/openapi.json'));
  const { paths } = JSON.parse(readFileSync(file, 'utf8')) as Document;
  return Object.values(paths).flatMap((methods) =>
    Object.values(methods)
      .filter(isForCommands)
      .flatMap((operation) => operation['x-upwatch-name'] ?? []),
  );
}

function commandAt(program: Command, words: readonly string[]): Command | undefined {
  return words.reduce<Command | undefined>(
    (command, word) => command?.commands.find((one) => one.name() === word || one.aliases().includes(word)),
    program,
  );
}

test('every operation of the API is a command that is called like it', async () => {
  const program = await programOf(() => true);
  const names = namesInDocument();
  assert.ok(names.length > 90);
  const missing = names.filter((name) => !commandAt(program, name.split('.').map(kebab)));
  assert.deepEqual(missing, []);
});

test('a change under an ETag is made once, by made commands and by written ones', PATIENCE, async (t) => {
  const { cli } = await served(t);
  const { address } = await answering(t);
  await cli('tags', 'create', '--name', 'web');
  await cli('monitors', 'create', 'shop', address);
  for (const [resource, name, change] of [
    ['tags', 'web', ['update', 'web', '--color', '#00ff00']],
    ['monitors', 'shop', ['pause', 'shop']],
  ] as const) {
    const etag = (await cli(resource, 'get', name, '--etag')).stdout.trim();
    assert.match(etag, /^"[\w-]+"$/);
    const changed = await cli(resource, ...change, '--if-match', etag);
    assert.equal(changed.code, 0, changed.stderr);
    const stale = await cli(resource, 'delete', name, '--if-match', etag);
    assert.notEqual(stale.code, 0);
    assert.match(stale.stderr, /If-Match must be ".*", the ETag that it has now/);
  }
});

test('what nobody wrote a command for is made, listed, shown, changed and deleted by its name', PATIENCE, async (t) => {
  const [{ cli }, { address }] = [await served(t), await answering(t)];
  const made = await cli('tags', 'create', '--name', 'web', '--color', '#ff0000', '-q');
  assert.match(made.stdout, /^[0-9a-f-]{36}\n$/, made.stderr);
  const id = made.stdout.trim();
  const listed = await cli('tags', 'list');
  assert.match(listed.stdout, /^ID +NAME +COLOR .*\n[0-9a-f-]{36} +web +#ff0000 /, listed.stderr);
  const changed = await cli(
    'tags',
    'update',
    'Web',
    '--json-body',
    '{"name":"old","color":"#00ff00"}',
    '--name',
    'www',
  );
  assert.deepEqual([changed.code, JSON.parse(changed.stdout).name], [0, 'www'], changed.stderr);
  assert.match((await cli('tags', 'get', 'www', '-o', 'yaml')).stdout, /^id: .*\n(.*\n)*name: www\ncolor: "#00ff00"\n/);
  assert.match(
    (await cli('tags', 'get', id.slice(0, 13), '-o', 'table')).stdout,
    /^id +[0-9a-f-]{36}\n(.*\n)*name +www\n/,
  );
  const shop = await cli('monitors', 'create', 'shop', address, '-q');
  const tagged = await cli('monitors', 'tags', 'add', 'shop', '--tag-ids', 'www');
  assert.equal(tagged.code, 0, tagged.stderr);
  assert.equal((await cli('monitors', 'list', '--quiet')).stdout, shop.stdout);
  const updated = await cli(
    'monitors',
    'update',
    'shop',
    '--frequency-seconds',
    '90',
    '--set',
    'enabled:=false',
    '--json',
  );
  assert.deepEqual([JSON.parse(updated.stdout).frequencySeconds, JSON.parse(updated.stdout).enabled], [90, false]);
  assert.equal((await cli('tags', 'delete', 'www')).stdout, '✔ done\n');
  const gone = await cli('tags', 'get', 'www');
  assert.deepEqual([gone.code, gone.stderr], [3, 'upwatch: there is no tag called "www": see `upwatch tags list`\n']);
  const key = await cli('api-keys', 'create', '--name', 'deploy', '--quiet');
  assert.equal((await cli('api-keys', 'get', key.stdout.trim(), '-q')).stdout, key.stdout, 'ids may be numbers');
  const none = await cli('incidents', 'updates', 'create', SOME_ID, '--notify-subscribers', 'false');
  assert.equal(none.code, 3, none.stderr);
});

test('a command that people wrote takes what it has no option for', PATIENCE, async (t) => {
  const { cli } = await served(t);
  const body = ['--set', 'type=TCP', '--set', 'config.host=127.0.0.1', '--set', 'config.port:=1'];
  const made = await cli('monitors', 'create', 'db', ...body, '--every', '40s', '--json');
  assert.equal(made.code, 0, made.stderr);
  const { name, type, frequencySeconds } = JSON.parse(made.stdout) as Readonly<Record<string, unknown>>;
  assert.deepEqual([name, type, frequencySeconds], ['db', 'TCP', 40]);
  const group = await cli('groups', 'create', 'edge', '--threshold', '1', '--set', 'description=near', '--json');
  assert.equal((JSON.parse(group.stdout) as { description: string }).description, 'near', group.stderr);
  const nothing = await cli('monitors', 'create', 'x');
  assert.deepEqual(
    [nothing.code, nothing.stderr],
    [2, 'upwatch: say what to watch: NAME URL, or --json-body or --set\n'],
  );
});

test('what is wrong with a value is said by whoever knows it', PATIENCE, async (t) => {
  const { cli } = await served(t);
  const rows = [
    [['tags', 'create', '--color', 'red', '--name', 'x'], /^upwatch: color must .*red/],
    [['tags', 'list', '--size', 'many'], /^upwatch: --size must be a whole number, got "many"\n/],
    [['monitors', 'list', '--max', '3'], /^upwatch: unknown option '--max'/],
    [['tags', 'list', '--max', '0'], /^upwatch: --max must be a whole number from 1 on, got "0"\n/],
    [['monitors', 'bulk', '--action', 'EAT'], /argument 'EAT' is invalid. Allowed choices are PAUSE, RESUME/],
    [['tags', 'create', '--json-body', '[1]'], /^upwatch: --json-body must be an object/],
    [
      ['tags', 'create', '--json-body', '@/nowhere'],
      /^upwatch: --json-body: cannot read \/nowhere: there is no such file/,
    ],
    [['tags', 'list', '-o', 'xml'], /^upwatch: --output must be one of table, json, yaml, got "xml"/],
  ] as const;
  for (const [args, says] of rows) {
    const { code, stderr } = await cli(...args);
    assert.match(stderr, says);
    assert.equal(code, 2, stderr);
  }
});

test('a list that is cut says so, and a page is that page', PATIENCE, async (t) => {
  const { cli } = await served(t);
  for (const name of ['a', 'b', 'c']) await cli('tags', 'create', '--name', name);
  const cut = await cli('tags', 'list', '--max', '2', '-q');
  assert.deepEqual([cut.stdout.split('\n').length, cut.stderr], [3, 'there is more: --max 20\n']);
  const page = await cli('tags', 'list', '--size', '2', '--page', '1', '--json');
  assert.deepEqual(
    (JSON.parse(page.stdout) as { name: string }[]).map(({ name }) => name),
    ['c'],
  );
});
