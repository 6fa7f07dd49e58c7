import assert from 'node:assert/strict';
import { test } from 'node:test';
import { answering, served } from '../testing/served.ts';

const PATIENCE = { timeout: 120_000 };

test('a policy is made of channels by their names, listed, tried, previewed and deleted', PATIENCE, async (t) => {
  const [{ cli }, { address }] = [await served(t), await answering(t)];
  for (const name of ['ops', 'boss']) await cli('channels', 'create', name, '--webhook', `http://${address}/hook`);
  await cli('monitors', 'create', 'shop', address, '--every', '60s');
  const steps = ['--tell', 'ops', '--tell', '10m:boss,ops'];
  const made = await cli(
    'policies',
    'create',
    'on call',
    ...steps,
    '--severity',
    'DOWN',
    '--like',
    'shop*',
    '--repeat',
    '5m',
  );
  assert.match(made.stdout, /^✔ on call tells in 2 steps \([0-9a-f-]{36}\)\n$/, made.stderr);
  assert.match(
    (await cli('policies', 'list')).stdout,
    /on call +0 +severity_gte DOWN and monitor_name_matches shop\* +ops; boss, ops after 10 min +on\n$/,
  );
  const shown = JSON.parse((await cli('policies', 'get', 'On Call')).stdout) as { escalation: { steps: object[] } };
  assert.equal(shown.escalation.steps.length, 2);

  const tried = await cli('policies', 'test', 'on call', '--monitor', 'shop');
  assert.deepEqual([tried.code, tried.stdout.split('\n')[0]], [0, 'it is told']);
  const mild = await cli('policies', 'test', 'on call', '--monitor', 'shop', '--severity', 'DEGRADED');
  assert.equal(mild.code, 1);
  assert.match(mild.stdout, /^it is not told\n {2}✔ monitor_name_matches shop\*\n {2}✘ severity_gte DOWN\n$/);

  const told = await cli('policies', 'preview', 'shop', '--at', '2026-12-24T23:00:00Z');
  assert.match(told.stdout, /2026-12-24T23:00:00.000Z +on call +1 +ops/);
  assert.match(told.stdout, /2026-12-24T23:10:00.000Z +on call +2 +boss, ops/);
  const other = await cli('policies', 'preview', 'shop', '--severity', 'DEGRADED');
  assert.equal(other.stdout, 'at once: ops, boss\n');

  assert.equal((await cli('policies', 'delete', 'on call')).code, 0);
  assert.equal(
    (await cli('policies', 'list')).stdout,
    'no policies: all channels are told, unless a monitor names its own\n',
  );
});

test('what is missing or wrong is said with what to do', PATIENCE, async (t) => {
  const { cli } = await served(t);
  const rows = [
    [2, ['create', 'p'], 'say who is told: --tell ops'],
    [3, ['create', 'p', '--tell', 'nobody'], 'there is no alert channel called "nobody": see `upwatch channels list`'],
    [2, ['create', 'p', '--tell', '10m:'], 'want the names of alert channels'],
    [3, ['get', 'p'], 'there is no notification policy called "p"'],
  ] as const;
  for (const [code, args, says] of rows) {
    const result = await cli('policies', ...args);
    assert.equal(result.code, code, result.stderr);
    assert.ok(result.stderr.includes(says), result.stderr);
  }
});
