/** What the recorder is given. */
import type { Clock, Incident, Monitor, MonitorState } from '@upwatch/core';
import type { LiveBus } from '../live.ts';
import type { Commit, CoreStore, HistoryStore } from '../stores/port.ts';
import type { Telling } from './decide.ts';

export interface RecorderOptions {
  readonly store: Pick<CoreStore, 'commit' | 'states' | 'monitors' | 'incidents'>;
  readonly history: Pick<HistoryStore, 'append'>;
  readonly live: LiveBus;
  readonly clock: Clock;
  readonly newId: () => string;
  /** The alert channels there are. Asked at each alert: keep them in memory. */
  readonly channels: () => readonly { readonly id: string }[];
  /** The regions that are assigned a monitor and are heard. @default the monitor's own */
  readonly regionsOf?: (monitor: Monitor) => readonly string[];
  /** Alerts were committed. */
  readonly wakeDispatcher: () => void;
  /** One more look at once, because `slotMs` failed. */
  readonly onConfirm: (monitorId: string, slotMs: number, regions: readonly string[]) => void;
  /** Something of ours is wrong; recording goes on. */
  readonly onTrouble: (error: Error) => void;
  /** Most changes that may wait for the disk. @default 50,000 */
  readonly waitingMax?: number;
}

/** What is known of a monitor when a person changes its incident. */
interface AmendContext {
  readonly state: MonitorState;
  /** The incident that the state is tied to, or that it could reopen. */
  readonly incident: Incident | undefined;
  readonly telling: Telling;
}

/** A person's change of an incident; undefined when there is nothing to change. */
export type Amend = (now: AmendContext) => Omit<Commit, 'monitorId' | 'observation'> | undefined;
