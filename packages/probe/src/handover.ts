/** What becomes of a look that is over: whether it says anything of its target, its row, and the batch that it leaves in. */
import { type Clock, failure, type Failure, type LookKind, outcomeOf } from '@upwatch/core';
import { BatchBuffer } from './batch-buffer.ts';
import type { Entry } from './entry.ts';
import { NetworkDoubt } from './network/network-doubt.ts';
import type { WitnessPort } from './network/witnesses.ts';
import type { ProbeListener } from './port.ts';
import { Pulse } from './pulse.ts';
import type { FinishedLook } from './run.ts';

/** Which look it was. */
export interface LookId {
  readonly slotMs: number;
  readonly kind: LookKind;
}

export interface HandoverOptions {
  readonly region: string;
  readonly clock: Clock;
  readonly listener: ProbeListener;
  /** Without them every silence is the target's. */
  readonly witnesses: WitnessPort | undefined;
  /** Whether what was seen of an entry is still wanted. */
  readonly isWanted: (entry: Entry) => boolean;
}

export class Handover {
  readonly #options: HandoverOptions;
  readonly #pulse: Pulse;
  readonly #buffer: BatchBuffer;
  readonly #network: NetworkDoubt | undefined;
  #looksTotal = 0;
  #skippedTotal = 0;

  constructor(options: HandoverOptions) {
    const { region, clock, listener, witnesses } = options;
    this.#options = options;
    this.#pulse = new Pulse(clock);
    this.#buffer = new BatchBuffer(region, (batch) => listener.onBatch(batch));
    const onChange: NonNullable<ProbeListener['onDoubt']> = (report) => listener.onDoubt?.(report);
    this.#network = witnesses && new NetworkDoubt({ clock, witnesses, onChange });
  }

  get looksTotal(): number {
    return this.#looksTotal;
  }

  get skippedTotal(): number {
    return this.#skippedTotal;
  }

  loopDelayP99Ms(): number {
    return this.#pulse.p99();
  }

  /** A look that began at `startedMs`, on the monotonic clock, is over. */
  take(entry: Entry, seen: FinishedLook, look: LookId, startedMs: number): void {
    if (!this.#options.isWanted(entry)) return;
    this.#looksTotal++;
    const doubt = this.#doubt(seen, startedMs);
    const finished = doubt ? { ...seen, failure: doubt } : seen;
    const endedMs = this.#options.clock.monotonic();
    const verdict = this.#network?.see({ ...finished, host: entry.host, endedMs, wasWell: entry.wasWell });
    if (verdict instanceof Promise) void this.#afterWitnesses(entry, finished, look, verdict);
    else this.#handOver(entry, verdict ? { ...finished, failure: verdict } : finished, look);
  }

  /** The slot passes without a look: it is known that nothing is known. */
  miss(entry: Entry, slotMs: number, lateMs: number): void {
    const gap = this.#pulse.gapSince(this.#options.clock.monotonic() - lateMs);
    const missed = failure('probe.overloaded', `the slot was missed by ${Math.round(lateMs)} ms`);
    this.skip(entry, { slotMs, kind: 'scheduled' }, gap ?? missed, lateMs);
  }

  /** There is no look, for a reason of ours. */
  skip(entry: Entry, { slotMs, kind }: LookId, reason: Failure, latenessMs: number): void {
    this.#skippedTotal++;
    const finished: FinishedLook = {
      startedAtMs: this.#options.clock.wall(),
      latenessMs: Math.max(0, latenessMs),
      sample: { phases: { totalMs: 0 }, facts: {} },
      assertions: [],
      failure: reason,
      attempts: [],
    };
    this.#buffer.add(entry.row(finished, slotMs, kind, 'unknown'), undefined);
  }

  /** To be called about once a second. */
  tick(): void {
    this.#network?.tick();
  }

  close(): void {
    this.#pulse.close();
    this.#buffer.flush();
  }

  /** A silence is handed over when it is known whose it is; its monitor is not looked at again before. */
  async #afterWitnesses(entry: Entry, seen: FinishedLook, look: LookId, asked: Promise<Failure | undefined>) {
    entry.isHeld = true;
    const verdict = await asked;
    entry.isHeld = false;
    if (this.#options.isWanted(entry)) this.#handOver(entry, verdict ? { ...seen, failure: verdict } : seen, look);
  }

  #handOver(entry: Entry, finished: FinishedLook, { slotMs, kind }: LookId): void {
    const outcome = outcomeOf(finished);
    const row = entry.row(finished, slotMs, kind, outcome);
    const isWhole = entry.isNews(finished, outcome);
    const { region } = this.#options;
    this.#buffer.add(
      row,
      isWhole ? entry.observation(finished, region, kind, slotMs) : undefined,
      entry.reading(finished, slotMs, outcome),
    );
  }

  /** A look that did not pass while this thread stood still says nothing of its target. */
  #doubt(seen: FinishedLook, startedMs: number): Failure | undefined {
    if (!seen.failure && seen.assertions.every((result) => result.passed)) return undefined;
    return this.#pulse.gapSince(startedMs);
  }
}
