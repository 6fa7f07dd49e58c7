/** Rows L01 and L02: what each kind of certificate and each kind of server comes to, by a real handshake. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TlsOptions } from 'node:tls';
import { after, before, describe, test } from 'node:test';
import { promisify } from 'node:util';
import type { FailureCode } from '@upwatch/core';
import { sharedFile } from '@upwatch/core/testing';
import { lookAt } from '../http/testing/look-at.ts';
import { lookAtTls } from '../tcp/testing/look-at.ts';
import { handshake, type LoopbackServer, tcpServer, tlsServer } from './testing/handshake.ts';

interface MatrixCase {
  readonly id: string;
  readonly kind: string;
  readonly host: string;
  readonly files?: { readonly key: string; readonly chain: string };
  readonly trusted: readonly string[];
  readonly expected: {
    readonly verdict: 'up' | 'down' | 'either';
    readonly error_class: string | null;
    readonly days_left?: number;
  };
}

/** The case file's words for our codes. */
const CODES: Readonly<Record<string, FailureCode>> = {
  expired: 'tls.expired',
  'not-yet-valid': 'tls.not_yet_valid',
  hostname: 'tls.hostname',
  'self-signed': 'tls.self_signed',
  'untrusted-ca': 'tls.untrusted',
  'incomplete-chain': 'tls.incomplete_chain',
  'invalid-ca': 'tls.invalid_chain',
  'invalid-purpose': 'tls.invalid_purpose',
  'weak-key': 'tls.weak',
  'weak-signature': 'tls.weak',
  'tls-version': 'tls.handshake',
  'tls alert 40': 'tls.handshake',
  'connection reset, phase tls': 'connect.reset',
  'connection closed, phase tls': 'connect.reset',
};

/** The chains of the script that the case file leaves out, as `localhost`. */
const FURTHER_CHAINS: Readonly<Record<string, FailureCode | undefined>> = {
  good: undefined,
  'good-ed25519': undefined,
  'expired-1s': 'tls.expired',
  'expiring-6d': undefined,
  year9999: undefined,
  wronghost: 'tls.hostname',
  nosan: 'tls.hostname',
  'cn-ok-san-wrong': 'tls.hostname',
  noipsan: undefined,
  reversed: undefined,
  'expired-intermediate': 'tls.expired',
  'expired-root-in-chain': undefined,
  pathlen: 'tls.invalid_chain',
  'clientauth-only': 'tls.invalid_purpose',
  weak1024: 'tls.weak',
  san2000: undefined,
};

const caseFile = sharedFile('corpora/tls-matrix.json');
const script = sharedFile('corpora/make-tls-matrix.sh');
const cases = caseFile ? (JSON.parse(readFileSync(caseFile, 'utf8')) as { cases: readonly MatrixCase[] }).cases : [];
const trusted = cases[0]?.trusted ?? [];

describe('the TLS matrix', { skip: script === undefined && 'shared/corpora is not beside the checkout' }, () => {
  let folder = '';
  before(
    async () => {
      folder = mkdtempSync(join(tmpdir(), 'upwatch-tls-'));
      await promisify(execFile)('bash', [script!, folder]);
    },
    // Keys are found by luck, and a busy machine has little of it.
    { timeout: 600_000 },
  );
  after(() => rmSync(folder, { recursive: true, force: true }));

  const pem = (name: string): string => readFileSync(join(folder, name), 'utf8');
  const serve = (chain: string): Promise<LoopbackServer> =>
    // The server must not itself refuse the weak certificates.
    tlsServer({ key: pem(`${chain}.key`), cert: pem(`${chain}.chain.pem`), ciphers: 'DEFAULT:@SECLEVEL=0' });
  const trustedPem = (names: readonly string[]): string => names.map(pem).join('\n');

  for (const one of cases.filter(({ files }) => files)) {
    test(`${one.id}: ${one.expected.error_class ?? 'up'}`, async () => {
      await using server = await serve(one.kind);
      const settings = { caPem: trustedPem(one.trusted) };
      const { failure, facts, isSecure } = await handshake(server.port, { host: one.host, settings, verify: true });
      const code = one.expected.error_class === null ? undefined : CODES[one.expected.error_class];
      if (one.expected.error_class !== null) assert.ok(code, `no code for ${one.expected.error_class}`);
      if (one.expected.verdict !== 'either' || failure)
        assert.equal(failure?.code, code, failure?.message ?? 'no failure');
      assert.equal(isSecure, failure === undefined);
      assert.ok(facts, 'the facts are there also when the certificate is refused');
      if (one.expected.days_left !== undefined) assert.ok(Math.abs(facts.daysLeft - one.expected.days_left) <= 1);

      const tls = { ...settings, serverName: one.host };
      const look = await lookAt(`https://127.0.0.1:${server.port}/`, { tls });
      assert.equal(look.failure?.code, failure?.code, 'a whole look says the same');
      assert.equal(look.facts.tls?.fingerprint, facts.fingerprint);
      const tlsLook = await lookAtTls(server.port, { tls });
      assert.equal(tlsLook.failure?.code, failure?.code, 'and so does the TLS check');
      assert.equal(tlsLook.facts.tls?.fingerprint, facts.fingerprint);
      assert.equal(tlsLook.facts.tcp?.isConnected, true);
    });
  }

  for (const [chain, code] of Object.entries(FURTHER_CHAINS)) {
    test(`${chain}: ${code ?? 'up'}`, async () => {
      await using server = await serve(chain);
      const settings = { caPem: trustedPem(trusted) };
      const { failure, facts } = await handshake(server.port, { host: 'localhost', settings, verify: true });
      assert.equal(failure?.code, code, failure?.message ?? 'no failure');
      assert.ok(Buffer.byteLength(JSON.stringify(facts)) <= 8192);
    });
  }

  test('an expired intermediate is named, and the server’s own certificate is said to be valid', async () => {
    await using server = await serve('expired-intermediate');
    const settings = { caPem: trustedPem(trusted) };
    const { failure } = await handshake(server.port, { host: 'localhost', settings, verify: true });
    assert.match(
      failure!.message,
      /the intermediate "Expired Intermediate" expired on \d{4}-\d\d-\d\d .* its own is valid/,
    );
  });

  test('where the root alone has expired, the server’s own certificate is not said to have', async () => {
    await using server = await serve('expired-root-in-chain');
    const settings = { caPem: pem('sharedroot2.old.pem') };
    const { failure } = await handshake(server.port, { host: 'localhost', settings, verify: true });
    assert.equal(failure?.code, 'tls.expired');
    assert.match(failure.message, /the authority "Shared Root 2" has; its own is valid until \d{4}-\d\d-\d\d/);
  });

  const behaviours: Readonly<Record<string, () => Promise<LoopbackServer>>> = {
    'tls1.0-only': () => goodServer({ minVersion: 'TLSv1', maxVersion: 'TLSv1', ciphers: 'ALL:@SECLEVEL=0' }),
    'tls1.3-only': () => goodServer({ minVersion: 'TLSv1.3' }),
    'reset-after-hello': () => tcpServer((socket) => socket.once('data', () => socket.resetAndDestroy())),
    'alert-handshake-failure': () =>
      tcpServer((socket) => socket.once('data', () => socket.end(Buffer.from([21, 3, 3, 0, 2, 2, 40])))),
    'sni-unrecognized-name': () =>
      goodServer({ SNICallback: (name, answer) => answer(new Error(`${name} is not served here`)) }),
  };
  const goodServer = (options: TlsOptions): Promise<LoopbackServer> =>
    tlsServer({ key: pem('good.key'), cert: pem('good.chain.pem'), ...options });

  for (const one of cases.filter(({ files }) => !files)) {
    test(`${one.id}: ${one.expected.error_class ?? 'up'}`, async () => {
      const behaviour = behaviours[one.kind];
      assert.ok(behaviour, `no server behaves as ${one.kind}`);
      await using server = await behaviour();
      const settings = { caPem: trustedPem(one.trusted) };
      const { failure } = await handshake(server.port, { host: one.host, settings, verify: true });
      const word = one.expected.error_class;
      assert.equal(failure?.code, word === null ? undefined : CODES[word], failure?.message ?? 'no failure');
      assert.equal(failure?.phase, word === null ? undefined : 'tls');
      if (word === 'tls alert 40') assert.match(failure!.message, /alert 40 handshake_failure/);
    });
  }
});
