/** `upwatch plan`: what configuration files would change on a server. */
import { pathOf } from '@upwatch/server/files';
import { type Command, Option } from 'commander';
import type { ConnectionOptions } from '../contexts/connection.ts';
import { type DeclaredDocument, askedOf, readDocument } from '../declared-document.ts';
import { ExitCode } from '../exit.ts';
import { failureOf } from '../failure.ts';
import { planText } from '../render/plan-text.ts';
import { hasColour } from '../render/table.ts';
import { type Client, clientOf } from './connection.ts';
import { withExamples } from './examples.ts';

/** How a plan is asked for. */
export interface PlanOptions extends ConnectionOptions {
  readonly prune?: true;
  readonly output?: 'text' | 'json';
  readonly detailedExitcode?: true;
}

/** With `--detailed-exitcode`. */
const CHANGES = 2;

export function configure(command: Command): void {
  withPlanOptions(command)
    .option('--detailed-exitcode', '0: nothing to change, 2: something is, 1: it went wrong')
    .action(async (files: readonly string[], options: PlanOptions) => {
      try {
        await plan(files, options);
      } catch (error) {
        if (!options.detailedExitcode) throw error;
        process.stderr.write(`upwatch: ${failureOf(error).message}\n`);
        process.exitCode = ExitCode.Bad;
      }
    });
  withExamples(command, 'upwatch plan', 'upwatch plan "monitoring/*.yml" --prune --detailed-exitcode');
}

/** What plans and their carrying out have in common. */
export function withPlanOptions(command: Command): Command {
  return command
    .argument('[file...]', 'files, folders, patterns (default upwatch.yml)')
    .option('--prune', 'delete what files of this project brought and these lack')
    .option('--server <url>', 'where the server is (UPWATCH_URL; default http://127.0.0.1:3000)')
    .option('--token <key>', 'API key (UPWATCH_API_TOKEN)')
    .option('--context <name>', 'a server of `upwatch login` (UPWATCH_CONTEXT)')
    .addOption(new Option('-o, --output <format>', 'text or json').choices(['text', 'json']).default('text'));
}

/** Asks a server what a document would change. */
export function plannedOf(client: Client, declared: DeclaredDocument, options: PlanOptions) {
  const { document } = declared;
  return askedOf(declared, () => client.configuration.plan({ document, prune: options.prune ?? false }));
}

async function plan(files: readonly string[], options: PlanOptions): Promise<void> {
  const declared = readDocument(files);
  const planned = await plannedOf(clientOf(options), declared, options);
  const shape = { hasColour: hasColour(process.stdout) };
  const text = options.output === 'json' ? JSON.stringify(planned, undefined, 2) : planText(planned.steps, shape);
  process.stdout.write(`${text}\n`);
  tellWarnings(planned.warnings, declared);
  for (const line of massLines(planned.massDeletions)) process.stderr.write(`upwatch: ${line}\n`);
  if (options.detailedExitcode && planned.changes > 0) process.exitCode = CHANGES;
}

/** What is allowed, and may not be what was meant, with its places in the files. */
export function tellWarnings(
  warnings: readonly { readonly field: string; readonly message: string }[],
  { file }: DeclaredDocument,
): void {
  for (const { field, message } of warnings) process.stderr.write(`${file.at(pathOf(field))}: warning: ${message}\n`);
}

/** What is only deleted when that is said. */
export function massLines(
  all: readonly { readonly kind: string; readonly deleted: number; readonly managed: number }[],
): readonly string[] {
  return all.map(
    ({ kind, deleted, managed }) =>
      `${deleted} of ${managed} of kind ${kind} would be deleted: --allow-mass-delete says that this is meant`,
  );
}
