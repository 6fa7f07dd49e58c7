/** The time that judging one look may take, so that no pattern and no body can hold up the looks beside it. */

/** How long the evaluation of one look's assertions may take. */
export interface EvaluationBudget {
  /** Monotonic clock, milliseconds. */
  readonly nowMs: () => number;
  /** Milliseconds of work, over all assertions of a look. */
  readonly limitMs: number;
}

/** Enough for a search through a body of 1 MiB, and no more than a probe may be deaf to its other looks. */
export const EVALUATION_LIMIT_MS = 50;

/** The evaluation took longer than its budget allows. */
export class BudgetExceeded extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'BudgetExceeded';
  }
}

/** What an evaluation pays with. */
export interface Fuel {
  /**
   * Pays for work done; a step is some 10 to 50 ns.
   * @throws {BudgetExceeded} when the budget is used up
   */
  spend(steps: number): void;
}

/** So many steps are 0.2 ms at most. */
const STEPS_A_CLOCK_READ = 4096;
/**
 * Time beyond what the steps can have taken is not work but the machine: a throttled container, a collected heap, a
 * laptop asleep. It counts only up to this much between two readings, so that a stall of ours never makes a target
 * look broken.
 */
const STALL_MAX_MS = 5;
const STEP_MAX_MS = 0.0001;

/** Fuel by the clock. The clock is first read at the first step. */
export function createFuel(budget: EvaluationBudget): Fuel {
  let stepsUnread = STEPS_A_CLOCK_READ;
  let readAtMs: number | undefined;
  let spentMs = 0;
  return {
    spend(steps) {
      stepsUnread += steps;
      if (stepsUnread < STEPS_A_CLOCK_READ) return;
      const nowMs = budget.nowMs();
      spentMs += Math.min(nowMs - (readAtMs ?? nowMs), stepsUnread * STEP_MAX_MS + STALL_MAX_MS);
      readAtMs = nowMs;
      stepsUnread = 0;
      if (spentMs > budget.limitMs) throw new BudgetExceeded(`gave up after ${budget.limitMs} ms`);
    },
  };
}

/** The same fuel, and at most so many steps of it: a bound that is the same on every machine. */
export function limitSteps(fuel: Fuel, stepsMax: number): Fuel {
  let left = stepsMax;
  return {
    spend(steps) {
      left -= steps;
      if (left < 0) throw new BudgetExceeded(`gave up after ${stepsMax} steps`);
      fuel.spend(steps);
    },
  };
}
