/** The probe's port over several threads: each monitor belongs to one of them for as long as it is assigned. */
import type { AttemptPlan, Observation } from '@upwatch/core';
import type { Assignment, Probe, ProbeLimits, ProbeListener, ProbeStats } from '../port.ts';
import { LookingThread } from './thread.ts';

export interface ThreadedProbeOptions {
  readonly region: string;
  /** At least 1. */
  readonly threads: number;
  readonly limits: ProbeLimits;
  readonly listener: ProbeListener;
}

export class ThreadedProbe implements Probe {
  readonly region: string;
  readonly #threads: readonly LookingThread[];

  constructor(options: ThreadedProbeOptions) {
    this.region = options.region;
    const { region, listener } = options;
    const limits = share(options.limits, options.threads);
    this.#threads = Array.from({ length: options.threads }, () => new LookingThread({ region, limits, listener }));
  }

  assign(changes: Parameters<Probe['assign']>[0]): void {
    const isLookedAtNow = new Set(changes.lookNow);
    for (const [place, thread] of this.#threads.entries()) {
      const set = changes.set.filter((assignment) => assignment.key % this.#threads.length === place);
      const lookNow = set.map((assignment) => assignment.monitorId).filter((id) => isLookedAtNow.has(id));
      if (set.length > 0 || changes.remove.length > 0) thread.assign({ set, remove: changes.remove, lookNow });
    }
  }

  confirm(monitorId: string, slotMs: number): void {
    // The one that holds it obeys, the others do not know it.
    for (const thread of this.#threads) thread.post({ type: 'confirm', monitorId, slotMs });
  }

  async look(assignment: Assignment, plan?: AttemptPlan): Promise<Observation> {
    const thread = this.#threads[assignment.key % this.#threads.length]!;
    return (await thread.ask((id) => ({ type: 'look', id, assignment, plan }))) as Observation;
  }

  setLimits(limits: ProbeLimits): void {
    for (const thread of this.#threads) thread.setLimits(share(limits, this.#threads.length));
  }

  setLive(isLive: boolean): void {
    for (const thread of this.#threads) thread.setLive(isLive);
  }

  async stats(): Promise<ProbeStats> {
    const all = (await Promise.all(
      this.#threads.map((thread) => thread.ask((id) => ({ type: 'stats', id }))),
    )) as ProbeStats[];
    return all.reduce((sum, one) => ({
      running: sum.running + one.running,
      queued: sum.queued + one.queued,
      assigned: sum.assigned + one.assigned,
      looksTotal: sum.looksTotal + one.looksTotal,
      skippedTotal: sum.skippedTotal + one.skippedTotal,
      latenessP99Ms: Math.max(sum.latenessP99Ms, one.latenessP99Ms),
      loopDelayP99Ms: Math.max(sum.loopDelayP99Ms, one.loopDelayP99Ms),
    }));
  }

  async close(): Promise<void> {
    await Promise.all(this.#threads.map((thread) => thread.close()));
  }
}

/** Each thread's part of the bounds: together never more than was asked for, each at least one. */
function share(limits: ProbeLimits, threads: number): ProbeLimits {
  const part = (whole: number): number => Math.max(1, Math.floor(whole / threads));
  return {
    concurrency: part(limits.concurrency),
    concurrencyPerHost: part(limits.concurrencyPerHost),
    queueMax: part(limits.queueMax),
  };
}
