/** Certificates on their way from looks to the disk: seen in one, judged by the time that passes, kept with a commit. */
import { type Clock, LATE_AFTER_MS, type Observation } from '@upwatch/core';
import { withCertificates } from './certificate-watch.ts';
import type { Decisions } from './decisions.ts';

export class CertificateKeeping {
  readonly #decisions: Decisions;
  readonly #clock: Clock;

  constructor(decisions: Decisions, clock: Clock) {
    this.#decisions = decisions;
    this.#clock = clock;
  }

  /** A certificate comes with the first look, and with each that shows other facts than the one before. */
  see(observations: readonly Observation[]): void {
    if (observations.length === 0) return;
    const nowMs = this.#clock.wall();
    for (const { monitorId, generation, startedAtMs, region, facts, failure } of observations) {
      const known = facts.tls && this.#decisions.memory.byId(monitorId);
      const isOurFault = failure?.class === 'probe';
      if (!known || isOurFault || generation !== known.monitor.generation || nowMs - startedAtMs > LATE_AFTER_MS)
        continue;
      const seen = { tls: facts.tls, region };
      this.#decisions.guarded(known, () =>
        this.#decisions.certificates.see(monitorId, seen, nowMs, () =>
          this.#decisions.tellings.telling(known.monitor, nowMs),
        ),
      );
    }
  }

  /** Time has passed: some end is nearer. */
  judge(nowMs: number): void {
    for (const monitorId of this.#decisions.certificates.due(nowMs)) {
      const known = this.#decisions.memory.byId(monitorId);
      if (!known?.monitor.isEnabled) continue;
      this.#decisions.guarded(known, () =>
        this.#decisions.certificates.judge(monitorId, nowMs, this.#decisions.tellings.telling(known.monitor, nowMs)),
      );
    }
    this.keep();
  }

  /** What is new of a certificate goes with its look; where that changed nothing, by itself. */
  keep(): void {
    for (const monitorId of this.#decisions.certificates.withNews) {
      const known = this.#decisions.memory.byId(monitorId);
      if (!known || known.parked || this.#decisions.queue.isFull) continue;
      const commit = withCertificates(
        { monitorId, state: known.state, updates: [], deliveries: [] },
        this.#decisions.certificates.take(monitorId),
      );
      this.#decisions.queue.push({
        commit,
        owner: { remembered: known, incident: known.incident, look: undefined, events: [] },
      });
    }
  }
}
