import type { Beat, Signal } from '@upwatch/core/heartbeat';
import type { Actor } from './audit.ts';

/** A job as it is kept. */
export interface KeptHeartbeat {
  readonly monitorId: string;
  /** By which it reports: whoever has it can. */
  readonly token: string;
  readonly beat: Beat;
}

/** A signal as it is kept. */
export interface KeptSignal extends Signal {
  /** Counts up, over all monitors. */
  readonly id: number;
}

/** What is known of a job after something. */
export interface BeatChange {
  readonly monitorId: string;
  readonly beat: Beat;
  /** What it said; absent where time alone has passed. */
  readonly signal?: Signal;
}

/** So many signals of each monitor are kept, the newest. */
export const SIGNALS_KEPT = 1000;

/** Jobs that report by themselves, and what they reported. */
export interface HeartbeatStore {
  all(): Promise<readonly KeptHeartbeat[]>;
  /**
   * The token by which a monitor reports from now on; the one before holds no more.
   * @param actor who gives it another, for the audit trail
   * @throws StoreRefusal not_found for the monitor; duplicate_name for a token that another has
   */
  setToken(monitorId: string, token: string, actor?: Actor): Promise<void>;
  /** All of these in their order, or nothing. Those of a monitor that is gone come to nothing. */
  record(changes: readonly BeatChange[]): Promise<void>;
  /** The newest first. @param beforeId those that came before it */
  signals(
    monitorId: string,
    given: { readonly beforeId?: number; readonly limit: number },
  ): Promise<readonly KeptSignal[]>;
  /** How many there ever were. */
  signalsTotal(monitorId: string): Promise<number>;
}
