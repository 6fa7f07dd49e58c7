import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gatewayIn } from './default-gateway.ts';
import { reachOf } from './reach.ts';

test('an address is of this machine, private or public; a name is public', () => {
  const expected = {
    '127.0.0.53': 'own',
    '::1': 'own',
    localhost: 'own',
    '::ffff:127.0.0.1': 'own',
    '10.1.2.3': 'private',
    '172.31.0.1': 'private',
    '100.64.1.1': 'private',
    'fd00::1': 'private',
    'fe80::1': 'private',
    '::ffff:192.168.1.1': 'private',
    '172.32.0.1': 'public',
    '198.51.100.7': 'public',
    '2001:db8::1': 'public',
    'shop.example': 'public',
  };
  for (const [address, reach] of Object.entries(expected)) assert.equal(reachOf(address), reach, address);
});

test('the default gateway is read from the routes of the system', () => {
  const head = 'Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\n';
  const net = 'eth0\t0002000A\t00000000\t0001\t0\t0\t0\t00FFFFFF\n';
  assert.equal(gatewayIn(`${head}eth0\t00000000\t0102000A\t0003\t0\t0\t0\t00000000\n${net}`), '10.0.2.1');
  assert.equal(gatewayIn(`${head}${net}`), undefined);
  assert.equal(gatewayIn(''), undefined);
});
