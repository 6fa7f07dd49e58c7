/** One check over time: its last outcome, the run under way, and the runs in the background. */
import type { HealthCheck } from './check.ts';
import type { HealthClock } from './clock.ts';
import { type CheckOutcome, type CheckRun, runCheck } from './outcome.ts';
import type { CheckReport, CheckRuns } from './report.ts';

/** So many runs that never ended are kept in memory; then only one a minute is begun. */
const UNENDED_MAX = 10;
const AGAIN_MS = 60_000;

type Filled = HealthCheck & Required<Pick<HealthCheck, 'timeoutMs' | 'critical' | 'cacheMs'>>;

const DEFAULTS = { timeoutMs: 2_000, critical: true, cacheMs: 1_000 };

/** However many ask at once, the dependency is asked once. */
export class WatchedCheck {
  readonly name: string;
  readonly runs: CheckRuns = { ok: 0, warn: 0, error: 0 };
  readonly #check: Filled;
  readonly #clock: HealthClock;
  readonly #checked: (report: CheckReport) => void;
  #last: { readonly report: CheckReport; readonly doneMs: number } | undefined;
  #running: { readonly report: Promise<CheckReport>; readonly run: CheckRun | undefined } | undefined;
  #begunMs = 0;
  #unended = 0;
  #callOff: () => void = () => undefined;
  #isClosed = false;

  constructor(name: string, check: HealthCheck, clock: HealthClock, checked: (report: CheckReport) => void) {
    this.name = name;
    this.#check = { ...DEFAULTS, ...defined(check) };
    this.#clock = clock;
    this.#checked = checked;
    if (check.refreshMs !== undefined) void this.#run();
  }

  /** The last outcome while it is fresh, otherwise that of a run. */
  report(): Promise<CheckReport> {
    const ageMs = this.#last === undefined ? Infinity : this.#clock.monotonicMs() - this.#last.doneMs;
    if (this.#last && ageMs < this.#freshMs()) return Promise.resolve(this.#last.report);
    return this.#run();
  }

  /** No more runs in the background; the one under way is given up. */
  close(): void {
    this.#isClosed = true;
    this.#callOff();
    this.#running?.run?.stop();
  }

  #freshMs(): number {
    const { refreshMs, maxAgeMs, timeoutMs, cacheMs } = this.#check;
    if (refreshMs === undefined || this.#isClosed) return cacheMs;
    return maxAgeMs ?? 3 * refreshMs + timeoutMs;
  }

  #run(): Promise<CheckReport> {
    if (this.#running) return this.#running.report;
    this.#callOff();
    const run = this.#begin();
    const report = (run?.outcome ?? Promise.resolve(this.#stuck())).then((outcome) => this.#keep(outcome));
    this.#running = { report, run };
    return report;
  }

  /** A check that never ends would otherwise fill the memory, probe by probe. */
  #begin(): CheckRun | undefined {
    const nowMs = this.#clock.monotonicMs();
    if (this.#unended >= UNENDED_MAX && nowMs - this.#begunMs < AGAIN_MS) return undefined;
    this.#begunMs = nowMs;
    this.#unended += 1;
    const run = runCheck(this.#check.run, this.#check.timeoutMs, this.#clock);
    void run.ended.then(() => {
      this.#unended -= 1;
    });
    return run;
  }

  #stuck(): CheckOutcome {
    const message = `${this.#unended} earlier runs have not ended: the check does not heed its signal`;
    return { status: 'error', message, responseTimeMs: 0, atMs: this.#clock.nowMs() };
  }

  #keep(outcome: CheckOutcome): CheckReport {
    const { critical, refreshMs } = this.#check;
    const isFailed = outcome.status === 'error';
    const status = isFailed && !critical ? 'warn' : outcome.status;
    const report: CheckReport = { name: this.name, critical, isFailed, ...outcome, status };
    this.#last = { report, doneMs: this.#clock.monotonicMs() };
    this.#running = undefined;
    this.runs[outcome.status] += 1;
    if (refreshMs !== undefined && !this.#isClosed)
      this.#callOff = this.#clock.after(refreshMs, () => void this.#run(), false);
    this.#checked(report);
    return report;
  }
}

/** What was written as `undefined` is not written. */
function defined(check: HealthCheck): HealthCheck {
  return Object.fromEntries(Object.entries(check).filter(([, value]) => value !== undefined)) as unknown as HealthCheck;
}
