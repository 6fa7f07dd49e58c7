import assert from 'node:assert/strict';
import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { type TestContext, test } from 'node:test';
import { parseAllDocuments } from 'yaml';
import { runCli } from '../testing/run-cli.ts';

async function target(t: TestContext): Promise<string> {
  const server = http.createServer((request, response) => {
    if (request.url === '/broken') response.writeHead(503).end('no');
    else if (request.url === '/moved') response.writeHead(302, { location: '/' }).end();
    else
      response
        .writeHead(200, { 'content-type': 'application/json', 'x-method': request.method })
        .end('{"status":"ok"}');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

test('--json is one object a line, with every field that scripts rely on', async (t) => {
  const url = await target(t);
  const { code, stdout } = await runCli(['check', '--json', `${url}/moved`, '--expect', 'json $.status == "ok"']);
  assert.equal(code, 0);
  const seen = JSON.parse(stdout) as Record<string, unknown>;
  assert.deepEqual(Object.keys(seen).slice(0, 10), [
    'url',
    'up',
    'verdict',
    'status',
    'responseMs',
    'phases',
    'attempts',
    'failure',
    'assertions',
    'remoteAddress',
  ]);
  assert.deepEqual(
    [seen['up'], seen['verdict'], seen['status'], seen['failure'], seen['tls']],
    [true, 'up', 200, null, null],
  );
  const phases = seen['phases'] as Record<string, number | null>;
  assert.deepEqual(Object.keys(phases), ['dnsMs', 'tcpMs', 'tlsMs', 'ttfbMs', 'downloadMs', 'totalMs']);
  assert.equal(phases['tlsMs'], null);
  assert.ok(phases['totalMs']! > 0);
  assert.equal((seen['redirects'] as { statusCode: number }[])[0]?.statusCode, 302);
});

test('-o yaml is a document for each look with the fields of JSON, -o table a line for each', async (t) => {
  const url = await target(t);
  const looks = ['check', url, `${url}/broken`, '--retries', '0'];
  const yaml = await runCli([...looks, '-o', 'yaml']);
  const [up, broken, ...none] = parseAllDocuments(yaml.stdout).map((one) => one.toJS() as Record<string, unknown>);
  assert.deepEqual([yaml.code, up?.['verdict'], broken?.['status'], none], [1, 'up', 503, []]);
  const json = JSON.parse((await runCli(['check', url, '-o', 'json'])).stdout) as object;
  assert.deepEqual(Object.keys(up!), Object.keys(json));
  const { stdout } = await runCli([...looks, '-o', 'table']);
  const [titles, first, second, end] = stdout.split('\n');
  assert.match(titles!, /^VERDICT +URL +STATUS +TOTAL +DNS +TCP +TLS +FIRST BYTE +FAILURE$/);
  assert.match(first!, /^✔ up +http:\/\/127\S+ +200 +[\d.]+ ms /);
  assert.match(second!, /^✘ down +http:\/\/127\S+\/broken +503 .* status\.unexpected *$/);
  assert.equal(end, '');
  const refused = await runCli(['check', url, '-o', 'xml']);
  assert.equal(refused.code, 2);
  assert.match(refused.stderr, /table, json, yaml/);
});

test('exit 1 when any is down, and the reason is said in words and as a code', async (t) => {
  const url = await target(t);
  const { code, stdout } = await runCli(['check', url, `${url}/broken`, '--retries', '0']);
  assert.equal(code, 1);
  assert.match(stdout, /^✔ up {2}http/m);
  assert.match(stdout, /^✘ down {2}http\S+\/broken {2}503/m);
  assert.match(stdout, /expected 2xx, got 503 \(status\.unexpected\)/);
});

test('attempts are repeated with the back-off that was asked for, and all are shown', async (t) => {
  const url = await target(t);
  const { stdout } = await runCli(['check', '--json', `${url}/broken`, '--retries', '2', '--backoff', '0.05s']);
  const { attempts } = JSON.parse(stdout) as { attempts: { status: number; startedAt: string }[] };
  assert.deepEqual(
    attempts.map(({ status }) => status),
    [503, 503, 503],
  );
  const [first, second, third] = attempts.map(({ startedAt }) => Date.parse(startedAt));
  assert.ok(second! - first! >= 49 && third! - second! >= 98);
});

const WRONG: readonly (readonly [what: string, args: readonly string[], message: RegExp])[] = [
  ['no URL', ['check'], /missing required argument 'url'/],
  ['an unknown option', ['check', '--nope', 'x'], /unknown option '--nope'/],
  [
    'a URL of another kind',
    ['check', 'ftp://x/'],
    /: the URL must begin with http:\/\/ or https:\/\/, got "ftp:\/\/x\/"$/m,
  ],
  [
    'a duration that is none',
    ['check', '--timeout', 'soon', 'x'],
    /--timeout must be a duration such as 500ms, 2s or 1m, got "soon"/,
  ],
  ['an expectation that is none', ['check', '--expect', 'tim < 5', 'x'], /--expect: .*tim/],
  ['a header that is none', ['check', '--header', 'nope', 'x'], /--header must be/],
  [
    'a file that is not there',
    ['check', '--ca', '/nowhere/ca.pem', 'x'],
    /--ca: cannot read \/nowhere\/ca\.pem: there is no such file/,
  ],
  [
    'a header that is given twice',
    ['check', '-H', 'X-A: a', '-H', 'x-a: b', 'x'],
    /^upwatch: --header must name each header once, got x-a twice; .*: "x-a: a, b"$/m,
  ],
  ['too many attempts', ['check', '--retries', '10', 'x'], /^upwatch: --retries must be at most 9, got "10"$/m],
  [
    'too short a timeout',
    ['check', '--timeout', '1ms', 'x'],
    /^upwatch: --timeout must be at least 100ms, got "1ms"$/m,
  ],
  ['too long a timeout', ['check', '--timeout', '1h', 'x'], /^upwatch: --timeout must be at most 300s, got "1h"$/m],
  ['a back-off that is too long', ['check', '--backoff', '2m', 'x'], /--backoff must be at most 60s, got "2m"/],
  ['too many redirects', ['check', '--max-redirects', '51', 'x'], /--max-redirects must be at most 50, got "51"/],
  ['a method that is none', ['check', '-X', 'A B', 'x'], /: --method must be a method such as GET or PROPFIND, got/],
  ['a header of a wrong name', ['check', '-H', 'a b: 1', 'x'], /: --header a b must be a header name/],
  ['an authority that is none', ['check', '--ca', import.meta.filename, 'x'], /: --ca must /],
  ['a name server that is none', ['check', '--resolver', 'dns', 'x'], /: --resolver must be an IP address/],
  [
    'credentials in two places',
    ['check', '-u', 'a:b', 'http://c:canary@x/'],
    /: the URL must not hold credentials beside --user/,
  ],
  [
    'a URL with a password that ends it',
    ['check', 'http://me:can/ary@x/'],
    /: the URL must be a valid URL .*, got "••••@x\/"$/m,
  ],
  ['an unknown command', ['chekc'], /unknown command 'chekc'/],
];
for (const [what, args, message] of WRONG) {
  test(`${what} is a usage error: exit 2, said on stderr`, async () => {
    const { code, stdout, stderr } = await runCli(args);
    assert.match(stderr, message);
    assert.deepEqual([code, stdout], [2, '']);
  });
}

test('credentials on the command line are sent, and shown nowhere', async (t) => {
  let authorization = '';
  const server = http.createServer((request, response) => {
    authorization = request.headers.authorization ?? '';
    response.end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => server.close());
  const { port } = server.address() as AddressInfo;
  const { stdout, stderr } = await runCli(['check', '--json', '-u', 'me:canary-4711', `http://127.0.0.1:${port}/`]);
  assert.equal(authorization, `Basic ${btoa('me:canary-4711')}`);
  assert.doesNotMatch(stdout + stderr, /canary/);
});

test('the password of a URL is sent, and shown nowhere: not where a redirect leads, not in a failure', async (t) => {
  let authorization = '';
  const server = http.createServer((request, response) => {
    authorization = request.headers.authorization ?? '';
    if (request.url === '/moved')
      response.writeHead(302, { location: `http://you:canary-2@${request.headers.host}/` }).end();
    else response.writeHead(404).end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => server.close());
  const { port } = server.address() as AddressInfo;
  const at = (path: string): string => `http://me:canary-1@127.0.0.1:${port}${path}`;
  const asJson = await runCli(['check', '--json', at('/'), at('/moved')]);
  assert.equal(authorization, `Basic ${btoa('me:canary-1')}`);
  const seen = asJson.stdout.split('\n', 2).map((line) => JSON.parse(line) as Record<string, string>);
  assert.deepEqual(
    seen.map(({ url, finalUrl }) => [url, finalUrl]),
    [
      [`http://me:••••@127.0.0.1:${port}/`, `http://me:••••@127.0.0.1:${port}/`],
      [`http://me:••••@127.0.0.1:${port}/moved`, `http://127.0.0.1:${port}/`],
    ],
  );
  const asText = await runCli(['check', at('/'), at('/moved')]);
  assert.match(asText.stdout, /http:\/\/me:••••@127/);
  assert.doesNotMatch([asJson, asText].map(({ stdout, stderr }) => stdout + stderr).join(''), /canary/);
});

test('--health names what failed, in sentences and as data, and what is well', async (t) => {
  const documents: Readonly<Record<string, string>> = {
    '/sick':
      '{"status":"unhealthy","checks":{"database":{"status":"error","message":"connection refused","response_time_ms":3},"redis":"ok"}}',
    '/well': '{"status":"healthy","checks":{"database":"ok","redis":"ok"}}',
  };
  const server = http.createServer((request, response) => {
    response.writeHead(request.url === '/sick' ? 503 : 200, { 'content-type': 'application/json' });
    response.end(documents[request.url!]);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const check = (...more: string[]) => runCli(['check', '--retries', '0', ...more]);
  const sick = await check('--health', 'auto', `${url}/sick`);
  assert.equal(sick.code, 1);
  assert.match(
    sick.stdout.replace(/\s+/g, ' '),
    /failed: database \(connection refused, 3 ms\); redis ok \(dependency\.failed\)/,
  );
  const data = JSON.parse((await check('--json', '--health', 'auto', `${url}/sick`)).stdout) as {
    failure: { dependencies: { name: string }[] };
    health: { dialect: string };
  };
  assert.deepEqual([data.failure.dependencies[0]!.name, data.health.dialect], ['database', 'simple']);
  const narrowed = await check('--dependency', 'redis', `${url}/sick`);
  assert.equal(narrowed.code, 0);
  assert.match((await check('--health', 'simple', `${url}/well`)).stdout, /needs: database, redis ok/);
  const refused = await check('--health', 'xml', url);
  assert.equal(refused.code, 2);
  assert.match(refused.stderr, /--health must be/);
});
