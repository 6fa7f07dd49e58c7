/** The probe's port over several threads: each monitor belongs to one of them for as long as it is assigned. */
import type { AttemptPlan, Observation } from '@upwatch/core';
import type { EgressPolicy } from '../egress.ts';
import type { Endpoint } from '../network/anchor-response.ts';
import type { Assignment, DoubtReport, Probe, ProbeLimits, ProbeListener, ProbeStats } from '../port.ts';
import { LookingThread } from './thread.ts';

export interface ThreadedProbeOptions {
  readonly region: string;
  /** At least 1. */
  readonly threads: number;
  readonly limits: ProbeLimits;
  /** Asked whether our own network works, besides name servers, gateway and watched hosts. @default none */
  readonly anchors?: readonly Endpoint[];
  /** Whether checks may start programs that their settings name. @default not */
  readonly mayRunCommands?: boolean;
  /** Where checks may connect to. @default private: wherever the machine can, but link-local addresses */
  readonly egress?: EgressPolicy;
  readonly listener: ProbeListener;
}

export class ThreadedProbe implements Probe {
  readonly region: string;
  readonly #threads: readonly LookingThread[];
  readonly #listener: ProbeListener;
  /** Places of the threads that doubt their network. */
  readonly #inDoubt = new Set<number>();

  constructor(options: ThreadedProbeOptions) {
    this.region = options.region;
    this.#listener = options.listener;
    const { region, anchors = [], mayRunCommands = false, egress = 'private' } = options;
    const limits = share(options.limits, options.threads);
    this.#threads = Array.from({ length: options.threads }, (_, place) => {
      const onDoubt = (report: DoubtReport): void => this.#doubts(place, report);
      return new LookingThread({
        region,
        limits,
        anchors,
        mayRunCommands,
        egress,
        listener: listenerWith(options.listener, onDoubt),
      });
    });
  }

  /** The threads share one network: what the first of them says of it is told, and again when none doubts any more. */
  #doubts(place: number, report: DoubtReport): void {
    const before = this.#inDoubt.size;
    if (report.isInDoubt) this.#inDoubt.add(place);
    else this.#inDoubt.delete(place);
    const hasChanged = (before === 0) !== (this.#inDoubt.size === 0);
    if (hasChanged) this.#listener.onDoubt?.(report);
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

function listenerWith(listener: ProbeListener, onDoubt: NonNullable<ProbeListener['onDoubt']>): ProbeListener {
  return {
    onBatch: (batch) => listener.onBatch(batch),
    onPhase: (event) => listener.onPhase(event),
    onTrouble: (error) => listener.onTrouble(error),
    onDoubt,
  };
}
