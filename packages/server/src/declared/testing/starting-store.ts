/** A store that config files are applied to, one start after another. */
import { CHECK_TYPES } from '@upwatch/probe';
import { pino } from 'pino';
import { CONFIG } from '../../api/testing/test-api.ts';
import { CHANNELS } from '../../channels/index.ts';
import { makeIds } from '../../ids.ts';
import { readYaml } from '../../settings/yaml-file.ts';
import type { CoreStore } from '../../stores/port.ts';
import { temporaryStore } from '../../stores/sqlite/testing/temporary-store.ts';
import { type Applied, applyDeclared } from '../apply-declared.ts';
import { readDeclared } from '../declared-file.ts';

export interface StartingStore extends AsyncDisposable {
  readonly core: CoreStore;
  /** What was logged, a line each. */
  readonly log: readonly string[];
  /** Starts with this file: as text, or as what it says. */
  apply(declared: object | string, isPruning?: boolean): Promise<Applied>;
}

/** @param startMs when the first start is; a millisecond passes with each look at the clock */
export async function startingStore(startMs = Date.UTC(2026, 0, 2, 3, 4, 5)): Promise<StartingStore> {
  let now = startMs;
  const clock = { wall: () => now++, monotonic: () => now };
  const opened = await temporaryStore({ clock });
  const core = opened.store;
  const lines: string[] = [];
  const log = pino({}, { write: (line: string) => void lines.push(line) });
  const checkTypes = Object.values(CHECK_TYPES);
  const deps = { core, config: CONFIG, clock, checkTypes, newId: makeIds(clock) };
  return {
    core,
    log: lines,
    async apply(declared, isPruning = false) {
      const text = typeof declared === 'string' ? declared : JSON.stringify(declared);
      const file = readYaml(text, 'upwatch.yml', {});
      return applyDeclared(readDeclared(file, { checkTypes, channels: CHANNELS }), deps, { isPruning, file, log });
    },
    [Symbol.asyncDispose]: () => opened[Symbol.asyncDispose](),
  };
}
