/** A server of a test's own, the command as a person would use it there, and something to watch. */
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { createLog, loadSettings, startServer } from '@upwatch/server';
import { type CliResult, runCli } from './run-cli.ts';

const TOKEN = 'uw_cli_0123456789abcdef';

export interface Served {
  /** Runs `upwatch …` with the server's address and key. */
  readonly cli: (...args: string[]) => Promise<CliResult>;
  /** What the command needs to know to find it. */
  readonly env: Readonly<Record<string, string>>;
  /** Its data directory, which goes when the test ends. */
  readonly dir: string;
  readonly url: string;
  /** Its API key. */
  readonly token: string;
}

/** @param t a test, or the hooks of a file */
export async function served(t: { after(done: () => Promise<void>): void }): Promise<Served> {
  const dir = mkdtempSync(join(tmpdir(), 'upwatch-cli-'));
  const config = loadSettings({ flags: { dataDir: dir, port: '0' }, env: { UPWATCH_API_TOKEN: TOKEN } });
  const server = await startServer(config, { log: createLog('silent', process.stderr) });
  t.after(async () => {
    await server.close();
    rmSync(dir, { recursive: true, force: true });
  });
  const env = { UPWATCH_API_TOKEN: TOKEN, UPWATCH_URL: server.url };
  return { cli: (...args) => runCli(args, env), env, dir, url: server.url, token: TOKEN };
}

/** What can be watched or told: answers every request with a status that a test may change. */
export interface Answering {
  /** `127.0.0.1:PORT` */
  readonly address: string;
  statusCode: number;
}

export async function answering(t: TestContext): Promise<Answering> {
  const server = http.createServer((_, response) => response.writeHead(target.statusCode).end('ok'));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  const target = { address: `127.0.0.1:${(server.address() as AddressInfo).port}`, statusCode: 200 };
  return target;
}
