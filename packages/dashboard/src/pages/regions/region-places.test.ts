import assert from 'node:assert/strict';
import { test } from 'node:test';
import { placeOf } from './region-places.ts';

test('a region that is called as a place is found on the map, whatever a cloud puts before and after it', () => {
  const names = {
    'us-east': [38, -78],
    'us-east-1': [38, -78],
    'aws_us-east-1a': [38, -78],
    'eu-west': [53, -6],
    'europe-west3': [53, -6],
    EU: [49, 12],
    'eu-middle-of-nowhere': [49, 12],
    'ap-southeast-2': [1, 104],
    'southamerica-east1': [-23, -46],
    fra1: [50, 9],
    hel1: [60, 25],
    'probe-san-francisco': [38, -122],
    nyc3: [41, -74],
    india: [19, 73],
  };
  for (const [name, [latitude, longitude]] of Object.entries(names))
    assert.deepEqual(placeOf(name), { latitude, longitude }, name);
});

test('a name that says of no place has none', () => {
  for (const name of ['local', 'imported:uptime-kuma', 'office', '', '1', 'constructor', 'eastern'])
    assert.equal(placeOf(name), undefined, name);
});
