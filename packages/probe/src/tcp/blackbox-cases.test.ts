/**
 * Row H21: the TCP cases of blackbox_exporter's own tests, each by a real look. Its module sends a line feed behind each
 * line; ours sends what it is told. Left out: the earliest expiry of a chain, which certificate facts tell (`chainNotAfterMs`)
 * and `tls/facts.test.ts` shows.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { sharedFile } from '@upwatch/core/testing';
import { lookAtTcp } from './testing/look-at.ts';
import { type Act, scriptedServer } from './testing/scripted-server.ts';

interface TcpCase {
  readonly id: string;
  readonly title: string;
  readonly server: { readonly tcp_script?: readonly Act[] };
  readonly monitor: { readonly dialogue?: readonly (readonly ['send' | 'expect' | 'expect_bytes', string])[] };
  readonly expected: { readonly up: boolean };
}

const corpus = sharedFile('corpora/blackbox-probe-cases.json');
const { cases } = JSON.parse(corpus === undefined ? '{"cases":[]}' : readFileSync(corpus, 'utf8')) as {
  cases: TcpCase[];
};

for (const { id, title, server, monitor, expected } of cases.filter((one) => one.id.startsWith('bb-tcp'))) {
  const { dialogue } = monitor;
  test(`${id}: ${title}`, { skip: !dialogue && 'it has no dialogue' }, async () => {
    await using target = await scriptedServer(server.tcp_script ?? []);
    const steps = dialogue!.map(([what, text]) =>
      what === 'send' ? { send: `${text.replaceAll('\\', '\\\\')}\\n` } : { expect: text },
    );
    const { failure } = await lookAtTcp(target.port, { steps, timeoutMs: 2000 });
    assert.equal(failure === undefined, expected.up, failure?.message ?? 'up');
    if (failure) assert.equal(failure.code, 'protocol.unexpected');
  });
}
