/** What came of running a check once. */
import type { CheckNote, HealthCheck } from './check.ts';
import { CheckFailure } from './checks/check-failure.ts';
import type { HealthClock } from './clock.ts';
import { messageOf, shown } from './message.ts';

/** What a run of a check found. */
export interface CheckOutcome {
  /** `warn`: well, as the check itself says, but not for long. */
  readonly status: 'ok' | 'warn' | 'error';
  /** Milliseconds from asking to answering, or to giving up. */
  readonly responseTimeMs: number;
  /** One line of at most 300 characters, credentials masked. */
  readonly message?: string;
  /** What the check measured. */
  readonly observedValue?: number | string;
  /** The unit of that. */
  readonly observedUnit?: string;
  /** Epoch milliseconds when it ended. */
  readonly atMs: number;
}

/** A run under way. */
export interface CheckRun {
  /** Never rejects, and is there when the time is up. */
  readonly outcome: Promise<CheckOutcome>;
  /** When the check really came to its end, which may be never. */
  readonly ended: Promise<unknown>;
  /** Gives up now. */
  readonly stop: () => void;
}

/** Asks once, for at most `timeoutMs`; whatever the check does, an outcome comes of it. */
export function runCheck(run: HealthCheck['run'], timeoutMs: number, clock: HealthClock): CheckRun {
  const controller = new AbortController();
  const startedMs = clock.monotonicMs();
  const outcome = (found: Omit<CheckOutcome, 'responseTimeMs' | 'atMs'>): CheckOutcome => {
    const responseTimeMs = tenths(clock.monotonicMs() - startedMs);
    return { ...found, responseTimeMs, atMs: clock.nowMs() };
  };
  const { promise: givenUp, resolve: giveUp } = deferred<CheckOutcome>();
  const end = (message: string): void => {
    controller.abort(new Error(message));
    // A ready-made check says at once what it was waiting for.
    setImmediate(() => giveUp(outcome({ status: 'error', message })));
  };
  const cancel = clock.after(timeoutMs, () => end(`no answer within ${timeoutMs} ms`), true);
  // Inside a promise, so that what is thrown at once is a rejection as well.
  const asked = new Promise<CheckNote | void>((resolve) => resolve(run(controller.signal)));
  const answered = asked.then(
    (note) => {
      const tookMs = clock.monotonicMs() - startedMs;
      if (controller.signal.aborted) return outcome({ status: 'error', message: messageOf(controller.signal.reason) });
      // A check that blocked the process let no timer run.
      if (tookMs > timeoutMs) return outcome(lateAnswer(tookMs, timeoutMs));
      return outcome(foundBy(note));
    },
    (error: unknown) => {
      // Its message was made of its cause: with that after it all would be said twice.
      if (error instanceof CheckFailure) return outcome({ status: 'error', message: shown(error.message) });
      const { aborted, reason } = controller.signal;
      return outcome({ status: 'error', message: messageOf(aborted ? reason : error) });
    },
  );
  return {
    outcome: Promise.race([answered, givenUp]).finally(cancel),
    ended: answered,
    stop: () => end('stopped before it answered'),
  };
}

function lateAnswer(tookMs: number, timeoutMs: number): Omit<CheckOutcome, 'responseTimeMs' | 'atMs'> {
  return { status: 'error', message: `answered after ${Math.round(tookMs)} ms, ${timeoutMs} ms are allowed` };
}

/** A note that is none of its type says nothing; one that cannot be read is an error. */
function foundBy(note: unknown): Omit<CheckOutcome, 'responseTimeMs' | 'atMs'> {
  try {
    if (typeof note === 'string') return { status: 'ok', message: shown(note) };
    if (typeof note !== 'object' || note === null) return { status: 'ok' };
    const { message, observedValue, observedUnit, warn } = note as Readonly<Record<string, unknown>>;
    return {
      status: warn === true ? 'warn' : 'ok',
      ...(typeof message === 'string' ? { message: shown(message) } : {}),
      ...(typeof observedValue === 'string' ? { observedValue: shown(observedValue) } : {}),
      ...(typeof observedValue === 'number' && Number.isFinite(observedValue) ? { observedValue } : {}),
      ...(typeof observedUnit === 'string' ? { observedUnit: shown(observedUnit) } : {}),
    };
  } catch (error) {
    return { status: 'error', message: messageOf(error) };
  }
}

/** Milliseconds with one digit after the point. */
export function tenths(ms: number): number {
  return Math.max(0, Math.round(ms * 10) / 10);
}

/** `Promise.withResolvers`, which Node 20 has not. */
function deferred<T>(): { readonly promise: Promise<T>; readonly resolve: (value: T) => void } {
  let resolve!: (value: T) => void;
  const promise = new Promise<T>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}
