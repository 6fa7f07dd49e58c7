/** Which responses answered a probe, written on the response itself, so that logs can tell them without state of ours. */
import type { HealthAnswer } from './answer.ts';

/** Registered, so that two copies of this package in one application understand each other. */
const MARK = Symbol.for('@upwatch/health probe');

export function markProbe(response: object, { status }: HealthAnswer): void {
  Object.defineProperty(response, MARK, { value: status < 400 ? 'well' : 'failed', configurable: true });
}

export function markOf(response: object): 'well' | 'failed' | undefined {
  return (response as { readonly [MARK]?: 'well' | 'failed' })[MARK];
}
