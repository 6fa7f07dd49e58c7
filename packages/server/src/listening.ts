/** Where the server listens: whether it may, that it does, and how it stops. */
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import type { FastifyInstance } from 'fastify';
import type { ServerConfig } from './config.ts';
import { StartRefusal } from './stores/sqlite/start-refusal.ts';

/** Requests that are under way when the server is told to stop may take so much longer, milliseconds. */
const ANSWERS_MS = 1500;

/**
 * Connections that may wait to be taken, as far as the system lets them. Beyond its queue Linux drops some and resets
 * others; and of those that wait, one is taken for each round of the event loop, however many requests a round answers.
 * With Node's 511 a hundred of 2,000 readers who came together were reset.
 */
const BACKLOG = 4096;

type Place = Pick<ServerConfig, 'host' | 'port'>;

/**
 * Listens for a moment: a start that cannot must be refused before it has written anything. The port is not kept
 * meanwhile, because it would accept connections that nobody answers yet.
 * @throws StartRefusal cannot_listen
 */
export async function requireFreePort({ host, port }: Place): Promise<void> {
  const trial = createServer();
  try {
    await once(trial.listen({ host, port }), 'listening');
  } catch (error) {
    throw refusalOf(error, { host, port });
  }
  trial.close();
  await once(trial, 'close');
}

/** @throws StartRefusal cannot_listen */
export async function listen(api: FastifyInstance, { host, port }: Place): Promise<string> {
  const { level } = api.log;
  // Fastify would say where it listens; the line that says what is watched says it too.
  api.log.level = 'silent';
  try {
    await api.listen({ host, port, backlog: BACKLOG });
  } catch (error) {
    throw refusalOf(error, { host, port });
  } finally {
    api.log.level = level;
  }
  const { address, family, port: taken } = api.server.address() as AddressInfo;
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${taken}`;
}

/** Answers under way get a moment; then they are cut, because what waits for the disk must be written in time (row D19). */
export async function closeSoon(api: FastifyInstance): Promise<void> {
  const cut = setTimeout(() => api.server.closeAllConnections(), ANSWERS_MS);
  await api.close();
  clearTimeout(cut);
}

/** What somebody can mend, said as such; anything else as it came. */
function refusalOf(error: unknown, { host, port }: Place): unknown {
  const { code } = error as NodeJS.ErrnoException;
  const why: Readonly<Record<string, string>> = {
    EADDRINUSE: `port ${port} on ${host} is in use: stop what listens there, or give another with --port`,
    EACCES: `port ${port} on ${host} may not be listened on by this user: give one above 1023 with --port`,
    EADDRNOTAVAIL: `${host} is not an address of this machine: give another with --host`,
    ENOTFOUND: `${host} is not a known host: give an address with --host`,
  };
  const message = why[code ?? ''];
  return message === undefined ? error : new StartRefusal('cannot_listen', message, error);
}
