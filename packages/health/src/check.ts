/** What a check is: one dependency, asked one question. */

/**
 * One dependency of the application, and how to ask whether it is well.
 * @example
 * const database = { run: async () => { await pool.query('select 1'); }, timeoutMs: 1_000 };
 * createHealth({ checks: { database } });
 */
export interface HealthCheck {
  /**
   * Resolves when the dependency is well; a text or `{ message }` becomes the message. Throws or rejects when it is not.
   * @param signal aborts when the time is up: hand it on to whatever is waited for
   */
  readonly run: (signal: AbortSignal) => Promise<CheckNote | void> | CheckNote | void;
  /**
   * Milliseconds after which the check has failed, whatever comes later.
   * @default 2000
   */
  readonly timeoutMs?: number;
  /**
   * Whether the application cannot work without it. Otherwise its failure only warns: the answer stays 200.
   * @default true
   */
  readonly critical?: boolean;
  /**
   * Milliseconds for which an outcome is given again before the check is run anew.
   * @default 1000
   */
  readonly cacheMs?: number;
  /**
   * Milliseconds between runs in the background, so that no probe waits for the dependency.
   * @default undefined: it runs only when asked
   */
  readonly refreshMs?: number;
  /**
   * Milliseconds for which an outcome of the background is believed; an older one is not given, but the check run at once.
   * @default three times `refreshMs`, and `timeoutMs` on top
   */
  readonly maxAgeMs?: number;
}

/** What a check says of itself when it is well: in words, or with a measured value; `warn` when it is only just well. */
export type CheckNote =
  | string
  | {
      /** Shown to those who may see details; credentials in it are masked. */
      readonly message?: string;
      /** What was measured, such as the share of a pool that is in use. */
      readonly observedValue?: number | string;
      /** Its unit, such as `%`. */
      readonly observedUnit?: string;
      /** Well, but not for long: the check warns, and the answer stays 200. */
      readonly warn?: boolean;
    };
