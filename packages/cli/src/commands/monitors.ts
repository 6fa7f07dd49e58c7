/** `upwatch monitors`: what is watched. */
import { type Assertion, parseExpectation } from '@upwatch/core';
import type { Command } from 'commander';
import { parseDuration } from '../duration.ts';
import { withScheme } from '../url.ts';
import { ExitCode, UsageError } from '../exit.ts';
import { cell } from '../render/table.ts';
import { lasting, statusText } from '../render/verdict.ts';
import {
  allPages,
  answer,
  answerDone,
  answerOne,
  type AnswerOptions,
  clientOf,
  idOf,
  withConnection,
} from './connection.ts';

export interface MonitorView {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly config: { readonly url?: string };
  readonly frequencySeconds: number;
  readonly currentStatus: string | null;
}

interface CreateOptions extends AnswerOptions {
  readonly every: string;
  readonly method: string;
  readonly expect?: readonly string[];
  readonly tag?: readonly string[];
}

const collect = (value: string, all: readonly string[] = []): readonly string[] => [...all, value];
const pathOf = (id: string, rest = ''): string => `/monitors/${encodeURIComponent(id)}${rest}`;

export function configure(command: Command): void {
  withConnection(command.command('list').description('all monitors'))
    .option('--search <text>', 'in name or URL')
    .action(async (options: AnswerOptions & { search?: string }) => {
      const query = options.search === undefined ? '' : `?search=${encodeURIComponent(options.search)}`;
      answer(options, await allPages<MonitorView>(clientOf(options), `/monitors${query}`), COLUMNS);
    });
  withConnection(command.command('get <name>').description('one monitor')).action(
    async (name: string, options: AnswerOptions) => {
      const client = clientOf(options);
      answerOne((await client.get<{ data: unknown }>(pathOf(await idOf(client, '/monitors', name)))).data);
    },
  );
  withConnection(command.command('create <name> <url>').description('watch a URL'))
    .option('--every <duration>', 'how often', '60s')
    .option('-X, --method <method>', 'request method', 'GET')
    .option('-e, --expect <expectation>', 'what must hold, as for `upwatch check`; may be repeated', collect)
    .option('--tag <name>', 'a word to find it by; may be repeated', collect)
    .action(async (name: string, url: string, options: CreateOptions) => {
      const { data } = await clientOf(options).post<{ data: MonitorView }>('/monitors', bodyOf(name, url, options));
      answerDone(
        options,
        data,
        `watching ${cell(data.name)} every ${lasting(data.frequencySeconds * 1000)} (${data.id})`,
      );
    });
  for (const verb of ['pause', 'resume'] as const) {
    withConnection(command.command(`${verb} <name>`).description(`${verb} looking`)).action(
      async (name: string, options: AnswerOptions) => {
        const client = clientOf(options);
        const id = await idOf(client, '/monitors', name);
        const { data } = await client.post<{ data: MonitorView }>(pathOf(id, `/${verb}`));
        answerDone(options, data, `${cell(data.name)} is ${data.currentStatus ?? 'unknown'}`);
      },
    );
  }
  withConnection(command.command('test <name>').description('look once, now, without keeping it')).action(
    async (name: string, options: AnswerOptions) => {
      const client = clientOf(options);
      const id = await idOf(client, '/monitors', name);
      const { data } = await client.post<{ data: { passed: boolean } }>(pathOf(id, '/test'));
      answerOne(data);
      if (!data.passed) process.exitCode = ExitCode.Bad;
    },
  );
  withConnection(command.command('delete <name>').description('stop watching, and forget')).action(
    async (name: string, options: AnswerOptions) => {
      const client = clientOf(options);
      await client.delete(pathOf(await idOf(client, '/monitors', name)));
    },
  );
  command.addHelpText(
    'after',
    "\nExamples:\n  upwatch monitors create shop https://shop.example --every 30s -e 'time < 800ms'\n  upwatch monitors list --search shop",
  );
}

function bodyOf(name: string, url: string, options: CreateOptions): object {
  return {
    name,
    type: 'HTTP',
    config: { url: withScheme(url), method: options.method.toUpperCase() },
    frequencySeconds: Math.round(parseDuration(options.every, '--every') / 1000),
    ...(options.expect && { assertions: options.expect.map(assertionOf) }),
    ...(options.tag && { tags: { newTags: options.tag.map((tag) => ({ name: tag })) } }),
  };
}

function assertionOf(text: string): Assertion {
  const parsed = parseExpectation(text);
  if ('problem' in parsed) throw new UsageError(`--expect: ${parsed.problem}`);
  return parsed;
}

const COLUMNS: Parameters<typeof answer<MonitorView>>[2] = [
  ['ID', (one) => one.id],
  ['STATUS', (one, isColoured) => statusText(one.currentStatus, isColoured)],
  ['NAME', (one) => cell(one.name)],
  ['EVERY', (one) => lasting(one.frequencySeconds * 1000)],
  ['WHAT', (one) => cell(one.config.url ?? one.type)],
];
