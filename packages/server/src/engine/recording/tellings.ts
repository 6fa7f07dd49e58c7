/** What deciding and telling are told of a monitor besides its looks: regions, channels, policies, holds. */
import type { DecideContext, DraftState, Monitor, MonitorState, Observation } from '@upwatch/core';
import { type Telling, tellingOf } from './decide.ts';
import type { RecorderOptions } from './recorder-options.ts';

export class Tellings {
  readonly #options: RecorderOptions;
  readonly #stateOf: (monitorId: string) => MonitorState | undefined;

  /** @param stateOf the newest, whether or not it is on disk */
  constructor(options: RecorderOptions, stateOf: (monitorId: string) => MonitorState | undefined) {
    this.#options = options;
    this.#stateOf = stateOf;
  }

  context(monitor: Monitor, nowMs: number): DecideContext {
    const { regionsOf, usualOf } = this.#options;
    const usualMs = usualOf?.(monitor.id);
    return { nowMs, regions: regionsOf?.(monitor) ?? monitor.regions, ...(usualMs && { usualMs }) };
  }

  /** @param state what is told of, where it is newer than what is known */
  telling(monitor: Monitor, nowMs: number, observation?: Observation, state?: DraftState): Telling {
    const { channels, channelIdsOf, newId, holdOf, behindOf, routing } = this.#options;
    const newest = state ?? this.#stateOf(monitor.id);
    const hold = newest && holdOf?.(monitor, nowMs, newest);
    const behind = behindOf?.(monitor.id);
    return {
      ...tellingOf(monitor, channels(), routing, channelIdsOf?.(monitor)),
      nowMs,
      newId,
      ...(observation && { observation }),
      ...(hold && { hold }),
      ...(behind && { behind }),
    };
  }
}
