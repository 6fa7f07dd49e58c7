import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { TCP_RUN, TLS_RUN } from './run.ts';
import { tcpConfigSchema, tlsConfigSchema } from './config.ts';
import { fillTemplate, parseTemplate } from './template.ts';

const target = { host: 'db.example', port: 5432 };

test('the contract alone is enough, and every default is filled in', () => {
  assert.deepEqual(tcpConfigSchema.parse({ ...target, timeoutMs: null }), {
    ...target,
    timeoutMs: 10_000,
    ipFamily: 'auto',
    verifyTls: true,
    steps: [],
    retry: { attemptsMax: 3, backoffMs: 2000, backoffFactor: 2 },
  });
  const { port, tls } = tlsConfigSchema.parse({ host: 'shop.example' });
  assert.deepEqual({ port, tls }, { port: 443, tls: {} });
});

test('what is stored is taken again as it is', () => {
  const settings = { ...target, tls: true, steps: [{ send: 'PING\\r\\n', expect: '^\\+(PONG)', secret: true }] };
  const stored = tcpConfigSchema.parse(settings);
  assert.deepEqual(stored.tls, {});
  assert.deepEqual(tcpConfigSchema.parse(stored), stored);
  const tls = tlsConfigSchema.parse({ host: 'x.example', startTls: 'smtp', port: 25 });
  assert.deepEqual(tlsConfigSchema.parse(tls), tls);
});

test('a host is a name in any script or an address, stored as it is connected to', () => {
  const hosts = { 'Bücher.example': 'xn--bcher-kva.example', '[2001:DB8::1]': '2001:db8::1', '::1': '::1' };
  for (const [host, stored] of Object.entries(hosts)) {
    assert.equal(tcpConfigSchema.parse({ host, port: 1 }).host, stored);
  }
});

const WRONG: readonly (readonly [settings: object, problem: RegExp])[] = [
  [{ host: '' }, /host: /],
  [{ host: 'a.example:80' }, /host: must be a host name or an IP address, without a port/],
  [{ host: '[::1]:80' }, /host: must be .* without a port/],
  [{ host: 'http://a.example' }, /host: must be a host name/],
  [{ host: `${'a'.repeat(64)}.example` }, /host: must be a host name whose labels/],
  [{ port: 0 }, /port: /],
  [{ port: 65_536 }, /port: /],
  [{ timeoutMs: 99 }, /timeoutMs: /],
  [{ startTls: 'gopher' }, /startTls: /],
  [{ tls: 'yes' }, /tls: must be true, or TLS settings/],
  [{ steps: [{}] }, /steps\.0: must have send, expect or startTls/],
  [{ steps: [{ startTls: true, send: 'x' }] }, /steps\.0: must have startTls alone/],
  [{ steps: [{ send: '\\q' }] }, /steps\.0\.send: must have no escapes but/],
  [{ steps: [{ send: 'a\\' }] }, /steps\.0\.send: must have no escapes but/],
  [{ steps: [{ send: 'x'.repeat(8193) }] }, /steps\.0\.send: must be at most 8192/],
  [{ steps: [{ expect: '(' }] }, /steps\.0\.expect: must be a regular expression: missing/],
  [{ steps: [{ expect: '(?=x)' }] }, /look-around is not supported/],
  [
    { steps: [{ expect: '(a)' }, { send: '${2}' }] },
    /steps\.1\.send: must not use \$\{2\}: the pattern before has 1 groups/,
  ],
  [{ startTls: 'smtp', steps: [{ startTls: true }] }, /steps\.0\.startTls: must not be given twice/],
  [{ steps: Array.from({ length: 51 }, () => ({ send: 'x' })) }, /steps: /],
  [{ nonsense: 1 }, /nonsense/],
];

for (const [settings, problem] of WRONG) {
  test(`refused: ${JSON.stringify(settings).slice(0, 60)}`, () => {
    const result = tcpConfigSchema.safeParse({ ...target, ...settings });
    const issues = result.error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('\n') ?? '';
    assert.match(issues, problem);
  });
}

test('a text without escapes and groups is sent as it is', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const template = parseTemplate(text.toWellFormed().replaceAll('\\', '\\\\').replaceAll('$', '\\$'));
      assert.ok('parts' in template);
      assert.equal(fillTemplate(template.parts, []).toString(), text.toWellFormed());
    }),
  );
});

test('escapes, bytes and groups', () => {
  const template = parseTemplate('a\\r\\n\\x00\\xFf$1 ${0}-${2}\\$');
  assert.ok('parts' in template);
  const sent = fillTemplate(template.parts, ['whole', 'one', 'two']);
  assert.deepEqual(sent, Buffer.concat([Buffer.from('a\r\n\0'), Buffer.from([255]), Buffer.from('$1 whole-two$')]));
});

test('a monitor names its host, its target and its plan', () => {
  const config = tcpConfigSchema.parse({ host: '::1', port: 25, timeoutMs: 1234, retry: { attemptsMax: 2 } });
  assert.equal(TCP_RUN.hostOf(config), '::1');
  assert.equal(TCP_RUN.targetOf(config), 'tcp://[::1]:25');
  assert.equal(TCP_RUN.timeoutMs(config), 1234);
  assert.deepEqual(TCP_RUN.planOf(config), { attemptsMax: 2, backoffMs: 2000, backoffFactor: 2 });
  assert.equal(TLS_RUN.targetOf(tlsConfigSchema.parse({ host: 'a.example' })), 'tls://a.example:443');
});
