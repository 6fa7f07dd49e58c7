/** `upwatch incidents`: what went wrong, and when. */
import type { Command } from 'commander';
import { cell } from '../render/table.ts';
import { lasting } from '../render/verdict.ts';
import { allPages, answer, answerDone, answerOne, type AnswerOptions, clientOf, withConnection } from './connection.ts';

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
}

const REASON_MAX = 160;

/** Why, in a sentence; an incident that a person opened has its title alone. */
export function reasonOf(incident: IncidentView): string {
  return cell(incident.failure?.message ?? incident.title ?? '-', REASON_MAX);
}

export function configure(command: Command): void {
  withConnection(command.command('list').description('incidents, newest first'))
    .option('--open', 'only those that are not over')
    .action(async (options: AnswerOptions & { open?: true }) => {
      const all = await allPages<IncidentView>(clientOf(options), '/incidents');
      answer(options, options.open ? all.filter((one) => one.status !== 'RESOLVED') : all, COLUMNS);
    });
  withConnection(command.command('get <id>').description('one incident with its timeline')).action(
    async (id: string, options: AnswerOptions) => {
      answerOne((await clientOf(options).get<{ data: unknown }>(`/incidents/${encodeURIComponent(id)}`)).data);
    },
  );
  withConnection(command.command('resolve <id>').description('end an incident by hand'))
    .option('-m, --message <text>', 'why')
    .action(async (id: string, options: AnswerOptions & { message?: string }) => {
      const body = options.message === undefined ? {} : { body: options.message };
      const { data } = await clientOf(options).post<{ data: unknown }>(
        `/incidents/${encodeURIComponent(id)}/resolve`,
        body,
      );
      answerDone(options, data, `resolved ${id}`);
    });
  command.addHelpText('after', '\nExamples:\n  upwatch incidents list --open\n  upwatch incidents get 0190f5c2-…');
}

const COLUMNS: Parameters<typeof answer<IncidentView>>[2] = [
  ['ID', (one) => one.id],
  ['STATUS', (one) => one.status.toLowerCase()],
  ['MONITOR', (one) => cell(one.monitorName ?? '-')],
  ['SINCE', (one) => one.startedAt ?? '-'],
  [
    'LASTED',
    (one) =>
      one.startedAt
        ? lasting((one.resolvedAt ? Date.parse(one.resolvedAt) : Date.now()) - Date.parse(one.startedAt))
        : '-',
  ],
  ['WHY', reasonOf],
];
