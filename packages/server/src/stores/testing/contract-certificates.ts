/** What a store promises of certificates, and of the look that was good before an incident. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { KnownCertificate } from '@upwatch/core';
import { type OpenStore } from './opened-store.ts';
import { downState, goesDown, newMonitor, OPERATOR, passedLook, sampleId, T0 } from './samples.ts';

const ONE = sampleId(1);
const INCIDENT = sampleId(0x1_0000_0001);

function certificateOf(fingerprint: string, given: Partial<KnownCertificate> = {}): KnownCertificate {
  return {
    fingerprint,
    subject: 'CN=shop.example',
    issuer: 'CN=Test CA',
    serialNumber: '0A',
    notBeforeMs: T0,
    notAfterMs: T0 + 90 * 86_400_000,
    firstSeenAtMs: T0,
    region: 'local',
    ...given,
  };
}

export function certificatePromises(open: OpenStore): void {
  describe('certificates', () => {
    test('what is known of them is kept with the look, replaces what was, and goes with its monitor', async () => {
      await using opened = await open();
      await opened.store.monitors.create(newMonitor(1), [], OPERATOR);
      const commit = { monitorId: ONE, state: downState(undefined, T0), updates: [], deliveries: [] };
      await opened.store.commit([{ ...commit, certificates: [certificateOf('a')] }]);
      const known = [certificateOf('b', { keyFingerprint: 'k', toldDays: 7 }), certificateOf('a')];
      await opened.store.commit([{ ...commit, certificates: known }, commit]);
      const store = await opened.reopen();
      assert.deepEqual(await store.certificates.all(), new Map([[ONE, known]]));
      await store.monitors.delete(ONE, OPERATOR);
      assert.equal((await store.certificates.all()).size, 0);
      await store.commit([{ ...commit, certificates: known }]);
      assert.equal((await store.certificates.all()).size, 0, 'nothing of a deleted monitor comes back');
    });
  });

  describe('the last good look', () => {
    test('is kept with its incident, once, and those that lack theirs can be asked for', async () => {
      await using opened = await open();
      const { incidents } = opened.store;
      await opened.store.monitors.create(newMonitor(1), [], OPERATOR);
      await opened.store.commit([goesDown(1, ONE, [])]);
      assert.deepEqual(
        (await incidents.withoutGoodLook(10)).map(({ id }) => id),
        [INCIDENT],
      );
      assert.equal(await incidents.goodLook(INCIDENT), undefined);
      const look = passedLook(ONE, T0 - 60_000);
      const gone = { incidentId: sampleId(404), look };
      await incidents.keepGoodLooks([gone, { incidentId: INCIDENT, look }]);
      await incidents.keepGoodLooks([{ incidentId: INCIDENT, look: passedLook(ONE, T0 - 1) }]);
      assert.deepEqual(await incidents.goodLook(INCIDENT), look);
      assert.deepEqual(await incidents.withoutGoodLook(10), []);
      assert.equal(await incidents.goodLook(sampleId(404)), undefined);
    });
  });
}
