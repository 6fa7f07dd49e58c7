import assert from 'node:assert/strict';
import { test } from 'node:test';
import { policiesNaming } from './lost-with.ts';

test('the policies that a tag leaves behind are those whose conditions name it, by name or by id', () => {
  const policy = (name: string, type: string, values: readonly string[]) => ({ name, matchRules: [{ type, values }] });
  const policies = [
    policy('by name', 'monitor_tag_in', ['other', 'PROD']),
    policy('by id', 'monitor_tag_in', ['t-1']),
    policy('another tag', 'monitor_tag_in', ['production']),
    policy('a group of that name', 'resource_group_id_in', ['prod']),
  ] as unknown as Parameters<typeof policiesNaming>[1];
  assert.deepEqual(policiesNaming({ id: 't-1', name: 'prod' }, policies), ['by name', 'by id']);
});
