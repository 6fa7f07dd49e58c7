/** `upwatch accounts reset-password`: the way back in, on the machine itself. */
import { FileProblems, loadSettings, offerResetOnMachine, StartRefusal } from '@upwatch/server';
import type { Command } from 'commander';
import { MissingError, UsageError } from '../exit.ts';
import { readConfigFiles } from '../config-files.ts';
import { answerDone } from './answering.ts';
import { type FormatOptions, withFormat } from './connection.ts';
import { withExamples } from './examples.ts';

interface ResetOptions extends FormatOptions {
  readonly data?: string;
  readonly config?: readonly string[];
}

export function configure(command: Command): void {
  const reset = command
    .command('reset-password')
    .description('make a link with which somebody sets a new password, on the machine that has the data directory')
    .helpOption('-h, --help', 'show this help')
    .argument('<email>', 'whose password')
    .option('--data <dir>', 'directory for everything that is kept (UPWATCH_DATA)')
    .option('-c, --config <file...>', 'the configuration of the server, where it names the directory');
  withFormat(reset).action(async (email: string, options: ResetOptions) => {
    const link = await offered(email, options);
    if (!link) throw new MissingError(`nobody who can sign in has the address ${email}`);
    const { token, expiresAtMs } = link;
    const expiresAt = new Date(expiresAtMs).toISOString();
    const said = `good once, until ${expiresAt}; setting the password ends all sessions:\n  ${token}`;
    answerDone(options, { email, token, expiresAt }, said);
  });
  const example = 'upwatch accounts reset-password ada@shop.example --data /var/lib/upwatch';
  withExamples(reset, example);
  withExamples(command, example);
}

async function offered(email: string, { data, config }: ResetOptions) {
  try {
    const file = readConfigFiles(config ?? []);
    const settings = loadSettings({ flags: { dataDir: data }, env: process.env, ...(file && { file }) });
    return await offerResetOnMachine(settings, email);
  } catch (error) {
    if (error instanceof FileProblems || error instanceof StartRefusal)
      throw new UsageError(error.message, { cause: error });
    throw error;
  }
}
