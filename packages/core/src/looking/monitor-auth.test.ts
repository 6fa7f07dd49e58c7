import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withAuth } from './monitor-auth.ts';

const HTTP = { url: 'https://shop.example/', method: 'GET' };
const secretId = '019b0000-0000-7000-8000-000000000001';

test('each way becomes the header that it is on the wire', () => {
  const headersOf = (auth: Parameters<typeof withAuth>[2], value: string): unknown => {
    const done = withAuth('HTTP', { ...HTTP, customHeaders: { accept: '*/*' } }, auth, value);
    assert.ok('config' in done);
    return done.config['customHeaders'];
  };
  assert.deepEqual(headersOf({ type: 'bearer', secretId }, 'tok'), { accept: '*/*', Authorization: 'Bearer tok' });
  assert.deepEqual(headersOf({ type: 'basic', secretId }, 'ann:pä:ss'), {
    accept: '*/*',
    Authorization: `Basic ${Buffer.from('ann:pä:ss').toString('base64')}`,
  });
  assert.deepEqual(headersOf({ type: 'header', headerName: 'X-Auth', secretId }, 'v'), {
    accept: '*/*',
    'X-Auth': 'v',
  });
  assert.deepEqual(headersOf({ type: 'api_key', headerName: 'X-Key', secretId }, 'v'), { accept: '*/*', 'X-Key': 'v' });
});

test('of a user and a password, the whole, what is sent and the password alone are secret', () => {
  const done = withAuth('HTTP', HTTP, { type: 'basic', secretId }, 'ann:hush');
  assert.ok('secrets' in done);
  assert.deepEqual(done.secrets, ['ann:hush', 'Basic YW5uOmh1c2g=', 'hush']);
});

test('it goes with an MCP server over HTTP, and with no other kind', () => {
  const auth = { type: 'bearer', secretId } as const;
  assert.ok('config' in withAuth('MCP_SERVER', { url: 'https://mcp.example/' }, auth, 'tok'));
  assert.ok('config' in withAuth('MCP_SERVER', { command: 'https://mcp.example/' }, auth, 'tok'));
  for (const [type, config] of [
    ['MCP_SERVER', { command: 'npx' }],
    ['TCP', { host: 'shop.example', port: 1 }],
  ] as const)
    assert.match(problemOf(withAuth(type, config, auth, 'tok')), /^must only be there for an HTTP monitor/);
});

test('two ways to say who looks are refused', () => {
  const auth = { type: 'bearer', secretId } as const;
  assert.match(
    problemOf(withAuth('HTTP', { ...HTTP, auth: { type: 'bearer', token: 'x' } }, auth, 'tok')),
    /config\.auth/,
  );
  const customHeaders = { authorization: 'x' };
  assert.match(problemOf(withAuth('HTTP', { ...HTTP, customHeaders }, auth, 'tok')), /customHeaders\.Authorization/);
  assert.match(problemOf(withAuth('HTTP', HTTP, { type: 'basic', secretId }, 'nocolon')), /user:password/);
});

function problemOf(done: ReturnType<typeof withAuth>): string {
  return 'problem' in done ? done.problem : '';
}
