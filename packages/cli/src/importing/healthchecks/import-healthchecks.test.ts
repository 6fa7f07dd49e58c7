import assert from 'node:assert/strict';
import { test } from 'node:test';
import { revealed } from '@upwatch/server/foreign';
import { problemOf } from '../acceptance.ts';
import { filesOf } from '../testing/files.ts';
import { importServer, type Loose, remarkLines, thingIn } from '../testing/imported-into.ts';
import { importHealthchecks, readHealthchecks } from './import-healthchecks.ts';

const UUID = '4f0c1c9e-3f6e-4a0e-9a53-0f4b1f0c2d11';
const CHECK = {
  name: 'backup',
  slug: 'backup',
  tags: '',
  desc: '',
  grace: 900,
  status: 'up',
  methods: '',
  uuid: UUID,
  channels: '',
  timeout: 3600,
};

function monitorOf(check: Loose): { body: Loose; lines: readonly string[] } {
  const imported = importHealthchecks([{ ...CHECK, ...check }]);
  for (const thing of imported.things) assert.equal(problemOf(thing), undefined);
  return { body: revealed(thingIn(imported, 'monitors', 'backup').body) as Loose, lines: remarkLines(imported) };
}

const FIELDS: readonly (readonly [string, Loose, (body: Loose) => unknown, unknown])[] = [
  ['timeout and grace are seconds', {}, (b) => b['config'], { expectedInterval: 3600, gracePeriod: 900 }],
  [
    'a week is a day and grace',
    { timeout: 604_800 },
    (b) => b['config'],
    { expectedInterval: 86_400, gracePeriod: 519_300 },
  ],
  [
    'cron',
    { timeout: undefined, schedule: '*/5 8-18 * * MON-FRI', tz: 'Europe/Riga' },
    (b) => b['config'],
    { cron: '*/5 8-18 * * MON-FRI', timeZone: 'Europe/Riga', gracePeriod: 900 },
  ],
  [
    'OnCalendar',
    { timeout: undefined, schedule: 'Mon..Fri *-*-* 12:00:00', tz: 'UTC' },
    (b) => b['config'].onCalendar,
    'Mon..Fri *-*-* 12:00:00',
  ],
  ['tags', { tags: 'prod  db' }, (b) => b['tags'], ['prod', 'db']],
  ['paused', { status: 'paused' }, (b) => b['enabled'], false],
  ['uuid', {}, (b) => b['pingToken'], UUID],
  [
    'uuid in the address',
    { uuid: undefined, ping_url: `https://hc.example/ping/${UUID}` },
    (b) => b['pingToken'],
    UUID,
  ],
  ['read-only', { uuid: undefined, unique_key: 'abc' }, (b) => b['pingToken'], undefined],
  ['no channels', {}, (b) => b['alertChannels'], []],
  ['channels', { channels: 'a,b' }, (b) => b['alertChannels'], undefined],
];
for (const [name, check, read, expected] of FIELDS) {
  test(`a check of Healthchecks: ${name}`, () => assert.deepEqual(read(monitorOf(check).body), expected));
}

test('what cannot be said of a check has a line', () => {
  const { lines } = monitorOf({ desc: 'x', methods: 'POST', filter_subject: true, manual_resume: true, channels: 'a' });
  for (const line of [
    'lost: monitor "backup": desc',
    'lost: monitor "backup": methods',
    'lost: monitor "backup": filter_subject',
    'lost: monitor "backup": manual_resume',
    'changed: monitor "backup": channels',
  ]) {
    assert.ok(lines.includes(line), lines.join('\n'));
  }
});

test('what is no answer of that API is refused', () => {
  assert.throws(() => readHealthchecks('nothing', 'f'), /f is no JSON/);
  assert.throws(() => readHealthchecks('{"a":1}', 'f'), /f has no checks/);
});

test('checks are imported into a server, and their jobs report by the same UUID', async (t) => {
  const [file = ''] = filesOf(t, { 'checks.json': JSON.stringify({ checks: [CHECK] }) });
  const server = await importServer(t);
  await server.cli('import', 'healthchecks', file, '--dry-run');
  assert.deepEqual(await server.list('monitors'), {});
  const first = await server.cli('import', 'healthchecks', file);
  assert.deepEqual([first.code, first.stdout.includes(UUID)], [0, false], first.stderr);
  assert.equal((await fetch(`${server.url}/api/v1/heartbeat/${UUID}/start`)).status, 200);
  assert.equal((await fetch(`${server.url}/api/v1/heartbeat/${UUID}`, { method: 'POST', body: 'done' })).status, 200);
  assert.match((await server.cli('import', 'healthchecks', file)).stdout, /0 written, 1 left as it is/);
});
