/** `upwatch logout`: forgets a server and its key. */
import type { Command } from 'commander';
import { withoutContext } from '../contexts/contexts.ts';
import { contextsPath, readContexts, writeContexts } from '../contexts/contexts-file.ts';
import { MissingError } from '../exit.ts';
import { answerDone } from './answering.ts';
import { type FormatOptions, withFormat } from './connection.ts';
import { withExamples } from './examples.ts';

export function configure(command: Command): void {
  withFormat(command.argument('[context]', 'which (default: the one in use)')).action(
    (wanted: string | undefined, options: FormatOptions) => {
      const path = contextsPath();
      const kept = readContexts(path);
      const name = wanted ?? kept.current;
      if (name === undefined) throw new MissingError('no context is in use: see `upwatch contexts list`');
      writeContexts(path, withoutContext(kept, name));
      answerDone(options, { name }, `${name} and its key are forgotten; the key itself still works`);
    },
  );
  withExamples(command, 'upwatch logout', 'upwatch logout home');
}
