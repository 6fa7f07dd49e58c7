/** `upwatch incidents`: what went wrong, when, and who has it. */
import type { Command } from 'commander';
import { cell } from '../render/table.ts';
import { lasting } from '../render/verdict.ts';
import {
  allPages,
  answer,
  answerOne,
  type AnswerOptions,
  clientOf,
  type Column,
  idOf,
  timeText,
  withConnection,
} from './connection.ts';
import { withExamples } from './examples.ts';
import { configureActs } from './incident-acts.ts';

export interface IncidentView {
  readonly id: string;
  readonly monitorId: string | null;
  readonly monitorName: string | null;
  readonly status: string;
  readonly severity: string;
  readonly title: string | null;
  readonly startedAt: string | null;
  readonly resolvedAt: string | null;
  readonly affectedRegions: readonly string[];
  readonly failure?: { readonly message: string } | null;
  readonly acknowledgedBy?: string | null;
  readonly snoozedUntil?: string | null;
}

const REASON_MAX = 160;
const WITH_MAX = 24;

/** Why, in a sentence; an incident that a person opened has its title alone. */
export function reasonOf(incident: IncidentView): string {
  return cell(incident.failure?.message ?? incident.title ?? '-', REASON_MAX);
}

/** Who has it; nobody once a snooze is over. */
function withWhom({ acknowledgedBy, snoozedUntil }: IncidentView): string {
  const isOver = snoozedUntil ? Date.parse(snoozedUntil) <= Date.now() : false;
  return acknowledgedBy && !isOver ? cell(acknowledgedBy, WITH_MAX) : '-';
}

export function configure(command: Command): void {
  withExamples(
    withConnection(command.command('list').description('incidents, newest first')),
    'upwatch incidents list --open',
    'upwatch incidents list -o json',
  )
    .option('--open', 'only those that are not over')
    .action(async (options: AnswerOptions & { open?: true }) => {
      const all = await allPages<IncidentView>(clientOf(options), '/incidents');
      answer(options, options.open ? all.filter((one) => one.status !== 'RESOLVED') : all, COLUMNS);
    });
  withExamples(
    withConnection(command.command('get <id>').description('one incident with its timeline')),
    'upwatch incidents get 0190f5c2-7a31',
  ).action(async (id: string, options: AnswerOptions) => {
    const client = clientOf(options);
    const whole = await idOf(client, '/incidents', id);
    answerOne((await client.get<{ data: unknown }>(`/incidents/${whole}`)).data);
  });
  configureActs(command);
  withExamples(command, 'upwatch incidents list --open', 'upwatch incidents ack --monitor shop');
}

const COLUMNS: readonly Column<IncidentView>[] = [
  ['ID', (one) => one.id],
  ['STATUS', (one) => one.status.toLowerCase()],
  ['MONITOR', (one) => cell(one.monitorName ?? '-')],
  ['SINCE', (one) => (one.startedAt ? timeText(one.startedAt) : '-'), 'whole'],
  [
    'LASTED',
    (one) =>
      one.startedAt
        ? lasting((one.resolvedAt ? Date.parse(one.resolvedAt) : Date.now()) - Date.parse(one.startedAt))
        : '-',
  ],
  ['WITH', withWhom],
  ['WHY', reasonOf],
];
