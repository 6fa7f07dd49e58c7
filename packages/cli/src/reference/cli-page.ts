/** All commands as a page of the documentation: docs/cli.md is what this makes of them. */
import type { Command, Option } from 'commander';

/** They are said once, at the top. */
const EVERYWHERE = new Set(['--server', '--token', '--context', '--output', '--json', '--quiet', '--help']);
/** Of the program itself: it says the same as the page. */
const PAGE_COLUMNS = 10_000;

const HEAD = `# The command line

\`upwatch --help\` and \`upwatch COMMAND --help\` show the same as this page. Whatever the API can do is a command that is called
like its operation: \`monitors.rotateToken\` of the SDK is \`upwatch monitors rotate-token\`. Things are given by their name, their
id, or the beginning of their id (eight characters or more).

## Which server
| | address | key |
|---|---|---|
| first, what is typed | \`--server\` | \`--token\` |
| then a context that is typed | \`--context NAME\` | \`--context NAME\` |
| then the environment | \`UPWATCH_URL\` | \`UPWATCH_API_TOKEN\` |
| then a context | \`UPWATCH_CONTEXT\`, else the one in use | the same |
| at last | \`http://127.0.0.1:3000\` | |

\`upwatch login\` tries a key and keeps it, with the server's address, as a context in \`$XDG_CONFIG_HOME/upwatch/contexts.json\`
(\`~/.config\` where that is not set), which only its owner can read. The key of a context is sent to that context's server and to no
other. \`--token\` can be seen by others on the machine: \`--token-stdin\` and the environment cannot.

## What is printed
- \`-o table\` is for people, \`-o json\` (or \`--json\`) and \`-o yaml\` for programs, \`-q\` prints ids alone, one a line. Left out, lists are
  tables; one thing is shown to be read on a terminal and is JSON elsewhere.
- Lists are read over all pages, up to \`--max\` rows; with \`--page\` or \`--cursor\` it is that page.
- Colours only on a terminal, and not where \`NO_COLOR\` is set. What fits no terminal is cut there, and whole for a program.

## What is sent
Fields are options. \`--json-body\` takes a whole body as JSON, \`@FILE\` or \`-\` (standard input); options go over it, and \`--set
config.url=TEXT\` or \`--set config.headers:=JSON\` over both. \`=\` is always a text, \`:=\` a number, a list, an object, true, false or null.
What a field must be is said by the server. A call that failed is tried again where that is safe, as in the SDK.

## Exit codes
| | |
|---|---|
| 0 | done; nothing is down |
| 1 | something is down, or it could not be done |
| 2 | the command line, a file or a value is wrong |
| 3 | there is no such thing |
| 4 | nothing is known: no server, no valid key, no answer |

## Completion
\`eval "$(upwatch completion bash)"\` in \`~/.bashrc\`, \`eval "$(upwatch completion zsh)"\` in \`~/.zshrc\` after \`compinit\`, or \`upwatch completion
fish > ~/.config/fish/completions/upwatch.fish\`. Names of monitors, channels, tags and the like are asked of the server, which has 0.8 s
to answer, and are kept for 20 s.
`;

/** @param program with everything loaded */
export function cliPage(program: Command): string {
  return `${HEAD}\n${shown(program).map(sectionOf).join('\n')}`;
}

function shown(command: Command): readonly Command[] {
  return command.commands.filter((one) => !one.name().startsWith('_') && one.name() !== 'help');
}

function sectionOf(command: Command): string {
  const aliases = command.aliases().map((alias) => `\`upwatch ${alias}\``);
  const also = aliases.length > 0 ? ` Also ${aliases.join(', ')}.` : '';
  return [`## upwatch ${command.name()}`, `${sentence(command.description())}${also}`, ...bodyOf(command)].join('\n');
}

function bodyOf(command: Command): readonly string[] {
  const inner = shown(command);
  if (inner.length === 0) return leafOf(command);
  return [...inner.flatMap(nested), ''];
}

function nested(command: Command): readonly string[] {
  if (shown(command).length > 0) return shown(command).flatMap(nested);
  return ['', `### ${usageOf(command)}`, sentence(command.description()), ...leafOf(command)];
}

function leafOf(command: Command): readonly string[] {
  const own = command.options.filter(({ long, hidden }) => !hidden && !EVERYWHERE.has(long ?? ''));
  const options = own.map((option) => `- \`${option.flags}\`${summaryOf(option)}`);
  return [...(options.length > 0 ? ['', ...options] : []), '', '```sh', ...examplesOf(command), '```', ''];
}

function usageOf(command: Command): string {
  const words: string[] = [];
  for (let at: Command | null = command; at; at = at.parent) words.unshift(at.name());
  const places = command.registeredArguments.map((one) => {
    const name = `${one.name()}${one.variadic ? '...' : ''}`;
    return one.required ? `<${name}>` : `[${name}]`;
  });
  return `\`${[...words, ...places].join(' ')}\``;
}

function summaryOf({ description, argChoices, defaultValue }: Option): string {
  const parts = [
    description,
    argChoices && argChoices.join('') !== 'truefalse' ? `one of ${argChoices.join(', ')}` : '',
    defaultValue === undefined ? '' : `default ${String(defaultValue)}`,
  ].filter((part) => part);
  return parts.length === 0 ? '' : `: ${parts.join('; ')}`;
}

/** What stands below `Examples:` in its help. */
function examplesOf(command: Command): readonly string[] {
  let text = '';
  command.configureOutput({ writeOut: (part) => (text += part), getOutHelpWidth: () => PAGE_COLUMNS });
  command.outputHelp();
  const [, below = ''] = text.split('\nExamples:\n');
  const lines = below.split('\n');
  const end = lines.findIndex((line) => line.trim() === '');
  return lines.slice(0, end < 0 ? undefined : end).map((line) => line.replace(/^ {2}/, ''));
}

function sentence(text: string): string {
  const first = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.!?)]$/.test(first) ? first : `${first}.`;
}
