/** Runs the real command, as a person would. */
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { COMMAND } from './command.ts';

const { PATH = '', NODE_COMPILE_CACHE } = process.env;

/** What a process of the command needs of whoever runs the tests: not their server, key or contexts. */
export const SPARE_ENV: Readonly<Record<string, string>> = {
  PATH,
  XDG_CONFIG_HOME: '/nonexistent',
  ...(NODE_COMPILE_CACHE && { NODE_COMPILE_CACHE }),
};

export interface CliResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The process itself: for those who end it before it is done. */
export function spawnCli(args: readonly string[], env: NodeJS.ProcessEnv, cwd: string): ChildProcessWithoutNullStreams {
  return spawn(process.execPath, [...COMMAND, ...args], {
    cwd,
    env: { ...SPARE_ENV, ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
}

export function runCli(
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
  cwd = process.cwd(),
  input?: string,
): Promise<CliResult> {
  return new Promise((resolve, reject) => {
    const child = spawnCli(args, env, cwd);
    // A command that does not read it may be gone before.
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (part: Buffer) => (stdout += part.toString()));
    child.stderr.on('data', (part: Buffer) => (stderr += part.toString()));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, stdout, stderr }));
  });
}
