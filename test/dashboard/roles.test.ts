/** What a page demands of whoever opens it. What it then offers to whom: `every-page.test.ts`. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RIGHTS } from '../../packages/dashboard/src/api/rights.ts';
import { ruleOf } from '../../packages/server/src/accounts/permissions.ts';

test('what a page demands is what the server demands', () => {
  const asked = (tag: string, method: string, operationId = '') =>
    ruleOf({ tags: [tag], method, operationId })?.role ?? assert.fail(tag);
  assert.deepEqual(RIGHTS, {
    see: asked('Secrets', 'GET'),
    work: asked('Monitors', 'POST'),
    seeAll: asked('Audit log', 'GET'),
    administer: asked('Members', 'PUT'),
    own: asked('Auth', 'PUT', 'setSignInRules'),
  });
});
