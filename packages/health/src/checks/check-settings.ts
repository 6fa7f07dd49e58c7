/** What every ready-made check can be told beside its dependency. */
import type { CheckNote, HealthCheck } from '../check.ts';

/**
 * How a check is run. What is not given is left to the defaults of `HealthCheck`.
 * @example
 * const settings = { timeoutMs: 1_000, critical: false };
 */
export interface CheckSettings {
  /**
   * Milliseconds after which the check has failed.
   * @default 2000
   */
  readonly timeoutMs?: number;
  /**
   * Whether the application cannot work without it.
   * @default true
   */
  readonly critical?: boolean;
  /**
   * Milliseconds for which an outcome is given again.
   * @default 1000
   */
  readonly cacheMs?: number;
  /**
   * Milliseconds between runs in the background.
   * @default undefined: it runs only when asked
   */
  readonly refreshMs?: number;
  /**
   * Milliseconds for which an outcome of the background is believed.
   * @default three times `refreshMs`, and `timeoutMs` on top
   */
  readonly maxAgeMs?: number;
}

const NUMBERS = ['timeoutMs', 'cacheMs', 'refreshMs', 'maxAgeMs'] as const;
export const DEFAULT_TIMEOUT_MS = 2_000;

/** The check that `run` is, with what the settings say of it and nothing else of theirs. */
export function checkOf(run: (signal: AbortSignal) => Promise<CheckNote>, settings: CheckSettings = {}): HealthCheck {
  const kept: { -readonly [K in keyof HealthCheck]: HealthCheck[K] } = { run };
  for (const name of NUMBERS) {
    const value = settings[name];
    if (value === undefined) continue;
    if (!Number.isFinite(value) || value < 0) throw new RangeError(`${name} must be at least 0 ms, got ${value}`);
    kept[name] = value;
  }
  if (settings.critical !== undefined) kept.critical = settings.critical;
  return kept;
}
