/** `upwatch incidents`: what went wrong, when, and who has it. */
import type { Incident } from '@upwatch/sdk';
import type { Command } from 'commander';
import { reasonOf } from '../render/incident-text.ts';
import { cell } from '../render/table.ts';
import { lasting } from '../render/verdict.ts';
import { answer, answerOne, type Column, timeText } from './answering.ts';
import { type AnswerOptions, clientOf, withConnection } from './connection.ts';
import { idOf } from './naming.ts';
import { withExamples } from './examples.ts';
import { configureActs } from './incident-acts.ts';

const WITH_MAX = 24;

/** Who has it; nobody once a snooze is over. */
function withWhom({ acknowledgedBy, snoozedUntil }: Incident): string {
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
      const all = await clientOf(options).incidents.list({ size: 200 }).toArray();
      answer(options, options.open ? all.filter((one) => one.status !== 'RESOLVED') : all, COLUMNS);
    });
  withExamples(
    withConnection(command.command('get <id>').description('one incident with its timeline')),
    'upwatch incidents get 0190f5c2-7a31',
  ).action(async (id: string, options: AnswerOptions) => {
    const client = clientOf(options);
    const whole = await idOf(client, 'incidents', id);
    answerOne(options, await client.incidents.get(whole));
  });
  configureActs(command);
  withExamples(command, 'upwatch incidents list --open', 'upwatch incidents ack --monitor shop');
}

const COLUMNS: readonly Column<Incident>[] = [
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
