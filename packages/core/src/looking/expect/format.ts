/** Writes an assertion as people write it. */
import type { Assertion, AssertionConfig } from '../assertion.ts';
import { PRINTS } from './grammars.ts';

/**
 * The expectation that parses to this assertion.
 * @example
 * formatExpectation({ config: { type: 'response_time', thresholdMs: 300 }, severity: 'warn' }); // 'warn time <= 300ms'
 */
export function formatExpectation({ config, severity }: Assertion): string {
  // Each prints the settings of its own type, which is the key that it is found by.
  const print = PRINTS[config.type] as (config: AssertionConfig) => string;
  return `${severity === 'warn' ? 'warn ' : ''}${print(config)}`;
}
