/** `upwatch status`: what is wrong now, first. */
import { styleText } from 'node:util';
import type { Incident, Monitor } from '@upwatch/sdk';
import type { Command } from 'commander';
import { ExitCode } from '../exit.ts';
import { reasonOf } from '../render/incident-text.ts';
import { cell, hasColour } from '../render/table.ts';
import { wrapped } from '../render/wrapped.ts';
import { lasting, statusText } from '../render/verdict.ts';
import { answerText } from './answering.ts';
import { type AnswerOptions, clientOf, withConnection } from './connection.ts';
import { terminalColumns } from '../render/terminal-columns.ts';

const INDENT = ' '.repeat(6);
/** Monitors that are called by their names in one line. */
const NAMED_MAX = 20;

export function configure(command: Command): void {
  withConnection(command)
    .action(async (options: AnswerOptions) => {
      const client = clientOf(options);
      const monitors = await client.monitors.list({ size: 200 }).toArray();
      // A monitor that is paused is not known to be down, whatever it was.
      const paused = new Set(monitors.filter((one) => one.currentStatus === 'paused').map(({ id }) => id));
      const open = (await client.incidents.list({ size: 200 }).toArray()).filter(
        (one) => one.status !== 'RESOLVED' && !paused.has(one.monitorId ?? ''),
      );
      const counts = Map.groupBy(monitors, (one) => one.currentStatus ?? 'unknown');
      const numbers = Object.fromEntries([...counts].map(([status, all]) => [status, all.length]));
      const told = options.quiet ? open : { monitors: numbers, incidents: open };
      answerText(options, told, () => summary(counts, open));
      if (counts.has('down')) process.exitCode = ExitCode.Bad;
    })
    .addHelpText(
      'after',
      '\nExamples:\n  upwatch status\n  upwatch status -o json\n  upwatch status --server https://upwatch.example\n\nExit codes: 0 nothing is down · 1 something is down · 2 wrong command line',
    );
}

/** Of many the first are named. */
function namesOf(monitors: readonly Monitor[]): string {
  const names = monitors.slice(0, NAMED_MAX).map(({ name }) => cell(name));
  const more = monitors.length - names.length;
  return `${names.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

function summary(counts: ReadonlyMap<string, readonly Monitor[]>, open: readonly Incident[]): string {
  const isColoured = hasColour(process.stdout);
  const columns = terminalColumns(process.stdout) ?? Infinity;
  const numbers = ['down', 'degraded', 'up', 'unknown', 'paused']
    .filter((status) => counts.has(status))
    .map((status) => `${statusText(status, isColoured)} ${counts.get(status)!.length}`);
  const lines = open.map((incident) => {
    const lasted = incident.startedAt ? lasting(Date.now() - Date.parse(incident.startedAt)) : '';
    const name = cell(incident.monitorName ?? incident.title ?? incident.id);
    const why = wrapped(reasonOf(incident), columns - INDENT.length).join(`\n${INDENT}`);
    const bold = isColoured ? styleText('bold', name, { validateStream: false }) : name;
    return `  ${statusText(incident.severity.toLowerCase(), isColoured)}  ${bold}  for ${lasted}\n${INDENT}${why}`;
  });
  const unknown = namesOf(counts.get('unknown') ?? []);
  if (unknown !== '') {
    const text = wrapped(`not known yet, or nobody could look: ${unknown}`, columns - INDENT.length).join(
      `\n${INDENT}`,
    );
    lines.push(`  ${statusText('unknown', isColoured)}  ${text}`);
  }
  return [
    numbers.length === 0 ? 'nothing is watched yet: upwatch monitors create NAME URL' : numbers.join('   '),
    ...lines,
  ].join('\n');
}
