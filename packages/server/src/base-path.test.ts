import assert from 'node:assert/strict';
import { test } from 'node:test';
import { basePathOf, withoutBasePath } from './base-path.ts';

test('the folder is that of the public address, without a slash at its end', () => {
  for (const [publicUrl, folder] of [
    [undefined, ''],
    ['https://upwatch.example', ''],
    ['https://example.org/upwatch', '/upwatch'],
    ['https://example.org/tools/upwatch//', '/tools/upwatch'],
  ] as const)
    assert.equal(basePathOf(publicUrl === undefined ? {} : { publicUrl }), folder);
});

test('an address is the same with the folder and without it, and no other folder is taken for it', () => {
  for (const [address, own] of [
    ['/upwatch', '/'],
    ['/upwatch/', '/'],
    ['/upwatch?a=1', '/?a=1'],
    ['/upwatch/api/v1/monitors?a=/upwatch/', '/api/v1/monitors?a=/upwatch/'],
    ['/api/v1/monitors', '/api/v1/monitors'],
    ['/upwatch2/monitors', '/upwatch2/monitors'],
  ] as const)
    assert.equal(withoutBasePath(address, '/upwatch'), own);
  assert.equal(withoutBasePath('/monitors', ''), '/monitors');
});
