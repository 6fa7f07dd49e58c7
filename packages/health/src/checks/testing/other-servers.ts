/** MariaDB, Redis, RabbitMQ and NATS as they are installed, each with the user `app` and a password. */
import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from './free-port.ts';
import { until } from './outcome.ts';
import { missing, newDirectory, type RealServer, startServer, takesConnections } from './real-server.ts';

export const PASSWORD = 'hush-4711';
const RABBITMQ = '/usr/lib/rabbitmq/bin/rabbitmq-server';
export const noMariadb = missing('mariadbd', 'mariadb-install-db');
export const noRedis = missing('redis-server');
export const noRabbitmq = missing(RABBITMQ, 'erl');
export const noNats = missing('nats-server');

export async function startMariadb(settings: readonly string[] = []): Promise<RealServer> {
  const directory = newDirectory('mariadb');
  const data = join(directory, 'data');
  const asRoot = process.getuid?.() === 0 ? ['--user=root'] : [];
  const given = ['--no-defaults', `--datadir=${data}`, ...asRoot];
  execFileSync('mariadb-install-db', [...given, '--skip-test-db', '--auth-root-authentication-method=normal'], {
    stdio: 'pipe',
  });
  const first = join(directory, 'first.sql');
  // One statement a line: the server reads no more of each.
  writeFileSync(
    first,
    [
      'create database app',
      `create user app@'127.0.0.1' identified by '${PASSWORD}'`,
      `grant all on app.* to app@'127.0.0.1'`,
    ]
      .map((statement) => `${statement};\n`)
      .join(''),
  );
  const port = await freePort();
  const where = [
    '--bind-address=127.0.0.1',
    `--port=${port}`,
    `--socket=${join(directory, 's')}`,
    '--skip-name-resolve',
  ];
  const light = ['--innodb-buffer-pool-size=8M', '--innodb-flush-log-at-trx-commit=0', '--skip-log-bin'];
  const args = [...given, ...where, ...light, `--init-file=${first}`, ...settings];
  return startServer({ command: 'mariadbd', args, port, directory });
}

export async function startRedis(settings: readonly string[] = [], port?: number): Promise<RealServer> {
  const directory = newDirectory('redis');
  const taken = port ?? (await freePort());
  const where = ['--port', String(taken), '--bind', '127.0.0.1', '--dir', directory, '--save', ''];
  return startServer({ command: 'redis-server', args: [...where, ...settings], port: taken, directory });
}

export async function startNats(settings: readonly string[] = []): Promise<RealServer> {
  const directory = newDirectory('nats');
  const port = await freePort();
  const args = ['-a', '127.0.0.1', '-p', String(port), '--user', 'app', '--pass', PASSWORD, ...settings];
  return startServer({ command: 'nats-server', args, port, directory });
}

/** RabbitMQ with its own name service, so that nothing of another one on this machine is met or left. */
export async function startRabbitmq(): Promise<RealServer> {
  const directory = newDirectory('rabbitmq');
  const [port, distribution, names] = [await freePort(), await freePort(), await freePort()];
  const definitions = join(directory, 'definitions.json');
  writeFileSync(definitions, JSON.stringify(DEFINITIONS));
  const configuration = [`listeners.tcp.1 = 127.0.0.1:${port}`, `load_definitions = ${definitions}`, 'channel_max = 4'];
  writeFileSync(join(directory, 'rabbitmq.conf'), `${configuration.join('\n')}\n`);
  for (const name of ['data', 'log']) mkdirSync(join(directory, name));
  writeFileSync(join(directory, 'plugins'), '[].');
  // Names are looked up in the file alone: where name servers are silent, the start would wait for them.
  writeFileSync(join(directory, 'inetrc'), '{lookup, [file]}.\n{host, {127,0,0,1}, ["localhost"]}.\n');
  const env = {
    HOME: directory,
    ERL_EPMD_PORT: String(names),
    ERL_EPMD_ADDRESS: '127.0.0.1',
    ERL_INETRC: join(directory, 'inetrc'),
    RABBITMQ_NODENAME: `upwatch-${port}@localhost`,
    RABBITMQ_DIST_PORT: String(distribution),
    RABBITMQ_MNESIA_BASE: join(directory, 'data'),
    RABBITMQ_LOG_BASE: join(directory, 'log'),
    RABBITMQ_CONFIG_FILE: join(directory, 'rabbitmq'),
    RABBITMQ_ENABLED_PLUGINS_FILE: join(directory, 'plugins'),
    RABBITMQ_CONF_ENV_FILE: '/dev/null',
    // One scheduler that does not spin: the tests share the machine.
    RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS: '+S 1:1 +sbwt none',
    RABBITMQ_PID_FILE: join(directory, 'pid'),
  };
  // In the foreground and ours to end: the one that a node starts by itself outlives it.
  const nameService = spawn('epmd', [], { env: { ...process.env, ...env }, stdio: 'ignore' });
  const afterwards = (): void => void nameService.kill('SIGKILL');
  const isReady = (): Promise<boolean> => takesConnections(port);
  await until(() => takesConnections(names));
  return startServer({ command: RABBITMQ, args: [], env, port, directory, isReady, afterwards });
}

const DEFINITIONS = {
  users: [{ name: 'app', password: PASSWORD, tags: '' }],
  vhosts: [{ name: '/' }],
  permissions: [{ user: 'app', vhost: '/', configure: '.*', write: '.*', read: '.*' }],
  queues: [{ name: 'orders', vhost: '/', durable: false, auto_delete: false, arguments: {} }],
};
