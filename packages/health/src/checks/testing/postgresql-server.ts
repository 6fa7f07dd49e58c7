/** A PostgreSQL of its own, with the user `app` and a password; it refuses to run as root. */
import { execFileSync } from 'node:child_process';
import { chownSync, globSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { freePort } from './free-port.ts';
import { missing, newDirectory, type RealServer, startServer } from './real-server.ts';

const BIN = '/usr/lib/postgresql/*/bin';
export const PASSWORD = 'hush-4711';
export const noPostgresql = missing(`${BIN}/postgres`, `${BIN}/initdb`);

export async function startPostgresql(settings: readonly string[] = []): Promise<RealServer> {
  const directory = newDirectory('postgresql');
  const data = join(directory, 'data');
  const secret = join(directory, 'password');
  writeFileSync(secret, PASSWORD);
  const isRoot = process.getuid?.() === 0;
  const owner = isRoot ? idsOf('postgres') : undefined;
  if (owner) for (const path of [directory, secret]) chownSync(path, owner.uid, owner.gid);
  const given = { ...owner, cwd: directory, stdio: 'pipe' } as const;
  const login = ['--username=app', `--pwfile=${secret}`, '--auth=scram-sha-256'];
  execFileSync(program('initdb'), ['-D', data, '--no-sync', '--locale=C', '-E', 'UTF8', ...login], given);
  const port = await freePort();
  const flags = [
    `port=${port}`,
    'listen_addresses=127.0.0.1',
    `unix_socket_directories=${directory}`,
    'fsync=off',
    ...settings,
  ];
  return startServer({
    command: program('postgres'),
    args: ['-D', data, ...flags.flatMap((flag) => ['-c', flag])],
    ...(owner ? { owner } : {}),
    port,
    directory,
    isReady: () => answers(port),
  });
}

export function urlOf({ port }: RealServer, password = PASSWORD): string {
  return `postgres://app:${password}@127.0.0.1:${port}/postgres`;
}

async function answers(port: number): Promise<boolean> {
  const client = new pg.Client({ host: '127.0.0.1', port, user: 'app', password: PASSWORD, database: 'postgres' });
  client.on('error', () => {});
  try {
    await client.connect();
    await client.end();
    return true;
  } catch {
    return false;
  }
}

function program(name: string): string {
  const found = globSync(`${BIN}/${name}`).at(-1);
  if (!found) throw new Error(`${name} is not installed: apt-get install postgresql`);
  return found;
}

function idsOf(user: string): { uid: number; gid: number } {
  const id = (flag: string): number => Number(execFileSync('id', [flag, user], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}
