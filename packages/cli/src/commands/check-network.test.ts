/** `upwatch check` of what is no web server: the URL says which. */
import assert from 'node:assert/strict';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { spawnSync } from 'node:child_process';
import { createServer as createHttpServer } from 'node:http';
import { createServer, type AddressInfo } from 'node:net';
import { type TestContext, test } from 'node:test';
import { runCli } from '../testing/run-cli.ts';

async function tcpTarget(t: TestContext, says: string): Promise<number> {
  const server = createServer((socket) => {
    socket.on('error', () => socket.destroy());
    socket.write(says);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => server.close());
  return (server.address() as AddressInfo).port;
}

/** Answers every question with one MX record: `10 mail.example`, five minutes. */
async function nameServer(t: TestContext): Promise<number> {
  const socket = createSocket('udp4');
  socket.on('message', (query, { port, address }) => {
    const end = query.indexOf(0, 12) + 5;
    const record = Buffer.from('c00c000f00010000012c0010000a046d61696c076578616d706c6500', 'hex');
    const header = Buffer.concat([query.subarray(0, 2), Buffer.from('81800001000100000000', 'hex')]);
    socket.send(Buffer.concat([header, query.subarray(12, end), record]), port, address);
  });
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  t.after(() => socket.close());
  return socket.address().port;
}

test('a TCP port, with its phases and the words of its own type', async (t) => {
  const port = await tcpTarget(t, '');
  const url = `tcp://127.0.0.1:${port}`;
  const { code, stdout } = await runCli(['check', url, '-e', 'connects', '-e', 'time < 5s']);
  assert.equal(code, 0, stdout);
  assert.match(stdout, new RegExp(`✔ up {2}${url} {2}`));
  assert.match(stdout, new RegExp(`127.0.0.1:${port}`));
  const { stdout: json } = await runCli(['check', '--json', url]);
  const seen = JSON.parse(json) as { url: string; status: null; tcp: object; phases: { tcpMs: number } };
  assert.deepEqual([seen.url, seen.status], [url, null]);
  assert.deepEqual(seen.tcp, { host: '127.0.0.1', port, isConnected: true });
  assert.ok(seen.phases.tcpMs > 0);
});

test('TLS that is not there', async (t) => {
  const port = await tcpTarget(t, '220 mail.example\r\n');
  const { code, stdout } = await runCli(['check', '--retries', '0', `tls://127.0.0.1:${port}`]);
  assert.equal(code, 1);
  assert.match(stdout, /✘ down.*\n.*[\s\S]*tls\.not_tls/);
});

test('STARTTLS that is not offered, in the words of the server', async (t) => {
  const port = await tcpTarget(t, '554 go away\r\n');
  const { code, stdout } = await runCli(['check', '--retries', '0', `tls://127.0.0.1:${port}?starttls=smtp`]);
  assert.equal(code, 1);
  assert.match(stdout, /554 go away \(protocol\.starttls\)/);
});

test('records, from the name server that is named', async (t) => {
  const server = `127.0.0.1:${await nameServer(t)}`;
  const url = `dns://shop.example?type=MX&server=${server}`;
  const { code, stdout } = await runCli(['check', url, '-e', 'record MX == "10 MAIL.example"', '-e', 'ttl >= 60']);
  assert.equal(code, 0, stdout);
  assert.match(stdout, /MX 10 mail\.example · 300 s/);
  const json = await runCli(['check', '--json', url, '--retries', '0', '-e', 'record MX == "10 other.example"']);
  assert.equal(json.code, 1);
  const seen = JSON.parse(json.stdout) as { failure: { code: string }; dns: { server: string; queries: object[] } };
  assert.equal(seen.failure.code, 'dns.records');
  assert.deepEqual([seen.dns.server, seen.dns.queries.length], [server, 1]);
});

const WRONG: readonly (readonly [args: readonly string[], message: RegExp])[] = [
  [['tcp://127.0.0.1'], /must have a port, as in tcp:\/\/db\.internal:5432/],
  [['tcp://127.0.0.1:1/path'], /must end behind the port/],
  [['tcp://127.0.0.1:1?starttls=gopher'], /starttls= in the URL must be one of/],
  [['tls://127.0.0.1?type=MX'], /must have no type=; it takes starttls=/],
  [['dns://a..example'], /the name in the URL must be a domain name/],
  [['dns://a.example?type=ANY'], /type= in the URL must be A, AAAA/],
  [['dns://a.example', '-H', 'X: y'], /--header says nothing to DNS checks/],
  [['dns://a.example', '-e', 'status=200'], /--expect: .*unknown subject "status"/s],
  [['tcp://127.0.0.1:1', '--timeout', '1ms'], /--timeout must be at least 100ms, got "1ms"/],
];

for (const [args, message] of WRONG) {
  test(`refused: ${args.join(' ')}`, async () => {
    const { code, stderr } = await runCli(['check', ...args]);
    assert.equal(code, 2);
    assert.match(stderr, message);
  });
}

const hasPing = spawnSync('ping', ['-V']).error === undefined || process.env['CI'] !== undefined;

test('an echo, with what came back', { skip: !hasPing && 'this machine has no ping' }, async () => {
  const url = 'ping://127.0.0.1?count=2';
  const { code, stdout } = await runCli(['check', url, '-e', 'loss <= 0%']);
  assert.equal(code, 0, stdout);
  assert.match(stdout, /2 of 2 packets came back · [\d.]+ ms \/ [\d.]+ ms \/ [\d.]+ ms/);
  const { stderr, code: refused } = await runCli(['check', 'ping://127.0.0.1:80']);
  assert.equal(refused, 2);
  assert.match(stderr, /must have no port: an echo has none/);
});

test('an MCP server, with what it offers', async (t) => {
  const tools = [{ name: 'search' }, { name: 'fetch' }];
  const hello = {
    protocolVersion: '2025-06-18',
    capabilities: { tools: {} },
    serverInfo: { name: 'shop', version: '2' },
  };
  const answer = (text: string): { readonly status: number; readonly body: string } => {
    const sent = JSON.parse(text || '{}') as { id?: number; method: string };
    if (sent.id === undefined) return { status: 202, body: '' };
    const result = sent.method === 'initialize' ? hello : { tools };
    return { status: 200, body: JSON.stringify({ jsonrpc: '2.0', id: sent.id, result }) };
  };
  const server = createHttpServer((request, response) => {
    void request.toArray().then((parts) => {
      const { status, body } = answer(Buffer.concat(parts as Buffer[]).toString());
      response.writeHead(status, { 'content-type': 'application/json' }).end(body);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => server.close());
  const url = `mcp+http://127.0.0.1:${(server.address() as AddressInfo).port}/mcp`;
  const { code, stdout } = await runCli(['check', url, '-e', 'tool == search', '-H', 'X-Api-Key: abc']);
  assert.equal(code, 0, stdout);
  assert.match(stdout, /shop 2 · MCP 2025-06-18 · 2 tools: search, fetch/);
});
