import type { Failure } from '@upwatch/core';

/** A failure on the wire. */
export function presentFailure(failure: Failure | undefined) {
  if (failure === undefined) return null;
  const { class: kind, code, message, phase } = failure;
  return { class: kind, code, message, phase: phase ?? null };
}
