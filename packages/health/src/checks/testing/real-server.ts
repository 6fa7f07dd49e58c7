/** Servers as they are installed, each with a directory, a port and a process of its own, stopped by its pid. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { globSync, mkdtempSync, existsSync, openSync, closeSync, readFileSync, rmSync } from 'node:fs';
import { createConnection } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

export interface RealServer extends AsyncDisposable {
  readonly port: number;
  readonly directory: string;
  /** Ends it at once, with all that it started. */
  readonly stop: () => Promise<void>;
  /** All its processes stand still, as on a machine that hangs: connections are taken by the system, and nothing answers. */
  readonly freeze: () => void;
  readonly thaw: () => void;
}

export interface Program {
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Whose process it is to be. @default ours */
  readonly owner?: { readonly uid: number; readonly gid: number };
  readonly port: number;
  readonly directory: string;
  /** Whether it can be asked now. @default whether it takes connections */
  readonly isReady?: () => Promise<boolean>;
  /** After it has ended. */
  readonly afterwards?: () => void;
}

const START_MS = 240_000;

/** Why the tests of a server can't run here; CI has every program, and fails where it has not. */
export function missing(...commands: readonly string[]): string | false {
  if (process.env['CI'] !== undefined) return false;
  const absent = commands.filter(
    (command) => spawnSync('which', [command]).status !== 0 && globSync(command).length === 0,
  );
  return absent.length > 0 && `not installed here: ${absent.join(', ')}`;
}

export function newDirectory(name: string): string {
  return mkdtempSync(join(tmpdir(), `upwatch-${name}-`));
}

export async function startServer(program: Program): Promise<RealServer> {
  const { command, args, env, directory, port } = program;
  const log = join(directory, 'log.txt');
  const out = openSync(log, 'w');
  const given = { env: { ...process.env, ...env }, cwd: directory, ...program.owner };
  const child = spawn(command, args, { stdio: ['ignore', out, out], ...given });
  closeSync(out);
  const exited = once(child, 'exit');
  const isReady = program.isReady ?? (() => takesConnections(port));
  await waitUntil(isReady, child, log);
  const server: RealServer = {
    port,
    directory,
    stop: async () => {
      const all = family(child.pid!);
      for (const pid of all) signal(pid, 'SIGKILL');
      await exited;
      program.afterwards?.();
    },
    freeze: () => {
      const all = family(child.pid!);
      for (const pid of all) signal(pid, 'SIGSTOP');
      // A thread on another core can answer once more before it stands.
      while (!all.every(standsStill));
    },
    thaw: () => family(child.pid!).forEach((pid) => signal(pid, 'SIGCONT')),
    [Symbol.asyncDispose]: async () => {
      await server.stop();
      rmSync(directory, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
    },
  };
  return server;
}

async function waitUntil(isReady: () => Promise<boolean>, child: ChildProcess, log: string): Promise<void> {
  const end = performance.now() + START_MS;
  while (!(await isReady())) {
    if (child.exitCode !== null || performance.now() > end)
      throw new Error(`${child.spawnfile} did not start:\n${readFileSync(log, 'utf8').slice(-2_000)}`);
    await sleep(50);
  }
}

export function takesConnections(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection({ port, host: '127.0.0.1' });
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}

/** The process and all below it, the eldest first. */
function family(pid: number): number[] {
  const children = readOrNothing(`/proc/${pid}/task/${pid}/children`).split(' ').filter(Boolean).map(Number);
  return [pid, ...children.flatMap(family)];
}

function standsStill(pid: number): boolean {
  return globSync(`/proc/${pid}/task/*/stat`).every(
    (stat) => /\) [TtZX] /.test(readOrNothing(stat)) || !existsSync(stat),
  );
}

function readOrNothing(path: string): string {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch {
    return '';
  }
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It has ended by itself.
  }
}
