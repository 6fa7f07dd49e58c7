import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { urlCases } from '@upwatch/core/testing';
import fc from 'fast-check';
import { egressOf } from './egress.ts';
import { httpConfigSchema } from './http/config.ts';
import { lookAt } from './http/testing/look-at.ts';

const everywhere = egressOf('private');
const outside = egressOf('public');
const isLetOut = (address: string): boolean => outside([address]).length === 1;
const isLetIn = (address: string): boolean => everywhere([address]).length === 1;

describe('addresses', () => {
  const never = [
    ...['169.254.169.254', '169.254.0.1', '100.100.100.200', '192.0.0.192', '168.63.129.16'],
    ...['fe80::1', 'fe80::1%eth0', 'febf::1', 'fd00:ec2::254', 'fd20:ce::254'],
    ...[
      '::ffff:169.254.169.254',
      '::ffff:a9fe:a9fe',
      '64:ff9b::169.254.169.254',
      '2002:a9fe:a9fe::1',
      '::169.254.169.254',
    ],
  ];
  const own = [
    ...[
      '127.0.0.1',
      '127.255.255.254',
      '0.0.0.0',
      '10.0.0.1',
      '172.16.0.1',
      '172.31.255.254',
      '192.168.1.1',
      '100.64.0.1',
    ],
    ...['100.127.255.254', '198.18.0.1', '192.0.2.1', '203.0.113.9', '240.0.0.1', '255.255.255.255', '224.0.0.1'],
    ...[
      '::1',
      '::',
      'fc00::1',
      'fd12:3456:789a::1',
      'ff02::1',
      '2001:db8::1',
      '2001::1',
      '::ffff:10.0.0.1',
      '64:ff9b::7f00:1',
    ],
    ...['2002:0a00:0001::1', '5f00::1', '3fff::1', '100::1'],
  ];
  const others = [
    ...[
      '8.8.8.8',
      '1.1.1.1',
      '172.15.255.255',
      '172.32.0.1',
      '100.63.255.255',
      '100.128.0.1',
      '223.255.255.255',
      '192.169.0.1',
    ],
    ...['2606:4700:4700::1111', '2a00:1450:4001:82a::200e', '::ffff:8.8.8.8', '64:ff9b::8.8.8.8', '2002:0808:0808::1'],
  ];

  test('link-local ones and metadata services are never reached, however they are written', () => {
    for (const address of never) assert.deepEqual([isLetIn(address), isLetOut(address)], [false, false], address);
  });

  test('those of an own network are reached where that is allowed', () => {
    for (const address of own) assert.deepEqual([isLetIn(address), isLetOut(address)], [true, false], address);
  });

  test('those of the internet always are', () => {
    for (const address of others) assert.deepEqual([isLetIn(address), isLetOut(address)], [true, true], address);
  });

  test('what is no address is never reached', () => {
    for (const text of ['', 'localhost', '127.1', '2130706433', '0x7f.1', '::1::', '1.2.3.4.5'])
      assert.deepEqual([isLetIn(text), isLetOut(text)], [false, false], text);
  });

  test('an IPv4 address is judged alike in each of its forms', () => {
    fc.assert(
      fc.property(fc.tuple(fc.nat(255), fc.nat(255), fc.nat(255), fc.nat(255)), ([a, b, c, d]) => {
        const plain = `${a}.${b}.${c}.${d}`;
        const [high, low] = [(a * 256 + b).toString(16), (c * 256 + d).toString(16)];
        for (const form of [`::ffff:${plain}`, `::FFFF:${high}:${low}`, `64:ff9b::${plain}`, `2002:${high}:${low}::5`])
          assert.deepEqual([isLetIn(form), isLetOut(form)], [isLetIn(plain), isLetOut(plain)], form);
      }),
      { numRuns: 1000 },
    );
  });

  test('of a name that is public and private at once nothing is reached by `public`, and what may be by `private`', () => {
    assert.deepEqual(outside(['93.184.216.34', '10.1.2.3']), []);
    assert.deepEqual(everywhere(['169.254.169.254', '10.1.2.3']), ['10.1.2.3']);
  });
});

const cases = urlCases();

describe('every URL of the cases by `public`', {
  skip: cases.length === 0 && 'the case files are not beside the checkout',
}, () => {
  for (const { id, url, dns, isBlocked } of cases) {
    test(`${id}: ${isBlocked ? 'blocked' : 'allowed'}`, async () => {
      const settings = httpConfigSchema.safeParse({ url, method: 'GET' });
      const literal = settings.success ? new URL(settings.data.url).hostname.replace(/^\[(.*)\]$/, '$1') : '';
      const addresses = dns ?? (/^[\d.]+$|:/.test(literal) ? [literal] : []);
      if (!isBlocked) {
        // Nothing is sent to an address outside: it is asked alone.
        assert.ok(settings.success);
        assert.ok(addresses.length > 0);
        return assert.deepEqual(outside(addresses), addresses);
      }
      if (!settings.success) return;
      // Asked before: with a guard that lets it out, the look would leave this machine.
      assert.deepEqual(outside(addresses), []);
      const resolved = addresses.map((address) => ({
        address,
        family: address.includes(':') ? (6 as const) : (4 as const),
        ttlSeconds: 60,
      }));
      const resolver = { resolve: () => resolved };
      const { failure } = await lookAt(url, {}, { resolver, egress: outside });
      assert.equal(failure?.code, addresses.length === 0 ? 'dns.nodata' : 'connect.blocked');
    });
  }
});
