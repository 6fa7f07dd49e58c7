/** Durations as people write them. */
import { UsageError } from './exit.ts';

const UNIT_MS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/**
 * `500ms`, `2s`, `1.5m`, `1h`, `7d`; a bare number is seconds.
 * @returns milliseconds
 * @throws UsageError naming the option, what was expected and what came
 */
export function parseDuration(text: string, option: string): number {
  const match = /^(\d+(?:\.\d+)?)(ms|s|m|h|d)?$/.exec(text.trim());
  if (!match) throw new UsageError(`${option} must be a duration such as 500ms, 2s or 1m, got "${text}"`);
  return Number(match[1]) * UNIT_MS[match[2] ?? 's']!;
}

/** A whole number from 1 on. @throws UsageError naming the option, what was expected and what came */
export function parseCount(text: string, option: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new UsageError(`${option} must be a whole number from 1 on, got "${text}"`);
}
