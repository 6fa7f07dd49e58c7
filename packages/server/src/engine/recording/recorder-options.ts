/** What the recorder is given. */
import type { Clock, Incident, Monitor, MonitorState } from '@upwatch/core';
import type { Batch } from '@upwatch/probe';
import type { LiveBus } from '../../live.ts';
import type { Commit, CoreStore, HistoryStore } from '../../stores/port.ts';
import type { Telling } from './decide.ts';
import type { After } from '../dispatching/send.ts';
import type { HoldOf, MonitorWatcher } from '../holding/holds.ts';
import type { Routing } from '../routing/known-routing.ts';

export interface RecorderOptions {
  readonly store: Pick<CoreStore, 'commit' | 'states' | 'monitors' | 'incidents' | 'certificates'>;
  readonly history: Pick<HistoryStore, 'append'>;
  readonly live: LiveBus;
  readonly clock: Clock;
  readonly newId: () => string;
  /** The version of Upwatch: kept with what it decides. */
  readonly engineVersion: string;
  /** The alert channels there are. Asked at each alert: keep them in memory. */
  readonly channels: () => readonly { readonly id: string }[];
  /** The channels that a monitor tells where they are not its own: those of its groups. */
  readonly channelIdsOf?: (monitor: Monitor) => readonly string[] | undefined;
  /** The notification policies there are, and what they may ask. @default none */
  readonly routing?: Routing;
  /** The regions that are assigned a monitor and are heard. @default the monitor's own */
  readonly regionsOf?: (monitor: Monitor) => readonly string[];
  /** What is usual for a monitor in each region, milliseconds. Asked at each look that may change something. */
  readonly usualOf?: (monitorId: string) => Readonly<Record<string, number>> | undefined;
  /** Why nothing may be told of a monitor now. Asked at each change, and each second while something is held. */
  readonly holdOf?: HoldOf;
  /** How many monitors depend on one. @default none */
  readonly behindOf?: (monitorId: string) => number;
  /** Those that go by what becomes of monitors. */
  readonly watchers?: readonly MonitorWatcher[];
  /** Looks came in, decided or not: for those who count. Must be quick, and must not throw. */
  readonly onTaken?: (batch: Batch) => void;
  /** An incident has opened, and is on disk. */
  readonly onOpened?: (incident: Incident) => void;
  /** Alerts were committed. */
  readonly wakeDispatcher: () => void;
  /** One more look at once, because `slotMs` failed. */
  readonly onConfirm: (monitorId: string, slotMs: number, regions: readonly string[]) => void;
  /** Something of ours is wrong; recording goes on. */
  readonly onTrouble: (error: Error) => void;
  /** Most changes that may wait for the disk. @default 50,000 */
  readonly waitingMax?: number;
  /** In whose time the writing waits. @default the system's timers */
  readonly after?: After;
}

/** What is known of a monitor when a person changes its incident. */
interface AmendContext {
  readonly state: MonitorState;
  /** The incident that the state is tied to, or that it could reopen. */
  readonly incident: Incident | undefined;
  readonly telling: Telling;
}

/** What follows for an incident without a look or a person; undefined when nothing does. */
export type Revise = (now: AmendContext) => Omit<Commit, 'monitorId' | 'observation'> | undefined;

/** A person's change of an incident; undefined when there is nothing to change. */
export type Amend = (now: AmendContext) => Omit<Commit, 'monitorId' | 'observation'> | undefined;
