/** What goes on beside plain looks. Each is part of a quarter of the seeds, as faults are. */
import { Random } from './random.ts';

export const SCENES = [
  'certificates',
  'response-times',
  'names',
  'reports',
  'groups',
  'heartbeats',
  'severity',
] as const;

export type Scene = (typeof SCENES)[number];

/** Drawn by a generator of its own: seeds that were met before there were any scenes run as they did. */
export function drawScenes(seed: number): readonly Scene[] {
  const random = generatorOf(seed);
  return SCENES.filter(() => random.chance(0.25));
}

/** What scenes are drawn and played with. */
export function generatorOf(seed: number): Random {
  return new Random(seed ^ 0x5c_e4_e5);
}
