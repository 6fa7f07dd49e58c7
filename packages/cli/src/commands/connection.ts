/** What every command that speaks to a server shares: how to reach it, and in which form to answer. */
import type { CallOptions } from '@upwatch/sdk';
import { type Command, Option } from 'commander';
import type { ConnectionOptions } from '../contexts/connection.ts';
import { UsageError } from '../exit.ts';

export { type Client, clientOf } from '../api-client.ts';

/** Forms of an answer: for a person, and for programs. */
const FORMATS = ['table', 'json', 'yaml'] as const;

type Format = (typeof FORMATS)[number];

/** How an answer is to be printed. */
export interface FormatOptions {
  /** Left out, a thing is shown to a person at a terminal, and is JSON elsewhere. */
  readonly output?: Format;
  /** Ids alone. */
  readonly quiet?: true;
  /** The ETag alone. */
  readonly etag?: true;
}

/** Of a command that changes something. */
export interface ConditionOptions {
  readonly ifMatch?: string;
}

export interface AnswerOptions extends ConnectionOptions, FormatOptions {}

export function withConnection(command: Command): Command {
  return withFormat(withServer(command));
}

export function withServer(command: Command): Command {
  return command
    .option('--server <url>', 'where the server is (UPWATCH_URL; default http://127.0.0.1:3000)')
    .option('--token <key>', 'API key (UPWATCH_API_TOKEN)')
    .option('--context <name>', 'a server of `upwatch login` (UPWATCH_CONTEXT)');
}

export function withFormat(command: Command): Command {
  return command
    .option('-o, --output <format>', FORMATS.join(', '), choice(FORMATS))
    .addOption(new Option('--json', 'the data, for programs: as -o json').implies({ output: 'json' }))
    .option('-q, --quiet', 'ids alone, one a line');
}

/** Of a command that shows one thing. */
export function withEtag(command: Command): Command {
  return command.option('--etag', 'its ETag alone, for --if-match');
}

/** Of a command that changes one thing. */
export function withIfMatch(command: Command): Command {
  return command.option('--if-match <etag>', 'change it only if it is still the one with this ETag (`get --etag`)');
}

/** The options of the call. */
export function conditionOf({ ifMatch }: ConditionOptions): CallOptions {
  return ifMatch === undefined ? {} : { ifMatch };
}

function choice<T extends string>(allowed: readonly T[]): (value: string) => T {
  return (value) => {
    const found = allowed.find((one) => one === value);
    if (found === undefined) throw new UsageError(`--output must be one of ${allowed.join(', ')}, got "${value}"`);
    return found;
  };
}
