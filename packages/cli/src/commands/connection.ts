/** What every command that speaks to a server shares: how to reach it, and how to answer. */
import { type Command, Option } from 'commander';
import { ApiClient, type ConnectionOptions } from '../api-client.ts';
import { UsageError } from '../exit.ts';
import { cell, hasColour, table } from '../render/table.ts';
import { doneText } from '../render/verdict.ts';

export interface AnswerOptions extends ConnectionOptions {
  readonly output: 'table' | 'json';
}

export function withConnection(command: Command): Command {
  return command
    .option('--server <url>', 'where the server is (UPWATCH_URL; default http://127.0.0.1:3000)')
    .option('--token <key>', 'API key (UPWATCH_API_TOKEN)')
    .option('-o, --output <format>', 'table or json', choice(['table', 'json']), 'table')
    .addOption(new Option('--json', 'the data, for programs: as -o json').implies({ output: 'json' }));
}

function choice<T extends string>(allowed: readonly T[]): (value: string) => T {
  return (value) => {
    const found = allowed.find((one) => one === value);
    if (found === undefined) throw new UsageError(`--output must be one of ${allowed.join(', ')}, got "${value}"`);
    return found;
  };
}

export function clientOf(options: AnswerOptions): ApiClient {
  return new ApiClient(options);
}

/** One column: its title, what it says of an item, and whether that must not be cut to fit a terminal. */
export type Column<T> = readonly [title: string, cell: (item: T, isColoured: boolean) => string, cutting?: 'whole'];

/**
 * Prints rows as a table, or the whole answer as JSON.
 * @param none what to say where there are no rows
 */
export function answer<T>(
  options: AnswerOptions,
  items: readonly T[],
  columns: readonly Column<T>[],
  none = 'none',
): void {
  if (options.output === 'json') {
    process.stdout.write(`${JSON.stringify(items, undefined, 2)}\n`);
    return;
  }
  const isColoured = hasColour(process.stdout);
  const rows = items.map((item) => columns.map(([, cell]) => cell(item, isColoured)));
  const titles = columns.map(([title]) => title);
  const whole = columns.filter(([, , cutting]) => cutting === 'whole').map(([title]) => title);
  const shape = { hasColour: isColoured, columns: process.stdout.isTTY ? process.stdout.columns : undefined, whole };
  process.stdout.write(items.length === 0 ? `${none}\n` : `${table(titles, rows, shape)}\n`);
}

/** Says in a line what was done, or prints the thing itself as JSON. */
export function answerDone(options: AnswerOptions, value: unknown, said: string): void {
  if (options.output === 'json') answerOne(value);
  else process.stdout.write(`${doneText(said, hasColour(process.stdout))}\n`);
}

/** Prints one thing. */
export function answerOne(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value, undefined, 2)}\n`);
}

/** Every page of a list, up to 10,000 things. */
export async function allPages<T>(client: ApiClient, path: string): Promise<T[]> {
  const items: T[] = [];
  for (let page = 0; page < 50; page++) {
    const separator = path.includes('?') ? '&' : '?';
    const got = await client.get<{ data: T[]; hasNext: boolean }>(`${path}${separator}page=${page}&size=200`);
    items.push(...got.data);
    if (!got.hasNext) break;
  }
  return items;
}

/** A time in a table: to the minute (UTC) for a person, whole for a program. */
export function timeText(iso: string): string {
  return process.stdout.isTTY ? iso.slice(0, 16).replace('T', ' ') : iso;
}

type List = '/monitors' | '/alert-channels' | '/incidents';

const THINGS: Readonly<Record<List, readonly [thing: string, command: string]>> = {
  '/monitors': ['monitor', 'monitors'],
  '/alert-channels': ['alert channel', 'channels'],
  '/incidents': ['incident', 'incidents'],
};

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** An id as a narrow terminal shows it, at least eight characters. */
const CUT_ID = /^([0-9a-f]{8}[0-9a-f-]*)…?$/i;

/**
 * The id of the thing that is called so, or whose id begins so. Names are unique, and easier to type.
 * @throws UsageError when there is none, or more than one
 */
export async function idOf(client: ApiClient, list: List, idOrName: string): Promise<string> {
  if (UUID.test(idOrName)) return idOrName;
  if (list !== '/incidents') {
    const query = `${list}?search=${encodeURIComponent(idOrName)}`;
    const found = await allPages<{ id: string; name: string }>(client, query);
    const id = found.find(({ name }) => name.toLowerCase() === idOrName.toLowerCase())?.id;
    if (id !== undefined) return id;
  }
  const start = CUT_ID.exec(idOrName)?.[1]?.toLowerCase();
  const all = start === undefined ? [] : await allPages<{ id: string }>(client, list);
  const ids = all.map(({ id }) => id).filter((id) => id.startsWith(start!));
  if (ids.length > 1)
    throw new UsageError(`${ids.length} ids begin with ${start}: give more of it (${ids.slice(0, 5).join(', ')})`);
  if (ids[0] !== undefined) return ids[0];
  const [thing, command] = THINGS[list];
  const called = list === '/incidents' ? 'whose id is or begins with' : 'called';
  throw new UsageError(`there is no ${thing} ${called} "${cell(idOrName)}": see \`upwatch ${command} list\``);
}
