import type { Clock } from '@upwatch/core';

/** The machine's own clocks. Only the outermost code takes them; everything else is given a `Clock`. */
export const systemClock: Clock = { wall: () => Date.now(), monotonic: () => performance.now() };
