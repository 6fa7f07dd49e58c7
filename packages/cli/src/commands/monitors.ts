/** `upwatch monitors`: what is watched. */
import { type Assertion, parseExpectation } from '@upwatch/core';
import type { CreateMonitorRequest, Monitor } from '@upwatch/sdk';
import type { Command } from 'commander';
import { parseDuration } from '../duration.ts';
import { withScheme } from '../url.ts';
import { ExitCode, UsageError } from '../exit.ts';
import { type BodyOptions, givenBody, withBody } from '../operations/given-body.ts';
import { unjudged } from '../operations/unjudged.ts';
import { cell } from '../render/table.ts';
import { lasting, statusText } from '../render/verdict.ts';
import { answer, answerDone, answerOne, answerText, type Column } from './answering.ts';
import {
  type AnswerOptions,
  clientOf,
  withConnection,
  type ConditionOptions,
  conditionOf,
  withEtag,
  withIfMatch,
} from './connection.ts';
import { idOf } from './naming.ts';
import { withExamples } from './examples.ts';
import { lookText } from '../render/look-text.ts';

const NONE = 'nothing is watched yet: upwatch monitors create NAME URL';

interface CreateOptions extends AnswerOptions, BodyOptions {
  readonly every?: string;
  readonly method: string;
  readonly expect?: readonly string[];
  readonly tag?: readonly string[];
}

const collect = (value: string, all: readonly string[] = []): readonly string[] => [...all, value];

export function configure(command: Command): void {
  withExamples(
    withConnection(command.command('list').description('all monitors')),
    'upwatch monitors list',
    'upwatch monitors list --search shop',
    'upwatch monitors list -o json',
  )
    .option('--search <text>', 'in name or URL')
    .action(async (options: AnswerOptions & { search?: string }) => {
      const { search } = options;
      const none = search === undefined ? NONE : `no monitor has "${cell(search)}" in its name or URL`;
      const monitors = clientOf(options).monitors.list({ size: 200, ...(search !== undefined && { search }) });
      answer(options, await monitors.toArray(), COLUMNS, none);
    });
  withExamples(
    withEtag(withConnection(command.command('get <name>').description('one monitor, whole'))),
    'upwatch monitors get shop',
  ).action(async (name: string, options: AnswerOptions) => {
    const client = clientOf(options);
    answerOne(options, await client.monitors.get(await idOf(client, 'monitors', name)));
  });
  withExamples(
    withBody(withConnection(command.command('create [name] [url]').description('watch a URL, or what a body says'))),
    'upwatch monitors create shop https://shop.example',
    "upwatch monitors create shop https://shop.example --every 30s \\\n    -e status=200 -e 'time < 800ms'",
    'upwatch monitors create api https://api.shop.example/ready --tag api \\\n    -e \'json $.status == "ok"\'',
    'upwatch monitors create db --set type=TCP \\\n    --set config.host=db.internal --set config.port:=5432',
  )
    .option('--every <duration>', 'how often; without it, as its resource group says, or each 60s')
    .option('-X, --method <method>', 'request method', 'GET')
    .option('-e, --expect <expectation>', 'what must hold, as for `upwatch check`; may be repeated', collect)
    .option('--tag <name>', 'a word to find it by; may be repeated', collect)
    .action(async (name: string | undefined, url: string | undefined, options: CreateOptions) => {
      const data = await clientOf(options).monitors.create(wholeBodyOf(name, url, options));
      answerDone(
        options,
        data,
        `watching ${cell(data.name)} every ${lasting(data.frequencySeconds * 1000)} (${data.id})`,
      );
    });
  for (const verb of ['pause', 'resume'] as const) {
    withExamples(
      withIfMatch(withConnection(command.command(`${verb} <name>`).description(`${verb} looking`))),
      `upwatch monitors ${verb} shop`,
    ).action(async (name: string, options: AnswerOptions & ConditionOptions) => {
      const client = clientOf(options);
      const id = await idOf(client, 'monitors', name);
      const data = await client.monitors[verb](id, conditionOf(options));
      const said = verb === 'pause' ? 'is paused' : 'is looked at again';
      answerDone(options, data, `${cell(data.name)} ${said}`);
    });
  }
  withExamples(
    withConnection(command.command('test <name>').description('look once, now, without keeping it')),
    'upwatch monitors test shop',
  ).action(async (name: string, options: AnswerOptions) => {
    const client = clientOf(options);
    const id = await idOf(client, 'monitors', name);
    const data = await client.monitors.test(id);
    answerText(options, data, () => lookText(name, data));
    if (!data.passed) process.exitCode = ExitCode.Bad;
  });
  withExamples(
    withIfMatch(withConnection(command.command('delete <name>').description('stop watching, and forget'))),
    'upwatch monitors delete shop',
  ).action(async (name: string, options: AnswerOptions & ConditionOptions) => {
    const client = clientOf(options);
    const id = await idOf(client, 'monitors', name);
    await client.monitors.delete(id, conditionOf(options));
    answerDone(options, { id }, `${cell(name)} is forgotten`);
  });
  withExamples(
    command,
    "upwatch monitors create shop https://shop.example -e 'time < 800ms'",
    'upwatch monitors list --search shop',
  );
}

function wholeBodyOf(name: string | undefined, url: string | undefined, options: CreateOptions): CreateMonitorRequest {
  if (url === undefined && options.jsonBody === undefined && options.set === undefined)
    throw new UsageError('say what to watch: NAME URL, or --json-body or --set');
  return unjudged(givenBody(options, bodyOf(name, url, options)));
}

/** What was given by arguments and options alone. */
function bodyOf(name: string | undefined, url: string | undefined, options: CreateOptions): object {
  const { every, expect, tag, method } = options;
  return {
    ...(name !== undefined && { name }),
    ...(url !== undefined && { type: 'HTTP', config: { url: withScheme(url), method: method.toUpperCase() } }),
    ...(every !== undefined && { frequencySeconds: secondsOf(every) }),
    ...(expect && { assertions: expect.map(assertionOf) }),
    ...(tag && { tags: { newTags: tag.map((one) => ({ name: one })) } }),
  };
}

function secondsOf(every: string): number {
  const seconds = parseDuration(every, '--every') / 1000;
  if (seconds >= 1) return Math.round(seconds);
  throw new UsageError(`--every must be at least 1s, got "${every}"`);
}

function assertionOf(text: string): Assertion {
  const parsed = parseExpectation(text);
  if ('problem' in parsed) throw new UsageError(`--expect: ${parsed.problem}`);
  return parsed;
}

const COLUMNS: readonly Column<Monitor>[] = [
  ['ID', (one) => one.id],
  ['STATUS', (one, isColoured) => statusText(one.currentStatus, isColoured)],
  ['NAME', (one) => cell(one.name)],
  ['EVERY', (one) => lasting(one.frequencySeconds * 1000)],
  ['WHAT', whatOf],
];

function whatOf({ config, type }: Monitor): string {
  return cell('url' in config && typeof config.url === 'string' ? config.url : type);
}
