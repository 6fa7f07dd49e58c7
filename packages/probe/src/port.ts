/** The port of a probe: what the server asks of whatever looks, wherever it runs. */
import type {
  AttemptPlan,
  Facts,
  Failure,
  HealthFacts,
  JsonObject,
  LookRows,
  Observation,
  Phase,
  Phases,
  StoredAssertion,
} from '@upwatch/core';

/** One monitor as a probe holds it. */
export interface Assignment {
  readonly monitorId: string;
  /** Stands for the monitor in history rows. */
  readonly key: number;
  readonly generation: number;
  readonly type: string;
  /** Already checked against the type's schema, defaults filled in. */
  readonly config: JsonObject;
  /** Secrets that came into the settings from elsewhere: masked wherever the target repeats them. */
  readonly secrets?: readonly string[];
  readonly assertions: readonly StoredAssertion[];
  readonly intervalMs: number;
}

/** What a check type's `run` gives back: what was seen, before it is judged. */
export interface Sample {
  readonly phases: Phases;
  readonly facts: Facts;
  /** The decoded body, up to the cap; absent when nothing asked for it. Never leaves the probe whole. */
  readonly body?: Uint8Array;
  readonly failure?: Failure;
}

/** What a look's health document says: its row has no room for that. */
export interface HealthReading {
  readonly monitorId: string;
  readonly slotMs: number;
  readonly health: HealthFacts;
}

/** What the probe has seen since the last batch. */
export interface Batch {
  readonly region: string;
  /** Every finished look, as history keeps it. */
  readonly rows: LookRows;
  /**
   * Whole observations: of each look that failed or warned, of the first after an assignment, of one whose facts
   * changed (status, address, certificate, redirects), and of those asked for. The others are their rows alone.
   */
  readonly observations: readonly Observation[];
  /** Of each look whose monitor reads health documents; absent where none did. */
  readonly readings?: readonly HealthReading[];
}

/** A moment inside a look, published while somebody listens. */
export interface PhaseEvent {
  readonly monitorId: string;
  readonly region: string;
  readonly slotMs: number;
  readonly attempt: number;
  readonly phase: Phase | 'started' | 'done';
  readonly atMs: number;
  /** How long the phase took, milliseconds. */
  readonly durationMs?: number;
}

/** Bounds on what runs at once. */
export interface ProbeLimits {
  /** Looks at once. @default 2048, or fewer where file descriptors are scarce */
  readonly concurrency: number;
  /** Looks at once to one host. @default 32 */
  readonly concurrencyPerHost: number;
  /** Looks that may wait for room before slots are skipped as `probe.overloaded`. @default 10,000 */
  readonly queueMax: number;
}

/** How the probe is doing. */
export interface ProbeStats {
  readonly running: number;
  readonly queued: number;
  readonly assigned: number;
  readonly looksTotal: number;
  readonly skippedTotal: number;
  /** How late looks began in the last one to two minutes, milliseconds. However many ask, all are told the same. */
  readonly latenessP99Ms: number;
  /** Of the last two minutes, milliseconds. */
  readonly loopDelayP99Ms: number;
}

/** What a probe says of its own network. */
export interface DoubtReport {
  readonly isInDoubt: boolean;
  /** In words, while in doubt: "7 hosts fell silent, and so did 192.0.2.1:443". */
  readonly reason?: string;
}

/** What the owner of a probe hears from it. */
export interface ProbeListener {
  onBatch(batch: Batch): void;
  onPhase(event: PhaseEvent): void;
  /** Something of ours is wrong; looking goes on. */
  onTrouble(error: Error): void;
  /** The probe doubts its own network, or does no more. */
  onDoubt?(report: DoubtReport): void;
}

/** A process or thread pool that looks from one region. */
export interface Probe {
  readonly region: string;
  /** Replaces assignments by monitor id; those in `lookNow` are looked at immediately, the others at their next slot. */
  assign(changes: {
    readonly set: readonly Assignment[];
    readonly remove: readonly string[];
    readonly lookNow?: readonly string[];
  }): void;
  /** One more look, now, because `slotMs` failed; it is identified by the slot `slotMs + 1`. */
  confirm(monitorId: string, slotMs: number): void;
  /** A look at something that need not be assigned; its observation is given back and not put into a batch. */
  look(assignment: Assignment, plan?: AttemptPlan): Promise<Observation>;
  setLimits(limits: ProbeLimits): void;
  /** Whether phase events are wanted: they cost time, so they are made only while somebody listens. */
  setLive(isLive: boolean): void;
  stats(): Promise<ProbeStats>;
  /** Stops making looks, lets none in flight be recorded as a failure, hands over the last batch. */
  close(): Promise<void>;
}
