import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testApi } from '../api/testing/test-api.ts';
import { lookAt } from './check-address.ts';

const HTTPS = 'https://shop.example/a?b=c';

test('each form of address is a look of its type, and one that the API takes', async () => {
  await using api = await testApi();
  for (const [address, type, config] of [
    [HTTPS, 'HTTP', { url: HTTPS, method: 'GET' }],
    ['tcp://[::1]:5432', 'TCP', { host: '::1', port: 5432 }],
    ['tcp://mail.example:25?starttls=smtp', 'TCP', { host: 'mail.example', port: 25, startTls: 'smtp' }],
    ['tls://shop.example', 'TLS', { host: 'shop.example' }],
    ['dns://shop.example', 'DNS', { hostname: 'shop.example' }],
    [
      'dns://shop.example?type=A,MX&server=[2001:db8::53]:5353&transport=tcp',
      'DNS',
      {
        hostname: 'shop.example',
        recordTypes: ['A', 'MX'],
        nameservers: ['[2001:db8::53]:5353'],
        transport: 'tcp',
      },
    ],
    ['ping://192.0.2.1?count=5', 'ICMP', { host: '192.0.2.1', packetCount: 5 }],
    ['icmp://shop.example', 'ICMP', { host: 'shop.example' }],
    ['mcp+https://mcp.example/mcp', 'MCP_SERVER', { url: 'https://mcp.example/mcp' }],
  ] as const) {
    const look = lookAt(address);
    assert.deepEqual(look, { type, config }, address);
    const { status, text } = await api.ask('POST', '/api/v1/monitors/test', look);
    assert.equal(status, 200, `${address}: ${text}`);
  }
});

test('what is no address, or says what its form does not take, is refused with what it must be', () => {
  for (const [address, message] of [
    ['shop.example', /^address must be like https:.*, got "shop\.example"$/],
    ['ftp://shop.example', /^address must be like/],
    ['dns://', /^address must be like/],
    ['tcp://shop.example', /^address must have a port/],
    ['dns://shop.example?typ=MX', /^address must have no typ=: dns:\/\/ takes type, server, transport$/],
    ['https://ada:secret@shop.example', /^address must hold no user and no password$/],
    ['mcp+https://ada:secret@shop.example', /^address must hold no user/],
    ['dns://{{secrets.TOKEN}}.example', /^address must be as it is/],
  ] as const)
    assert.throws(() => lookAt(address), { name: 'ArgumentFault', message });
});
