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

const STEPS_A_CLOCK_READ = 4096;
/**
 * The clock is read every 0.2 ms or so. A longer gap is not work but the machine: a throttled container, a collected
 * heap, a laptop asleep. Such a gap counts as this much, so that our own stall never makes a target look broken.
 */
const GAP_MAX_MS = 5;

/** Fuel by the clock. The clock is first read at the first step. */
export function createFuel(budget: EvaluationBudget): Fuel {
  let untilClockRead = 0;
  let readAtMs: number | undefined;
  let spentMs = 0;
  return {
    spend(steps) {
      untilClockRead -= steps;
      if (untilClockRead > 0) return;
      untilClockRead = STEPS_A_CLOCK_READ;
      const nowMs = budget.nowMs();
      spentMs += Math.min(GAP_MAX_MS, nowMs - (readAtMs ?? nowMs));
      readAtMs = nowMs;
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
