import type { Reference } from '@upwatch/core';
import type { Environment } from '../stores/port.ts';

/** Why a reference is refused: field, what was expected, what came. */
export function unknownSentence(
  { field, type, text }: Reference,
  environment: Pick<Environment, 'name' | 'variables'> | undefined,
): string {
  if (type === 'secret') return `${field} must name a secret that there is, got ${text}`;
  if (!environment) return `${field} must not name a variable without an environment, got ${text}`;
  const names = Object.keys(environment.variables).join(', ') || 'none';
  return `${field} must name a variable of environment "${environment.name}" (${names}), got ${text}`;
}
