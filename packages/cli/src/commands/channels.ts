/** `upwatch channels`: where alerts go. */
import type { Command } from 'commander';
import { UsageError } from '../exit.ts';
import { cell } from '../render/table.ts';
import { ExitCode } from '../exit.ts';
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

interface ChannelView {
  readonly id: string;
  readonly name: string;
  readonly channelType: string;
  readonly lastDeliveryAt: string | null;
  readonly lastDeliveryStatus: string | null;
}

interface CreateOptions extends AnswerOptions {
  readonly slack?: string;
  readonly email?: string;
  readonly webhook?: string;
  readonly secret?: string;
}

export function configure(command: Command): void {
  withConnection(command.command('list').description('all alert channels')).action(async (options: AnswerOptions) => {
    answer(options, await allPages<ChannelView>(clientOf(options), '/alert-channels'), COLUMNS);
  });
  withConnection(command.command('get <name>').description('one alert channel')).action(
    async (name: string, options: AnswerOptions) => {
      const client = clientOf(options);
      const id = await idOf(client, '/alert-channels', name);
      answerOne((await client.get<{ data: unknown }>(`/alert-channels/${id}`)).data);
    },
  );
  withConnection(command.command('create <name>').description('a new alert channel; it is tried before it is kept'))
    .option('--slack <url>', 'Slack incoming webhook')
    .option('--email <addresses>', 'recipients, separated by commas')
    .option('--webhook <url>', 'signed webhook')
    .option('--secret <text>', 'signing secret of the webhook')
    .action(async (name: string, options: CreateOptions) => {
      const client = clientOf(options);
      const config = configOf(options);
      const tried = await client.post<{ data: { success: boolean; message: string } }>('/alert-channels/test', {
        config,
      });
      if (!tried.data.success)
        throw new Error(`the test message did not get through, nothing was kept: ${tried.data.message}`);
      const { data } = await client.post<{ data: ChannelView }>('/alert-channels', { name, config });
      answerDone(options, data, `${cell(data.name)} is told from now on (${data.id}); the test message got through`);
    });
  withConnection(command.command('test <name>').description('send a test message')).action(
    async (name: string, options: AnswerOptions) => {
      const client = clientOf(options);
      const path = `/alert-channels/${await idOf(client, '/alert-channels', name)}/test`;
      const { data } = await client.post<{ data: { success: boolean; message: string } }>(path);
      process.stdout.write(`${data.success ? 'sent' : 'failed'}: ${cell(data.message)}\n`);
      if (!data.success) process.exitCode = ExitCode.Bad;
    },
  );
  withConnection(command.command('delete <name>').description('remove an alert channel')).action(
    async (name: string, options: AnswerOptions) => {
      const client = clientOf(options);
      await client.delete(`/alert-channels/${await idOf(client, '/alert-channels', name)}`);
    },
  );
  command.addHelpText(
    'after',
    '\nExamples:\n  upwatch channels create ops --slack "$SLACK_WEBHOOK_URL"\n  upwatch channels create mail --email ops@shop.example',
  );
}

function configOf(options: CreateOptions): object {
  const given = [options.slack, options.email, options.webhook].filter((one) => one !== undefined);
  if (given.length !== 1) throw new UsageError('give exactly one of --slack, --email, --webhook');
  if (options.slack) return { channelType: 'slack', webhookUrl: options.slack };
  if (options.email) return { channelType: 'email', recipients: options.email.split(',').map((one) => one.trim()) };
  return { channelType: 'webhook', url: options.webhook, ...(options.secret && { signingSecret: options.secret }) };
}

const COLUMNS: Parameters<typeof answer<ChannelView>>[2] = [
  ['ID', (one) => one.id],
  ['NAME', (one) => cell(one.name)],
  ['TYPE', (one) => one.channelType],
  [
    'LAST DELIVERY',
    (one) => (one.lastDeliveryAt ? `${one.lastDeliveryStatus?.toLowerCase()} ${one.lastDeliveryAt}` : '-'),
  ],
];
