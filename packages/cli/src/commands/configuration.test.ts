import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { runCli } from '../testing/run-cli.ts';
import { served } from '../testing/served.ts';

const monitor = (name: string, more = ''): string =>
  `  - { name: ${name}, type: HTTP, config: { url: "http://127.0.0.1:1/${name}", method: GET }, enabled: false${more} }\n`;
const monitors = (...lines: readonly string[]): string => `monitors:\n${lines.join('')}`;

async function rig(t: TestContext) {
  const server = await served(t);
  const path = join(server.dir, 'upwatch.yml');
  return {
    path,
    write: (text: string, name = 'upwatch.yml') => writeFileSync(join(server.dir, name), text),
    run: (...args: readonly string[]) => runCli(args, server.env, server.dir),
    runWith: (env: Record<string, string>, ...args: readonly string[]) =>
      runCli(args, { ...server.env, ...env }, server.dir),
  };
}

test('validate says everything that is wrong with its place, and needs no server', async (t) => {
  const { write, run, path } = await rig(t);
  write(`server: { prot: 1 }\n${monitors(monitor('a'), monitor('A'), monitor('b', ', expect: ["status>"]'))}`);
  const wrong = await run('validate', path);
  assert.equal(wrong.code, 2);
  for (const place of [':1:17: server.prot', ':4:', ':5:'])
    assert.ok(wrong.stderr.includes(`upwatch.yml${place}`), wrong.stderr);
  write(monitors(monitor('a'), monitor('b', ', dependsOn: [a, c]')));
  const elsewhere = await run('validate', path);
  assert.deepEqual([elsewhere.code, elsewhere.stdout], [0, '2 resources declared, nothing wrong\n']);
  assert.match(elsewhere.stderr, /monitors\[1\]\.dependsOn\[1\] must be the name of a monitor, got "c": the server/);
  assert.equal((await run('validate', '--strict', path)).code, 2);
});

test('validate holds variables against the environments of the files, and says what may not be meant', async (t) => {
  const { write, run, path } = await rig(t);
  const environments =
    'environments: [{ slug: prod, name: Prod, isDefault: true, variables: { BASE: "https://a.example" } }]\n';
  const named = (name: string) =>
    `monitors: [{ name: shop, type: HTTP, config: { url: "{{variables.${name}}}/", method: GET } }]\n`;
  write(environments + named('BASE'));
  assert.equal((await run('validate', path)).code, 0);
  write(environments + named('BSAE'));
  const wrong = await run('validate', path);
  assert.equal(wrong.code, 2);
  assert.match(
    wrong.stderr,
    /upwatch\.yml:2:\d+: monitors\[0\]\.config\.url must name a variable of environment "Prod" \(BASE\)/,
  );
  // The server may have it.
  write(named('BSAE'));
  assert.equal((await run('validate', path)).code, 0);
  const old = 'startsAt: 2020-01-01T00:00:00Z, endsAt: 2020-01-01T01:00:00Z, repeatRule: "FREQ=DAILY;COUNT=2"';
  write(`maintenance: [{ name: old, allMonitors: true, ${old} }]\n`);
  const [validated, planned] = [await run('validate', path), await run('plan', path)];
  for (const { code, stderr } of [validated, planned]) {
    assert.equal(code, 0, stderr);
    assert.match(stderr, /upwatch\.yml:1:\d+: warning: maintenance\[0\]\.repeatRule has no time to come/);
  }
});

test('plan says what would change, and by its exit code whether anything would; apply does it, once', async (t) => {
  const { write, run, path } = await rig(t);
  write(monitors(monitor('shop'), monitor('blog')));
  assert.equal((await run('plan', '--detailed-exitcode', 'nowhere.yml')).code, 1);
  const first = await run('plan', '--detailed-exitcode', path);
  assert.equal(first.code, 2, first.stderr);
  assert.match(first.stdout, / {2}\+ monitor shop\n.*\n {6}config\.url|\+ monitor shop/);
  assert.match(first.stdout, /2 to make; 0 as declared\.\n$/);
  const unasked = await run('apply', path);
  assert.deepEqual([unasked.code, unasked.stderr], [2, 'upwatch: nobody can be asked here: give --yes\n']);
  const applied = await run('apply', '--yes', path);
  assert.equal(applied.code, 0, applied.stderr);
  assert.match(applied.stdout, /as declared\.\n\n2 done\.\n$/);
  assert.equal(applied.stderr, '', 'no progress where nobody looks');
  assert.equal((await run('plan', '--detailed-exitcode', path)).code, 0);
  write(
    `${monitors(monitor('webshop', ', frequencySeconds: 30'))}moved: [{ kind: monitor, from: shop, to: webshop }]\n`,
  );
  const moved = await run('plan', path, '--prune');
  assert.match(moved.stdout, /~ monitor webshop \(is called shop now\)\n/);
  assert.match(moved.stdout, /frequencySeconds: 30\n/);
  assert.match(moved.stdout, /- monitor blog\n/);
  assert.equal((await run('apply', '--yes', '--prune', path)).code, 0);
  const listed = JSON.parse((await run('monitors', 'list', '-o', 'json')).stdout) as readonly { name: string }[];
  assert.deepEqual(
    listed.map(({ name }) => name),
    ['webshop'],
  );
});

test('several files are one, with one set of defaults; what one of them names wrongly is said of that one', async (t) => {
  const { write, run } = await rig(t);
  write('defaults: { monitors: { frequencySeconds: 45, tags: [eu] } }\n', 'a.yml');
  write(monitors(monitor('shop'), monitor('blog', ', frequencySeconds: 90')), 'b.yml');
  const planned = JSON.parse((await run('plan', '-o', 'json', '?.yml')).stdout) as {
    steps: { name: string; changes: { path: string; to: unknown }[] }[];
  };
  const often = planned.steps.map(({ changes }) => changes.find(({ path }) => path === 'frequencySeconds')?.to);
  assert.deepEqual(often, [45, 90]);
  write(monitors(monitor('late', ', alertChannels: [nobody]')), 'c.yml');
  const refused = await run('plan', '?.yml');
  assert.equal(refused.code, 2);
  assert.match(refused.stderr, /c\.yml:2:\d+: monitors\[2\]\.alertChannels\[0\] must be the name of an alert channel/);
});

test('most of what a file brought is not deleted by a file that was cut short', async (t) => {
  const { write, run, path } = await rig(t);
  write(monitors(...['a', 'b', 'c', 'd', 'e'].map((name) => monitor(name))));
  await run('apply', '--yes', path);
  write('monitors: []\n');
  const refused = await run('apply', '--yes', '--prune', path);
  assert.equal(refused.code, 1);
  assert.match(refused.stderr, /5 of 5 of kind monitor would be deleted: --allow-mass-delete says that this is meant/);
  assert.equal((await run('apply', '--yes', '--prune', '--allow-mass-delete', path)).code, 0);
});

test('what was refused is said of each and the rest is done; applied again when mended, all is', async (t) => {
  const { write, run, path } = await rig(t);
  const job = (name: string, token: string): string =>
    `  - { name: ${name}, type: HEARTBEAT, config: { expectedInterval: 60, gracePeriod: 60 }, pingToken: ${token} }\n`;
  write(monitors(job('one', 'token-of-one'), job('two', 'token-of-one'), monitor('shop')));
  const half = await run('apply', '--yes', path);
  assert.equal(half.code, 1);
  assert.match(half.stderr, /monitor "two": .*token.*\nupwatch: 2 done, 1 not; apply again to try these\n$/);
  write(monitors(job('one', 'token-of-one'), job('two', 'token-of-two'), monitor('shop')));
  assert.equal((await run('apply', '--yes', path)).code, 0);
  assert.equal((await run('plan', '--detailed-exitcode', path)).code, 0);
});

test('what is exported has its secrets named at the top, and changes nothing when it is planned with them', async (t) => {
  const { write, run, runWith, path } = await rig(t);
  write(
    `alertChannels:\n  - { name: ops, config: { channelType: webhook, url: "https://hooks.example/of-its-own" } }\n${monitors(monitor('shop', ', alertChannels: [ops], expect: [status=2xx]'))}`,
  );
  await run('apply', '--yes', path);
  const exported = await run('export', '--out', 'again.yml');
  assert.equal(exported.code, 0, exported.stderr);
  const text = (await run('export')).stdout;
  assert.match(
    text,
    /^# yaml-language-server: \$schema=.*\n[\s\S]*# {3}SECRET_ALERTCHANNEL_OPS_URL {3}config\.url of alertChannel "ops"\n/,
  );
  assert.ok(!text.includes('of-its-own'));
  assert.match((await run('plan', 'again.yml')).stderr, /SECRET_ALERTCHANNEL_OPS_URL is not set/);
  const env = { SECRET_ALERTCHANNEL_OPS_URL: 'https://hooks.example/of-its-own' };
  const planned = await runWith(env, 'plan', '--detailed-exitcode', 'again.yml');
  assert.deepEqual([planned.code, planned.stdout], [0, 'Nothing to change; 2 as declared.\n'], planned.stderr);
  const other = await runWith(
    { ...env, SECRET_ALERTCHANNEL_OPS_URL: 'https://hooks.example/other' },
    'plan',
    'again.yml',
  );
  assert.match(other.stdout, /config\.url: \(secret, changed\)/);
});

test('export --project writes what one project brought, and that plans empty; an unknown one is said', async (t) => {
  const { write, run, path } = await rig(t);
  for (const project of ['shop', 'office']) {
    write(`project: ${project}\n${monitors(monitor(project))}`);
    assert.equal((await run('apply', '--yes', path)).code, 0);
  }
  const exported = await run('export', '--project', 'shop', '--out', 'shop.yml');
  assert.equal(exported.code, 0, exported.stderr);
  const planned = await run('plan', '--detailed-exitcode', '--prune', 'shop.yml');
  assert.deepEqual([planned.code, planned.stdout], [0, 'Nothing to change; 1 as declared.\n'], planned.stderr);
  const wrong = await run('export', '--project', 'shoe');
  assert.equal(wrong.code, 2);
  assert.match(wrong.stderr, /project must be one whose files brought something \(.*shop.*\), got "shoe"/);
});
