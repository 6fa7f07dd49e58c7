import assert from 'node:assert/strict';
import { test } from 'node:test';
import { failure, type Observation, type TlsFacts } from '@upwatch/core';
import { checkAsText } from './check-text.ts';

const NOW = Date.UTC(2026, 0, 2, 3, 4, 5);
const DAY = 86_400_000;
const OUT = { isTTY: false, columns: 200 };
const SEEN: Observation = {
  ...{
    monitorId: 'm',
    region: 'local',
    slotMs: NOW,
    generation: 1,
    kind: 'scheduled',
    startedAtMs: NOW,
    latenessMs: 0,
  },
  ...{ phases: { totalMs: 1 }, attempts: [], facts: {}, assertions: [] },
};

function tls(notBeforeMs: number, daysLeft: number): TlsFacts {
  return {
    ...{
      protocol: 'TLSv1.3',
      cipher: 'x',
      subject: 'CN=shop',
      sans: [],
      sansTotal: 0,
      issuer: 'ca',
      serialNumber: '1',
    },
    ...{ fingerprint: 'f', notBeforeMs, notAfterMs: NOW + daysLeft * DAY, daysLeft },
    ...{ chainNotAfterMs: NOW + daysLeft * DAY, isVerified: true },
  };
}

test('days are left of a certificate that is valid: not of one that is over, or that begins later', () => {
  const said = (notBeforeMs: number, daysLeft: number) =>
    checkAsText('https://shop', { ...SEEN, facts: { tls: tls(notBeforeMs, daysLeft) } }, OUT).split('\n')[1];
  const line = (validity: string) => `  TLSv1.3 · CN=shop · issued by ca · ${validity} · verified`;
  assert.equal(said(NOW - DAY, 9), line('9 days left'));
  assert.equal(said(NOW, 1), line('1 day left'));
  assert.equal(said(NOW - DAY, -1), line('expired'));
  assert.equal(said(NOW + DAY, 90), line('not valid before 2026-01-03T03:04Z'));
});

test('of packets that could not be sent none is counted', () => {
  const icmp = { host: '127.0.0.1', packetsSent: 0, packetsReceived: 0, lossPercent: 100 };
  const why = failure('probe.config', 'there is no command ping on this machine');
  const text = checkAsText('ping://127.0.0.1', { ...SEEN, facts: { icmp }, failure: why }, OUT);
  assert.match(text, /there is no command ping on this machine/);
  assert.doesNotMatch(text, /packets/);
});
