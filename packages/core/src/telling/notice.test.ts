import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CertificateEvent, KnownCertificate } from '../deciding/certificates.ts';
import { certificateHeadline, certificateNotices, type NoticeInput } from './notice.ts';
import { policyOf, stepOf } from '../testing/policies.ts';
import type { MatchRule } from './notification-policy.ts';

const DAY = 86_400_000;
const NOW = Date.UTC(2026, 10, 21, 12, 0);

const certificate: KnownCertificate = {
  fingerprint: 'ab',
  keyFingerprint: 'cd',
  subject: 'CN=shop.example',
  issuer: 'CN=Test CA',
  serialNumber: '0A',
  notBeforeMs: NOW - 60 * DAY,
  notAfterMs: NOW + 14 * DAY,
  firstSeenAtMs: NOW,
  region: 'eu',
};
const expiring: CertificateEvent = { type: 'certificate-expiring', certificate, days: 14 };

function given(nowMs = NOW) {
  let ids = 0;
  const monitor = { id: 'm', name: 'shop', target: 'https://shop.example/' };
  return { monitor, channels: [{ id: 'slack' }, { id: 'mail' }], nowMs, newId: () => `id${++ids}` };
}

test('a notice says what ends when, in one line', () => {
  assert.equal(
    certificateHeadline(expiring, 'shop', NOW),
    'the certificate of shop ends in 14 days, on 2026-12-05: CN=shop.example, issued by CN=Test CA',
  );
  assert.match(certificateHeadline(expiring, 'shop', NOW + 13.2 * DAY), / ends in 1 day, /);
  assert.match(certificateHeadline(expiring, 'shop', NOW + 14 * DAY - 7_200_000), / ends in 2 h, /);
  assert.doesNotMatch(certificateHeadline(expiring, 'shop\nBcc: x', NOW), /\n/);
});

test('a notice says what changed', () => {
  const before = { ...certificate, issuer: 'CN=Old CA' };
  const event = { type: 'certificate-changed', certificate, before, changed: ['issuer', 'key'] } as const;
  assert.equal(
    certificateHeadline(event, 'shop', NOW),
    'the certificate of shop is another one, good until 2026-12-05: it is issued by CN=Test CA, not CN=Old CA, its key is new',
  );
});

test('each channel gets one, under a key that follows from the certificate, and an id that is no incident’s', () => {
  const [slack, mail] = certificateNotices([expiring], given());
  assert.equal(slack?.kind, 'NOTICE');
  assert.equal(slack.key, 'certificate:m:ab:14:slack');
  assert.equal(mail?.key, 'certificate:m:ab:14:mail');
  assert.equal(slack.incidentId, mail.incidentId);
  assert.equal(slack.message.incidentId, slack.incidentId);
  assert.notEqual(slack.id, mail.id);
  const again = certificateNotices([expiring], given(NOW + DAY));
  assert.deepEqual(
    again.map(({ key }) => key),
    [slack.key, mail.key],
  );
});

test('it goes the way of a mild incident: named channels, else the first step of what matches, else all', () => {
  const told = (more: Partial<NoticeInput>) =>
    certificateNotices([expiring], { ...given(), ...more }).map(({ channelId }) => channelId);
  const team = policyOf('team', {}, { steps: [stepOf(0, ['mail', 'gone']), stepOf(5, ['slack'])] });
  const pager = policyOf('pager', { matchRules: [{ type: 'severity_gte', value: 'DOWN' }] });
  assert.deepEqual(told({ policies: [team] }), ['mail']);
  assert.deepEqual(
    told({ policies: [pager] }),
    ['slack', 'mail'],
    'who is paged when it is down is not paged by a notice',
  );
  assert.deepEqual(told({ policies: [team], namesChannels: true, channels: [{ id: 'slack' }] }), ['slack']);
});

test('a policy may ask for the monitor itself', () => {
  const of = (rule: MatchRule) => [policyOf('on call', { matchRules: [rule] }, { steps: [stepOf(0, ['mail'])] })];
  const toldBy = (rule: MatchRule) =>
    certificateNotices([expiring], { ...given(), policies: of(rule) }).map(({ channelId }) => channelId);
  assert.deepEqual(toldBy({ type: 'monitor_id_in', monitorIds: ['m'] }), ['mail']);
  assert.deepEqual(toldBy({ type: 'monitor_id_in', monitorIds: ['another'] }), ['slack', 'mail']);
});
