/** What must be done once before requests are welcome: migrations, caches, connections. */
import type { HealthClock } from './clock.ts';
import { messageOf } from './message.ts';
import { tenths } from './outcome.ts';
import type { CheckReport } from './report.ts';

type Task =
  | { readonly type: 'waiting' }
  | { readonly type: 'running'; readonly startedMs: number }
  | { readonly type: 'done'; readonly tookMs: number; readonly atMs: number }
  | { readonly type: 'failed'; readonly tookMs: number; readonly atMs: number; readonly message: string };

/** Each begins as waiting, and all must be done. */
export class StartupTasks {
  readonly #tasks: Map<string, Task>;
  readonly #clock: HealthClock;

  constructor(names: readonly string[], clock: HealthClock) {
    this.#tasks = new Map(names.map((name) => [name, { type: 'waiting' }]));
    this.#clock = clock;
  }

  isDone(): boolean {
    return this.#open().length === 0;
  }

  /** What is still to come, in words. */
  awaited(): string {
    return `starting: ${this.#open().join(', ')}`;
  }

  async run<T>(name: string, task: () => T | PromiseLike<T>): Promise<T> {
    const known = this.#tasks.get(name);
    if (known === undefined)
      throw new TypeError(`startup must be one of ${[...this.#tasks.keys()].join(', ') || '(none)'}, got ${name}`);
    if (known.type === 'running' || known.type === 'done')
      throw new TypeError(`startup ${name} must not run twice, it is ${known.type}`);
    const startedMs = this.#clock.monotonicMs();
    const took = (): { readonly tookMs: number; readonly atMs: number } => ({
      tookMs: tenths(this.#clock.monotonicMs() - startedMs),
      atMs: this.#clock.nowMs(),
    });
    this.#tasks.set(name, { type: 'running', startedMs });
    try {
      const value = await task();
      this.#tasks.set(name, { type: 'done', ...took() });
      return value;
    } catch (error) {
      this.#tasks.set(name, { type: 'failed', ...took(), message: messageOf(error) });
      throw error;
    }
  }

  reports(): readonly CheckReport[] {
    return Array.from(this.#tasks, ([name, task]) => this.#report(name, task));
  }

  #open(): readonly string[] {
    return [...this.#tasks].filter(([, task]) => task.type !== 'done').map(([name]) => name);
  }

  #report(name: string, task: Task): CheckReport {
    const atMs = this.#clock.nowMs();
    const open = { name, critical: true, isFailed: true, status: 'error', atMs } as const;
    switch (task.type) {
      case 'waiting':
        return { ...open, responseTimeMs: 0, message: 'waiting' };
      case 'running':
        return { ...open, responseTimeMs: tenths(this.#clock.monotonicMs() - task.startedMs), message: 'running' };
      case 'failed':
        return { ...open, responseTimeMs: task.tookMs, atMs: task.atMs, message: task.message };
      case 'done':
        return { ...open, isFailed: false, status: 'ok', responseTimeMs: task.tookMs, atMs: task.atMs };
    }
  }
}
