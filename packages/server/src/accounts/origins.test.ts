import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Origins, placeOf } from './origins.ts';

const DAY_MS = 86_400_000;

test('an address ranks by what was tried from it, from its network and from that around it, until a day is quiet', () => {
  let nowMs = 0;
  const origins = new Origins({ monotonic: () => nowMs });
  const ranks = (address: string, times: number) => Array.from({ length: times }, () => origins.count(address));
  assert.deepEqual(ranks('192.0.2.1', 5), [0, 3, 6, 6, 9]);
  assert.deepEqual(ranks('::ffff:192.0.2.1', 1), [9], 'the same, as IPv6');
  assert.deepEqual(ranks('192.0.2.2', 1), [6], 'its network');
  assert.deepEqual(ranks('192.0.3.1', 1), [3], 'that around it');
  assert.deepEqual(ranks('192.1.2.1', 1), [0]);
  assert.deepEqual(ranks('2001:db8:1:1::1', 2), [0, 3]);
  assert.deepEqual(ranks('2001:db8:1:1::2', 1), [6], 'one /64');
  assert.deepEqual(ranks('2001:db8:1:2::1', 1), [4], 'one /48');
  nowMs += DAY_MS;
  assert.deepEqual(ranks('192.0.2.1', 1), [0]);
});

test('what one client may have many of is one place', () => {
  assert.equal(placeOf('2001:db8::1'), placeOf('2001:db8::ffff:1'));
  assert.notEqual(placeOf('2001:db8::1'), placeOf('2001:db8:0:1::1'));
  assert.equal(placeOf('192.0.2.1'), placeOf('::ffff:192.0.2.1'));
  assert.notEqual(placeOf('192.0.2.1'), placeOf('192.0.2.2'));
  assert.equal(placeOf('not an address'), 'not an address');
});
