import assert from 'node:assert/strict';
import { chmodSync, cpSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { untilShown } from '../../testing/until.ts';
import { importServer } from '../testing/imported-into.ts';
import { type KumaDatabase, kumaDatabase, monitorIn, notificationIn } from '../testing/kuma-database.ts';
import { pageIn } from '../testing/kuma-page.ts';

const TOKEN = 'Kuma0Push1Token2Kuma3Push4Token5';
const SECRETS = ['hunter2-of-mail', 'B0/hook-of-slack', 'bearer-of-shop', TOKEN];

function filled(kuma: KumaDatabase) {
  const mail = notificationIn(kuma, {
    ...{ type: 'smtp', name: 'mail', smtpHost: '127.0.0.1', smtpPort: 2525, smtpFrom: 'kuma@shop.example' },
    ...{ smtpTo: 'ops@shop.example', smtpUsername: 'kuma', smtpPassword: SECRETS[0] },
  });
  const chat = notificationIn(kuma, {
    type: 'slack',
    name: 'chat',
    slackwebhookURL: `https://hooks.slack.example/services/${SECRETS[1]}`,
  });
  const group = monitorIn(kuma, { name: 'EU', type: 'group', url: null });
  const local = { url: 'http://127.0.0.1:9/', interval: 86_400 };
  const shop = monitorIn(kuma, { ...local, parent: group, headers: `{"Authorization":"Bearer ${SECRETS[2]}"}` });
  const backup = monitorIn(kuma, { name: 'backup', type: 'push', push_token: TOKEN, interval: 3600, url: null });
  const box = monitorIn(kuma, { name: 'box', type: 'docker', docker_container: 'box', url: null });
  for (const notification_id of [mail, chat])
    kuma.insert('monitor_notification', { monitor_id: shop, notification_id });
  const tag = kuma.insert('tag', { name: 'env', color: '#2563eb' });
  kuma.insert('monitor_tag', { monitor_id: shop, tag_id: tag, value: 'prod' });
  const window = kuma.insert('maintenance', {
    ...{ title: 'nights', description: '', strategy: 'recurring-interval', interval_day: 1 },
    ...{ start_time: '03:00', end_time: '03:30', timezone: 'UTC' },
  });
  kuma.insert('monitor_maintenance', { monitor_id: group, maintenance_id: window });
  kuma.insert('heartbeat', { monitor_id: shop, status: 1, time: '2026-01-01 12:00:00.000', ping: 80 });
  const { page } = pageIn(kuma, { Shops: [shop, group], Jobs: [backup, box] });
  kuma.insert('status_page_cname', { status_page_id: page, domain: 'status.shop.example' });
  return { shop, backup, box };
}

function hasNoSecrets({ stdout, stderr }: { readonly stdout: string; readonly stderr: string }): void {
  for (const secret of SECRETS) assert.ok(!`${stdout}${stderr}`.includes(secret), `${secret} in ${stdout}${stderr}`);
}

test('a database in use is imported whole; its push address goes on working; a second run changes nothing', async (t) => {
  const kuma = kumaDatabase(t);
  const ids = filled(kuma);
  const server = await importServer(t);

  const dry = await server.cli('import', 'uptime-kuma', kuma.path, '--dry-run');
  assert.equal(dry.code, 0, dry.stderr);
  assert.match(dry.stdout, /The past is brought as well: 1 heartbeat, 0 hours, 0 days[^]*Nothing has been changed/);
  assert.deepEqual(await server.list('monitors'), {}, 'a dry run changes nothing');
  hasNoSecrets(dry);
  hasNoSecrets(await server.cli('import', 'uptime-kuma', kuma.path, '--dry-run', '--json'));

  const first = await server.cli('import', 'uptime-kuma', kuma.path);
  assert.equal(first.code, 0, first.stderr + first.stdout);
  hasNoSecrets(first);
  assert.match(first.stdout, /monitor "box": docker: /);
  const readers = await fetch(`${server.url}/status/main`);
  const text = await readers.text();
  assert.deepEqual([readers.status, text.includes(TOKEN), text.includes('127.0.0.1:9')], [200, false, false]);
  assert.match(text, /<h1>[^]*Mails are late[^]*Shops[^]*shop[^]*EU[^]*Jobs[^]*backup/);
  assert.match(first.stdout, /of the past: (1 look|nothing new)/);
  const { shop, backup, ...others } = await server.list('monitors');
  assert.deepEqual(Object.keys(others), []);
  const channels = await server.list('alertChannels');
  assert.deepEqual(
    new Set(shop!['alertChannelIds'] as string[]),
    new Set([channels['mail']!.id, channels['chat']!.id]),
  );
  assert.deepEqual(
    (shop!['tags'] as { name: string }[]).map(({ name }) => name),
    ['env: prod'],
  );
  const group = (await server.list('resourceGroups'))['EU']!;
  assert.deepEqual(
    (group['members'] as { monitorId: string }[]).map(({ monitorId }) => monitorId),
    [shop!.id],
  );
  assert.deepEqual((await server.list('maintenance'))['nights']!['monitorIds'], [shop!.id]);

  const push = await fetch(`${server.url}/api/push/${TOKEN}?status=up&msg=OK&ping=12`);
  assert.deepEqual([push.status, await push.json()], [200, { ok: true }]);
  await untilShown('"currentStatus": "up"', () => server.cli('monitors', 'get', 'backup', '--json'));
  assert.equal(backup!['type'], 'HEARTBEAT');

  const again = await server.cli('import', 'uptime-kuma', kuma.path);
  assert.match(again.stdout, /0 written, \d+ left as they are/);
  assert.equal((await server.list('monitors'))['shop']!['generation'], shop!['generation']);

  const newToken = `New${TOKEN.slice(3)}`;
  kuma.update('monitor', ids.backup, { push_token: newToken });
  const changed = await server.cli('import', 'uptime-kuma', kuma.path);
  assert.match(changed.stdout, /1 written/);
  assert.ok(!changed.stdout.includes(newToken), 'and is not printed');
  const statuses = await Promise.all(
    [newToken, TOKEN].map(async (token) => (await fetch(`${server.url}/api/push/${token}?status=up`)).status),
  );
  assert.deepEqual(statuses, [200, 404], 'the job goes by the token that the source has now');
});

test('what the source changes is changed; what was changed here stays, and is said', async (t) => {
  const kuma = kumaDatabase(t);
  const { shop } = filled(kuma);
  const server = await importServer(t);
  const run = async (...flags: string[]) => {
    const result = await server.cli('import', 'uptime-kuma', kuma.path, ...flags);
    assert.equal(result.code, 0, result.stderr);
    return result.stdout;
  };
  await run();
  const { id } = (await server.list('monitors'))['shop']!;

  await server.ask('PUT', `/api/v1/monitors/${id}`, { name: 'shop, renamed here', frequencySeconds: 300 });
  assert.match(await run(), /0 written/, 'what was changed here alone is nobody else’s business');

  kuma.update('monitor', shop, { interval: 600, url: 'http://127.0.0.1:19/' });
  const third = await run();
  assert.match(third, /monitor "shop": frequencySeconds: changed at the source and in Upwatch: stays/);
  const changed = (await server.list('monitors'))['shop, renamed here']!;
  assert.equal(changed.id, id, 'a monitor that was renamed here is known again');
  assert.deepEqual(
    [changed['frequencySeconds'], (changed['config'] as { url: string }).url],
    [300, 'http://127.0.0.1:19/'],
  );
  assert.match(await run(), /frequencySeconds: changed at the source and in Upwatch/, 'it is said every time');

  kuma.update('monitor', shop, { name: 'web' });
  await run('--overwrite');
  const overwritten = (await server.list('monitors'))['web']!;
  assert.deepEqual([overwritten.id, overwritten['frequencySeconds']], [id, 600]);

  await server.ask('DELETE', `/api/v1/monitors/${id}`);
  assert.match(await run(), /was deleted in Upwatch, and stays so/);
  assert.equal((await server.list('monitors'))['web'], undefined);
  await run('--overwrite');
  assert.ok((await server.list('monitors'))['web']);
});

test('one of the same name that somebody made is left as it is; another database is refused', async (t) => {
  const kuma = kumaDatabase(t);
  filled(kuma);
  const server = await importServer(t);
  const config = { url: 'http://127.0.0.1:29/', method: 'GET' };
  await server.ask('POST', '/api/v1/monitors', { name: 'Shop', type: 'HTTP', config, frequencySeconds: 3600 });
  const first = await server.cli('import', 'uptime-kuma', kuma.path, '--no-history');
  assert.doesNotMatch(first.stdout, /of the past/);
  assert.match(first.stdout, /monitor "shop": name: there is already one: it stays as it is/);
  assert.equal(((await server.list('monitors'))['Shop']!['config'] as { url: string }).url, config.url);

  for (let n = 0; n < 4; n++) monitorIn(kuma, { name: `m${n}`, url: `http://127.0.0.1:9/${n}`, interval: 86_400 });
  await server.cli('import', 'uptime-kuma', kuma.path);
  kuma.sqlite.exec("UPDATE monitor SET name = 'other ' || id, url = url || '?other' WHERE type = 'http'");
  const other = await server.cli('import', 'uptime-kuma', kuma.path);
  assert.equal(other.code, 2);
  assert.match(other.stderr, /looks like another source. Give it a name of its own with --as/);
});

test('a config file takes the place of the server, its secrets beside it for the owner alone', async (t) => {
  const kuma = kumaDatabase(t);
  filled(kuma);
  const server = await importServer(t);
  const file = join(kuma.dir, 'upwatch.yml');
  const written = await server.cli('import', 'uptime-kuma', kuma.path, '-o', file);
  assert.equal(written.code, 0, written.stderr);
  const yaml = readFileSync(file, 'utf8');
  assert.match(yaml, /statusPages:\n  - name: Main\n    visibility: PUBLIC\n/);
  assert.match(yaml, /status page "main": incidents: is no matter of a config file/);
  const env = readFileSync(join(kuma.dir, 'upwatch.env'), 'utf8');
  hasNoSecrets({ stdout: yaml, stderr: written.stdout });
  for (const secret of SECRETS) assert.ok(env.includes(secret), secret);
  assert.equal(statSync(join(kuma.dir, 'upwatch.env')).mode & 0o777, 0o600);
  assert.deepEqual(await server.list('monitors'), {});
  const variables = Object.fromEntries(
    env
      .trim()
      .split('\n')
      .map((line) => [line.split('=', 1)[0], line.slice(line.indexOf('=') + 1).replaceAll(/^'|'$/g, '')]),
  ) as Record<string, string>;
  const { loadConfig, readYaml } = await import('@upwatch/server');
  loadConfig({ flags: { dataDir: kuma.dir }, env: variables, file: readYaml(yaml, 'upwatch.yml', variables) });
  const twice = await server.cli('import', 'uptime-kuma', kuma.path, '-o', file);
  assert.match(twice.stderr, /there is one already: --overwrite replaces it/);
});

test('a backup of 1.x is told from a database by its content', async (t) => {
  const { dir } = kumaDatabase(t);
  const file = join(dir, 'backup');
  const monitorList = [
    {
      ...{
        id: 1,
        name: 'shop',
        type: 'keyword',
        url: 'http://127.0.0.1:9/',
        method: 'GET',
        interval: 86_400,
        active: true,
      },
      ...{ keyword: 'ok', invertKeyword: true, maxretries: 1, retryInterval: 60, accepted_statuscodes: ['200'] },
      ...{ notificationIDList: { 1: true }, tags: [{ name: 'env', value: 'prod', color: '#059669' }], ignoreTls: true },
    },
  ];
  const notificationList = [
    {
      id: 1,
      name: 'chat',
      isDefault: true,
      config: '{"type":"discord","discordWebhookUrl":"https://discord.example/x"}',
    },
  ];
  writeFileSync(file, JSON.stringify({ version: '1.23.1', monitorList, notificationList }));
  const server = await importServer(t);
  const result = await server.cli('import', 'uptime-kuma', file);
  assert.equal(result.code, 0, result.stderr);
  assert.match(result.stdout, /Uptime Kuma 1\.23\.1 backup/);
  const shop = (await server.list('monitors'))['shop']!;
  assert.equal((shop['config'] as { verifyTls: boolean }).verifyTls, false);
  assert.deepEqual(
    (shop['assertions'] as { config: { type: string } }[]).map(({ config }) => config.type),
    ['status_code', 'body_not_contains'],
  );
});

test('files that are none are refused with what was expected', async (t) => {
  const { dir, sqlite } = kumaDatabase(t);
  const server = await importServer(t);
  const cases: readonly (readonly [string, string, RegExp])[] = [
    ['text', 'hello', /is neither an SQLite database nor JSON/],
    ['json', '{"checks":[]}', /is no Uptime Kuma backup: it has no monitorList/],
    ['cut.db', 'SQLite format 3\0cut off', /cut\.db cannot be read/],
  ];
  for (const [name, content, message] of cases) {
    writeFileSync(join(dir, name), content);
    const { code, stderr } = await server.cli('import', 'uptime-kuma', join(dir, name));
    assert.equal(code, 2, stderr);
    assert.match(stderr, message);
  }
  sqlite.exec('DROP TABLE heartbeat');
  const { code, stderr } = await server.cli('import', 'uptime-kuma', join(dir, 'kuma.db'));
  assert.deepEqual([code, /is no Uptime Kuma database: it has no table heartbeat/.test(stderr)], [2, true], stderr);
});

test('a copy without its journal in a directory that may not be written to can be read', async (t) => {
  const kuma = kumaDatabase(t);
  filled(kuma);
  kuma.sqlite.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  const copy = join(kuma.dir, 'copy.db');
  cpSync(kuma.path, copy);
  chmodSync(copy, 0o400);
  const server = await importServer(t);
  const { code, stderr } = await server.cli('import', 'uptime-kuma', copy, '--dry-run');
  assert.equal(code, 0, stderr);
});
