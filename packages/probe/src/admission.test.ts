import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Admission, AdmissionControl } from './admission.ts';

const LIMITS = { concurrency: 4, concurrencyPerHost: 2, queueMax: 10 };

function admitAll(control: AdmissionControl, hosts: readonly string[], isSlow = false): Admission[] {
  return hosts.map((host) => control.admit({ host, isSlow }));
}

test('no more run at once than the bound, and a released place is taken again', () => {
  const control = new AdmissionControl(LIMITS);
  assert.deepEqual(admitAll(control, ['a', 'b', 'c', 'd', 'e']), [
    'admitted',
    'admitted',
    'admitted',
    'admitted',
    'full',
  ]);
  control.release({ host: 'a', isSlow: false });
  assert.deepEqual(admitAll(control, ['e', 'f']), ['admitted', 'full']);
});

test('one host never has more than its share', () => {
  const control = new AdmissionControl(LIMITS);
  assert.deepEqual(admitAll(control, ['a', 'a', 'a', 'b']), ['admitted', 'admitted', 'host_full', 'admitted']);
});

test('slow targets take at most half of the places', () => {
  const control = new AdmissionControl(LIMITS);
  assert.deepEqual(admitAll(control, ['a', 'b', 'c'], true), ['admitted', 'admitted', 'lane_full']);
  assert.deepEqual(admitAll(control, ['c', 'd']), ['admitted', 'admitted']);
});

test('with a single place even a slow target is looked at', () => {
  const control = new AdmissionControl({ ...LIMITS, concurrency: 1 });
  assert.deepEqual(admitAll(control, ['a', 'b'], true), ['admitted', 'full']);
});
