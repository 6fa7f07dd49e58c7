/** What is published: packed, installed in an empty folder, used there. */
import assert from 'node:assert/strict';
import { execFile, execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { presentChange } from '../../packages/server/src/api/present/audit.ts';
import { monitorChange } from '../../packages/server/src/api/testing/changes.ts';
import { KEY } from '../../packages/server/src/api/testing/test-api.ts';
import { listening } from './testing/listening.ts';
import { installPacked } from './testing/packed.ts';

const ROOT = resolve(import.meta.dirname, '../..');

const SCRIPT = `
import { NotFoundError, Upwatch, verifyWebhook } from '@upwatch/sdk';
const [, , baseUrl, token] = process.argv;
const client = new Upwatch({ baseUrl, token });
const config = { url: 'https://shop.example/', method: 'GET' };
const made = await client.monitors.create({ name: 'from ' + (process.argv[4] ?? process.version), type: 'HTTP', config });
const names = [];
for await (const { name } of client.monitors.list({ size: 1 })) names.push(name);
const missing = await client.tags.get(made.id).catch((error) => error instanceof NotFoundError);
const refused = await verifyWebhook('{}', {}, 'x').catch((error) => error.reason);
console.log(JSON.stringify({ names, missing, refused, enabled: made.enabled }));
`;

const CHANGED = monitorChange('019b0000-0000-7000-8000-000000000000');

const FOLLOWED = `
for await (const event of client.events({ types: ['change'], monitorId: '${CHANGED.data.resourceId}' })) {
  console.log(JSON.stringify(event.data));
  break;
}
`;

const TYPED = `
import { type Monitor, type Page, Upwatch } from '@upwatch/sdk';
const client = new Upwatch({ baseUrl: 'http://127.0.0.1', token: 'uw_x' });
export const monitor: Promise<Monitor> = client.monitors.create({
  name: 'shop',
  type: 'HTTP',
  config: { url: 'https://shop.example/', method: 'GET' },
  frequencySeconds: 300,
  regions: ['us-east', 'eu-west'],
});
export const facts: Promise<[string, string, boolean, readonly string[]]> = monitor.then((one) => [
  one.id,
  one.name,
  one.enabled,
  one.regions,
]);
export const page: PromiseLike<Page<Monitor>> = client.monitors.list({ size: 5 });
// @ts-expect-error a misspelt field
void client.monitors.create({ name: 'shop', type: 'HTTP', config: { url: 'x', method: 'GET' }, frequency: 300 });
// @ts-expect-error there is no such type
void client.monitors.create({ name: 'shop', type: 'GOPHER', config: {} });
`;

test('packed and installed in an empty folder, the SDK is used there by every Node that is at hand', async () => {
  using installed = installPacked();
  await using server = await listening();
  const { folder } = installed;
  assert.deepEqual(readdirSync(join(folder, 'node_modules/@upwatch')), ['sdk'], 'it brings nothing along');
  assert.deepEqual(
    readdirSync(join(folder, 'node_modules')).filter((name) => !name.startsWith('.')),
    ['@upwatch'],
  );
  writeFileSync(join(folder, 'use.js'), SCRIPT);
  const nodes = [process.execPath, ...otherNode()];
  for (const [index, node] of nodes.entries()) {
    const given = [join(folder, 'use.js'), server.baseUrl, KEY];
    const { stdout } = await promisify(execFile)(node, given, { cwd: folder, timeout: 30_000 });
    const { names, ...rest } = JSON.parse(stdout) as { readonly names: readonly string[] };
    assert.equal(names.length, index + 1);
    assert.deepEqual(rest, { missing: true, refused: 'missing_header', enabled: true });
  }
});

/** Runtimes other than Node: what starts a script there. */
const OTHERS: Readonly<Record<string, readonly string[]>> = {
  bun: ['run'],
  deno: ['run', '--no-prompt', '--cached-only', '--allow-net=127.0.0.1', '--allow-env', '--node-modules-dir=manual'],
};

for (const [runtime, run] of Object.entries(OTHERS)) {
  const isHere = spawnSync(runtime, ['--version'], { timeout: 10_000 }).status === 0;
  test(`the packed SDK is used by ${runtime}`, { skip: isHere ? false : `${runtime} is not on the PATH` }, async () => {
    using installed = installPacked();
    await using server = await listening();
    const { folder } = installed;
    writeFileSync(join(folder, 'use.js'), SCRIPT + FOLLOWED);
    const given = [...run, join(folder, 'use.js'), server.baseUrl, KEY, runtime];
    const live = setInterval(() => server.api.live.publish(CHANGED), 100);
    const running = promisify(execFile)(runtime, given, { cwd: folder, timeout: 60_000 });
    const { stdout } = await running.finally(() => clearInterval(live));
    const [used, followed] = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as unknown);
    assert.deepEqual(used, { names: [`from ${runtime}`], missing: true, refused: 'missing_header', enabled: true });
    assert.deepEqual(followed, presentChange(CHANGED.data));
  });
}

test('the package holds what is meant for its users and nothing else', () => {
  using installed = installPacked();
  const { files, folder } = installed;
  const strange = files.filter(
    (file) => !/^package\/(package\.json|README\.md|LICENSE|openapi\.json|dist\/[\w/-]+\.(js|d\.ts))$/.test(file),
  );
  assert.deepEqual(strange, []);
  for (const file of ['README.md', 'LICENSE', 'openapi.json', 'dist/index.js', 'dist/index.d.ts'])
    assert.ok(files.includes(`package/${file}`), file);
  const home = join(folder, 'node_modules/@upwatch/sdk');
  const code = readdirSync(join(home, 'dist'), { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.js'),
  );
  for (const file of code)
    assert.ok(!/from ['"](?!\.)/.test(readFileSync(join(home, 'dist', file), 'utf8')), `${file} imports only its own`);
  const { version } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')) as { readonly version: string };
  const document = JSON.parse(readFileSync(join(home, 'openapi.json'), 'utf8')) as {
    readonly info: { readonly version: string };
  };
  assert.equal(document.info.version, version);
});

test('its types hold for a user with strict settings, and refuse what the API would refuse', () => {
  using installed = installPacked();
  const { folder } = installed;
  writeFileSync(join(folder, 'use.ts'), TYPED);
  const tsc = join(ROOT, 'node_modules/typescript/bin/tsc');
  for (const libs of ['es2022,dom,dom.iterable', 'es2023,dom'])
    execFileSync(
      process.execPath,
      [
        tsc,
        '--noEmit',
        '--strict',
        '--module',
        'nodenext',
        '--target',
        'es2022',
        '--lib',
        libs,
        '--types',
        '',
        'use.ts',
      ],
      { cwd: folder, timeout: 60_000, stdio: 'pipe' },
    );
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
