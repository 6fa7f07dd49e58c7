/** From SIGTERM to the end of the process, without losing a request. */
import { closing, type ClosableServer } from './closing.ts';
import { type HealthClock, systemClock } from './clock.ts';
import type { Health } from './health.ts';
import { messageOf } from './message.ts';
import { milliseconds } from './settings.ts';

export type { ClosableServer } from './closing.ts';

/** Something to be done before the process ends: a pool closed, a queue emptied. */
export interface ShutdownHook {
  readonly name: string;
  /** @param signal aborts when the time of this hook is up */
  readonly run: (signal: AbortSignal) => unknown;
  /**
   * Milliseconds after which the next one begins.
   * @default 5000
   */
  readonly timeoutMs?: number;
}

/** What is closed, in what order, and how long each step may take. */
export interface ShutdownOptions {
  /** Servers of `node:http` and their like; all are closed together. */
  readonly servers?: readonly ClosableServer[];
  /**
   * Milliseconds between readiness turning 503 and closing, in which whoever spreads the load notices. More than its interval times its threshold.
   * @default 5000
   */
  readonly drainMs?: number;
  /**
   * Milliseconds for requests under way; then their connections are cut.
   * @default 10000
   */
  readonly closeMs?: number;
  /** Run one after the other when the servers are closed; one that fails holds up none. */
  readonly hooks?: readonly ShutdownHook[];
  /**
   * Milliseconds for all of it; then the process ends as it stands. Less than what the platform gives (Kubernetes: 30 s).
   * @default 25000
   */
  readonly deadlineMs?: number;
  /** @default ['SIGTERM', 'SIGINT'] */
  readonly signals?: readonly NodeJS.Signals[];
  /**
   * Is told what went wrong, a line each, credentials masked.
   * @default console.error
   */
  readonly warn?: (line: string) => void;
  /**
   * Ends the process: 0, or 1 where something went wrong.
   * @default process.exit
   */
  readonly exit?: (code: number) => void;
  /**
   * Where the time comes from.
   * @default the system's
   */
  readonly clock?: HealthClock;
}

/** A shutdown that waits for its signal. */
export interface Shutdown {
  /** Begins it without a signal; begun already, it is the same one. Resolves to the code given to `exit`. */
  readonly begin: () => Promise<number>;
  /** Listens to no signal any more. */
  readonly dispose: () => void;
}

const HOOK_TIMEOUT_MS = 5_000;

/**
 * On a signal readiness turns 503 at once, `drainMs` pass, servers take no more connections and finish what they have, and hooks run.
 * A second SIGINT ends the process at once; a second SIGTERM changes nothing.
 * @throws TypeError for options that cannot be
 * @example
 * const health = createHealth({ version: '1.4.2' });
 * const server = createServer(nodeHealth(health)).listen(0);
 * gracefulShutdown(health, { servers: [server], drainMs: 5_000, hooks: [{ name: 'pool', run: () => pool.end() }] });
 */
export function gracefulShutdown(health: Health, options: ShutdownOptions = {}): Shutdown {
  demandOptions(options);
  const { signals = ['SIGTERM', 'SIGINT'], exit = (code) => process.exit(code) } = options;
  const close = closing(options.servers ?? []);
  let begun: Promise<number> | undefined;
  const begin = (): Promise<number> => (begun ??= shutDown(health, options, close).finally(dispose).then(ended));
  const ended = (code: number): number => {
    exit(code);
    return code;
  };
  const heard = (signal: NodeJS.Signals): void => {
    if (begun === undefined) void begin();
    else if (signal === 'SIGINT') exit(1);
  };
  const dispose = (): void => {
    for (const signal of signals) process.off(signal, heard);
  };
  for (const signal of signals) process.on(signal, heard);
  return { begin, dispose };
}

async function shutDown(health: Health, options: ShutdownOptions, close: ReturnType<typeof closing>): Promise<number> {
  const { drainMs = 5_000, closeMs = 10_000, hooks = [], deadlineMs = 25_000, clock = systemClock } = options;
  // oxlint-disable-next-line no-console
  const warn = options.warn ?? ((line) => console.error(line));
  const problems: string[] = [];
  const problem = (line: string): void => {
    problems.push(line);
    warn(`shutdown: ${line}`);
  };
  const steps = async (): Promise<true> => {
    health.drain();
    close.announce();
    await within(new Promise(() => undefined), drainMs, clock);
    if (!(await within(close.finish(), closeMs, clock)))
      problem(`${close.cut()} requests had no answer after ${closeMs} ms and were cut off`);
    // A check in the background would ask a pool that a hook has closed.
    health.close();
    for (const hook of hooks) await runHook(hook, clock, problem);
    return true;
  };
  if (!(await within(steps(), deadlineMs, clock))) problem(`not done after ${deadlineMs} ms`);
  return problems.length === 0 ? 0 : 1;
}

async function runHook(hook: ShutdownHook, clock: HealthClock, problem: (line: string) => void): Promise<void> {
  const { name, run, timeoutMs = HOOK_TIMEOUT_MS } = hook;
  const controller = new AbortController();
  const running = new Promise((resolve) => resolve(run(controller.signal))).catch((error: unknown) =>
    problem(`${name} failed: ${messageOf(error)}`),
  );
  if (await within(running, timeoutMs, clock)) return;
  problem(`${name} was not done after ${timeoutMs} ms`);
  controller.abort(new Error(`${name} was not done after ${timeoutMs} ms`));
}

/** Whether it was done in time; it is not stopped by this. */
function within(work: Promise<unknown>, ms: number, clock: HealthClock): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const cancel = clock.after(ms, () => resolve(false), true);
    work.then(() => resolve(true), reject).finally(cancel);
  });
}

function demandOptions(options: ShutdownOptions): void {
  const { hooks = [], servers = [] } = options;
  const problems = [
    ...(['drainMs', 'closeMs', 'deadlineMs'] as const).flatMap((name) => milliseconds(name, options[name], 0)),
    ...hooks.flatMap(({ name, run, timeoutMs }, index) => [
      ...(typeof name === 'string' && name !== '' ? [] : [`hooks[${index}].name must be a text, got ${typeof name}`]),
      ...(typeof run === 'function' ? [] : [`hooks[${index}].run must be a function, got ${typeof run}`]),
      ...milliseconds(`hooks[${index}].timeoutMs`, timeoutMs, 0),
    ]),
    ...servers.flatMap((server: unknown, index) =>
      typeof (server as Partial<ClosableServer> | undefined)?.close === 'function'
        ? []
        : [`servers[${index}] must have close, got ${typeof server}`],
    ),
  ];
  if (problems.length > 0) throw new TypeError(`gracefulShutdown: ${problems.join('\n')}`);
}
