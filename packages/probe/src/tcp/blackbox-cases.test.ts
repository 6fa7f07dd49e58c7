/**
 * Row H21: the TCP cases of blackbox_exporter's own tests, each by a real look. Its module sends a line feed behind each
 * line; ours sends what it is told.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { sharedFile } from '@upwatch/core/testing';
import { tlsServer } from '../tls/testing/handshake.ts';
import { makeCertificate } from '../tls/testing/make-certificate.ts';
import { lookAtTcp, lookAtTls } from './testing/look-at.ts';
import { type Act, scriptedServer } from './testing/scripted-server.ts';

interface TcpCase {
  readonly id: string;
  readonly title: string;
  readonly server: { readonly tcp_script?: readonly Act[]; readonly tls?: string };
  readonly monitor: {
    readonly type: 'tcp' | 'tls';
    readonly dialogue?: readonly (readonly ['send' | 'expect' | 'expect_bytes', string])[];
  };
  readonly expected: {
    readonly up: boolean;
    readonly metrics?: { readonly earliest_cert_expiry_days: number; readonly verified_chain_expiry_days: number };
  };
}

const corpus = sharedFile('corpora/blackbox-probe-cases.json');
const { cases } = JSON.parse(corpus === undefined ? '{"cases":[]}' : readFileSync(corpus, 'utf8')) as {
  cases: TcpCase[];
};

const ours = cases.filter(({ id }) => id.startsWith('bb-tcp'));

for (const { id, title, server, monitor, expected } of ours.filter((one) => one.monitor.type === 'tcp')) {
  const { dialogue } = monitor;
  test(`${id}: ${title}`, async () => {
    await using target = await scriptedServer(server.tcp_script ?? []);
    const steps = dialogue!.map(([what, text]) =>
      what === 'send' ? { send: `${text.replaceAll('\\', '\\\\')}\\n` } : { expect: text },
    );
    const { failure } = await lookAtTcp(target.port, { steps, timeoutMs: 2000 });
    assert.equal(failure === undefined, expected.up, failure?.message ?? 'up');
    if (failure) assert.equal(failure.code, 'protocol.unexpected');
  });
}

const DAY_MS = 86_400_000;

/** `chain:leaf=2d,sentroot=1d,trustedroot=3d`: the root was renewed, and the server sends the old one along. */
function chainOf(text: string) {
  const days = Object.fromEntries([...text.matchAll(/(\w+)=(\d+)d/g)].map(([, name, count]) => [name, Number(count)]));
  const until = (name: string): number => Date.now() + days[name]! * DAY_MS + 60_000;
  const subject = { CN: 'Root' };
  const trusted = makeCertificate({ subject, isCa: true, notAfterMs: until('trustedroot') });
  const sent = makeCertificate({ subject, isCa: true, notAfterMs: until('sentroot'), key: trusted.key });
  const leaf = makeCertificate({
    subject: { CN: 'leaf' },
    issuer: trusted,
    names: ['localhost'],
    notAfterMs: until('leaf'),
  });
  return { trusted, cert: leaf.pem + sent.pem, key: leaf.keyPem };
}

for (const { id, title, server, expected } of ours.filter((one) => one.monitor.type === 'tls')) {
  test(`${id}: ${title}`, async () => {
    const { trusted, ...files } = chainOf(server.tls!);
    await using target = await tlsServer(files);
    const settings = { host: 'localhost', ipFamily: 'ipv4', tls: { caPem: trusted.pem } };
    const { failure, facts } = await lookAtTls(target.port, settings);
    assert.equal(failure === undefined, expected.up, failure?.message ?? 'up');
    const daysLeft = (ms: number): number => Math.floor((ms - Date.now()) / DAY_MS);
    assert.equal(daysLeft(facts.tls!.chainNotAfterMs), expected.metrics!.earliest_cert_expiry_days);
    assert.equal(facts.tls!.daysLeft, expected.metrics!.verified_chain_expiry_days);
  });
}
