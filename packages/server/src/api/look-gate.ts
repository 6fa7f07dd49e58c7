/** Bounds the looks that requests ask for: each holds a place in the probe and a waiting client. */
import type { Observation } from '@upwatch/core';
import type { Engine, LookRequest } from '../engine/port.ts';
import { Problem } from './problem.ts';

const LOOKS_MAX = 32;

/** Looks at most 32 at once; one more is refused with BUSY. */
export function createLookGate(engine: Pick<Engine, 'look'>): (request: LookRequest) => Promise<Observation> {
  let running = 0;
  return async (request) => {
    if (running >= LOOKS_MAX) {
      throw new Problem('BUSY', `${LOOKS_MAX} looks are under way already`, { headers: { 'retry-after': '5' } });
    }
    running++;
    try {
      return await engine.look(request);
    } finally {
      running--;
    }
  };
}
