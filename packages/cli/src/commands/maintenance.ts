/** `upwatch maintenance`: when nobody is told, or nothing is looked at. */
import type { CreateMaintenanceWindowRequest, ListMaintenanceWindowsQuery, MaintenanceWindow } from '@upwatch/sdk';
import type { Command } from 'commander';
import { parseDuration } from '../duration.ts';
import { MissingError, UsageError } from '../exit.ts';
import { cell } from '../render/table.ts';
import { answer, answerDone, answerOne, type Column, timeText } from './answering.ts';
import {
  type AnswerOptions,
  type Client,
  clientOf,
  withConnection,
  type ConditionOptions,
  conditionOf,
  withEtag,
  withIfMatch,
} from './connection.ts';
import { idOf } from './naming.ts';
import { withExamples } from './examples.ts';

const FILTERS = ['active', 'upcoming', 'past'];

interface TargetOptions extends AnswerOptions {
  readonly monitor?: readonly string[];
  readonly tag?: readonly string[];
  readonly all?: true;
  readonly reason?: string;
  readonly pauseChecks?: true;
}

interface CreateOptions extends TargetOptions {
  readonly start: string;
  readonly end?: string;
  readonly for?: string;
  readonly repeat?: string;
  readonly zone: string;
}

type Times = Pick<
  CreateMaintenanceWindowRequest,
  'startsAt' | 'endsAt' | 'durationSeconds' | 'repeatRule' | 'timeZone'
>;
type Targets = Pick<CreateMaintenanceWindowRequest, 'allMonitors' | 'monitorIds' | 'tagIds' | 'reason' | 'pauseChecks'>;

const collect = (value: string, all: readonly string[] = []): readonly string[] => [...all, value];

function withTargets(command: Command): Command {
  return command
    .option('--monitor <name>', 'on this monitor; may be repeated', collect)
    .option('--tag <name>', 'on every monitor with this tag; may be repeated', collect)
    .option('--all', 'on every monitor')
    .option('--reason <text>', 'why; it stands in the incidents meanwhile')
    .option('--pause-checks', 'do not even look meanwhile');
}

export function configure(command: Command): void {
  withExamples(
    withConnection(command.command('list').description('all maintenance windows')),
    'upwatch maintenance list',
    'upwatch maintenance list --filter active',
  )
    .option('--filter <state>', FILTERS.join(', '))
    .action(async (options: AnswerOptions & { filter?: string }) => {
      const none = options.filter === undefined ? 'no maintenance is announced' : `no maintenance is ${options.filter}`;
      answer(options, await windows(clientOf(options), options.filter), COLUMNS, none);
    });
  withExamples(
    withEtag(withConnection(command.command('get <name>').description('one maintenance window, whole'))),
    'upwatch maintenance get nightly',
  ).action(async (name: string, options: AnswerOptions) => {
    const client = clientOf(options);
    answerOne(options, await client.maintenanceWindows.get(await idOf(client, 'maintenanceWindows', name)));
  });
  withExamples(
    withTargets(withConnection(command.command('create <name>').description('announce maintenance'))),
    'upwatch maintenance create nightly --start 2026-11-22T02:30 --for 30m \\\n    --repeat FREQ=DAILY --zone Europe/Berlin --tag db',
    'upwatch maintenance create move --start 2026-12-01T20:00Z \\\n    --end 2026-12-01T23:00Z --all --reason "New rack"',
  )
    .requiredOption('--start <time>', 'when: 2026-11-22T02:30 in the zone, or with Z or an offset')
    .option('--end <time>', 'until when; or --for')
    .option('--for <duration>', 'how long: 30m, 2h')
    .option('--repeat <rule>', 'an RFC 5545 rule: FREQ=WEEKLY;BYDAY=SU')
    .option('--zone <zone>', 'IANA time zone of --start, --end and --repeat', 'UTC')
    .action(async (name: string, options: CreateOptions) => {
      const client = clientOf(options);
      const body = { name, ...(await timesOf(options)), ...(await targetsOf(client, options)) };
      const data = await client.maintenanceWindows.create(body);
      answerDone(options, data, `${cell(name)} is announced for ${timeText(data.startsAt)} (${data.id})`);
    });
  withExamples(
    withTargets(withConnection(command.command('start').description('maintenance from now on, for a while'))),
    'upwatch maintenance start --for 30m --monitor shop --reason "Database upgrade"',
    'upwatch maintenance start --for 2h --all --pause-checks',
  )
    .requiredOption('--for <duration>', 'how long: 30m, 2h')
    .action(async (options: TargetOptions & { for: string }) => {
      const client = clientOf(options);
      const body = { durationSeconds: secondsOf(options.for), ...(await targetsOf(client, options)) };
      const data = await client.maintenanceWindows.create(body);
      answerDone(options, data, `maintenance of ${placeOf(data)} until ${timeText(data.endsAt)} (${data.id})`);
    });
  withExamples(
    withIfMatch(
      withConnection(
        command.command('end [name]').description('end maintenance now; without a name the one that lasts'),
      ),
    ),
    'upwatch maintenance end',
    'upwatch maintenance end nightly',
  ).action(async (name: string | undefined, options: AnswerOptions & ConditionOptions) => {
    const client = clientOf(options);
    const id = name === undefined ? (await onlyActive(client)).id : await idOf(client, 'maintenanceWindows', name);
    const data = await client.maintenanceWindows.end(id, conditionOf(options));
    const again = data.nextStartsAt === null ? '' : `; it comes again at ${timeText(data.nextStartsAt)}`;
    answerDone(options, data, `ended ${cell(data.name ?? data.reason ?? data.id)}${again}`);
  });
  withExamples(
    withIfMatch(withConnection(command.command('delete <name>').description('remove a maintenance window'))),
    'upwatch maintenance delete nightly',
  ).action(async (name: string, options: AnswerOptions & ConditionOptions) => {
    const client = clientOf(options);
    const id = await idOf(client, 'maintenanceWindows', name);
    await client.maintenanceWindows.delete(id, conditionOf(options));
    answerDone(options, { id }, `${cell(name)} is removed`);
  });
  withExamples(
    command,
    'upwatch maintenance start --for 30m --monitor shop --reason "Database upgrade"',
    'upwatch maintenance list --filter upcoming',
  );
}

async function windows(client: Client, filter?: string): Promise<readonly MaintenanceWindow[]> {
  // What it may be is said by the server, too.
  const query = filter === undefined ? {} : ({ filter } as ListMaintenanceWindowsQuery);
  return client.maintenanceWindows.list(query).toArray();
}

async function onlyActive(client: Client): Promise<MaintenanceWindow> {
  const [active, ...others] = await windows(client, 'active');
  if (!active) throw new MissingError('no maintenance lasts now: see `upwatch maintenance list`');
  if (others.length === 0) return active;
  const shown = [active, ...others].map(({ id, name, reason }) => `  ${id} ${cell(name ?? reason ?? '')}`.trimEnd());
  throw new UsageError(`${shown.length} windows last now, say which one to end:\n${shown.join('\n')}`);
}

function secondsOf(text: string): number {
  return Math.round(parseDuration(text, '--for') / 1000);
}

async function timesOf({ start, end, for: duration, repeat, zone }: CreateOptions): Promise<Times> {
  if ((end === undefined) === (duration === undefined)) throw new UsageError('give either --end or --for');
  // The library behind repetitions is large: only who needs zones loads it.
  const { instantOf, timeZoneProblem } = await import('@upwatch/core/maintenance');
  const problem = timeZoneProblem(zone);
  if (problem !== undefined) throw new UsageError(`--zone ${problem}`);
  const timeIn = (text: string, option: string): string => {
    const isLocal = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d)?$/.test(text);
    const isWhole = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d.*(Z|[+-]\d\d:\d\d)$/i.test(text);
    const ms = isLocal || isWhole ? Date.parse(isLocal ? `${text.replace(' ', 'T')}Z` : text) : Number.NaN;
    // The 30th of February is taken for the 2nd of March.
    const isDay = isDayOf(text.slice(0, 10));
    if (Number.isNaN(ms) || !isDay)
      throw new UsageError(`${option} must be a time such as 2026-11-22T02:30, got "${text}"`);
    return new Date(isLocal ? instantOf(ms, zone) : ms).toISOString();
  };
  return {
    startsAt: timeIn(start, '--start'),
    ...(end !== undefined && { endsAt: timeIn(end, '--end') }),
    ...(duration !== undefined && { durationSeconds: secondsOf(duration) }),
    ...(repeat !== undefined && { repeatRule: repeat }),
    timeZone: zone,
  };
}

/** `2026-02-28` */
function isDayOf(text: string): boolean {
  const ms = Date.parse(text);
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(text);
}

/** Nobody mutes everything by leaving something out. */
async function targetsOf(client: Client, options: TargetOptions): Promise<Targets> {
  const { monitor = [], tag = [], all, reason, pauseChecks } = options;
  const isNamed = monitor.length + tag.length > 0;
  if (isNamed === (all === true)) throw new UsageError('say on what: --monitor or --tag, or --all for every monitor');
  const monitorIds = await Promise.all(monitor.map((name) => idOf(client, 'monitors', name)));
  const tagIds = await Promise.all(tag.map((name) => idOf(client, 'tags', name)));
  return {
    ...(all ? { allMonitors: all } : { monitorIds, tagIds }),
    ...(reason !== undefined && { reason }),
    ...(pauseChecks && { pauseChecks }),
  };
}

function placeOf({ monitorIds, tagIds, resourceGroupIds }: MaintenanceWindow): string {
  const parts = [
    [monitorIds.length, 'monitor'],
    [tagIds.length, 'tag'],
    [resourceGroupIds.length, 'group'],
  ] as const;
  const named = parts.filter(([count]) => count > 0).map(([count, word]) => `${count} ${word}${count > 1 ? 's' : ''}`);
  return named.length > 0 ? named.join(', ') : 'every monitor';
}

/** What matters next of it. */
function whenOf({ status, activeUntil, nextStartsAt, endsAt }: MaintenanceWindow): string {
  if (status === 'active') return `until ${timeText(activeUntil ?? endsAt)}`;
  return nextStartsAt === null ? `ended ${timeText(endsAt)}` : `from ${timeText(nextStartsAt)}`;
}

const COLUMNS: readonly Column<MaintenanceWindow>[] = [
  ['ID', (one) => one.id],
  ['STATUS', (one) => one.status],
  ['NAME', (one) => cell(one.name ?? one.reason ?? '-')],
  ['WHEN', whenOf],
  ['REPEATS', (one) => (one.repeatRule === null ? '-' : cell(`${one.repeatRule} ${one.timeZone}`))],
  ['ON', placeOf],
];
