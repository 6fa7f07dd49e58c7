/** `upwatch validate`: whether configuration files can be taken, without a server. */
import { CHECK_TYPES } from '@upwatch/probe';
import { CHANNELS, declaredProblems, FileProblems, loadSettings, readDeclared, withAllProblems } from '@upwatch/server';
import type { Command } from 'commander';
import { readDocument, withPlaces } from '../declared-document.ts';
import { UsageError } from '../exit.ts';
import { withExamples } from './examples.ts';

export function configure(command: Command): void {
  command
    .argument('[file...]', 'files, folders, patterns (default upwatch.yml)')
    .option('--strict', 'names that stand in none of these files are wrong too')
    .action((files: readonly string[], options: { readonly strict?: true }) =>
      validate(files, options.strict ?? false),
    );
  withExamples(command, 'upwatch validate', 'upwatch validate "monitoring/*.yml" --strict');
}

function validate(names: readonly string[], isStrict: boolean): void {
  const { file } = readDocument(names);
  const checkTypes = Object.values(CHECK_TYPES);
  const [, declared] = withPlaces(() =>
    withAllProblems(
      () => loadSettings({ flags: {}, env: {}, file }),
      () => readDeclared(file, { checkTypes, channels: CHANNELS }),
    ),
  );
  const { wrong, elsewhere, warnings } = declaredProblems(declared, file, Date.now());
  const refused = isStrict ? [...wrong, ...elsewhere] : wrong;
  if (refused.length > 0) throw new UsageError(new FileProblems(refused).message);
  for (const { at, message } of elsewhere) process.stderr.write(`${at}: ${message}: the server must have it\n`);
  for (const { at, message } of warnings) process.stderr.write(`${at}: warning: ${message}\n`);
  const { length } = declared.things;
  process.stdout.write(`${length} ${length === 1 ? 'resource' : 'resources'} declared, nothing wrong\n`);
}
