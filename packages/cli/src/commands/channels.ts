/** `upwatch channels`: where alerts go. */
import type { AlertChannel, CreateAlertChannelRequest } from '@upwatch/sdk';
import type { Command } from 'commander';
import { UsageError } from '../exit.ts';
import { unjudged } from '../operations/unjudged.ts';
import { cell } from '../render/table.ts';
import { ExitCode } from '../exit.ts';
import { answer, answerDone, answerOne, answerText, type Column, timeText } from './answering.ts';
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

interface CreateOptions extends AnswerOptions {
  readonly slack?: string;
  readonly email?: string;
  readonly webhook?: string;
  readonly secret?: string;
  readonly type?: string;
  readonly set?: readonly string[];
}

const NONE = 'no channels yet, so nobody is told: upwatch channels create NAME --slack URL';

export function configure(command: Command): void {
  withExamples(
    withConnection(command.command('list').description('all alert channels')),
    'upwatch channels list',
    'upwatch channels list -o json',
  ).action(async (options: AnswerOptions) => {
    answer(options, await clientOf(options).alertChannels.list({ size: 200 }).toArray(), COLUMNS, NONE);
  });
  withExamples(
    withEtag(withConnection(command.command('get <name>').description('one alert channel, whole'))),
    'upwatch channels get ops',
  ).action(async (name: string, options: AnswerOptions) => {
    const client = clientOf(options);
    const id = await idOf(client, 'alertChannels', name);
    answerOne(options, await client.alertChannels.get(id));
  });
  withExamples(
    withConnection(command.command('create <name>').description('a new alert channel; it is tried before it is kept')),
    'upwatch channels create ops --slack "$SLACK_WEBHOOK_URL"',
    'upwatch channels create mail --email ops@shop.example,oncall@shop.example',
    'upwatch channels create hook --webhook https://hooks.shop.example/upwatch \\\n    --secret "$HOOK_SECRET"',
    'upwatch channels create phone --type ntfy --set topic=my-topic',
  )
    .option('--slack <url>', 'Slack incoming webhook')
    .option('--email <addresses>', 'recipients, separated by commas')
    .option('--webhook <url>', 'signed webhook')
    .option('--secret <text>', 'signing secret of the webhook')
    .option('--type <type>', 'any other: discord, telegram, pagerduty, …; each has a page in docs/channels')
    .option('--set <setting>', 'a setting of that type, name=text or name:=JSON; may be repeated', gather)
    .action(async (name: string, options: CreateOptions) => {
      const client = clientOf(options);
      const config = configOf(options);
      const tried = await client.alertChannels.testConfig({ config });
      if (!tried.success) throw new Error(`the test message did not get through, nothing was kept: ${tried.message}`);
      const data = await client.alertChannels.create({ name, config });
      answerDone(options, data, `${cell(data.name)} is told from now on (${data.id}); the test message got through`);
    });
  withExamples(
    withConnection(command.command('test <name>').description('send a test message')),
    'upwatch channels test ops',
  ).action(async (name: string, options: AnswerOptions) => {
    const client = clientOf(options);
    const data = await client.alertChannels.test(await idOf(client, 'alertChannels', name));
    answerText(options, data, () => `${data.success ? 'sent' : 'failed'}: ${cell(data.message)}`);
    if (!data.success) process.exitCode = ExitCode.Bad;
  });
  withExamples(
    withIfMatch(withConnection(command.command('delete <name>').description('remove an alert channel'))),
    'upwatch channels delete ops',
  ).action(async (name: string, options: AnswerOptions & ConditionOptions) => {
    const client = clientOf(options);
    const id = await idOf(client, 'alertChannels', name);
    await client.alertChannels.delete(id, conditionOf(options));
    answerDone(options, { id }, `${cell(name)} is told no more`);
  });
  withExamples(
    command,
    'upwatch channels create ops --slack "$SLACK_WEBHOOK_URL"',
    'upwatch channels create mail --email ops@shop.example',
  );
}

function configOf(options: CreateOptions): CreateAlertChannelRequest['config'] {
  const { slack, email, webhook, type } = options;
  const given = Object.entries({ slack, email, webhook, type }).filter(([, value]) => value !== undefined);
  if (given.length !== 1) throw new UsageError('give exactly one of --slack, --email, --webhook, --type');
  const empty = given.find(([, value]) => value?.trim() === '');
  if (empty) throw new UsageError(`--${empty[0]} is empty; if it comes from a variable, that is not set`);
  if (options.secret !== undefined && webhook === undefined) throw new UsageError('--secret is for --webhook alone');
  if (options.set && type === undefined) throw new UsageError('--set is for --type alone');
  if (type !== undefined) return unjudged({ channelType: type, ...settingsOf(options.set ?? []) });
  if (options.slack) return { channelType: 'slack', webhookUrl: options.slack };
  if (options.email) return { channelType: 'email', recipients: options.email.split(',').map((one) => one.trim()) };
  return { channelType: 'webhook', url: webhook!, ...(options.secret && { signingSecret: options.secret }) };
}

function gather(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}

/** `name=text` and `name:=JSON`. What is given may be a secret: it is not repeated. */
function settingsOf(given: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(
    given.map((setting) => {
      const [, name = '', mark, value = ''] = /^([A-Za-z]\w*)(:?=)(.*)$/s.exec(setting) ?? [];
      if (name === '') throw new UsageError('--set must be name=text or name:=JSON, such as --set url=https://…');
      return [name, mark === '=' ? value : jsonOf(name, value)];
    }),
  );
}

function jsonOf(name: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new UsageError(`--set ${name}:= must be followed by JSON, such as '["a"]'`, { cause: error });
  }
}

const COLUMNS: readonly Column<AlertChannel>[] = [
  ['ID', (one) => one.id],
  ['NAME', (one) => cell(one.name)],
  ['TYPE', (one) => one.channelType],
  [
    'LAST DELIVERY',
    (one) => (one.lastDeliveryAt ? `${one.lastDeliveryStatus?.toLowerCase()} ${timeText(one.lastDeliveryAt)}` : '-'),
    'whole',
  ],
];
