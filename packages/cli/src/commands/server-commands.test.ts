import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runCli } from '../testing/run-cli.ts';
import { answering, served } from '../testing/served.ts';
import { untilShown } from '../testing/until.ts';

const PATIENCE = { timeout: 120_000 };

test('a monitor is made, listed, shown, paused, tried and deleted by its name', PATIENCE, async (t) => {
  const [{ cli }, { address }] = [await served(t), await answering(t)];
  const made = await cli(
    'monitors',
    'create',
    'shop',
    address,
    '--every',
    '30s',
    '--expect',
    'time < 5s',
    '--tag',
    'web',
  );
  assert.match(made.stdout, /^✔ watching shop every 30 s \([0-9a-f-]{36}\)\n$/, made.stderr);
  const listed = await cli('monitors', 'list');
  assert.match(
    listed.stdout,
    /^ID +STATUS +NAME +EVERY +WHAT\n[0-9a-f-]{36} +(✔ up|\? unknown) +shop +30 s +http:\/\/127/,
  );
  assert.equal((await cli('monitors', 'list', '--json')).stdout, (await cli('monitors', 'list', '-o', 'json')).stdout);
  assert.match((await cli('monitors', 'list', '--search', 'zzz')).stdout, /^no monitor has "zzz" in its name or URL$/m);
  const shown = JSON.parse((await cli('monitors', 'get', 'Shop')).stdout) as { assertions: { config: object }[] };
  assert.deepEqual(shown.assertions[0]?.config, { type: 'response_time', thresholdMs: 5000 });
  const tried = await cli('monitors', 'test', 'shop');
  assert.deepEqual([tried.code, tried.stdout.replace(/\d+ ms/, 'N ms')], [0, '✔ up  shop  200  N ms\n']);
  assert.match((await cli('monitors', 'pause', 'shop')).stdout, /shop is paused/);
  assert.match((await cli('status')).stdout, /^⏸ paused 1$/m);
  const { id } = JSON.parse((await cli('monitors', 'get', 'shop')).stdout) as { id: string };
  const deleted = await cli('monitors', 'delete', `${id.slice(0, 13)}…`);
  assert.deepEqual([deleted.code, deleted.stdout], [0, `✔ ${id.slice(0, 13)}… is forgotten\n`]);
  assert.equal((await cli('monitors', 'list')).stdout, 'nothing is watched yet: upwatch monitors create NAME URL\n');
  const missing = await cli('monitors', 'get', 'shop');
  assert.deepEqual(
    [missing.code, missing.stderr],
    [3, 'upwatch: there is no monitor called "shop": see `upwatch monitors list`\n'],
  );
  const often = await cli('monitors', 'create', 'shop', address, '--every', '100ms');
  assert.deepEqual([often.code, often.stderr], [2, 'upwatch: --every must be at least 1s, got "100ms"\n']);
});

test('what may not be meant is said beside what was made', PATIENCE, async (t) => {
  const { cli } = await served(t);
  const body = {
    name: 'far',
    type: 'HTTP',
    config: { url: 'https://shop.example/', method: 'GET' },
    regions: ['mars'],
  };
  const made = await cli('monitors', 'create', '--json-body', JSON.stringify(body));
  assert.deepEqual(
    [made.code, made.stderr],
    [0, 'warning: regions[0] names a region from which nobody looks: "mars"\n'],
  );
  assert.match(made.stdout, /^✔ watching far /);
});

test('monitors of which nothing is known are called by their names, of many the first', PATIENCE, async (t) => {
  const { cli, url, token } = await served(t);
  for (let n = 1; n <= 21; n++) {
    const job = { name: `job ${n}`, type: 'HEARTBEAT', config: { expectedInterval: 3600, gracePeriod: 60 } };
    const made = await fetch(`${url}/api/v1/monitors`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify(job),
    });
    assert.equal(made.status, 201, await made.text());
  }
  const { code, stdout } = await cli('status');
  assert.equal(code, 0);
  assert.match(stdout, /^\? unknown 21\n {2}\? unknown {2}not known yet, or nobody could look: job 1, job 2, /);
  assert.match(stdout, /job 20 and 1 more\n$/);
});

test('what is down is said first, with why, and the exit code says it too', PATIENCE, async (t) => {
  const [{ cli }, target] = [await served(t), await answering(t)];
  target.statusCode = 404;
  await cli('monitors', 'create', 'shop', target.address, '--every', '1s');
  const status = await untilShown('down', () => cli('status'));
  assert.equal(status.code, 1);
  const tried = await cli('monitors', 'test', 'shop');
  assert.equal(tried.code, 1);
  assert.match(tried.stdout, /^✘ down {2}shop {2}404 {2}\d+ ms\n {2}.*expected 2xx, got 404 \(status\.unexpected\)\n$/);
  assert.match(status.stdout, /^✘ down 1\n {2}✘ down {2}shop {2}for \d+ s\n {6}.*expected 2xx, got 404/);
  const open = JSON.parse((await cli('incidents', 'list', '--open', '-o', 'json')).stdout) as { id: string }[];
  assert.equal(open.length, 1);
  // As a narrow terminal shows it.
  const cut = `${open[0]!.id.slice(0, 14)}…`;
  assert.match(
    (await cli('incidents', 'resolve', cut, '-m', 'known')).stdout,
    new RegExp(`^✔ resolved ${open[0]!.id}$`, 'm'),
  );
  const unknown = await cli('incidents', 'get', 'ffffffff');
  assert.deepEqual(
    [unknown.code, unknown.stderr],
    [3, 'upwatch: there is no incident whose id is or begins with "ffffffff": see `upwatch incidents list`\n'],
  );
  const listed = await cli('incidents', 'list');
  assert.match(listed.stdout, new RegExp(`^${open[0]!.id} .*T\\d\\d:`, 'm'), 'a program gets everything');
});

test('a channel whose test message does not get through is not kept', PATIENCE, async (t) => {
  const { cli } = await served(t);
  const made = await cli('channels', 'create', 'ops', '--webhook', 'http://127.0.0.1:1/hook');
  assert.equal(made.code, 1);
  assert.match(made.stderr, /the test message did not get through, nothing was kept: .*ECONNREFUSED/);
  assert.match((await cli('channels', 'list')).stdout, /^no channels yet, so nobody is told: upwatch channels create/);
});

test('a channel of any type is made of its settings', PATIENCE, async (t) => {
  const [{ cli }, { address }] = [await served(t), await answering(t)];
  const settings = ['--set', `url=http://${address}/hook`, '--set', 'customHeaders:={"X-Team":"ops"}'];
  const made = await cli('channels', 'create', 'hook', '--type', 'webhook', ...settings);
  assert.match(made.stdout, /^✔ hook is told from now on/, made.stderr);
  assert.equal((await cli('channels', 'delete', 'hook')).stdout, '✔ hook is told no more\n');
  const create = async (...args: string[]): Promise<string> =>
    (await cli('channels', 'create', 'other', ...args)).stderr;
  assert.match(await create('--type', 'pigeon'), /channelType.*pigeon/);
  assert.match(await create('--type', 'webhook', '--set', 'colour=red'), /config\.colour is not a known field/);
  assert.match(await create('--type', 'webhook', '--set', 'hidden'), /^upwatch: --set must be name=text or name:=JSON/);
  assert.match(await create('--type', 'webhook', '--set', 'url:=hidden'), /^upwatch: --set url:= must be (?!.*hidden)/);
  assert.match(
    await create('--slack', ''),
    /^upwatch: --slack is empty; if it comes from a variable, that is not set\n/,
  );
});

test('without a key, with a wrong one and without a server it is said what to do', PATIENCE, async (t) => {
  const { cli } = await served(t);
  const noKey = await runCli(['status']);
  assert.deepEqual([noKey.code, noKey.stderr.includes('set UPWATCH_API_TOKEN')], [2, true]);
  const wrong = await cli('status', '--token', 'uw_wrong');
  assert.equal(wrong.code, 4);
  assert.match(
    wrong.stderr,
    /API key is not known: give that of this server by `upwatch login`, UPWATCH_API_TOKEN or --token; where it/,
  );
  const noUrl = await cli('status', '--server', 'shop');
  assert.deepEqual(
    [noUrl.code, noUrl.stderr],
    [2, 'upwatch: --server (or UPWATCH_URL) must be a URL such as http://127.0.0.1:3000, got "shop"\n'],
  );
  const misspelt = await cli('monitors', 'list', '--jsn');
  assert.deepEqual(
    [misspelt.code, misspelt.stderr],
    [
      2,
      "upwatch: unknown option '--jsn'\n(Did you mean --json?)\n(upwatch monitors list --help shows what there is)\n",
    ],
  );
  const nowhere = await cli('status', '--server', 'http://127.0.0.1:9');
  assert.equal(nowhere.code, 4);
  assert.match(nowhere.stderr, /^upwatch: cannot reach http:\/\/127\.0\.0\.1:9 .*is `upwatch serve` running there\?/);
});
