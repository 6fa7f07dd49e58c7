/**
 * Who may look now: a bound overall, a bound per host, and a smaller bound for targets that were slow last time, so
 * that a few thousand hanging targets cannot take every place from the ones that answer.
 */
import type { ProbeLimits } from './port.ts';

/** A target that took longer than this last time goes in the slow lane, milliseconds. */
export const SLOW_MS = 1000;

export interface Candidate {
  readonly host: string;
  readonly isSlow: boolean;
}

/** Why a candidate has to wait: every place is taken, or only those it may use. */
export type Admission = 'admitted' | 'full' | 'lane_full' | 'host_full';

export class AdmissionControl {
  #limits: ProbeLimits;
  readonly #perHost = new Map<string, number>();
  #running = 0;
  #slow = 0;

  constructor(limits: ProbeLimits) {
    this.#limits = limits;
  }

  get running(): number {
    return this.#running;
  }

  set limits(limits: ProbeLimits) {
    this.#limits = limits;
  }

  /** Takes a place when there is one; `release` gives it back with the same candidate values. */
  admit(candidate: Candidate): Admission {
    const { concurrency, concurrencyPerHost } = this.#limits;
    if (this.#running >= concurrency) return 'full';
    if (candidate.isSlow && this.#slow >= Math.max(1, concurrency >> 1)) return 'lane_full';
    const onHost = this.#perHost.get(candidate.host) ?? 0;
    if (onHost >= concurrencyPerHost) return 'host_full';
    this.#running++;
    if (candidate.isSlow) this.#slow++;
    this.#perHost.set(candidate.host, onHost + 1);
    return 'admitted';
  }

  release(candidate: Candidate): void {
    this.#running--;
    if (candidate.isSlow) this.#slow--;
    const onHost = this.#perHost.get(candidate.host)! - 1;
    if (onHost > 0) this.#perHost.set(candidate.host, onHost);
    else this.#perHost.delete(candidate.host);
  }
}
