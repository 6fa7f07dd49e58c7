/** The `upwatch` command. Each subcommand is a file in `commands/`, loaded only when it is called. */
import { Command, CommanderError } from 'commander';
import { ExitCode, UsageError } from './exit.ts';
import { wrapped } from './render/wrapped.ts';
import { version } from './version.ts';

interface Subcommand {
  /** Adds options, examples and the action. */
  configure(command: Command): void;
}

/** Name, one line of help, and where it lives. */
const SUBCOMMANDS: readonly (readonly [name: string, summary: string, load: () => Promise<Subcommand>])[] = [
  ['serve', 'watch: run the server', async () => await import('./commands/serve.ts')],
  ['check', 'look at URLs once and say how they are', async () => await import('./commands/check.ts')],
  ['init', 'write a commented upwatch.yml', async () => await import('./commands/init.ts')],
  ['status', 'what is wrong now', async () => await import('./commands/status.ts')],
  ['self', 'how the server itself is', async () => await import('./commands/self.ts')],
  ['monitors', 'list, get, create, delete, test monitors', async () => await import('./commands/monitors.ts')],
  ['incidents', 'list, get, ack, snooze, resolve incidents', async () => await import('./commands/incidents.ts')],
  ['explain', 'why an incident was one, and who was told', async () => await import('./commands/explain.ts')],
  ['replay', 'what another policy would have made of the past', async () => await import('./commands/replay.ts')],
  ['channels', 'list, get, create, delete, test alert channels', async () => await import('./commands/channels.ts')],
  [
    'maintenance',
    'when nobody is told: list, create, start, end',
    async () => await import('./commands/maintenance.ts'),
  ],
  ['groups', 'what stands together: list, get, create, add', async () => await import('./commands/groups.ts')],
  ['mcp', 'tools for an agent, over standard streams', async () => await import('./commands/mcp.ts')],
  ['policies', 'who is told of what: list, get, create, test', async () => await import('./commands/policies.ts')],
];

const HELP = `
Examples:
  upwatch check https://example.com      look once, without a server
  upwatch init https://example.com       write upwatch.yml
  upwatch serve                          watch what it names
  upwatch status                         what is wrong now

All but check, init and serve ask a running server: they take its address from
UPWATCH_URL and the API key from UPWATCH_API_TOKEN.`;

async function main(args: readonly string[]): Promise<void> {
  const program = new Command('upwatch')
    .description('Uptime monitoring that says that a site is down, where, and why.')
    .version(version(), '-V, --version', 'print the version')
    .helpOption('-h, --help', 'show this help')
    .helpCommand('help [command]', 'show the help of a command')
    .addHelpText('after', HELP)
    .configureOutput({ outputError: (text, write) => write(onTerminal(text.replace(/^error: /, 'upwatch: '))) })
    .exitOverride();
  const wanted = args.find((arg) => !arg.startsWith('-'));
  for (const [name, summary, load] of SUBCOMMANDS) {
    const command = program.command(name).description(summary).helpOption('-h, --help', 'show this help');
    if (name === wanted || (wanted === 'help' && args.includes(name))) (await load()).configure(command);
  }
  pointToHelp(program, 'upwatch');
  await program.parseAsync(args, { from: 'user' });
}

/** A wrong command line is answered with where the right one stands. */
function pointToHelp(command: Command, called: string): void {
  command.showHelpAfterError(`(${called} --help shows what there is)`);
  for (const one of command.commands) pointToHelp(one, `${called} ${one.name()}`);
}

/** What a terminal would break in the middle of a word is broken before it. */
function onTerminal(text: string): string {
  const { isTTY, columns } = process.stderr;
  if (!isTTY) return text;
  return text
    .split('\n')
    .map((line) => (line.length <= columns ? line : wrapped(line, columns).join('\n')))
    .join('\n');
}

function exitCodeOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? ExitCode.Good : ExitCode.Usage;
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(`${onTerminal(`upwatch: ${message}`)}\n`);
  return error instanceof UsageError ? ExitCode.Usage : ExitCode.Bad;
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
