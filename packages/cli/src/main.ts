/** The `upwatch` command. What subcommands there are stands in `program.ts`. */
import { type Command, CommanderError } from 'commander';
import { ExitCode } from './exit.ts';
import { failureOf } from './failure.ts';
import { programOf } from './program.ts';
import { wrapped } from './render/wrapped.ts';
import { terminalColumns } from './render/terminal-columns.ts';

async function main(args: readonly string[]): Promise<void> {
  const wanted = args.find((arg) => !arg.startsWith('-'));
  const program = await programOf((name) => name === wanted || (wanted === 'help' && args.includes(name)));
  const outputError = (text: string, write: (text: string) => void): void =>
    write(onTerminal(text.replace(/^error: /, 'upwatch: ')));
  prepare(program, 'upwatch', outputError);
  await program.parseAsync(args, { from: 'user' });
}

/** A wrong command line throws, and is answered with where the right one stands. */
function prepare(
  command: Command,
  called: string,
  outputError: (text: string, write: (text: string) => void) => void,
): void {
  command.showHelpAfterError(`(${called} --help shows what there is)`).configureOutput({ outputError }).exitOverride();
  for (const one of command.commands) prepare(one, `${called} ${one.name()}`, outputError);
}

/** What a terminal would break in the middle of a word is broken before it. */
function onTerminal(text: string): string {
  const columns = terminalColumns(process.stderr);
  if (columns === undefined) return text;
  return text
    .split('\n')
    .map((line) => (line.length <= columns ? line : wrapped(line, columns).join('\n')))
    .join('\n');
}

function exitCodeOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? ExitCode.Good : ExitCode.Usage;
  const { message, exitCode } = failureOf(error);
  process.stderr.write(`${onTerminal(`upwatch: ${message}`)}\n`);
  return exitCode;
}

// A reader that closes early (`upwatch check … | head`) is no error; watching goes on even when nobody reads the log.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (process.argv[2] !== 'serve') process.exit(error.code === 'EPIPE' ? ExitCode.Good : ExitCode.Bad);
});

try {
  await main(process.argv.slice(2));
} catch (error) {
  process.exitCode = exitCodeOf(error);
}
