import assert from 'node:assert/strict';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { Resolver } from '../dns/resolver.ts';
import type { CheckEnv } from '../check.ts';
import type { Sample } from '../port.ts';
import { systemClock as clock } from '../system-clock.ts';
import { mcpConfigSchema } from './config.ts';
import { lookMcp } from './look.ts';
import { closed, listening, officialServer } from './testing/official-server.ts';

function look(settings: object, env: Partial<CheckEnv> = {}): Promise<Sample> {
  const config = mcpConfigSchema.parse({ retry: { attemptsMax: 1 }, ...settings });
  const deadlineMs = clock.monotonic() + config.timeoutMs;
  return lookMcp(config, { clock, resolver: new Resolver({ clock }), deadlineMs, wantsBody: false, ...env });
}

const NODE = { command: process.execPath, timeoutMs: 20_000 };
const program = (name: string) => fileURLToPath(new URL(`testing/${name}`, import.meta.url));
const script = (source: string) => ({ ...NODE, args: ['-e', source] });
const mayRunCommands = true;

for (const isJson of [true, false]) {
  test(`an official server over HTTP shows what it has (answers as ${isJson ? 'JSON' : 'events'})`, async () => {
    await using server = await officialServer({ isJson });
    const { facts, failure, phases } = await look({ url: server.url });
    assert.equal(failure, undefined);
    assert.deepEqual(facts.mcp, {
      url: server.url,
      protocolVersion: '2025-06-18',
      serverName: 'shop',
      serverVersion: '2.1.0',
      capabilities: ['tools', 'resources'],
      toolCount: 2,
      tools: ['search', 'fetch'],
      resourceCount: 1,
    });
    assert.ok(phases.tcpMs! > 0 && phases.ttfbMs! > 0 && phases.totalMs >= phases.ttfbMs!);
    assert.equal(server.methods.at(-1), 'DELETE', 'the session is ended');
  });
}

test('an official server over standard streams shows the same', async () => {
  const args = ['--conditions=upwatch:source', program('stdio-server.ts')];
  const { facts, failure } = await look({ ...NODE, args }, { mayRunCommands });
  assert.equal(failure, undefined);
  assert.equal(facts.mcp?.serverName, 'shop');
  assert.deepEqual(facts.mcp?.tools, ['search', 'fetch']);
});

test('no program is started where that is not allowed', async () => {
  const { failure } = await look(script('process.exit(0)'));
  assert.equal(failure?.code, 'probe.config');
});

test('a program that ends, is none, is silent or says nonsense fails with what it did', {
  timeout: 60_000,
}, async () => {
  const seen = async (settings: object) => (await look(settings, { mayRunCommands })).failure;
  const ended = await seen(script('console.error("no key"); process.exit(3)'));
  assert.equal(ended?.code, 'connect.command');
  assert.match(ended.message, /exit code 3: no key/);
  const none = await seen({ ...NODE, command: '/nowhere/at-all' });
  assert.equal(none?.code, 'connect.command');
  assert.match(none.message, /ENOENT/);
  const silent = await seen({ ...script('setInterval(() => {}, 1000)'), timeoutMs: 1000 });
  assert.equal(silent?.code, 'timeout.ttfb');
  const nonsense = await seen(script('process.stdin.once("data", () => console.log("hello"))'));
  assert.equal(nonsense?.code, 'protocol.mcp');
  const flood = await seen(script('const a = "x".repeat(1e6); setInterval(() => process.stdout.write(a), 1)'));
  assert.equal(flood?.code, 'connect.command');
  assert.match(flood.message, /more than/);
});

test('a program and what it started end with the look', async () => {
  const source = `
    const { spawn } = require('node:child_process');
    const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
    process.stdin.once('data', () => console.log(JSON.stringify({ jsonrpc: '2.0', id: 1, result: {
      protocolVersion: '2025-06-18', capabilities: {}, serverInfo: { name: String(child.pid), version: '' } } })));
    setInterval(() => {}, 1000);`;
  const { facts } = await look(script(source), { mayRunCommands });
  const pid = Number(facts.mcp?.serverName);
  assert.ok(pid > 0);
  const isAlive = (): boolean => {
    try {
      return process.kill(pid, 0);
    } catch {
      return false;
    }
  };
  const until = performance.now() + 10_000;
  while (isAlive() && performance.now() < until) await new Promise((resolve) => setTimeout(resolve, 20));
  assert.ok(!isAlive(), 'what the program had started lives on');
});

interface Lie {
  readonly says: string;
  readonly answer: (request: IncomingMessage, response: ServerResponse) => void;
  readonly code: string;
}

const json = (response: ServerResponse, body: unknown): void =>
  void response.setHeader('content-type', 'application/json').end(JSON.stringify(body));

const LIES: readonly Lie[] = [
  { says: '404', answer: (_, response) => void response.writeHead(404).end(), code: 'status.unexpected' },
  { says: 'a web page', answer: (_, response) => void response.end('<html>'), code: 'protocol.mcp' },
  {
    says: 'an empty stream',
    answer: (_, response) => void response.setHeader('content-type', 'text/event-stream').end(),
    code: 'protocol.mcp',
  },
  {
    says: 'the answer to another question',
    answer: (_, response) => json(response, { jsonrpc: '2.0', id: 99, result: {} }),
    code: 'protocol.mcp',
  },
  {
    says: 'no version',
    answer: (_, response) => json(response, { jsonrpc: '2.0', id: 1, result: {} }),
    code: 'protocol.mcp',
  },
  {
    says: 'a refusal',
    answer: (_, response) => json(response, { jsonrpc: '2.0', id: 1, error: { code: -32_600, message: 'no' } }),
    code: 'protocol.mcp',
  },
  { says: 'nothing, for ever', answer: () => {}, code: 'timeout.ttfb' },
];

for (const { says, answer, code } of LIES) {
  test(`a server that answers with ${says} fails as ${code}`, async () => {
    const server = createServer(answer);
    const url = await listening(server);
    const { failure } = await look({ url, timeoutMs: 1000 });
    assert.equal(failure?.code, code, failure?.message ?? 'no failure');
    await closed(server);
  });
}

test('settings are refused at their field', () => {
  for (const [settings, path, says] of [
    [{}, 'command', /must be there/],
    [{ command: 'npx', url: 'https://mcp.example/' }, 'url', /beside command/],
    [{ url: 'ftp://mcp.example/' }, 'url', /http:\/\/ or https:\/\//],
    [{ url: 'https://mcp.example/', args: ['x'] }, 'args', /beside a command/],
    [{ command: 'npx', customHeaders: { a: 'b' } }, 'customHeaders', /beside a url/],
    [{ url: 'https://mcp.example/', customHeaders: { 'a b': 'c' } }, 'customHeaders', /header name/],
    [{ command: 'a\u0000b' }, 'command', /NUL/],
    [{ command: 'npx', env: { 'A-B': 'c' } }, 'env', /key/],
  ] as const) {
    const issue = mcpConfigSchema.safeParse(settings).error?.issues[0];
    assert.ok(issue, JSON.stringify(settings));
    assert.equal(issue.path[0], path, JSON.stringify(settings));
    assert.match(issue.message, says);
  }
  const config = mcpConfigSchema.parse({ command: 'https://mcp.example/' });
  assert.ok('url' in config, 'a command that is an address is taken as one');
});
