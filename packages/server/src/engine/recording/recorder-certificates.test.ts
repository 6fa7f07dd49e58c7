/** Row L05: what is told of certificates, once each, whatever happens to the process. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TlsFacts } from '@upwatch/core';
import { newMonitor, OPERATOR, sampleId, T0 } from '../../stores/testing/samples.ts';
import { MINUTE, RecorderRig } from '../testing/recorder-rig.ts';

const ONE = sampleId(1);
const DAY = 86_400_000;

function tlsOf(fingerprint: string, daysLeft: number, given: Partial<TlsFacts> = {}): TlsFacts {
  const notAfterMs = T0 + daysLeft * DAY;
  return {
    protocol: 'TLSv1.3',
    cipher: 'TLS_AES_256_GCM_SHA384',
    subject: 'CN=shop.example',
    sans: ['shop.example'],
    sansTotal: 1,
    issuer: 'CN=Test CA',
    serialNumber: '0A',
    fingerprint,
    keyFingerprint: `key of ${fingerprint}`,
    notBeforeMs: notAfterMs - 90 * DAY,
    notAfterMs,
    daysLeft,
    chainNotAfterMs: notAfterMs,
    isVerified: true,
    ...given,
  };
}

/** A look that is up and comes whole, as the first one and each with other facts do. */
async function shows(rig: RecorderRig, tls: TlsFacts): Promise<void> {
  rig.nowMs += MINUTE;
  await rig.see({ outcome: 'up', isWhole: true, tls });
}

/** Days go by without a change: the looks are rows alone. */
async function daysPass(rig: RecorderRig, days: number): Promise<void> {
  for (let i = 0; i < days; i++) {
    rig.nowMs += DAY;
    await rig.see({ outcome: 'up' });
    await rig.recorder.idle(5000);
  }
}

async function told(rig: RecorderRig): Promise<string[]> {
  return (await rig.kept()).deliveries.map(({ kind, message }) => `${kind} ${message.headline}`);
}

test('a certificate is kept with the look that showed it, and shown as it is on disk', async () => {
  await using rig = await RecorderRig.start();
  await shows(rig, tlsOf('a', 60));
  assert.equal((await rig.store.certificates.all()).get(ONE)?.[0]?.fingerprint, 'a');
  assert.equal(rig.recorder.certificateOf(ONE)?.fingerprint, 'a');
  assert.equal(rig.commits, 1, 'in the transaction of the look');
  assert.deepEqual(await told(rig), []);
});

test('its end is told as days pass with looks that change nothing, each time once', async () => {
  await using rig = await RecorderRig.start();
  await rig.minutes('up', 'up');
  await shows(rig, tlsOf('a', 40));
  await daysPass(rig, 45);
  const all = await told(rig);
  assert.deepEqual(
    all.map((line) => /ends in (.*?),/.exec(line)?.[1]),
    ['30 days', '14 days', '7 days', '3 days', '1 day'],
  );
  assert.match(all[0]!, /^NOTICE the certificate of shop 1 ends in 30 days, on 2026-02-14: CN=shop.example, issued by/);
  assert.deepEqual((await rig.kept()).incidents, [], 'a notice is no incident');
  assert.equal(rig.wakes, 5);
});

test('after a crash nothing is told again, and what comes next is', async () => {
  await using rig = await RecorderRig.start();
  await shows(rig, tlsOf('a', 20));
  assert.equal((await told(rig)).length, 1);
  await rig.crash();
  await shows(rig, tlsOf('a', 20));
  assert.equal((await told(rig)).length, 1);
  await rig.crash();
  await shows(rig, tlsOf('b', 90));
  const all = await told(rig);
  assert.equal(all.length, 2);
  assert.match(all[1]!, /is another one, .*: its key is new$/);
  await daysPass(rig, 20);
  assert.equal((await told(rig)).length, 2, 'the one that was replaced ends without a word');
});

test('what is known of them comes with the look that changes something', async () => {
  await using rig = await RecorderRig.start();
  await shows(rig, tlsOf('a', 60));
  await rig.minutes('up', 'down');
  const groups = rig.commits;
  rig.nowMs += MINUTE;
  await rig.see({ outcome: 'down', tls: tlsOf('b', 2) });
  assert.equal(rig.commits, groups + 1);
  assert.deepEqual((await rig.kept()).deliveries.map(({ kind }) => kind).sort(), [
    'INCIDENT_CREATED',
    'NOTICE',
    'NOTICE',
  ]);
});

test('in a maintenance nothing is told; its end is told afterwards', async () => {
  await using rig = await RecorderRig.start();
  await shows(rig, tlsOf('a', 60));
  rig.hold = { because: 'maintenance', what: 'maintenance' };
  await shows(rig, tlsOf('b', 5));
  await daysPass(rig, 1);
  assert.deepEqual(await told(rig), []);
  rig.hold = undefined;
  await daysPass(rig, 1);
  const all = await told(rig);
  assert.equal(all.length, 1);
  assert.match(all[0]!, /ends in 3 days/);
});

test('a monitor that looks at something else has no changed certificate', async () => {
  await using rig = await RecorderRig.start();
  await shows(rig, tlsOf('a', 60));
  const config = { url: 'https://other.example/', method: 'GET' };
  const moved = await rig.store.monitors.update(ONE, () => newMonitor(1, { config }), [], OPERATOR);
  rig.monitors.set(1, moved);
  rig.recorder.setMonitor(moved);
  await shows(rig, tlsOf('b', 60));
  assert.deepEqual(await told(rig), []);
  assert.equal(rig.recorder.certificateOf(ONE)?.fingerprint, 'b');
});

test('a look of an older configuration, and one of our own fault, show nothing', async () => {
  await using rig = await RecorderRig.start();
  rig.nowMs += MINUTE;
  await rig.see({ outcome: 'up', isWhole: true, tls: tlsOf('a', 60), generation: 99 });
  rig.nowMs += MINUTE;
  await rig.see({ outcome: 'unknown', tls: tlsOf('a', 60) });
  assert.equal((await rig.store.certificates.all()).size, 0);
});
