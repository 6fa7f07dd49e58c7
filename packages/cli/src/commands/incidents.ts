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
      const shown = options.open ? all.filter((one) => one.status !== 'RESOLVED') : all;
      answer(options, shown, columnsFor(shown));
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

function columnsFor(incidents: readonly Incident[]): readonly Column<Incident>[] {
  const isTaken = incidents.some((one) => withWhom(one) !== '-');
  return [
    ['ID', (one) => one.id],
    ['STATUS', (one) => one.status.toLowerCase(), 'whole'],
    ['MONITOR', (one) => cell(one.monitorName ?? '-')],
    ['SINCE', (one) => (one.startedAt ? timeText(one.startedAt) : '-'), 'whole'],
    ['LASTED', lastedText, 'spare'],
    ['WITH', withWhom, isTaken ? undefined : 'spare'],
    ['WHY', reasonOf],
  ];
}

function lastedText({ startedAt, resolvedAt }: Incident): string {
  if (!startedAt) return '-';
  return lasting((resolvedAt ? Date.parse(resolvedAt) : Date.now()) - Date.parse(startedAt));
}
