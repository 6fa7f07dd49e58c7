import assert from 'node:assert/strict';
import { test } from 'node:test';
import { answering, served } from '../testing/served.ts';

const PATIENCE = { timeout: 120_000 };

test('a group is made of monitors by their names, listed, changed and deleted', PATIENCE, async (t) => {
  const [{ cli }, { address }] = [await served(t), await answering(t)];
  await cli('channels', 'create', 'ops', '--webhook', `http://${address}/hook`);
  for (const name of ['shop', 'blog']) await cli('monitors', 'create', name, address, '--every', '60s');
  const how = ['--threshold', '50%', '--suppress', '--delay', '30s', '--cooldown', '5m', '--tell', 'ops'];
  const made = await cli('groups', 'create', 'EU edge', ...how, '--member', 'shop');
  assert.match(made.stdout, /^✔ EU edge has 1 member \([0-9a-f-]{36}\)\n$/, made.stderr);
  assert.equal((await cli('groups', 'add', 'eu-edge', 'blog')).code, 0);
  assert.match((await cli('groups', 'list')).stdout, /EU edge +operational +2 +0 +50%\n$/);
  assert.equal((await cli('groups', 'remove', 'EU EDGE', 'shop')).code, 0);
  const shown = JSON.parse((await cli('groups', 'get', 'eu-edge')).stdout) as Record<string, unknown>;
  const { members, confirmationDelaySeconds, recoveryCooldownMinutes, suppressMemberAlerts } = shown;
  assert.deepEqual(
    (members as { name: string }[]).map(({ name }) => name),
    ['blog'],
  );
  assert.deepEqual([confirmationDelaySeconds, recoveryCooldownMinutes, suppressMemberAlerts], [30, 5, true]);
  const wrong = await cli('groups', 'create', 'x', '--threshold', 'many');
  assert.match(wrong.stderr, /--threshold must be a number such as 2 or 50%, got "many"/);
  assert.equal((await cli('groups', 'delete', 'EU edge')).code, 0);
  assert.match((await cli('groups', 'get', 'EU edge')).stderr, /there is no resource group called "EU edge"/);
});
