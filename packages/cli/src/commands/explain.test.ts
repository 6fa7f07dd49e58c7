import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { answering, served } from '../testing/served.ts';
import { untilShown } from '../testing/until.ts';

const PATIENCE = { timeout: 120_000 };

/** A server that watches a target which has been down. */
async function rig(t: TestContext) {
  const [{ cli, dir }, target] = [await served(t), await answering(t)];
  await cli('monitors', 'create', 'shop', target.address, '--every', '1s');
  const statusIs = (word: string) => untilShown(word, () => cli('monitors', 'list'));
  await statusIs('up');
  target.statusCode = 503;
  await statusIs('down');
  return { cli, target, dir, statusIs };
}

test('an incident is explained by the name of its monitor or the beginning of its id', PATIENCE, async (t) => {
  const { cli } = await rig(t);
  const { stdout, stderr, code } = await cli('explain', 'shop');
  assert.equal(code, 0, stderr);
  assert.match(stdout, /^shop is down in local, for \d+ s now\.\nincident [0-9a-f-]{36}\n\nWhy\n/);
  assert.match(
    stdout,
    / {2}2 consecutive failures in local: 2 of 2 at \d\d:\d\d:\d\d\n {4}judged by .* local; .* local.*\n/,
  );
  assert.match(stdout, /What happened \(UTC\)\n {2}\d{4}-\d\d-\d\d\n/);
  assert.match(stdout, / · local: .*expected 2xx, got 503\n/);
  assert.match(stdout, / ▲ WATCHING → CONFIRMED: 2 consecutive failures in local: down\n/);
  const id = /incident ([0-9a-f-]{36})/.exec(stdout)![1]!;
  const byId = await cli('explain', id.slice(0, 13), '--json');
  assert.equal((JSON.parse(byId.stdout) as { incidentId: string }).incidentId, id);
  const nobody = await cli('explain', 'nobody');
  assert.equal(nobody.code, 3);
  assert.match(
    nobody.stderr,
    /there is no monitor called "nobody"; give the name of a monitor, or the id of an incident/,
  );
});

test('a policy in a file is tried on what was recorded', PATIENCE, async (t) => {
  const { cli, target, dir, statusIs } = await rig(t);
  target.statusCode = 200;
  await statusIs('up');
  const file = join(dir, 'patient.yml');
  writeFileSync(
    file,
    [
      'triggerRules: [{ type: consecutive_failures, count: 200, scope: per_region, severity: down }]',
      'confirmation: { type: multi_region, minRegionsFailing: 1, maxWaitSeconds: 60 }',
      'recovery: { consecutiveSuccesses: 2, minRegionsPassing: 1, cooldownMinutes: 5 }',
    ].join('\n'),
  );
  const { stdout, stderr } = await cli('replay', '--monitor', 'shop', '--from', '1h', '--policy', file);
  assert.match(
    stdout,
    /^\d+ looks from .* UTC to .* UTC\n\n +as it was +in force +this policy\nincidents +1 +1 +0\n/,
    stderr,
  );
  assert.match(stdout, /\n1 page would not have been sent, 0 pages would have been sent more\.\n/);
  assert.match(stdout, /\nSpared\n {2}.* UTC {2}down \d+ s {2}2 consecutive failures in local\n/);
  const wrong = await cli('replay', '--monitor', 'shop', '--from', 'yesterday');
  assert.equal(wrong.code, 2);
  assert.match(wrong.stderr, /--from must be a time such as .*, how long ago, such as 7d, or now, got "yesterday"/);
  const upToNow = await cli('replay', '--monitor', 'shop', '--from', '1h', '--to', 'now');
  assert.match(upToNow.stdout, /^\d+ looks from .* UTC to .* UTC\n/, upToNow.stderr);
  const never = await cli('replay', '--monitor', 'shop', '--from', 'now');
  assert.match(never.stderr, /--from must be before --to, got "now" \(/);
  writeFileSync(file, 'triggerRules: []');
  assert.match((await cli('replay', '--monitor', 'shop', '--from', '1h', '--policy', file)).stderr, /policy/);
});
