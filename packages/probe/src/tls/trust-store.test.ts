/** Row L07: trouble with what verifies is said at start and at configuration. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { contextFor } from './contexts.ts';
import { makeCertificate } from './testing/make-certificate.ts';
import { checkTlsSettings, checkTrustStore } from './trust-store.ts';

const run = promisify(execFile);

test('the machine’s own roots are sound', () => {
  assert.equal(checkTrustStore({}), undefined);
});

test('NODE_EXTRA_CA_CERTS that cannot be read is said at start', async () => {
  for (const [path, expected] of [
    ['/nonexistent/ca.pem', 'probe.config'],
    ['/dev/null', 'probe.config'],
  ] as const) {
    const program = `import { checkTrustStore } from ${JSON.stringify(import.meta.resolve('./trust-store.ts'))};
      console.log(JSON.stringify(checkTrustStore()));`;
    const { stdout } = await run(
      process.execPath,
      ['--conditions=upwatch:source', '--input-type=module', '--eval', program],
      { env: { ...process.env, NODE_EXTRA_CA_CERTS: path } },
    );
    const failure = JSON.parse(stdout) as { code: string; message: string };
    assert.equal(failure.code, expected);
    assert.ok(failure.message.includes(path));
  }
});

test('settings that cannot work are said at configuration, by name and without quoting them', () => {
  const good = makeCertificate({ subject: { CN: 'a' } });
  const other = makeCertificate({ subject: { CN: 'b' } });
  const broken = good.pem.replace(/.{64}\n/, 'A'.repeat(64) + '\n');
  const cases = [
    [{ caPem: 'garbage' }, /caPem must hold at least one PEM certificate/],
    [{ caPem: '' }, /caPem must hold/],
    [{ caPem: good.pem + broken }, /caPem: certificate 2 of 2 cannot be read/],
    [{ certificatePem: good.pem }, /certificatePem and keyPem must be given together/],
    [{ keyPem: good.keyPem }, /given together/],
    [{ certificatePem: good.pem, keyPem: other.keyPem }, /cannot be used together/],
    [{ certificatePem: good.pem, keyPem: 'garbage' }, /cannot be used together/],
  ] as const;
  for (const [settings, message] of cases) {
    const failure = checkTlsSettings(settings);
    assert.equal(failure?.code, 'probe.config');
    assert.match(failure.message, message);
    assert.doesNotMatch(failure.message, /garbage|MII/);
  }
  assert.equal(
    checkTlsSettings({ caPem: good.pem + other.pem, certificatePem: good.pem, keyPem: good.keyPem }),
    undefined,
  );
});

test('an encrypted key needs its passphrase', () => {
  const { pem, key } = makeCertificate({ subject: { CN: 'a' } });
  const keyPem = key.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'secret' });
  assert.equal(checkTlsSettings({ certificatePem: pem, keyPem, keyPassphrase: 'secret' }), undefined);
  assert.equal(checkTlsSettings({ certificatePem: pem, keyPem, keyPassphrase: 'wrong' })?.code, 'probe.config');
  assert.equal(checkTlsSettings({ certificatePem: pem, keyPem })?.code, 'probe.config');
});

test('monitors share a context wherever what it holds is equal', () => {
  const a = makeCertificate({ subject: { CN: 'a' }, isCa: true });
  const b = makeCertificate({ subject: { CN: 'b' }, isCa: true });
  assert.equal(contextFor(undefined), contextFor({ serverName: 'shop.example' }));
  const settings = { caPem: a.pem };
  assert.equal(contextFor(settings), contextFor(settings));
  assert.equal(contextFor(settings), contextFor({ caPem: a.pem, serverName: 'shop.example' }));
  assert.notEqual(contextFor(settings), contextFor({ caPem: b.pem }));
  assert.notEqual(contextFor(settings), contextFor(undefined));
});
