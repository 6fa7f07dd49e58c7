/** PostgreSQL and Redis as they are installed here, each with a directory and a port of its own, stopped and started at will. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, globSync, mkdirSync, writeFileSync } from 'node:fs';
import { type AddressInfo, connect, createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** A server that can be taken away while others need it. */
export interface LocalServer {
  readonly url: string;
  readonly isRunning: () => boolean;
  readonly start: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

interface Program {
  readonly url: string;
  readonly port: number;
  readonly command: string;
  readonly args: readonly string[];
  readonly owner?: Owner | undefined;
  /** Ends it at once, whoever is connected. */
  readonly signal: NodeJS.Signals;
}

interface Owner {
  readonly uid: number;
  readonly gid: number;
}

const POSTGRESQL = '/usr/lib/postgresql/*/bin';
const PASSWORD = 'only-of-this-example';

/** @throws Error where PostgreSQL is not installed */
export async function postgresql(directory: string): Promise<LocalServer> {
  const data = join(directory, 'postgresql');
  const owner = ownerOf('postgres');
  const passwordFile = join(directory, 'password');
  mkdirSync(data);
  writeFileSync(passwordFile, PASSWORD, { mode: 0o600 });
  if (owner) for (const path of [directory, data, passwordFile]) chownSync(path, owner.uid, owner.gid);
  const login = ['--username=shop', `--pwfile=${passwordFile}`, '--auth=scram-sha-256'];
  const initialise = ['-D', data, '--no-sync', '--locale=C', '--encoding=UTF8', ...login];
  execFileSync(installed('initdb', POSTGRESQL), initialise, { ...owner, cwd: data, stdio: 'pipe' });
  const port = await freePort();
  return serverOf({
    url: `postgres://shop:${PASSWORD}@127.0.0.1:${port}/postgres`,
    port,
    command: installed('postgres', POSTGRESQL),
    args: ['-D', data, '-p', String(port), '-h', '127.0.0.1', '-k', data],
    owner,
    signal: 'SIGINT',
  });
}

/** @throws Error where Redis is not installed */
export async function redis(directory: string): Promise<LocalServer> {
  const port = await freePort();
  return serverOf({
    url: `redis://127.0.0.1:${port}`,
    port,
    command: installed('redis-server', ...(process.env['PATH'] ?? '').split(':')),
    args: ['--bind', '127.0.0.1', '--port', String(port), '--save', '', '--dir', directory],
    signal: 'SIGTERM',
  });
}

function serverOf({ url, port, command, args, owner, signal }: Program): LocalServer {
  let child: ChildProcess | undefined;
  return {
    url,
    isRunning: () => child !== undefined,
    start: async () => {
      const started = spawn(command, args, { stdio: 'ignore', ...owner });
      child = started;
      while (!(await takesConnections(port))) {
        if (started.exitCode !== null) throw new Error(`${command} ended with ${started.exitCode}`);
        await sleep(50);
      }
    },
    stop: async () => {
      if (!child) return;
      const exited = child.exitCode === null ? once(child, 'exit') : undefined;
      child.kill(signal);
      child = undefined;
      await exited;
    },
  };
}

function takesConnections(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => resolve(true));
    socket.on('error', () => resolve(false)).on('connect', () => socket.destroy());
  });
}

/** One that nobody listens on now. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

function installed(name: string, ...directories: readonly string[]): string {
  const found = directories.flatMap((directory) => globSync(join(directory, name))).at(-1);
  if (found === undefined) throw new Error(`${name} is not installed: it must be in one of ${directories.join(', ')}`);
  return found;
}

/** PostgreSQL refuses to run as root. */
function ownerOf(user: string): Owner | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const id = (flag: string): number => Number(execFileSync('id', [flag, user], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}
