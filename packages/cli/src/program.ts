/** The whole command: what subcommands there are, and which are loaded. */
import { Command } from 'commander';
import { RESOURCES } from './generated/resources.ts';
import { addOperations } from './operations/operation-command.ts';
import type { ResourceTable } from './operations/operation.ts';
import { kebab, SHORT_NAMES } from './operations/words.ts';
import { version } from './version.ts';

interface Subcommand {
  /** Adds options, examples and the action. */
  configure(command: Command): void;
}

interface Entry {
  readonly name: string;
  /** One line of help. */
  readonly summary: string;
  readonly load?: () => Promise<Subcommand>;
}

/** Those that somebody wrote: name, one line of help, and where it lives. */
const WRITTEN: readonly (readonly [name: string, summary: string, load: () => Promise<Subcommand>])[] = [
  ['serve', 'watch: run the server', async () => await import('./commands/serve.ts')],
  ['check', 'look at URLs once and say how they are', async () => await import('./commands/check.ts')],
  ['init', 'write a commented upwatch.yml', async () => await import('./commands/init.ts')],
  ['validate', 'whether configuration files can be taken', async () => await import('./commands/validate.ts')],
  ['plan', 'what configuration files would change', async () => await import('./commands/plan.ts')],
  ['apply', 'make a server what configuration files say', async () => await import('./commands/apply.ts')],
  ['export', 'write what is configured as a file', async () => await import('./commands/export.ts')],
  ['schema', 'the JSON schema of configuration files', async () => await import('./commands/schema.ts')],
  ['status', 'what is wrong now', async () => await import('./commands/status.ts')],
  ['watch', 'all of it, live, in the terminal', async () => await import('./commands/watch.ts')],
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
  ['import', 'bring what another monitor watches', async () => await import('./commands/import.ts')],
  ['mcp', 'tools for an agent, over standard streams', async () => await import('./commands/mcp.ts')],
  ['policies', 'who is told of what: list, get, create, test', async () => await import('./commands/policies.ts')],
  ['accounts', 'a new password for who lost theirs', async () => await import('./commands/accounts.ts')],
  ['pages', 'status pages: export one as files, and the rest', async () => await import('./commands/pages.ts')],
  ['login', 'keep a server and its key, for all commands', async () => await import('./commands/login.ts')],
  ['logout', 'forget a server and its key', async () => await import('./commands/logout.ts')],
  ['contexts', 'the servers of login: list, use, delete', async () => await import('./commands/contexts.ts')],
  ['completion', 'complete words by Tab in bash, zsh, fish', async () => await import('./commands/completion.ts')],
];

/** Asked by shells. */
const COMPLETE = '__complete';

const HELP = `
Examples:
  upwatch check https://example.com      look once, without a server
  upwatch init https://example.com       write upwatch.yml
  upwatch serve                          watch what it names
  upwatch status                         what is wrong now

All but check, init, serve, validate, schema and accounts ask a running server: that of \`upwatch login\`, or they
take its address from UPWATCH_URL and the API key from UPWATCH_API_TOKEN.

Exit codes: 0 good · 1 down, or could not be done · 2 wrong command line or value
  3 no such thing · 4 no server, no valid key, or no answer`;

/**
 * @param isWanted whether a subcommand is loaded; the others are there by name alone
 */
export async function programOf(isWanted: (name: string) => boolean): Promise<Command> {
  const program = new Command('upwatch')
    .description('Uptime monitoring that says that a site is down, where, and why.')
    .version(version(), '-V, --version', 'print the version')
    .helpOption('-h, --help', 'show this help')
    .helpCommand('help [command]', 'show the help of a command')
    // Beside long options, too, words are broken off where the terminal ends.
    .configureHelp({ minWidthToWrap: 20 })
    .addHelpText('after', HELP);
  for (const { name, summary, load } of entries()) {
    const command = program.command(name).description(summary).helpOption('-h, --help', 'show this help');
    const table = tableOf(name);
    if (table && kebab(table.name) !== name) command.alias(kebab(table.name));
    const isLoaded = [name, ...command.aliases()].some(isWanted);
    if (isLoaded && load) (await load()).configure(command);
    if (isLoaded && table) await addTable(command, table, load !== undefined);
  }
  if (isWanted(COMPLETE))
    (await import('./commands/complete.ts')).configure(program.command(COMPLETE, { hidden: true }));
  return program;
}

async function addTable(command: Command, table: ResourceTable, isWritten: boolean): Promise<void> {
  addOperations(command, await table.load());
  const [first] = command.commands;
  if (!isWritten && first)
    command.addHelpText('after', `\nExamples:\n  upwatch ${command.name()} ${first.name()} --help`);
}

/** First what was written for people, then the rest of the API. */
function entries(): readonly Entry[] {
  const written = WRITTEN.map(([name, summary, load]) => ({ name, summary, load }));
  const names = new Set(written.map(({ name }) => name));
  const rest = RESOURCES.map(({ name, summary }) => ({ name: nameOf(name), summary }));
  return [...written, ...rest.filter(({ name }) => !names.has(name))];
}

function tableOf(name: string): ResourceTable | undefined {
  return RESOURCES.find((one) => nameOf(one.name) === name);
}

function nameOf(resource: string): string {
  return SHORT_NAMES[resource] ?? kebab(resource);
}
