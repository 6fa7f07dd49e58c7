/** `upwatch maintenance`: when nobody is told, or nothing is looked at. */
import type { Command } from 'commander';
import type { ApiClient } from '../api-client.ts';
import { parseDuration } from '../duration.ts';
import { UsageError } from '../exit.ts';
import { cell } from '../render/table.ts';
import {
  allPages,
  answer,
  answerDone,
  answerOne,
  type AnswerOptions,
  clientOf,
  type Column,
  idOf,
  timeText,
  withConnection,
} from './connection.ts';
import { withExamples } from './examples.ts';

const PATH = '/maintenance-windows';
const FILTERS = ['active', 'upcoming', 'past'];

interface WindowView {
  readonly id: string;
  readonly name: string | null;
  readonly reason: string | null;
  readonly status: string;
  readonly startsAt: string;
  readonly endsAt: string;
  readonly nextStartsAt: string | null;
  readonly activeUntil: string | null;
  readonly repeatRule: string | null;
  readonly timeZone: string;
  readonly monitorIds: readonly string[];
  readonly tagIds: readonly string[];
  readonly resourceGroupIds: readonly string[];
}

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

const collect = (value: string, all: readonly string[] = []): readonly string[] => [...all, value];
const pathOf = (id: string, rest = ''): string => `${PATH}/${encodeURIComponent(id)}${rest}`;

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
      const query = options.filter === undefined ? '' : `?filter=${encodeURIComponent(options.filter)}`;
      const none = options.filter === undefined ? 'no maintenance is announced' : `no maintenance is ${options.filter}`;
      answer(options, await windows(clientOf(options), query), COLUMNS, none);
    });
  withExamples(
    withConnection(command.command('get <name>').description('one maintenance window, whole, as JSON')),
    'upwatch maintenance get nightly',
  ).action(async (name: string, options: AnswerOptions) => {
    const client = clientOf(options);
    answerOne((await client.get<{ data: unknown }>(pathOf((await windowOf(client, name)).id))).data);
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
      const { data } = await client.post<{ data: WindowView }>(PATH, body);
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
      const { data } = await client.post<{ data: WindowView }>(PATH, body);
      answerDone(options, data, `maintenance of ${placeOf(data)} until ${timeText(data.endsAt)} (${data.id})`);
    });
  withExamples(
    withConnection(command.command('end [name]').description('end maintenance now; without a name the one that lasts')),
    'upwatch maintenance end',
    'upwatch maintenance end nightly',
  ).action(async (name: string | undefined, options: AnswerOptions) => {
    const client = clientOf(options);
    const { id } = name === undefined ? await onlyActive(client) : await windowOf(client, name);
    const { data } = await client.post<{ data: WindowView }>(pathOf(id, '/end'));
    const again = data.nextStartsAt === null ? '' : `; it comes again at ${timeText(data.nextStartsAt)}`;
    answerDone(options, data, `ended ${cell(data.name ?? data.reason ?? data.id)}${again}`);
  });
  withExamples(
    withConnection(command.command('delete <name>').description('remove a maintenance window')),
    'upwatch maintenance delete nightly',
  ).action(async (name: string, options: AnswerOptions) => {
    const client = clientOf(options);
    const { id } = await windowOf(client, name);
    await client.delete(pathOf(id));
    answerDone(options, { id }, `${cell(name)} is removed`);
  });
  withExamples(
    command,
    'upwatch maintenance start --for 30m --monitor shop --reason "Database upgrade"',
    'upwatch maintenance list --filter upcoming',
  );
}

async function windows(client: ApiClient, query = ''): Promise<readonly WindowView[]> {
  return (await client.get<{ data: readonly WindowView[] }>(`${PATH}${query}`)).data;
}

/** The window that is called so, or whose id begins so. */
async function windowOf(client: ApiClient, nameOrId: string): Promise<WindowView> {
  const all = await windows(client);
  const wanted = nameOrId.toLowerCase();
  const named = all.find(({ name }) => name?.toLowerCase() === wanted);
  if (named) return named;
  const start = wanted.replace(/…$/, '');
  const [found, ...others] = start.length < 8 ? [] : all.filter(({ id }) => id.startsWith(start));
  if (!found || others.length > 0) {
    const many = found ? `${others.length + 1} maintenance windows have an id that begins with` : undefined;
    const none = 'there is no maintenance window called';
    throw new UsageError(`${many ?? none} "${cell(nameOrId)}": see \`upwatch maintenance list\``);
  }
  return found;
}

async function onlyActive(client: ApiClient): Promise<WindowView> {
  const [active, ...others] = await windows(client, '?filter=active');
  if (!active) throw new UsageError('no maintenance lasts now: see `upwatch maintenance list`');
  if (others.length === 0) return active;
  const shown = [active, ...others].map(({ id, name, reason }) => `  ${id} ${cell(name ?? reason ?? '')}`.trimEnd());
  throw new UsageError(`${shown.length} windows last now, say which one to end:\n${shown.join('\n')}`);
}

function secondsOf(text: string): number {
  return Math.round(parseDuration(text, '--for') / 1000);
}

async function timesOf({ start, end, for: duration, repeat, zone }: CreateOptions): Promise<object> {
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
async function targetsOf(client: ApiClient, options: TargetOptions): Promise<object> {
  const { monitor = [], tag = [], all, reason, pauseChecks } = options;
  const isNamed = monitor.length + tag.length > 0;
  if (isNamed === (all === true)) throw new UsageError('say on what: --monitor or --tag, or --all for every monitor');
  const monitorIds = await Promise.all(monitor.map((name) => idOf(client, '/monitors', name)));
  const tags = tag.length > 0 ? await allPages<{ id: string; name: string }>(client, '/tags') : [];
  const tagIds = tag.map((name) => {
    const id = tags.find((one) => one.name.toLowerCase() === name.toLowerCase())?.id;
    if (id === undefined) throw new UsageError(`there is no tag called "${cell(name)}": no monitor has it`);
    return id;
  });
  return {
    monitorIds,
    tagIds,
    ...(reason !== undefined && { reason }),
    ...(pauseChecks && { pauseChecks }),
  };
}

function placeOf({ monitorIds, tagIds, resourceGroupIds }: WindowView): string {
  const parts = [
    [monitorIds.length, 'monitor'],
    [tagIds.length, 'tag'],
    [resourceGroupIds.length, 'group'],
  ] as const;
  const named = parts.filter(([count]) => count > 0).map(([count, word]) => `${count} ${word}${count > 1 ? 's' : ''}`);
  return named.length > 0 ? named.join(', ') : 'every monitor';
}

/** What matters next of it. */
function whenOf({ status, activeUntil, nextStartsAt, endsAt }: WindowView): string {
  if (status === 'active') return `until ${timeText(activeUntil ?? endsAt)}`;
  return nextStartsAt === null ? `ended ${timeText(endsAt)}` : `from ${timeText(nextStartsAt)}`;
}

const COLUMNS: readonly Column<WindowView>[] = [
  ['ID', (one) => one.id],
  ['STATUS', (one) => one.status],
  ['NAME', (one) => cell(one.name ?? one.reason ?? '-')],
  ['WHEN', whenOf],
  ['REPEATS', (one) => (one.repeatRule === null ? '-' : cell(`${one.repeatRule} ${one.timeZone}`))],
  ['ON', placeOf],
];
