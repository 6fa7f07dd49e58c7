/** What of the store in memory is of jobs that report by themselves. */
import { NEVER_HEARD } from '@upwatch/core/heartbeat';
import type { CoreStore } from '../../packages/server/src/stores/port.ts';
import { listed, type MemoryTables } from './memory-tables.ts';

export type MemoryBeats = Pick<CoreStore['heartbeats'], 'all' | 'setToken' | 'record'>;

export function memoryBeats({ beats, signals }: MemoryTables): MemoryBeats {
  return {
    all: async () => [...beats.values()],
    setToken: async (monitorId, token) => {
      beats.set(monitorId, { beat: NEVER_HEARD, ...beats.get(monitorId), monitorId, token });
    },
    record: async (changes) => {
      for (const { monitorId, beat, signal } of changes) {
        const known = beats.get(monitorId);
        if (!known) continue;
        beats.set(monitorId, { ...known, beat });
        if (signal) listed(signals, monitorId, () => []).push(signal);
      }
    },
  };
}
