/** `upwatch contexts`: the servers of `upwatch login`. */
import type { Command } from 'commander';
import { type Context, withCurrent, withoutContext } from '../contexts/contexts.ts';
import { contextsPath, readContexts, writeContexts } from '../contexts/contexts-file.ts';
import { answer, answerDone, type Column } from './answering.ts';
import { type FormatOptions, withFormat } from './connection.ts';
import { withExamples } from './examples.ts';

/** As it is told: without the key. */
interface Shown {
  readonly id: string;
  readonly url: string;
  readonly isCurrent: boolean;
}

const COLUMNS: readonly Column<Shown>[] = [
  ['', ({ isCurrent }) => (isCurrent ? '*' : '')],
  ['NAME', ({ id }) => id],
  ['URL', ({ url }) => url],
];

export function configure(command: Command): void {
  withExamples(
    withFormat(command.command('list').description('all contexts; * is in use')),
    'upwatch contexts list',
  ).action((options: FormatOptions) => {
    const { contexts, current } = readContexts(contextsPath());
    const shown = Object.entries(contexts).map(([name, { url }]: [string, Context]) => ({
      id: name,
      url,
      isCurrent: name === current,
    }));
    answer(options, shown, COLUMNS, 'no contexts yet: upwatch login --url URL');
  });
  withExamples(
    withFormat(command.command('use <name>').description('ask this server from now on')),
    'upwatch contexts use home',
  ).action((name: string, options: FormatOptions) => {
    const path = contextsPath();
    const kept = withCurrent(readContexts(path), name);
    writeContexts(path, kept);
    answerDone(options, { id: name }, `${kept.contexts[name]!.url} is asked from now on`);
  });
  withExamples(
    withFormat(command.command('delete <name>').description('forget a context and its key')),
    'upwatch contexts delete home',
  ).action((name: string, options: FormatOptions) => {
    const path = contextsPath();
    writeContexts(path, withoutContext(readContexts(path), name));
    answerDone(options, { id: name }, `${name} and its key are forgotten`);
  });
  withExamples(command, 'upwatch contexts list', 'upwatch contexts use home');
}
