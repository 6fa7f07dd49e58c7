/** A real server as a process of its own, driven through its public API alone. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';

/** The build, as `npm start` runs it: compiling the source would be a part of each start. */
const PROGRAM = new URL('../packages/cli/bin/upwatch.js', import.meta.url).pathname;
export const TOKEN = 'uw_torture_0123456789abcdefghij';
/** All targets of a driver are one host; where there is a limit for hosts, it would be this driver that is slow. */
const ENVIRONMENT = {
  UPWATCH_API_TOKEN: TOKEN,
  UPWATCH_PROBE_CONCURRENCY: '2000',
  UPWATCH_PROBE_CONCURRENCY_PER_HOST: '2000',
  UPWATCH_PROBE_QUEUE: '10000',
};
/** Row D01: ready five seconds after its start at the latest; a loaded machine gets a little more before it is given up. */
const GIVEN_UP_MS = 30_000;

export interface ApiAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
  readonly tookMs: number;
}

/** How a server is started, where it is not as usual. */
export interface ServerStart {
  /** Settings over those of this rig; undefined takes one of the rig's away. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** A program that starts it, with its arguments. */
  readonly under?: readonly [string, ...string[]];
}

/** Killed at the end of its scope, when it has not ended before. */
export interface ServerProcess extends AsyncDisposable {
  readonly url: string;
  readonly pid: number;
  isAlive(): boolean;
  /** From the start of the process to the first 200 of /ready. */
  readonly readyMs: number;
  call(method: string, path: string, body?: unknown): Promise<ApiAnswer>;
  /** Ends it, and waits until it is gone. */
  end(signal: 'SIGKILL' | 'SIGTERM'): Promise<{ readonly code: number | null; readonly tookMs: number }>;
  /** What it wrote. */
  output(): string;
}

export function spawnServer(
  dataDir: string,
  { env, under }: ServerStart = {},
): { readonly child: ChildProcess; readonly output: () => string } {
  const own = [process.execPath, PROGRAM, 'serve', '--port', '0', '--data', dataDir];
  const [program, ...args] = [...(under ?? []), ...own];
  const child = spawn(program, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...ENVIRONMENT, ...env },
  });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (part: string) => (text += part));
  }
  return { child, output: () => text };
}

/** Starts a server and waits until it says that it is ready. */
export async function startServer(dataDir: string, start?: ServerStart): Promise<ServerProcess> {
  const startedMs = performance.now();
  const { child, output } = spawnServer(dataDir, start);
  const url = await until(() => /http:\/\/127\.0\.0\.1:\d+/.exec(output())?.[0], child, output);
  await until(async () => ((await statusOf(`${url}/ready`)) === 200 ? true : undefined), child, output);
  const readyMs = performance.now() - startedMs;
  const end: ServerProcess['end'] = async (signal) => {
    const toldMs = performance.now();
    if (child.exitCode === null && child.signalCode === null) {
      const gone = once(child, 'exit');
      child.kill(signal);
      await gone;
    }
    return { code: child.exitCode, tookMs: performance.now() - toldMs };
  };
  return {
    url,
    pid: child.pid!,
    isAlive: () => child.exitCode === null && child.signalCode === null,
    readyMs,
    output,
    call: (method, path, body) => call(url, method, path, body),
    end,
    [Symbol.asyncDispose]: async () => {
      await end('SIGKILL');
    },
  };
}

async function until<T>(
  ask: () => T | undefined | Promise<T | undefined>,
  child: ChildProcess,
  output: () => string,
): Promise<T> {
  const endMs = performance.now() + GIVEN_UP_MS;
  while (performance.now() < endMs && child.exitCode === null) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    await delay(20);
  }
  child.kill('SIGKILL');
  throw new Error(`the server did not get ready:\n${output().slice(-2000)}`);
}

async function statusOf(url: string): Promise<number> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(2000) });
    await response.arrayBuffer();
    return response.status;
  } catch {
    // Not listening yet.
    return 0;
  }
}

/**
 * Over a connection of its own, as a newcomer's would be.
 * @throws when the server is gone: what it would have answered is not known
 */
async function call(url: string, method: string, path: string, body: unknown): Promise<ApiAnswer> {
  const begunMs = performance.now();
  const response = await fetch(`${url}/api/v1${path}`, {
    method,
    headers: {
      authorization: `Bearer ${TOKEN}`,
      connection: 'close',
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(10_000),
  });
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    body: text === '' ? undefined : JSON.parse(text),
    tookMs: performance.now() - begunMs,
  };
}

/** An answer's `data`, or an error that shows the answer. */
export function dataOf(answer: ApiAnswer): Record<string, unknown> {
  if (answer.status >= 300) throw new Error(`the server answered ${answer.status}: ${JSON.stringify(answer.body)}`);
  return (answer.body as { data: Record<string, unknown> }).data;
}
