/** The shop, what it depends on, and Upwatch beside it: all of it started, and ended again. */
import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort, type LocalServer, postgresql, redis } from './servers.ts';

export interface WholeShop extends AsyncDisposable {
  readonly postgresql: LocalServer;
  readonly redis: LocalServer;
  readonly shopUrl: string;
  readonly upwatchUrl: string;
  /** Of the API of Upwatch. */
  readonly token: string;
}

/** How the command `upwatch` is started: the program, and what comes before its own arguments. */
export type UpwatchCommand = readonly [command: string, ...args: string[]];

/** @throws Error when a part of it does not start */
export async function startWholeShop(upwatch: UpwatchCommand = ['upwatch']): Promise<WholeShop> {
  const directory = mkdtempSync(join(tmpdir(), 'upwatch-shop-'));
  const closing = new AsyncDisposableStack();
  closing.defer(() => rmSync(directory, { recursive: true, force: true, maxRetries: 10 }));
  try {
    const servers = { postgresql: await postgresql(directory), redis: await redis(directory) };
    for (const server of Object.values(servers)) {
      await server.start();
      closing.defer(() => server.stop());
    }
    const [port, upwatchPort] = [await freePort(), await freePort()];
    const secrets = { HEALTH_TOKEN: secret(), UPWATCH_API_TOKEN: secret() };
    const env = { ...process.env, ...secrets, PORT: String(port), UPWATCH_SHOP_PORT: String(upwatchPort) };
    const urls = { DATABASE_URL: servers.postgresql.url, REDIS_URL: servers.redis.url };
    const run = (command: string, args: readonly string[], more = {}): ChildProcess => {
      const child = spawn(command, args, { stdio: ['ignore', 'ignore', 'inherit'], env: { ...env, ...more } });
      closing.defer(() => end(child));
      return child;
    };
    const shopUrl = `http://127.0.0.1:${port}`;
    const app = run(process.execPath, [...process.execArgv, join(import.meta.dirname, 'shop.ts')], urls);
    await answers(`${shopUrl}/ready`, app);
    const [command, ...args] = upwatch;
    const config = join(import.meta.dirname, 'upwatch.yml');
    const server = run(command, [...args, 'serve', '--config', config, '--data', join(directory, 'upwatch')]);
    const upwatchUrl = `http://127.0.0.1:${upwatchPort}`;
    await answers(`${upwatchUrl}/ready`, server);
    const token = secrets.UPWATCH_API_TOKEN;
    return { ...servers, shopUrl, upwatchUrl, token, [Symbol.asyncDispose]: () => closing.disposeAsync() };
  } catch (error) {
    await closing.disposeAsync();
    throw error;
  }
}

function secret(): string {
  return `uw_${randomBytes(24).toString('base64url')}`;
}

async function answers(url: string, child: ChildProcess): Promise<void> {
  while ((await fetch(url).catch(() => undefined))?.ok !== true) {
    if (child.exitCode !== null) throw new Error(`${child.spawnfile} ended with ${child.exitCode}`);
    await sleep(50);
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill();
  await once(child, 'exit');
}
