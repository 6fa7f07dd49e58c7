import assert from 'node:assert/strict';
import { test } from 'node:test';
import { windowOf } from '../testing/windows.ts';
import { covers } from './window.ts';

const SHOP = { id: 'shop', tagIds: ['web'], resourceGroupIds: ['eu'] };

test('a window without targets is on every monitor, one with targets on theirs alone', () => {
  assert.equal(covers(windowOf(), SHOP), true);
  assert.equal(covers(windowOf({ monitorIds: ['shop'] }), SHOP), true);
  assert.equal(covers(windowOf({ monitorIds: ['blog'] }), SHOP), false);
  assert.equal(covers(windowOf({ tagIds: ['web'] }), SHOP), true);
  assert.equal(covers(windowOf({ tagIds: ['db'] }), SHOP), false);
  assert.equal(covers(windowOf({ monitorIds: ['blog'], tagIds: ['db', 'web'] }), SHOP), true);
  assert.equal(covers(windowOf({ resourceGroupIds: ['eu'] }), SHOP), true);
  assert.equal(covers(windowOf({ resourceGroupIds: ['us'] }), SHOP), false);
  assert.equal(covers(windowOf({ resourceGroupIds: ['eu'] }), { id: 'shop', tagIds: [] }), false);
});
