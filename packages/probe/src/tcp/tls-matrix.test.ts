/** Rows L01 and L02 again, by the TLS check: what each kind of certificate comes to. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { promisify } from 'node:util';
import { sharedFile } from '@upwatch/core/testing';
import { handshake, tlsServer } from '../tls/testing/handshake.ts';
import { makeCertificate } from '../tls/testing/make-certificate.ts';
import { lookAtTls } from './testing/look-at.ts';

interface MatrixCase {
  readonly id: string;
  readonly kind: string;
  readonly host: string;
  readonly files?: object;
  readonly trusted: readonly string[];
  readonly expected: { readonly verdict: 'up' | 'down' | 'either'; readonly days_left?: number };
}

const caseFile = sharedFile('corpora/tls-matrix.json');
const script = sharedFile('corpora/make-tls-matrix.sh');
const cases = caseFile ? (JSON.parse(readFileSync(caseFile, 'utf8')) as { cases: readonly MatrixCase[] }).cases : [];

describe('the TLS matrix', { skip: script === undefined && 'shared/corpora is not beside the checkout' }, () => {
  let folder = '';
  before(
    async () => {
      folder = mkdtempSync(join(tmpdir(), 'upwatch-tls-check-'));
      await promisify(execFile)('bash', [script!, folder]);
    },
    { timeout: 120_000 },
  );
  after(() => rmSync(folder, { recursive: true, force: true }));
  const pem = (name: string): string => readFileSync(join(folder, name), 'utf8');

  for (const one of cases.filter(({ files }) => files)) {
    test(`${one.id}: ${one.expected.verdict}`, async () => {
      const files = { key: pem(`${one.kind}.key`), cert: pem(`${one.kind}.chain.pem`) };
      await using server = await tlsServer({ ...files, ciphers: 'DEFAULT:@SECLEVEL=0' });
      const settings = { caPem: one.trusted.map(pem).join('\n') };
      const look = await lookAtTls(server.port, { tls: { ...settings, serverName: one.host } });
      const isDown = look.failure !== undefined;
      if (one.expected.verdict !== 'either')
        assert.equal(isDown, one.expected.verdict === 'down', look.failure?.message ?? 'up');
      const { failure } = await handshake(server.port, { host: one.host, settings, verify: true });
      assert.equal(look.failure?.code, failure?.code, 'the verdict is that of every other check');
      assert.ok(look.facts.tls, 'the facts are there also when the certificate is refused');
      const days = one.expected.days_left;
      if (days !== undefined) assert.ok(Math.abs(look.facts.tls.daysLeft - days) <= 1);
      assert.equal(look.facts.tcp?.isConnected, true);
    });
  }
});

test('nothing is said over a connection that is only looked at, and no protocol is offered', async () => {
  const seen: (string | false | null)[] = [];

  const own = makeCertificate({ subject: { CN: 'self' }, names: ['127.0.0.1'] });
  const ALPNCallback = ({ protocols }: { readonly protocols: readonly string[] }): undefined => {
    seen.push(...protocols);
    return undefined;
  };
  await using server = await tlsServer({ cert: own.pem, key: own.keyPem, ALPNCallback });
  const { failure, phases } = await lookAtTls(server.port, { tls: { caPem: own.pem } });
  assert.equal(failure, undefined);
  assert.deepEqual([server.received.length, seen], [0, []]);
  assert.deepEqual(Object.keys(phases).toSorted(), ['dnsMs', 'tcpMs', 'tlsMs', 'totalMs']);
});
