/** The health of one application: its checks over time, and where it is in its life. */
import { answering, questions, type HealthAnswer, type HealthRequest } from './answer.ts';
import { systemClock } from './clock.ts';
import { type CheckReport, type CheckRuns, type HealthReport, type HealthState, statusOf } from './report.ts';
import { demandSettings, type HealthObserver, type HealthOptions } from './settings.ts';
import { StartupTasks } from './startup.ts';
import { WatchedCheck } from './watched-check.ts';

/** What `createHealth` makes; an entry point such as `@upwatch/health/express` puts it on the wire. */
export interface Health {
  /** Where the application is in its life. */
  readonly state: HealthState;
  /** Liveness: asks nobody. */
  readonly live: () => HealthReport;
  /** Readiness: every check, in parallel. Never rejects. While starting or draining no check is run. */
  readonly report: () => Promise<HealthReport>;
  /** Start-up: the tasks that were declared, and how far each is. */
  readonly started: () => HealthReport;
  /** One check by itself; `undefined` where there is none of that name. Never rejects. */
  readonly check: (name: string) => Promise<HealthReport | undefined>;
  /**
   * Does a task that was declared in `startup`; when all are done the application is ready. After a failure it may be tried again.
   * @throws TypeError for a name that was not declared, or a task that runs or is done; otherwise whatever the task throws
   */
  readonly startup: <T>(name: string, task: () => T | PromiseLike<T>) => Promise<T>;
  /** From now on readiness is 503, so that no new work is sent here. Liveness stays 200. */
  readonly drain: () => void;
  /** How often each check has run, by what came of it. */
  readonly runs: () => ReadonlyMap<string, Readonly<CheckRuns>>;
  /** The answer to a request, or `undefined` where its path is none of ours. What it resolves to is written as it stands. */
  readonly answer: (request: HealthRequest) => Promise<HealthAnswer> | undefined;
  /** Whether a path, or a URL, is one that `answer` answers. */
  readonly isProbe: (url: string) => boolean;
  /** Ends what runs in the background. */
  readonly close: () => void;
}

/**
 * The health of an application: what it depends on, and who may know.
 * @throws TypeError for options that cannot be, naming all of them
 * @example
 * const health = createHealth({
 *   version: '1.4.2',
 *   checks: {
 *     database: { run: async () => { await pool.query('select 1'); }, timeoutMs: 1_000 },
 *     cache: { run: () => 'cold', critical: false },
 *   },
 * });
 * const { status, checks } = await health.report();
 * console.log(status, checks.map(({ name, status }) => `${name} ${status}`));
 */
export function createHealth(options: HealthOptions = {}): Health {
  demandSettings(options);
  const { version, clock = systemClock } = options;
  const tell = telling(options.observer ?? {});
  const tasks = new StartupTasks(options.startup ?? [], clock);
  const checks = new Map(
    Object.entries(options.checks ?? {}).map(([name, check]) => [
      name,
      new WatchedCheck(name, check, clock, (report) => tell('checked', report)),
    ]),
  );
  let isDraining = false;
  const stateNow = (): HealthState => (isDraining ? 'draining' : tasks.isDone() ? 'serving' : 'starting');
  const report = (about: Pick<HealthReport, 'status' | 'message' | 'checks'>): HealthReport => ({
    ...about,
    timestampMs: clock.nowMs(),
    ...(version === undefined ? {} : { version }),
  });
  const judged = (found: readonly CheckReport[]): HealthReport => report({ status: statusOf(found), checks: found });
  const unready = (message: string): HealthReport => report({ status: 'unhealthy', message, checks: [] });
  const health: Health = {
    get state() {
      return stateNow();
    },
    live: () => report({ status: 'healthy' }),
    report: async () => {
      if (stateNow() === 'starting') return unready(tasks.awaited());
      // Pools may be closing: what a check says now is about the shutdown and not about the dependency.
      if (isDraining) return unready('shutting down');
      const found = await Promise.all(Array.from(checks.values(), (check) => check.report()));
      return isDraining ? unready('shutting down') : judged(found);
    },
    started: () => judged(tasks.reports()),
    check: async (name) => {
      const found = await checks.get(name)?.report();
      return found && judged([found]);
    },
    startup: async (name, task) => {
      const value = await tasks.run(name, task);
      if (stateNow() === 'serving') tell('changed', 'serving');
      return value;
    },
    drain: () => {
      if (isDraining) return;
      isDraining = true;
      tell('changed', 'draining');
    },
    runs: () => new Map(Array.from(checks, ([name, { runs }]) => [name, { ...runs }])),
    answer: (request) => answer(request),
    isProbe: (url) => questionOf(url) !== undefined,
    close: () => {
      for (const check of checks.values()) check.close();
    },
  };
  const questionOf = questions(options.paths ?? {});
  const answer = answering({ health, options, questionOf, answered: (one) => tell('answered', one) });
  return Object.freeze(health);
}

/** An observer that throws must not break an answer. */
function telling(observer: HealthObserver) {
  return <K extends keyof HealthObserver>(event: K, value: Parameters<NonNullable<HealthObserver[K]>>[0]): void => {
    try {
      const listener = observer[event] as ((value: unknown) => unknown) | undefined;
      const said = listener?.call(observer, value);
      if (said instanceof Promise) said.catch(() => undefined);
    } catch {
      // It is told again at the next event; there is nowhere to report to from here.
    }
  };
}
