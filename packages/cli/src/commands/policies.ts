/** `upwatch policies`: who is told of what, step by step. */
import type {
  AlertChannel,
  CreateNotificationPolicyRequest,
  NotificationPolicy,
  PreviewNotificationsAnswer,
  PreviewNotificationsRequest,
} from '@upwatch/sdk';
import type { Command } from 'commander';
import { parseDuration } from '../duration.ts';
import { ExitCode, UsageError } from '../exit.ts';
import { type BodyOptions, givenBody, withBody } from '../operations/given-body.ts';
import { unjudged } from '../operations/unjudged.ts';
import { cell } from '../render/table.ts';
import {
  answer,
  answerDone,
  answerOne,
  answerText,
  isForProgram,
  answerData,
  type Column,
  timeText,
} from './answering.ts';
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

type Severity = NonNullable<PreviewNotificationsRequest['severity']>;
type Rule = NotificationPolicy['matchRules'][number];
type Step = NotificationPolicy['escalation']['steps'][number];
type PreviewStep = PreviewNotificationsAnswer['policies'][number]['steps'][number];

interface CreateOptions extends AnswerOptions, BodyOptions {
  readonly tell?: readonly string[];
  readonly repeat?: string;
  readonly severity?: string;
  readonly tag?: readonly string[];
  readonly like?: readonly string[];
  readonly region?: readonly string[];
  readonly type?: readonly string[];
  readonly fallback?: readonly string[];
  readonly priority?: string;
}

interface TestOptions extends AnswerOptions {
  readonly monitor?: string;
  readonly severity?: string;
}

const NONE = 'no policies: all channels are told, unless a monitor names its own';

export function configure(command: Command): void {
  withExamples(
    withConnection(command.command('list').description('all notification policies, higher priorities first')),
    'upwatch policies list',
  ).action(async (options: AnswerOptions) => {
    const client = clientOf(options);
    const channels = isForProgram(options) ? [] : await client.alertChannels.list({ size: 200 }).toArray();
    answer(options, await client.notificationPolicies.list().toArray(), columnsWith(channels), NONE);
  });

  withExamples(
    withEtag(withConnection(command.command('get <name>').description('one notification policy, whole'))),
    'upwatch policies get "on call"',
  ).action(async (name: string, options: AnswerOptions) => {
    const client = clientOf(options);
    answerOne(options, await client.notificationPolicies.get(await idOf(client, 'notificationPolicies', name)));
  });

  configureCreate(command);

  withExamples(
    withIfMatch(withConnection(command.command('delete <name>').description('remove a notification policy'))),
    'upwatch policies delete "on call"',
  ).action(async (name: string, options: AnswerOptions & ConditionOptions) => {
    const client = clientOf(options);
    const id = await idOf(client, 'notificationPolicies', name);
    await client.notificationPolicies.delete(id, conditionOf(options));
    answerDone(options, { id }, `${cell(name)} tells nobody any more`);
  });

  withExamples(
    withConnection(command.command('test <name>').description('which rules match an incident; nobody is told')),
    'upwatch policies test "on call" --monitor shop --severity DEGRADED',
  )
    .option('--monitor <name>', 'the monitor that it is of')
    .option('--severity <severity>', 'DOWN, DEGRADED or MAINTENANCE', 'DOWN')
    .action(testPolicy);

  withExamples(
    withConnection(command.command('preview <monitor>').description('who would be told, and when; nobody is')),
    'upwatch policies preview shop --severity DEGRADED --at 2026-12-24T23:00:00Z',
  )
    .option('--severity <severity>', 'DOWN, DEGRADED or MAINTENANCE', 'DOWN')
    .option('--at <time>', 'when it begins (default now)')
    .action(preview);
  withExamples(
    command,
    'upwatch policies create "on call" --tell ops --tell 10m:pager',
    'upwatch policies preview shop',
  );
}

function configureCreate(command: Command): void {
  withExamples(
    withBody(withConnection(command.command('create <name>').description('a new notification policy'))),
    'upwatch policies create "on call" --severity DOWN \\\n    --tell ops --tell 10m:pager,boss',
    'upwatch policies create money --tag payments --tell finance --repeat 5m \\\n    --fallback mail',
  )
    .option('--tell <channels>', 'a step: channels by name, "10m:" before them waits; may be given again', gather)
    .option('--repeat <duration>', 'tell each step again so often until somebody acknowledges')
    .option('--severity <least>', 'only of this severity or worse: DOWN, DEGRADED, MAINTENANCE')
    .option('--tag <name>', 'only of monitors with one of these tags; may be given again', gather)
    .option('--like <pattern>', 'only of monitors called like this ("shop*"); may be given again', gather)
    .option('--region <region>', 'only when one of these regions sees it; may be given again', gather)
    .option('--type <type>', 'only of monitors of these types; may be given again', gather)
    .option('--fallback <channels>', 'told when no channel of a step could be reached', split)
    .option('--priority <number>', 'higher comes first')
    .action(async (name: string, options: CreateOptions) => {
      const client = clientOf(options);
      const data = await client.notificationPolicies.create(
        unjudged<CreateNotificationPolicyRequest>(givenBody(options, await bodyOf(name, options, client))),
      );
      const steps = data.escalation.steps.length;
      answerDone(options, data, `${cell(data.name)} tells in ${steps} ${steps === 1 ? 'step' : 'steps'} (${data.id})`);
    });
}

async function bodyOf(name: string, options: CreateOptions, client: Client): Promise<CreateNotificationPolicyRequest> {
  const { tell } = options;
  if (!tell) throw new UsageError('say who is told: --tell ops, and then for example --tell 10m:boss');
  const repeatIntervalSeconds = options.repeat === undefined ? undefined : secondsOf(options.repeat, '--repeat');
  const steps = [];
  for (const text of tell) {
    const [, delay = '0m', names = ''] = /^(?:(\d+[smhd]?):)?(.*)$/s.exec(text) ?? [];
    const channelIds = await channelIdsOf(client, split(names));
    const delayMinutes = Math.round(secondsOf(/\d$/.test(delay) ? `${delay}m` : delay, '--tell') / 60);
    steps.push({ delayMinutes, channelIds, ...(repeatIntervalSeconds !== undefined && { repeatIntervalSeconds }) });
  }
  const rules = [
    options.severity !== undefined && { type: 'severity_gte', value: options.severity },
    options.tag && { type: 'monitor_tag_in', values: options.tag },
    options.like && { type: 'monitor_name_matches', values: options.like },
    options.region && { type: 'region_in', regions: options.region },
    options.type && { type: 'monitor_type_in', values: options.type },
  ];
  return {
    name,
    matchRules: unjudged<NonNullable<CreateNotificationPolicyRequest['matchRules']>>(
      rules.filter((rule) => typeof rule === 'object'),
    ),
    escalation: { steps },
    ...(options.priority !== undefined && { priority: wholeOf(options.priority, '--priority') }),
    ...(options.fallback && { fallbackChannelIds: await channelIdsOf(client, options.fallback) }),
  };
}

async function testPolicy(name: string, options: TestOptions): Promise<void> {
  const client = clientOf(options);
  const monitorId = options.monitor === undefined ? undefined : await idOf(client, 'monitors', options.monitor);
  const data = await client.notificationPolicies.test(await idOf(client, 'notificationPolicies', name), {
    severity: unjudged<Severity>(options.severity),
    ...(monitorId !== undefined && { monitorId }),
  });
  answerText(options, data, () =>
    [
      data.matched ? 'it is told' : 'it is not told',
      ...data.matchedRules.map((rule) => `  ✔ ${cell(rule)}`),
      ...data.unmatchedRules.map((rule) => `  ✘ ${cell(rule)}`),
    ].join('\n'),
  );
  if (!data.matched) process.exitCode = ExitCode.Bad;
}

async function preview(
  monitor: string,
  options: AnswerOptions & { readonly severity: string; readonly at?: string },
): Promise<void> {
  const client = clientOf(options);
  const data = await client.notificationPolicies.preview({
    monitorId: await idOf(client, 'monitors', monitor),
    severity: unjudged<Severity>(options.severity),
    ...(options.at !== undefined && { at: options.at }),
  });
  if (isForProgram(options)) return answerData(options, data);
  const rows = data.policies.flatMap(({ policyName, steps }) => steps.map((step) => ({ policyName, ...step })));
  if (data.directChannels.length > 0) process.stdout.write(`at once: ${namesOf(data.directChannels)}\n`);
  if (rows.length > 0) answer(options, rows, PREVIEW_COLUMNS);
  else if (data.directChannels.length === 0) process.stdout.write('nobody\n');
}

async function channelIdsOf(client: Client, names: readonly string[]): Promise<string[]> {
  if (names.length === 0) throw new UsageError('--tell and --fallback want the names of alert channels');
  const ids = [];
  for (const name of names) ids.push(await idOf(client, 'alertChannels', name));
  return ids;
}

function gather(value: string, before: readonly string[] = []): string[] {
  return [...before, value];
}

function split(text: string): string[] {
  return text.split(',').flatMap((part) => part.trim() || []);
}

function secondsOf(text: string, option: string): number {
  return Math.round(parseDuration(text, option) / 1000);
}

function wholeOf(text: string, option: string): number {
  if (!/^-?\d{1,9}$/.test(text)) throw new UsageError(`${option} must be a whole number, got "${text}"`);
  return Number(text);
}

function namesOf(channels: readonly { readonly name: string }[]): string {
  return channels.map(({ name }) => cell(name)).join(', ');
}

function columnsWith(channels: readonly AlertChannel[]): readonly Column<NotificationPolicy>[] {
  const names = new Map(channels.map(({ id, name }) => [id, name]));
  return [
    ['ID', (one) => one.id],
    ['NAME', (one) => cell(one.name)],
    ['PRIORITY', (one) => String(one.priority)],
    ['RULES', ({ matchRules }) => matchRules.map(ruleText).join(' and ') || 'all incidents'],
    ['TELLS', ({ escalation }) => escalation.steps.map((step) => stepText(step, names)).join('; ')],
    ['STATE', (one) => (one.enabled ? 'on' : 'off')],
  ];
}

/** `severity_gte DOWN` */
function ruleText({ type, value, values, monitorIds, regions }: Rule): string {
  return cell([type, value ?? [...(values ?? []), ...(monitorIds ?? []), ...(regions ?? [])].join(',')].join(' '));
}

/** `ops, boss after 10 min` */
function stepText({ delayMinutes, channelIds }: Step, names: ReadonlyMap<string, string>): string {
  const told = channelIds.map((id) => cell(names.get(id) ?? id)).join(', ');
  return delayMinutes === 0 ? told : `${told} after ${delayMinutes} min`;
}

const PREVIEW_COLUMNS: readonly Column<PreviewStep & { readonly policyName: string }>[] = [
  ['AT', ({ at }) => timeText(at), 'whole'],
  ['POLICY', ({ policyName }) => cell(policyName)],
  ['STEP', ({ stepNumber }) => String(stepNumber)],
  ['TOLD', ({ channels }) => namesOf(channels)],
  ['', ({ waitsForQuietHours }) => (waitsForQuietHours ? 'after quiet hours' : '')],
];
