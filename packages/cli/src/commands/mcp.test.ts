import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { COMMAND } from '../testing/command.ts';
import { runCli, SPARE_ENV } from '../testing/run-cli.ts';
import { answering, served } from '../testing/served.ts';

const LIMIT = { timeout: 60_000 };

/** The real command, and the official client at its standard streams. */
async function connected(t: TestContext, env: Readonly<Record<string, string>>, ...options: string[]): Promise<Client> {
  const args = [...COMMAND, 'mcp', ...options];
  const transport = new StdioClientTransport({ command: process.execPath, args, env: { ...SPARE_ENV, ...env } });
  const client = new Client({ name: 'test', version: '1' });
  await client.connect(transport);
  t.after(async () => client.close());
  return client;
}

async function called(client: Client, name: string, args: Record<string, unknown> = {}) {
  const { content, isError } = await client.callTool({ name, arguments: args });
  const [first] = content as readonly { readonly text: string }[];
  return { text: first!.text, isError: isError === true };
}

test(
  'the official client lists tools over standard streams and reads with them, and nothing is changed',
  LIMIT,
  async (t) => {
    const { env, cli } = await served(t);
    const target = await answering(t);
    const client = await connected(t, env);
    const { tools } = await client.listTools();
    assert.ok(tools.every(({ annotations }) => annotations?.readOnlyHint === true));
    assert.match(client.getInstructions() ?? '', /incidents_list/);
    const refused = await called(client, 'monitors_create', { body: {} });
    assert.ok(refused.isError && refused.text.includes('--allow-writes'), refused.text);
    const { text } = await called(client, 'check', { address: `http://${target.address}/` });
    assert.equal(JSON.parse(text).statusCode, 200, text);
    assert.equal(JSON.parse((await cli('monitors', 'list', '-o', 'json')).stdout).length, 0);
  },
);

test('with --allow-writes a tool makes a monitor, and another tool deletes it', LIMIT, async (t) => {
  const { env } = await served(t);
  const target = await answering(t);
  const client = await connected(t, env, '--allow-writes', '--tools', 'monitors');
  const config = { url: `http://${target.address}/`, method: 'GET' };
  const made = await called(client, 'monitors_create', { body: { name: 'shop', type: 'HTTP', config } });
  const { id, managedBy } = JSON.parse(made.text).data;
  assert.equal(managedBy, 'MCP');
  assert.deepEqual(await called(client, 'monitors_delete', { id }), { text: 'done', isError: false });
  const { isError, text } = await called(client, 'monitors_get', { id });
  assert.ok(isError && text.startsWith('NOT_FOUND (404)'), text);
});

test('a server that is not there is said in words, and asked again the next time', LIMIT, async (t) => {
  const env = { UPWATCH_URL: 'http://127.0.0.1:9', UPWATCH_API_TOKEN: 'uw_0123456789abcdef0123456789abcdef' };
  const client = await connected(t, env);
  await assert.rejects(client.listTools(), /cannot reach http:\/\/127\.0\.0\.1:9/);
  await assert.rejects(client.listTools(), /cannot reach/);
});

test('without a key the command says which one is missing, and speaks no protocol', LIMIT, async () => {
  const { code, stdout, stderr } = await runCli(['mcp'], {});
  assert.deepEqual([code, stdout], [2, '']);
  assert.match(stderr, /UPWATCH_API_TOKEN/);
});
