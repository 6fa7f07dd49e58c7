import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { test } from 'node:test';
import { parse } from 'yaml';
import { runCli } from '../../testing/run-cli.ts';
import { served } from '../../testing/served.ts';
import type { Dto } from '../fingerprint.ts';
import { CONTRACT_FILE, CONTRACT_SECRETS } from '../testing/contract-file.ts';
import { filesOf } from '../testing/files.ts';
import { importServer, type Loose, type Served } from '../testing/imported-into.ts';

function hasNoSecrets(...texts: readonly string[]): void {
  for (const secret of CONTRACT_SECRETS)
    for (const text of texts) assert.ok(!text.includes(secret), `${secret} in ${text}`);
}

/** What stands on the page, in its order: `Website`, `Inside: Desk, Edge`. */
async function shownOn(server: Served, page: Dto): Promise<readonly string[]> {
  const list = async (what: string) => {
    const { body } = await server.ask('GET', `/api/v1/status-pages/${page.id}/${what}`);
    return (body as { readonly data: readonly Loose[] }).data;
  };
  const alone = (await list('components')).filter(({ groupId }) => groupId === null);
  const inOrder = (all: readonly Loose[], by: string) => all.toSorted((a, b) => a[by] - b[by]);
  return inOrder([...(await list('groups')), ...alone], 'pageOrder').map(({ name, components }) =>
    components
      ? `${name}: ${inOrder(components, 'displayOrder')
          .map((one) => one['name'])
          .join()}`
      : name,
  );
}

test('the whole file is imported into a server with all that refers to one another; a second run changes nothing', async (t) => {
  const [file = ''] = filesOf(t, { 'devhelm.yml': CONTRACT_FILE });
  const server = await importServer(t);
  const dry = await server.cli('import', 'contract', file, '--dry-run');
  assert.match(dry.stdout, /monitors +4 +4 new[^]*status pages +1 +1 new[^]*webhooks +3 +1 new, 2 left out/);
  const json = await server.cli('import', 'contract', file, '--dry-run', '--json');
  for (const section of ['monitors', 'secrets', 'environments', 'statusPages', 'webhooks'] as const)
    assert.deepEqual(await server.list(section), {}, 'a dry run changes nothing');
  const first = await server.cli('import', 'contract', file);
  assert.equal(first.code, 0, first.stderr + first.stdout);
  hasNoSecrets(dry.stdout, json.stdout, first.stdout, first.stderr);

  const { shop, till, desk } = await server.list('monitors');
  const { prod, staging } = await server.list('environments');
  const { api, login } = await server.list('secrets');
  assert.deepEqual(
    [prod!['isDefault'], prod!['variables']],
    [true, { HOST: '127.0.0.1:9', GREETING: 'hello', API_KEY: 'var-of-contract' }],
  );
  assert.deepEqual([(shop!['environment'] as Dto).id, (desk!['environment'] as Dto).id], [staging!.id, prod!.id]);
  const inheriting = [shop, desk].map((one) => (one!['inherits'] as readonly string[]).includes('environmentId'));
  assert.deepEqual(inheriting, [false, true], 'as the file has it: of its own, and of its group');
  assert.deepEqual(
    [shop, till, desk].map((one) => one!['auth']),
    [
      { type: 'bearer', vaultSecretId: api!.id },
      { type: 'basic', vaultSecretId: login!.id },
      { type: 'api_key', headerName: 'X-Desk', vaultSecretId: api!.id },
    ],
  );
  assert.ok(!('auth' in (shop!['config'] as Loose)), 'the value is in no settings');
  const channel = (await server.list('alertChannels'))['ops']!;
  const policy = (await server.list('notificationPolicies'))['on call']!;
  const group = (await server.list('resourceGroups'))['edge']!;
  assert.deepEqual(shop!['alertChannelIds'], [channel.id]);
  assert.deepEqual((policy['matchRules'] as Loose[])[0]!['monitorIds'], [shop!.id]);
  assert.deepEqual([group['alertPolicyId'], (group['members'] as Loose[])[0]!['monitorId']], [policy.id, shop!.id]);
  const [[url, hook] = []] = Object.entries(await server.list('webhooks'));
  assert.deepEqual(
    [url, hook!['enabled'], hook!['subscribedEvents'], hook!['description']],
    ['https://hooks.example/events?of=all', false, ['incident.created', 'incident.resolved'], 'everything'],
  );
  const { main } = await server.list('statusPages');
  assert.deepEqual([main!['incidentMode'], (main!['branding'] as Loose)['theme']], ['REVIEW', 'dark']);
  assert.deepEqual(await shownOn(server, main!), ['Website', 'Inside: Desk,Edge', 'Phone', 'Cash', 'Later: ']);

  const again = await server.cli('import', 'contract', file);
  assert.match(again.stdout, /0 written, 14 left as they are/, again.stderr);
  hasNoSecrets(again.stdout, JSON.stringify((await server.ask('GET', '/api/v1/imports/contract')).body));
});

test('what the source changes is changed, what was changed here stays, and what it takes away goes', async (t) => {
  const [file = ''] = filesOf(t, { 'devhelm.yml': CONTRACT_FILE });
  const server = await importServer(t);
  const run = async (edits: readonly (readonly [from: string | RegExp, to: string])[], ...more: readonly string[]) => {
    const text = edits.reduce((said, [from, to]) => {
      assert.notEqual(said.replace(from, to), said, `${String(from)} is there`);
      return said.replace(from, to);
    }, CONTRACT_FILE);
    writeFileSync(file, text);
    const result = await server.cli('import', 'contract', file, ...more);
    hasNoSecrets(result.stdout, result.stderr);
    return result;
  };
  assert.equal((await run([])).code, 0);
  const before = await server.list('monitors');
  const componentIds = async () => {
    const page = (await server.list('statusPages'))['main']!;
    const { body } = await server.ask('GET', `/api/v1/status-pages/${page.id}/components`);
    return new Map((body as { data: readonly Loose[] }).data.map((one) => [one['name'], one['id']]));
  };
  const componentsBefore = await componentIds();
  const hashBefore = (await server.list('secrets'))['api']!['valueHash'];

  // A variable is renamed together with the monitor that names it; the others lose what they no longer have.
  const edits = [
    ['variables: { HOST: "127.0.0.1:10" }', 'variables: { TARGET: "127.0.0.1:10" }'],
    ['{{variables.HOST}}', '{{variables.TARGET}}'],
    ['value: "tok-of-contract"', 'value: "next-tok-of-contract"'],
    ['    auth: { type: basic, secret: login }\n', ''],
    ['    environment: staging\n', '    environment: staging\n    enabled: false\n'],
    ['{ name: Website, type', '{ name: The site, type'],
    [/ {6}- \{ name: Phone.*\n/, ''],
    ['subscribedEvents: [incident.created, incident.resolved,', 'subscribedEvents: [incident.created,'],
    ['{ name: Inside, defaultOpen: false }', '{ name: Inside, defaultOpen: true }'],
  ] as const;
  const changed = await run(edits);
  assert.equal(changed.code, 0, changed.stderr + changed.stdout);
  const { shop, till } = await server.list('monitors');
  assert.deepEqual([shop!.id, shop!['enabled'], till!['auth']], [before['shop']!.id, false, null]);
  assert.deepEqual((await server.list('environments'))['staging']!['variables'], { TARGET: '127.0.0.1:10' });
  assert.notEqual((await server.list('secrets'))['api']!['valueHash'], hashBefore);
  const componentsAfter = await componentIds();
  assert.deepEqual(new Set(componentsAfter.keys()), new Set(['Cash', 'Desk', 'Edge', 'The site']));
  assert.equal(componentsAfter.get('The site'), componentsBefore.get('Website'), 'it keeps its bars');
  assert.equal(componentsAfter.get('Desk'), componentsBefore.get('Desk'));
  assert.match((await run(edits)).stdout, /0 written/);

  // Somebody changes here what the source then changes as well.
  const page = (await server.list('statusPages'))['main']!;
  const put = async (path: string, body: object) => {
    const { status } = await server.ask('PUT', `/api/v1${path}`, body);
    assert.equal(status, 200, path);
  };
  await put('/secrets/login', { value: 'ben:of-here' });
  await put('/environments/prod', { variables: { HOST: 'of.here' } });
  await put(`/status-pages/${page.id}/components/${componentsAfter.get('Desk')}`, { name: 'Desk of here' });
  const both = [
    ...edits,
    ['value: "ann:pass-of-contract"', 'value: "ann:next-pass-of-contract"'],
    ['GREETING: hello', 'GREETING: good day'],
    ['{ name: Cash,', '{ name: Money,'],
    ['description: how we are', 'description: how we all are'],
  ] as const;
  const kept = await run(both);
  assert.match(kept.stdout, /status page "main": components: changed at the source and in Upwatch/);
  assert.match(kept.stdout, /environment "prod": variables: changed at the source and in Upwatch/);
  assert.match(kept.stdout, /secret "login": value: changed at the source and in Upwatch/);
  assert.deepEqual((await server.list('environments'))['prod']!['variables'], { HOST: 'of.here' });
  assert.ok((await componentIds()).has('Desk of here'));
  assert.equal((await server.list('statusPages'))['main']!['description'], 'how we all are');
  const overwritten = await run(both, '--overwrite');
  assert.equal(overwritten.code, 0, overwritten.stderr);
  assert.deepEqual(new Set((await componentIds()).keys()), new Set(['Desk', 'Edge', 'Money', 'The site']));
  assert.deepEqual((await server.list('environments'))['prod']!['variables'], {
    HOST: '127.0.0.1:9',
    GREETING: 'good day',
    API_KEY: 'var-of-contract',
  });
  assert.match((await run(both)).stdout, /0 written, 14 left as they are/);
});

test('what names nothing is said before anything is sent, and what could not say who it is waits', async (t) => {
  const monitor = (name: string, more: string) =>
    `  - { name: ${name}, type: HTTP, config: { url: "http://127.0.0.1:9/", method: GET }, frequencySeconds: 86400, ${more} }\n`;
  const text = [
    'monitors:\n',
    monitor('a', 'auth: { type: bearer, secret: elsewhere }, environment: nowhere, alertChannels: [nobody]'),
    monitor('b', 'auth: { type: bearer, secret: here }'),
    '  - { name: c, type: HTTP, config: { url: "http://{{variables.HOST}}/", method: GET } }\n',
    'statusPages: [{ name: Main, slug: main, components: [{ name: C, type: MONITOR, monitor: c }] }]\n',
  ].join('');
  const [file = ''] = filesOf(t, { 'devhelm.yml': text });
  const server = await importServer(t);
  await server.ask('POST', '/api/v1/secrets', { key: 'here', value: 'what-is-here' });
  const lines = [
    /monitor "a": auth: the secret "elsewhere" is missing: it is neither in the file nor on the server/,
    /monitor "a": nowhere: it is neither/,
    /monitor "a": nobody: it is neither/,
    /monitor "a": active: imported paused: it could not say who it is/,
    /monitor "c": HTTP: config\.url names the variable "HOST", which is neither in the file nor on the server/,
    /status page "main": c: it is not imported itself/,
  ];
  const dry = await server.cli('import', 'contract', file, '--dry-run');
  const done = await server.cli('import', 'contract', file);
  assert.equal(done.code, 0, done.stderr);
  for (const line of lines) for (const { stdout } of [dry, done]) assert.match(stdout, line);
  const { a, b, ...others } = await server.list('monitors');
  assert.deepEqual([a!['enabled'], a!['auth'], b!['enabled'], Object.keys(others)], [false, null, true, []]);
  assert.equal((b!['auth'] as Loose)['vaultSecretId'], (await server.list('secrets'))['here']!.id);
});

test('as a file it names variables, and which to set; applied with them it is the same as imported', async (t) => {
  const [file = ''] = filesOf(t, { 'devhelm.yml': CONTRACT_FILE });
  const { cli, env, dir } = await served(t);
  const path = join(dir, 'upwatch.yml');
  const written = await cli('import', 'contract', file, '-o', path);
  assert.equal(written.code, 0, written.stderr);
  const text = readFileSync(path, 'utf8');
  hasNoSecrets(written.stdout, text);
  const variables = parseEnv(readFileSync(join(dir, 'upwatch.env'), 'utf8'));
  assert.match(text, /^# {3}IMPORTED_LOGIN: secret "login"$/m);
  for (const name of Object.keys(variables)) assert.match(text, new RegExp(`^# {3}${name}: \\w`, 'm'));
  assert.deepEqual((parse(text) as Loose)['secrets'], [
    { key: 'api', value: '${IMPORTED_API}' },
    { key: 'login', value: '${IMPORTED_LOGIN}' },
  ]);
  // What names the vault is no secret itself.
  const [{ config }] = (parse(text) as Loose)['monitors'];
  assert.equal(config.customHeaders['X-Auth-Token'], '{{secrets.api}}');
  const run = (...args: readonly string[]) => runCli(args, { ...env, ...(variables as Record<string, string>) }, dir);
  assert.equal((await run('validate', '--strict', path)).code, 0);
  const applied = await run('apply', '--yes', path);
  assert.equal(applied.code, 0, applied.stdout + applied.stderr);
  assert.equal((await run('plan', '--detailed-exitcode', path)).code, 0);
  const again = await cli('import', 'contract', file, '--dry-run', '--json');
  const { steps } = JSON.parse(again.stdout) as { steps: readonly Loose[] };
  const others = steps.filter(({ action }) => action !== 'link').map(({ action, name }) => [action, name]);
  assert.deepEqual(others, [['refused', 'https://hooks.example/services']], 'all else is there');
});

test('members that name what the environment of their group alone has are imported, and follow it', async (t) => {
  const host = { HOST: '127.0.0.1:9' };
  const fileOf = (environment: string | undefined, variables: object, url: string) =>
    JSON.stringify({
      environments: [
        { slug: 'prod', name: 'Prod', variables: host },
        { slug: 'next', name: 'Next', variables },
      ],
      monitors: [{ name: 'shop', type: 'HTTP', config: { url, method: 'GET' } }],
      resourceGroups: [{ name: 'edge', monitors: ['shop'], defaultEnvironment: environment }],
    });
  const [file = ''] = filesOf(t, { 'devhelm.yml': fileOf('prod', {}, 'http://{{variables.HOST}}/') });
  const server = await importServer(t);
  const dry = await server.cli('import', 'contract', file, '--dry-run');
  assert.doesNotMatch(dry.stdout, /left out/);
  const run = async () => {
    const { code, stdout, stderr } = await server.cli('import', 'contract', file);
    assert.equal(code, 0, stderr + stdout);
    const shop = (await server.list('monitors'))['shop']!;
    const inherits = (shop['inherits'] as readonly string[]).includes('environmentId');
    return { stdout, place: [(shop['environment'] as Loose | null)?.['slug'], inherits] };
  };
  assert.deepEqual((await run()).place, ['prod', true]);
  assert.match((await run()).stdout, /0 written, 4 left as they are/);
  // Another environment, together with what is named in it.
  writeFileSync(file, fileOf('next', { TARGET: '127.0.0.1:9' }, 'http://{{variables.TARGET}}/'));
  assert.deepEqual((await run()).place, ['next', true]);
  assert.match((await run()).stdout, /0 written, 4 left as they are/);
  // What the file says no more goes.
  writeFileSync(file, fileOf(undefined, {}, 'http://127.0.0.1:9/'));
  const freed = await run();
  assert.deepEqual(freed.place, [undefined, true], freed.stdout);
});

test('a member of a group that stays as it is here is in the environment of the file by itself', async (t) => {
  const environments = [{ slug: 'prod', name: 'Prod', variables: { HOST: '127.0.0.1:9' } }];
  const monitors = [{ name: 'shop', type: 'HTTP', config: { url: 'http://{{variables.HOST}}/', method: 'GET' } }];
  const resourceGroups = [{ name: 'edge', monitors: ['shop'], defaultEnvironment: 'prod' }];
  const [file = ''] = filesOf(t, { 'devhelm.yml': JSON.stringify({ environments, monitors, resourceGroups }) });
  const server = await importServer(t);
  assert.equal((await server.ask('POST', '/api/v1/resource-groups', { name: 'Edge' })).status, 201);
  const { code, stdout, stderr } = await server.cli('import', 'contract', file);
  assert.equal(code, 0, stderr + stdout);
  const shop = (await server.list('monitors'))['shop']!;
  assert.equal((shop['environment'] as Loose)['slug'], 'prod');
  assert.ok(!(shop['inherits'] as readonly string[]).includes('environmentId'));
});
