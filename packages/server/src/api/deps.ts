/** What the API is made from. */
import type { Clock } from '@upwatch/core';
import type { Logger } from 'pino';
import type { z } from 'zod';
import type { ChannelDefinition } from '../channels/port.ts';
import type { ServerConfig } from '../config.ts';
import type { Dispatcher, Engine } from '../engine/port.ts';
import type { LiveBus } from '../live.ts';
import type { CoreStore, HistoryStore } from '../stores/port.ts';

/** What the API needs to know of a check type. */
export interface ApiCheckType {
  /** In the contract's spelling: `HTTP`. */
  readonly type: string;
  /** Schema of its settings. */
  readonly config: z.ZodType;
}

/** What the API needs to know of a channel. */
export type ApiChannel = ChannelDefinition<unknown>;

export interface ApiDeps {
  readonly core: CoreStore;
  readonly history: HistoryStore;
  readonly engine: Engine;
  readonly dispatcher: Dispatcher;
  readonly live: LiveBus;
  readonly config: ServerConfig;
  readonly clock: Clock;
  /** Makes a UUID, version 7. */
  readonly newId: () => string;
  readonly log: Logger;
  readonly checkTypes: readonly ApiCheckType[];
  readonly channels: readonly ApiChannel[];
  /** Wall clock, epoch milliseconds. */
  readonly startedAtMs: number;
  readonly version: string;
}
