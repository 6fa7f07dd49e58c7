/**
 * The phases of one connection, each from the end of the one before, so that they add up to the whole. One that comes
 * again (TLS in the middle of a dialogue) is added to.
 */
import type { Phase, Phases } from '@upwatch/core';
import type { CheckEnv } from '../check.ts';

export class PhaseClock {
  /** The phase that is under way. */
  phase: Phase = 'dns';
  readonly phases: { -readonly [K in keyof Phases]: Phases[K] } = { totalMs: 0 };
  readonly #env: CheckEnv;
  readonly #startMs: number;
  #phaseStartMs: number;

  constructor(env: CheckEnv) {
    this.#env = env;
    this.#startMs = env.clock.monotonic();
    this.#phaseStartMs = this.#startMs;
  }

  /** When the current phase began; monotonic. */
  get phaseStartMs(): number {
    return this.#phaseStartMs;
  }

  /** Milliseconds from the start of the current phase to the look's deadline. */
  get remainingMs(): number {
    return this.#env.deadlineMs - this.#phaseStartMs;
  }

  /** Ends the current phase and begins the next one. */
  enter(next: Phase): void {
    this.#end(this.#env.clock.monotonic());
    this.phase = next;
  }

  /** Ends the last phase. */
  stop(): void {
    const nowMs = this.#env.clock.monotonic();
    this.#end(nowMs);
    this.phases.totalMs = nowMs - this.#startMs;
  }

  #end(nowMs: number): void {
    const durationMs = nowMs - this.#phaseStartMs;
    this.#phaseStartMs = nowMs;
    this.#note(durationMs);
    this.#env.onPhase?.(this.phase, durationMs);
  }

  #note(durationMs: number): void {
    const { phases } = this;
    switch (this.phase) {
      case 'dns':
        phases.dnsMs = (phases.dnsMs ?? 0) + durationMs;
        break;
      case 'tcp':
        phases.tcpMs = (phases.tcpMs ?? 0) + durationMs;
        break;
      case 'tls':
        phases.tlsMs = (phases.tlsMs ?? 0) + durationMs;
        break;
      case 'ttfb':
        phases.ttfbMs = (phases.ttfbMs ?? 0) + durationMs;
        break;
      case 'download':
        phases.downloadMs = (phases.downloadMs ?? 0) + durationMs;
    }
  }
}
