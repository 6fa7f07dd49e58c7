import assert from 'node:assert/strict';
import { test } from 'node:test';
import { answering, served } from '../testing/served.ts';
import { untilShown } from '../testing/until.ts';

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

test('what a group says of its members and of whom it tells is said by flags', PATIENCE, async (t) => {
  const [{ cli }, { address }] = [await served(t), await answering(t)];
  await cli('channels', 'create', 'ops', '--webhook', `http://${address}/hook`);
  const policy = await cli('policies', 'create', 'on call', '--tell', 'ops');
  assert.equal(policy.code, 0, policy.stderr);
  await cli('monitors', 'create', 'shop', address);
  const how = ['--policy', 'on call', '--every', '2m', '--retries', '3'];
  const made = await cli('groups', 'create', 'edge', ...how, '--member', 'shop');
  assert.equal(made.code, 0, made.stderr);
  const group = JSON.parse((await cli('groups', 'get', 'edge')).stdout) as Record<string, unknown>;
  const { alertPolicyId, defaultFrequency, defaultRetryStrategy, members } = group;
  assert.match(String(alertPolicyId), /^[0-9a-f-]{36}$/);
  assert.deepEqual([defaultFrequency, defaultRetryStrategy], [120, { type: 'fixed', maxRetries: 3, interval: 0 }]);
  const [member] = members as Record<string, unknown>[];
  assert.deepEqual([member!['effectiveFrequency'], Array.isArray(member!['chartData'])], ['120s', true]);
  const wrong = await cli('groups', 'create', 'x', '--retries', 'many');
  assert.match(wrong.stderr, /--retries must be a number such as 2, got "many"/);
});

test('the incident of a group is taken on, spoken of and closed like any other', PATIENCE, async (t) => {
  const [{ cli }, target] = [await served(t), await answering(t)];
  target.statusCode = 503;
  await cli('monitors', 'create', 'shop', target.address, '--every', '1s');
  await cli('groups', 'create', 'edge', '--threshold', '1', '--suppress', '--member', 'shop');
  await untilShown('edge is down: 1 of 1 monitors', () => cli('incidents', 'list'));
  const listed = JSON.parse((await cli('incidents', 'list', '-o', 'json')).stdout) as { id: string; source: string }[];
  const { id } = listed.find(({ source }) => source === 'RESOURCE_GROUP')!;
  assert.match((await cli('incidents', 'ack', id, '-m', 'on it')).stdout, /^✔ acknowledged edge is down/);
  assert.match((await cli('incidents', 'ack', id)).stdout, /has had edge is down/);
  assert.match((await cli('incidents', 'unack', id)).stdout, /^✔ gave back edge is down/);
  assert.match((await cli('incidents', 'snooze', id, '--for', '2h')).stdout, /^✔ snoozed edge is down/);
  assert.match((await cli('incidents', 'comment', id, '-m', 'the disk')).stdout, /^✔ commented on edge is down/);
  const closed = await cli('incidents', 'resolve', id, '-m', 'enough');
  assert.equal(closed.stdout, `✔ resolved ${id}\n`, closed.stderr);
});
