/** `upwatch groups`: monitors that stand together, and are told of once. */
import type { CreateResourceGroupRequest, ResourceGroup } from '@upwatch/sdk';
import type { Command } from 'commander';
import { parseDuration } from '../duration.ts';
import { ExitCode, UsageError } from '../exit.ts';
import { type BodyOptions, givenBody, withBody } from '../operations/given-body.ts';
import { unjudged } from '../operations/unjudged.ts';
import { cell } from '../render/table.ts';
import { answer, answerDone, answerOne, type Column } from './answering.ts';
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

interface CreateOptions extends AnswerOptions, BodyOptions {
  readonly threshold?: string;
  readonly suppress?: boolean;
  readonly delay?: string;
  readonly cooldown?: string;
  readonly tell?: readonly string[];
  readonly policy?: string;
  readonly every?: string;
  readonly retries?: string;
  readonly member?: readonly string[];
}

export function configure(command: Command): void {
  withExamples(
    withConnection(command.command('list').description('all resource groups, and how they stand')),
    'upwatch groups list',
  ).action(async (options: AnswerOptions) => {
    const groups = await clientOf(options).resourceGroups.list({ size: 200 }).toArray();
    answer(options, groups, COLUMNS);
    if (groups.some(({ health }) => health.status === 'down')) process.exitCode = ExitCode.Bad;
  });

  withExamples(
    withEtag(withConnection(command.command('get <name>').description('one resource group with its members'))),
    'upwatch groups get edge',
  ).action(async (name: string, options: AnswerOptions) => {
    const client = clientOf(options);
    const id = await idOf(client, 'resourceGroups', name);
    answerOne(options, await client.resourceGroups.get(id, { includeMetrics: true }));
  });

  configureCreate(command);

  withExamples(
    withIfMatch(withConnection(command.command('delete <name>').description('remove a group, not its members'))),
    'upwatch groups delete edge',
  ).action(async (name: string, options: AnswerOptions & ConditionOptions) => {
    const client = clientOf(options);
    const id = await idOf(client, 'resourceGroups', name);
    await client.resourceGroups.delete(id, conditionOf(options));
    answerDone(options, { id }, `${cell(name)} is removed, its members stay`);
  });

  withExamples(
    withConnection(command.command('add <name> <monitors...>').description('put monitors into a resource group')),
    'upwatch groups add edge shop blog',
  ).action(async (name: string, monitors: readonly string[], options: AnswerOptions) => {
    const client = clientOf(options);
    const id = await idOf(client, 'resourceGroups', name);
    await addMembers(client, id, monitors);
    answerDone(options, { id }, `${counted(monitors)} put into ${cell(name)}`);
  });

  withExamples(
    withConnection(command.command('remove <name> <monitors...>').description('take monitors out of a resource group')),
    'upwatch groups remove edge blog',
  ).action(async (name: string, monitors: readonly string[], options: AnswerOptions) => {
    const client = clientOf(options);
    const id = await idOf(client, 'resourceGroups', name);
    for (const monitor of monitors) {
      await client.resourceGroups.members.remove(id, await idOf(client, 'monitors', monitor));
    }
    answerDone(options, { id }, `${counted(monitors)} taken out of ${cell(name)}`);
  });
  withExamples(command, 'upwatch groups create edge --threshold 2 --member shop --member blog');
}

function configureCreate(command: Command): void {
  withExamples(
    withBody(withConnection(command.command('create <name>').description('a new resource group'))),
    'upwatch groups create edge --threshold 50% --suppress --delay 30s --tell ops',
  )
    .option('--threshold <number>', 'down when so many members are: "2", or "50%" of them')
    .option('--suppress', 'tell of members only where the group is not down')
    .option('--delay <duration>', 'how long the threshold must be reached before it is told')
    .option('--cooldown <duration>', 'within so long it is the same incident that comes back')
    .option('--tell <channel>', 'told of the group, and by members that name no channels; may be given again', gather)
    .option('--policy <name>', 'the notification policy that its incidents go by, whatever its rules say')
    .option('--every <duration>', 'how often to look at members that do not say so themselves')
    .option('--retries <number>', 'how many failures follow the first before it counts, for members without a policy')
    .option('--member <monitor>', 'a member by its name; may be given again', gather)
    .action(async (name: string, options: CreateOptions) => {
      const client = clientOf(options);
      const data = await client.resourceGroups.create(
        unjudged<CreateResourceGroupRequest>(givenBody(options, await bodyOf(name, options, client))),
      );
      const members = options.member ?? [];
      await addMembers(client, data.id, members);
      answerDone(
        options,
        data,
        `${cell(data.name)} has ${members.length === 1 ? '1 member' : `${members.length} members`} (${data.id})`,
      );
    });
}

async function bodyOf(name: string, options: CreateOptions, client: Client): Promise<CreateResourceGroupRequest> {
  const channelIds = [];
  for (const channel of options.tell ?? []) channelIds.push(await idOf(client, 'alertChannels', channel));
  const { delay, cooldown, policy, every, retries } = options;
  return {
    name,
    ...(options.threshold !== undefined && thresholdOf(options.threshold)),
    suppressMemberAlerts: options.suppress === true,
    ...(delay !== undefined && { confirmationDelaySeconds: Math.round(parseDuration(delay, '--delay') / 1000) }),
    ...(cooldown !== undefined && {
      recoveryCooldownMinutes: Math.round(parseDuration(cooldown, '--cooldown') / 60_000),
    }),
    ...(channelIds.length > 0 && { defaultAlertChannels: channelIds }),
    ...(policy !== undefined && { alertPolicyId: await idOf(client, 'notificationPolicies', policy) }),
    ...(every !== undefined && { defaultFrequency: Math.round(parseDuration(every, '--every') / 1000) }),
    ...(retries !== undefined && { defaultRetryStrategy: strategyOf(retries) }),
    managedBy: 'CLI',
  };
}

function strategyOf(text: string): NonNullable<CreateResourceGroupRequest['defaultRetryStrategy']> {
  if (!/^\d{1,3}$/.test(text)) throw new UsageError(`--retries must be a number such as 2, got "${text}"`);
  return { type: 'fixed', maxRetries: Number(text), interval: 0 };
}

function thresholdOf(text: string): Pick<CreateResourceGroupRequest, 'healthThresholdType' | 'healthThresholdValue'> {
  const [, number, percent] = /^(\d+(?:\.\d+)?)(%?)$/.exec(text) ?? [];
  if (number === undefined) throw new UsageError(`--threshold must be a number such as 2 or 50%, got "${text}"`);
  return { healthThresholdType: percent === '%' ? 'PERCENTAGE' : 'COUNT', healthThresholdValue: Number(number) };
}

async function addMembers(client: Client, groupId: string, monitors: readonly string[]): Promise<void> {
  for (const monitor of monitors) {
    const memberId = await idOf(client, 'monitors', monitor);
    await client.resourceGroups.members.add(groupId, { memberType: 'monitor', memberId });
  }
}

function counted(monitors: readonly string[]): string {
  return monitors.length === 1 ? '1 monitor' : `${monitors.length} monitors`;
}

function gather(value: string, before: readonly string[] = []): string[] {
  return [...before, value];
}

function thresholdInWords({ healthThresholdType: type, healthThresholdValue: value }: ResourceGroup): string {
  return value === null ? '-' : `${value}${type === 'PERCENTAGE' ? '%' : ''}`;
}

const COLUMNS: readonly Column<ResourceGroup>[] = [
  ['ID', (one) => one.id],
  ['NAME', (one) => cell(one.name)],
  ['STATUS', (one) => one.health.status],
  ['MEMBERS', (one) => String(one.health.totalMembers)],
  ['DOWN', (one) => String(one.health.failingCount ?? 0)],
  ['THRESHOLD', thresholdInWords],
];
