import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dnsConfigSchema } from './config.ts';
import { DNS_RUN } from './run.ts';

test('the contract alone is enough, and every default is filled in', () => {
  const nothing = { recordTypes: null, nameservers: null, timeoutMs: null, totalTimeoutMs: null };
  const stored = dnsConfigSchema.parse({ hostname: 'Shop.Example.', ...nothing });
  assert.deepEqual(stored, {
    hostname: 'shop.example',
    recordTypes: ['A'],
    timeoutMs: 3000,
    totalTimeoutMs: 10_000,
    transport: 'udp',
    requireAll: false,
    authoritative: false,
    retry: { attemptsMax: 3, backoffMs: 2000, backoffFactor: 2 },
  });
  assert.deepEqual(dnsConfigSchema.parse(stored), stored);
});

const NAMES: Readonly<Record<string, string>> = {
  'bücher.example': 'xn--bcher-kva.example',
  '_dmarc.shop.example': '_dmarc.shop.example',
  '*.shop.example': '*.shop.example',
  '.': '.',
  '192.0.2.7': '7.2.0.192.in-addr.arpa',
  '2001:db8::1': '1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa',
};

for (const [written, asked] of Object.entries(NAMES)) {
  test(`${written} is asked for as ${asked}`, () => {
    assert.equal(dnsConfigSchema.parse({ hostname: written, recordTypes: ['ptr'] }).hostname, asked);
  });
}

const WRONG: readonly (readonly [settings: object, problem: RegExp])[] = [
  [{ hostname: '' }, /hostname: /],
  [{ hostname: 'a..example' }, /hostname: must be a domain name/],
  [{ hostname: 'a b' }, /hostname: must be a domain name/],
  [{ hostname: `${'a'.repeat(64)}.example` }, /hostname: must be a domain name/],
  [{ recordTypes: [] }, /recordTypes: /],
  [{ recordTypes: ['ANY'] }, /recordTypes\.0: must be A, AAAA/],
  [{ nameservers: ['192.0.2.1:0'] }, /nameservers\.0: must be an IP address or a host name/],
  [{ nameservers: ['https://dns.example'] }, /nameservers\.0: must be/],
  [{ timeoutMs: 1 }, /timeoutMs: /],
  [{ transport: 'tls' }, /transport: /],
  [{ authoritative: true }, /nameservers: must name the servers/],
];

for (const [settings, problem] of WRONG) {
  test(`refused: ${JSON.stringify(settings).slice(0, 60)}`, () => {
    const { error } = dnsConfigSchema.safeParse({ hostname: 'shop.example', ...settings });
    assert.match(error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('\n') ?? '', problem);
  });
}

test('a monitor names its host, its target and its plan', () => {
  const config = dnsConfigSchema.parse({
    hostname: 'shop.example',
    recordTypes: ['MX'],
    nameservers: ['[2001:db8::53]:5353'],
    totalTimeoutMs: 1234,
    retry: { attemptsMax: 1 },
  });
  assert.equal(DNS_RUN.hostOf(config), '2001:db8::53');
  assert.equal(DNS_RUN.targetOf(config), 'dns://shop.example?type=MX&server=[2001:db8::53]:5353');
  assert.equal(DNS_RUN.timeoutMs(config), 1234);
  assert.equal(DNS_RUN.planOf(config).attemptsMax, 1);
  assert.equal(DNS_RUN.hostOf(dnsConfigSchema.parse({ hostname: 'shop.example' })), 'shop.example');
});
