/** `upwatch serve`: runs the server until it is told to stop. */
import { existsSync } from 'node:fs';
import { styleText } from 'node:util';
import {
  createLog,
  FileProblems,
  loadConfig,
  type RunningServer,
  SETTINGS,
  StartRefusal,
  startServer,
  type YamlFile,
} from '@upwatch/server';
import { type Command, Option } from 'commander';
import { DEFAULT_URL } from '../contexts/connection.ts';
import { UsageError } from '../exit.ts';
import { readConfigFiles } from '../config-files.ts';
import { hasColour } from '../render/table.ts';
import { giveBackMemory } from '../spare-memory.ts';

/** What is left undone after this long is left to the next start, milliseconds. */
const CLOSE_MAX_MS = 9000;
const DEFAULT_FILE = 'upwatch.yml';

type ServeOptions = Readonly<Record<string, string | boolean | readonly string[] | undefined>>;
type Log = ReturnType<typeof createLog>;

export function configure(command: Command): void {
  command.option(
    '-c, --config <file...>',
    `settings, monitors, channels: files, folders, patterns (UPWATCH_CONFIG; default ${DEFAULT_FILE})`,
  );
  command.option('--prune', 'delete what an earlier config file brought and this one lacks');
  command.option('--allow-mass-delete', 'even where that is most of it');
  for (const setting of SETTINGS) {
    if (setting.flag) command.addOption(new Option(setting.flag, `${setting.summary} (${setting.env})`));
  }
  command
    .addHelpText(
      'after',
      () =>
        `\nExamples:\n  upwatch serve\n  upwatch serve --config upwatch.yml --data /var/lib/upwatch --port 8080\n\nEvery setting may come from the environment too:\n${environmentHelp(command)}`,
    )
    .action(async (options: ServeOptions) => serve(options));
}

function environmentHelp(command: Command): string {
  const help = command.createHelp();
  help.prepareContext({ helpWidth: process.stdout.columns ?? 80 });
  const termWidth = Math.max(...SETTINGS.map(({ env }) => env.length));
  return SETTINGS.map(({ env, summary }) => help.formatItem(env, termWidth, summary, help)).join('\n');
}

async function serve(options: ServeOptions): Promise<void> {
  const running = Promise.withResolvers<RunningServer>();
  reloadWhenTold(running.promise, options);
  const { server, log } = await started(options);
  running.resolve(server);
  greet(server);
  giveBackMemory();
  await untilTold();
  const limit = setTimeout(() => {
    log.error('closing took too long: what is left is taken up at the next start');
    process.exit(1);
  }, CLOSE_MAX_MS);
  await server.close();
  clearTimeout(limit);
  process.exit(0);
}

/** A function of its own, so that the config file is not kept in memory for as long as the server runs. */
async function started(options: ServeOptions): Promise<{ readonly server: RunningServer; readonly log: Log }> {
  const file = withPlainProblems(() => readConfigFiles(pathsOf(options)));
  const { config, declared } = withPlainProblems(() =>
    loadConfig({ flags: flagsOf(options), env: process.env, ...(file && { file }) }),
  );
  const log = createLog(config.logLevel, process.stdout);
  try {
    const readsLoggedAt = process.stdout.isTTY ? 'debug' : 'info';
    const server = await startServer(
      { ...config, readsLoggedAt },
      {
        ...{ log, ...(file && { file }), declared, isPruning: options['prune'] === true },
        mayDeleteMany: options['allowMassDelete'] === true,
      },
    );
    return { server, log };
  } catch (error) {
    if (error instanceof FileProblems || error instanceof StartRefusal)
      throw new UsageError(error.message, { cause: error });
    throw error;
  }
}

/**
 * SIGHUP has the config files read again, one time after the other. Settings under `server:` are those of the start
 * until the next one. Told during the start, it reads them once it runs, and does not end of it.
 */
function reloadWhenTold(running: Promise<RunningServer>, options: ServeOptions): void {
  let done: Promise<unknown> = Promise.resolve();
  process.on('SIGHUP', () => {
    done = done.then(async () => (await running).reload(() => reread(options)));
  });
}

function reread(options: ServeOptions): YamlFile {
  const paths = pathsOf(options);
  const file = readable(() => readConfigFiles(paths), paths.join(', '));
  if (!file) throw new FileProblems([{ at: DEFAULT_FILE, message: 'must be there to be read again' }]);
  loadConfig({ flags: flagsOf(options), env: process.env, file });
  return file;
}

/** A file that cannot be read is wrong as one with a wrong value is: a running server says so in its log, and goes on. */
function readable<T>(work: () => T, at: string): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof UsageError) throw new FileProblems([{ at, message: error.message }]);
    throw error;
  }
}

/** What the command line names, otherwise the environment, otherwise the file in the working directory. */
function pathsOf(options: ServeOptions): readonly string[] {
  const { config } = options;
  if (Array.isArray(config)) return config as readonly string[];
  const named = process.env['UPWATCH_CONFIG'];
  if (named) return named.split(',').map((path) => path.trim());
  return existsSync(DEFAULT_FILE) ? [DEFAULT_FILE] : [];
}

function withPlainProblems<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof FileProblems) throw new UsageError(error.message, { cause: error });
    throw error;
  }
}

/** Commander's names for the options that the settings table gives it. */
function flagsOf(options: ServeOptions): Record<string, unknown> {
  return Object.fromEntries(
    SETTINGS.filter(({ flag }) => flag !== undefined).map(({ key, flag }) => [
      key,
      options[new Option(flag!).attributeName()],
    ]),
  );
}

function watched(monitors: number): string {
  if (monitors === 0) return 'is running, and watches nothing yet';
  return `is watching ${monitors} ${monitors === 1 ? 'monitor' : 'monitors'}`;
}

function greet(server: RunningServer): void {
  const isColoured = hasColour(process.stdout);
  const paint = (format: Parameters<typeof styleText>[0], text: string): string =>
    isColoured ? styleText(format, text, { validateStream: false }) : text;
  const lines = [
    '',
    `  ${paint(['bold', 'green'], 'Upwatch')} ${server.version} ${watched(server.monitorCount)}`,
    '',
    `  Dashboard  ${paint('cyan', server.url)}`,
  ];
  if (server.setupCode !== undefined) {
    const code = paint('bold', server.setupCode);
    lines.push(
      `  Setup code ${code}   ${paint('dim', '(asked for there: makes you the owner; a new one at each start until then)')}`,
    );
  }
  lines.push(`  API        ${paint('cyan', `${server.url}/docs`)}`);
  if (server.firstKey !== undefined) {
    lines.push(
      `  API key    ${paint('bold', server.firstKey)}   ${paint('dim', '(shown this once)')}`,
      '',
      '  Watch something, from another terminal:',
      paint('dim', `    export UPWATCH_API_TOKEN=${server.firstKey}`),
      // The port is not the one that the other commands ask by themselves.
      ...(server.url === DEFAULT_URL ? [] : [paint('dim', `    export UPWATCH_URL=${server.url}`)]),
      paint('dim', '    npx upwatch monitors create example https://example.com --every 30s'),
      paint('dim', '    npx upwatch status'),
    );
  }
  process.stdout.write(`${lines.join('\n')}\n\n`);
}

/** Told twice, it goes at once. */
function untilTold(): Promise<void> {
  return new Promise((resolve) => {
    let isTold = false;
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.on(signal, () => {
        if (isTold) process.exit(130);
        isTold = true;
        resolve();
      });
    }
  });
}
