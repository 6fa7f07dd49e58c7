/**
 * What can go wrong. Each kind is switched on in a quarter of the seeds, so that kinds meet in all combinations and a
 * seed with few of them can show what many would hide.
 */
import type { Random } from './random.ts';

/** The chance of each fault where it may strike; 0 where it is switched off. */
export interface Faults {
  /** Of a look to be spoiled by our own fault, besides spells in which all of a region's are. */
  readonly spoiledLook: number;
  /** Of a region's probe to be beside itself for some minutes, per hour. */
  readonly probeSpell: number;
  /** Of a region to be cut off from the server, per hour. */
  readonly partition: number;
  /** Of a region to see everything down, per hour. */
  readonly regionalOutage: number;
  /** Of a message to come twice. */
  readonly redelivery: number;
  /** Of a message to come seconds or minutes late, and so out of order. */
  readonly delay: number;
  /** Of the wall clock to jump, per hour. */
  readonly clockJump: number;
  /** Of the probes to be suspended, per hour. */
  readonly suspension: number;
  /** Of a write to be refused. */
  readonly failedCommit: number;
  readonly crashBeforeCommit: number;
  readonly crashAfterCommit: number;
  readonly crashAfterSend: number;
  /** Of a send to be answered with "again, later". */
  readonly retry: number;
  /** Of a monitor's configuration to change, per hour. */
  readonly change: number;
  /** Of an open incident to be ended by a person, per hour. */
  readonly byHand: number;
}

const CHANCES: Readonly<Record<keyof Faults, number>> = {
  spoiledLook: 0.1,
  probeSpell: 0.7,
  partition: 0.7,
  regionalOutage: 0.7,
  redelivery: 0.1,
  delay: 0.05,
  clockJump: 0.5,
  suspension: 0.5,
  failedCommit: 0.1,
  crashBeforeCommit: 0.01,
  crashAfterCommit: 0.01,
  crashAfterSend: 0.1,
  retry: 0.3,
  change: 0.2,
  byHand: 0.3,
};

export const NO_FAULTS = Object.fromEntries(Object.keys(CHANCES).map((name) => [name, 0])) as unknown as Faults;

export function drawFaults(random: Random): Faults {
  const drawn = Object.entries(CHANCES).map(([name, chance]) => [name, random.chance(0.25) ? chance : 0]);
  return Object.fromEntries(drawn) as Faults;
}
