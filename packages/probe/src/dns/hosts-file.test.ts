import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { parseHosts } from './hosts-file.ts';

test('names and aliases have their addresses, IPv4 first, remarks and strange lines passed over', () => {
  const table = parseHosts(
    [
      '# 192.0.2.9 commented',
      '2001:db8::1\tshop.example shop # main',
      '192.0.2.1 shop.example SHOP',
      'not-an-address x.example',
      '192.0.2.300 y.example',
      '',
      '192.0.2.2 last.example\r',
    ].join('\n'),
  );
  const found = Object.fromEntries([...table].map(([name, list]) => [name, list.map(({ address }) => address)]));
  assert.deepEqual(found, {
    'shop.example': ['192.0.2.1', '2001:db8::1'],
    shop: ['192.0.2.1', '2001:db8::1'],
    'last.example': ['192.0.2.2'],
  });
});

test('no text whatsoever makes it throw', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => parseHosts(text) !== undefined));
});
