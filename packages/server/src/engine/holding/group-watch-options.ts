/** What watching resource groups works with. */
import type { Monitor, ServerDefaults } from '@upwatch/core';
import type { LiveBus } from '../../live.ts';
import type { CoreStore } from '../../stores/port.ts';
import type { Recorder } from '../recording/recorder.ts';
import type { MembersOptions } from './members.ts';

export interface GroupWatchOptions extends MembersOptions {
  readonly store: Pick<CoreStore, 'resourceGroups' | 'incidents' | 'outbox' | 'monitors'>;
  readonly recorder: () => Pick<Recorder, 'newestOf' | 'monitorOf' | 'stateOf' | 'monitors'>;
  readonly channels: () => readonly { readonly id: string }[];
  /** What monitors go by where neither they nor their groups say. */
  readonly defaults: ServerDefaults;
  /** A monitor goes by another word of its groups than before. */
  readonly onFollowed: (monitor: Monitor) => void;
  readonly newId: () => string;
  readonly live: Pick<LiveBus, 'publish'>;
  /** Alerts were committed, or are not to be sent any more. */
  readonly wakeDispatcher: () => void;
  readonly onTrouble: (error: Error) => void;
}
