/** Modules of one's own: a file of the blackbox_exporter, and looks at targets on loopback. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { test } from 'node:test';
import { CHECK_TYPES, lookOnce, Resolver, RUNS, systemClock } from '@upwatch/probe';
import { FileProblems } from '../../settings/yaml-file.ts';
import { temporaryDirectory } from '../../stores/sqlite/testing/temporary-store.ts';
import { testApi } from '../testing/test-api.ts';
import { knowProbeModules } from './module-file.ts';

function modulesOf(text: string) {
  const directory = temporaryDirectory();
  const path = join(directory.path, 'blackbox.yml');
  const warned: unknown[] = [];
  const write = (again: string): void => writeFileSync(path, again);
  write(text);
  const log = { warn: (what: unknown) => void warned.push(what) };
  const known = () => knowProbeModules(path, { checkTypes: Object.values(CHECK_TYPES), log });
  return { path, write, known, warned };
}

/** A site, and an API whose looks really are made. */
async function rig(text: string) {
  const asked: IncomingMessage[] = [];
  const site = createServer((request, response) => {
    asked.push(request);
    response.writeHead(request.url === '/gone' ? 410 : 200).end('all is well');
  }).listen(0, '127.0.0.1');
  await once(site, 'listening');
  const { port } = site.address() as AddressInfo;
  const file = modulesOf(text);
  const api = await testApi({ deps: { probeModules: file.known() } });
  const resolver = new Resolver({ clock: systemClock });
  const env = {
    region: 'local',
    clock: systemClock,
    runOf: (type: string) => RUNS[type],
    checkEnv: { resolver },
    wait: async () => {},
    onPhase: undefined,
    onTrouble: (error: Error) => assert.fail(error),
  };
  api.engine.nextLook = async (look) =>
    lookOnce(env, { monitorId: 'x', key: 0, generation: 0, intervalMs: 60_000, ...look });
  return {
    api,
    asked,
    target: `127.0.0.1:${port}`,
    async [Symbol.asyncDispose]() {
      await api[Symbol.asyncDispose]();
      resolver.close();
      site.closeAllConnections();
      site.close();
    },
  };
}

const SITE = `
modules:
  gone:
    prober: http
    http: { method: POST, valid_status_codes: [410], headers: { X-Who: blackbox } }
  well:
    prober: http
    http: { fail_if_body_not_matches_regexp: ["w[e]ll"] }
  ill:
    prober: http
    http: { fail_if_body_not_matches_regexp: ["ill$"] }
  port:
    prober: tcp
    timeout: 2s
  quiet:
    prober: tcp
    tcp: { query_response: [{ send: "GET /gone HTTP/1.0" }, { send: "" }, { expect: "^HTTP/1.1 410" }] }
`;

test('a module of the file looks as it says, and what it asks for decides', async () => {
  await using all = await rig(SITE);
  for (const [module, path, lines] of [
    ['gone', '/gone', ['probe_success 1', 'probe_http_status_code 410']],
    ['gone', '/', ['probe_success 0', 'probe_http_status_code 200']],
    ['well', '/', ['probe_success 1', 'probe_failed_due_to_regex 0']],
    ['ill', '/', ['probe_success 0', 'probe_failed_due_to_regex 1']],
    ['port', '', ['probe_success 1']],
  ] as const) {
    const { status, text } = await all.api.ask('GET', `/probe?module=${module}&target=${all.target}${path}`);
    assert.equal(status, 200, text);
    for (const line of lines) assert.ok(text.split('\n').includes(line), `${module}: ${line}\n${text}`);
  }
  const [first] = all.asked;
  assert.deepEqual([first?.method, first?.headers['x-who']], ['POST', 'blackbox']);
  assert.equal(all.api.engine.looks.at(-1)?.config['timeoutMs'], 2000);
  assert.equal((await all.api.ask('GET', `/probe?module=tcp_connect&target=${all.target}`)).status, 200);
});

test('what is wrong in a file is refused at once, all of it, each with its line', () => {
  const { path, known } = modulesOf(`modules:
  a:
    prober: http
    http:
      metod: POST
      basic_auth: { user: u }
  b:
    prober: pigeon
    timeout: soon
`);
  assert.throws(known, (error) => {
    assert.ok(error instanceof FileProblems);
    const said = error.problems.map(({ at, message }) => `${at.slice(path.length)} ${message}`).join('\n');
    assert.match(said, /^:5:\d+ modules\.a\.http\.metod is not a known field/m);
    assert.match(said, /^:6:\d+ modules\.a\.http\.basic_auth\.user is not a known field/m);
    assert.match(said, /^:8:\d+ modules\.b\.prober must be one of http, /m);
    assert.match(said, /^:9:\d+ modules\.b\.timeout must be a duration/m);
    return true;
  });
});

test('a module that asks for what no look can do is there, does not look, and says why', async () => {
  await using all = await rig(`modules:
  rpc: { prober: grpc }
  plain: { prober: http, http: { fail_if_ssl: true } }
  bad: { prober: http, http: { fail_if_body_not_matches_regexp: ["("] } }
  named: { prober: tcp }
  any: { prober: dns, dns: { query_name: a.example } }
`);
  for (const [query, field, message] of [
    ['module=rpc&target=a:1', 'module', /blackbox\.yml:2:\d+: prober: Upwatch has no check for the prober grpc$/],
    ['module=plain&target=a', 'module', /blackbox\.yml:3:\d+: http\.fail_if_ssl: /],
    ['module=bad&target=a', 'module', /blackbox\.yml:4:\d+: http: pattern must be /],
    ['module=any&target=a', 'module', /blackbox\.yml:6:\d+: prober: it asks for ANY record/],
    ['module=named&target=a', 'target', /^target does not fit module "named": its target names no host and port$/],
    ['module=none&target=a', 'module', /^module must be one of rpc, plain, bad, named, any, http_2xx, /],
  ] as const) {
    const { status, body } = await all.api.ask('GET', `/probe?${query}`);
    assert.deepEqual([status, body.errors[0].field], [400, field], body.message);
    assert.match(body.message, message);
  }
  assert.equal(all.api.engine.looks.length, 0);
});

test('a file that is read again is there when it is taken, and one that is refused changes nothing', () => {
  const file = modulesOf('modules: { a: { prober: icmp } }');
  const modules = file.known();
  const names = () => [...modules.known().keys()];
  file.write('modules: { b: { prober: icmp, icmp: { ttl: 5 } } }');
  const take = modules.reread();
  assert.deepEqual([names(), file.warned.length], [['a'], 0]);
  take();
  assert.deepEqual([names(), file.warned.length], [['b'], 1]);
  file.write('modules: { c: { prober: icmp, speed: 5 } }');
  assert.throws(() => modules.reread(), FileProblems);
  assert.deepEqual(names(), ['b']);
});

test('each prober becomes a look of its own at the target', () => {
  const file = modulesOf(`modules:
  mx: { prober: dns, dns: { query_name: a.example., query_type: MX, transport_protocol: tcp } }
  ping: { prober: icmp, timeout: 2s }
  tls: { prober: tcp, tcp: { tls: true, tls_config: { server_name: b.example } } }
`);
  const modules = file.known().known();
  const orderOf = (module: string, target: string) => {
    const order = modules.get(module)!.order({ target, module }, 9000);
    assert.ok('config' in order);
    return [order.type, order.config];
  };
  const retry = { attemptsMax: 1 };
  const dns = { hostname: 'a.example', recordTypes: ['MX'], nameservers: ['192.0.2.1'], transport: 'tcp' };
  assert.deepEqual(orderOf('mx', '192.0.2.1:53'), ['DNS', { ...dns, timeoutMs: 9000, retry }]);
  assert.deepEqual(orderOf('ping', 'gw'), ['ICMP', { host: 'gw', packetCount: 1, timeoutMs: 2000, retry }]);
  const tls = { host: '::1', port: 443, tls: { serverName: 'b.example' }, timeoutMs: 9000, retry };
  assert.deepEqual(orderOf('tls', '[::1]:443'), ['TCP', tls]);
  assert.deepEqual(
    [...modules.values()].flatMap(({ obstacles }) => obstacles),
    [],
  );
});

test('a dollar sign in a file is one, and an anchor is taken over', () => {
  const file = modulesOf(`modules:
  a: &a { prober: http, timeout: 3s, http: { fail_if_body_not_matches_regexp: ["\${HOME}$"] } }
  b: { <<: *a, timeout: 4s }
`);
  const order = file.known().known().get('b')!.order({ target: 'shop.example', module: 'b' }, 9000);
  assert.ok('config' in order);
  assert.deepEqual(
    [order.config['timeoutMs'], order.assertions?.at(-1)?.config],
    [4000, { type: 'regex_body', pattern: '${HOME}$' }],
  );
});
