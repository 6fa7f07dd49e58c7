import assert from 'node:assert/strict';
import { test } from 'node:test';
import { served } from '../testing/served.ts';

const PATIENCE = { timeout: 120_000 };
const ID = '[0-9a-f-]{36}';

test('maintenance is started on a monitor and a tag, shown, and ended without naming it', PATIENCE, async (t) => {
  const { cli } = await served(t);
  await cli('monitors', 'create', 'shop', '127.0.0.1:9', '--tag', 'web');
  const on = ['--monitor', 'Shop', '--tag', 'WEB'];
  const started = await cli('maintenance', 'start', '--for', '30m', ...on, '--reason', 'Deploy', '--pause-checks');
  assert.match(
    started.stdout,
    new RegExp(`^✔ maintenance of 1 monitor, 1 tag until \\S+ \\(${ID}\\)\n$`),
    started.stderr,
  );
  assert.match((await cli('status')).stdout, /paused 1/);
  const listed = await cli('maintenance', 'list', '--filter', 'active');
  assert.match(
    listed.stdout,
    new RegExp(`^ID +STATUS +NAME +WHEN +REPEATS +ON\n${ID} +active +Deploy +until \\S+ +- +1 monitor, 1 tag`),
  );
  assert.match((await cli('maintenance', 'end')).stdout, /^✔ ended Deploy\n$/);
  assert.equal((await cli('maintenance', 'list', '--filter', 'active')).stdout, 'no maintenance is active\n');
  const none = await cli('maintenance', 'end');
  assert.deepEqual(
    [none.code, none.stderr],
    [3, 'upwatch: no maintenance lasts now: see `upwatch maintenance list`\n'],
  );
});

test('maintenance is announced by local time, shown by its name, and deleted', PATIENCE, async (t) => {
  const { cli } = await served(t);
  const when = ['--start', '2027-03-28T02:30', '--for', '30m', '--repeat', 'FREQ=DAILY', '--zone', 'Europe/Berlin'];
  const made = await cli('maintenance', 'create', 'nightly', ...when, '--all');
  assert.match(made.stdout, /^✔ nightly is announced for 2027-03-28T01:30:00/, made.stderr);
  const shown = JSON.parse((await cli('maintenance', 'get', 'Nightly')).stdout) as Record<string, unknown>;
  assert.deepEqual(
    [shown['startsAt'], shown['endsAt'], shown['repeatRule'], shown['timeZone'], shown['monitorIds']],
    ['2027-03-28T01:30:00.000Z', '2027-03-28T02:00:00.000Z', 'FREQ=DAILY', 'Europe/Berlin', []],
  );
  const id = String(shown['id']);
  assert.equal((await cli('maintenance', 'delete', `${id.slice(0, 20)}…`)).code, 0);
  assert.equal((await cli('maintenance', 'list')).stdout, 'no maintenance is announced\n');
});

test('what is missing or wrong is said, and nothing is muted by it', PATIENCE, async (t) => {
  const { cli } = await served(t);
  const refused = [
    [['start', '--for', '30m'], 'say on what: --monitor or --tag, or --all for every monitor'],
    [['start', '--for', 'soon', '--all'], '--for must be a duration such as 500ms, 2s or 1m, got "soon"'],
    [['create', 'x', '--start', '2027-01-01T02:00', '--all'], 'give either --end or --for'],
    [
      ['create', 'x', '--start', 'noon', '--for', '1h', '--all'],
      '--start must be a time such as 2026-11-22T02:30, got "noon"',
    ],
    [
      ['create', 'x', '--start', '2027-01-01T02:00', '--for', '1h', '--all', '--zone', 'Berlin'],
      '--zone must be an IANA time zone such as Europe/Berlin, got "Berlin"',
    ],
    [
      ['create', 'x', '--start', '2027-02-30T02:00', '--for', '1h', '--all'],
      '--start must be a time such as 2026-11-22T02:30, got "2027-02-30T02:00"',
    ],
  ] as const;
  const missing = [
    [['start', '--for', '30m', '--tag', 'web'], 'there is no tag called "web": see `upwatch tags list`'],
    [['end', 'nightly'], 'there is no maintenance window called "nightly": see `upwatch maintenance list`'],
  ] as const;
  for (const [args, message] of refused) {
    const { code, stderr } = await cli('maintenance', ...args);
    assert.deepEqual([code, stderr], [2, `upwatch: ${message}\n`]);
  }
  for (const [args, message] of missing) {
    const { code, stderr } = await cli('maintenance', ...args);
    assert.deepEqual([code, stderr], [3, `upwatch: ${message}\n`]);
  }
  assert.equal((await cli('maintenance', 'list')).stdout, 'no maintenance is announced\n');
});
