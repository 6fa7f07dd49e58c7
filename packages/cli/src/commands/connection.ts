/** What every command that speaks to a server shares: how to reach it, and how to answer. */
import type { Command } from 'commander';
import { ApiClient, type ConnectionOptions } from '../api-client.ts';
import { UsageError } from '../exit.ts';
import { hasColour, table } from '../render/table.ts';
import { doneText } from '../render/verdict.ts';

export interface AnswerOptions extends ConnectionOptions {
  readonly output: 'table' | 'json';
}

export function withConnection(command: Command): Command {
  return command
    .option('--server <url>', 'where the server is (UPWATCH_URL; default http://127.0.0.1:3000)')
    .option('--token <key>', 'API key (UPWATCH_API_TOKEN)')
    .option('-o, --output <format>', 'table or json', choice(['table', 'json']), 'table');
}

function choice<T extends string>(allowed: readonly T[]): (value: string) => T {
  return (value) => {
    const found = allowed.find((one) => one === value);
    if (found === undefined) throw new Error(`--output must be one of ${allowed.join(', ')}, got "${value}"`);
    return found;
  };
}

export function clientOf(options: AnswerOptions): ApiClient {
  return new ApiClient(options);
}

/** Prints rows as a table, or the whole answer as JSON. */
export function answer<T>(
  options: AnswerOptions,
  items: readonly T[],
  columns: readonly (readonly [title: string, cell: (item: T, isColoured: boolean) => string])[],
): void {
  if (options.output === 'json') {
    process.stdout.write(`${JSON.stringify(items, undefined, 2)}\n`);
    return;
  }
  const isColoured = hasColour(process.stdout);
  const rows = items.map((item) => columns.map(([, cell]) => cell(item, isColoured)));
  const titles = columns.map(([title]) => title);
  process.stdout.write(items.length === 0 ? 'none\n' : `${table(titles, rows, isColoured)}\n`);
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

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The id of the thing that is called so. Names are unique, and easier to type. @throws UsageError when there is none */
export async function idOf(
  client: ApiClient,
  list: '/monitors' | '/alert-channels',
  idOrName: string,
): Promise<string> {
  if (UUID.test(idOrName)) return idOrName;
  const found = await allPages<{ id: string; name: string }>(client, `${list}?search=${encodeURIComponent(idOrName)}`);
  const id = found.find(({ name }) => name.toLowerCase() === idOrName.toLowerCase())?.id;
  if (id === undefined) throw new UsageError(`there is nothing called "${idOrName}"; give a name or an id`);
  return id;
}
