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
  /** Of the regions to be cut off one after the other and to come back in another order, per hour. */
  readonly swizzle: number;
  /** Of a region to see everything down, per hour. */
  readonly regionalOutage: number;
  /** Of everything to be down in all regions, per hour. */
  readonly storm: number;
  /** Of a message to come twice. */
  readonly redelivery: number;
  /** Of a message to come seconds or minutes late, and so out of order. */
  readonly delay: number;
  /** Of the wall clock to jump, per hour. */
  readonly clockJump: number;
  /** Of the probes to be suspended, per hour. */
  readonly suspension: number;
  /** Of the disk to be full for some minutes, per hour. */
  readonly diskFull: number;
  /** Of the store to be locked by another program when it is asked. */
  readonly busy: number;
  /** Of the process to die before what it asked of the store was done. */
  readonly crashBeforeStore: number;
  /** Of the process to die after it was done, and before it hears so. */
  readonly crashAfterStore: number;
  /** Of the process to die between two steps of its own. */
  readonly crashAtTimer: number;
  /** Of the process to die while a message is on its way to a channel. */
  readonly crashWhileSending: number;
  /** Of the process to die after a channel got a message, and before it hears so. */
  readonly crashAfterSend: number;
  /** Of a channel to be in trouble for some minutes or hours, per hour. */
  readonly channelSpell: number;
  /** Of a single message to be answered otherwise than with 2xx. */
  readonly badAnswer: number;
  /** Of a monitor's configuration to change, per hour. */
  readonly change: number;
  /** Of an open incident to be ended by a person, per hour. */
  readonly byHand: number;
  /** Of a person to take on what is open, or snooze it, per hour and monitor. */
  readonly acknowledgement: number;
  /** Of what failed for good to be tried once more by a person, per hour. */
  readonly retryByHand: number;
  /** Of a maintenance window, per hour. */
  readonly maintenance: number;
}

const CHANCES: Readonly<Record<keyof Faults, number>> = {
  spoiledLook: 0.1,
  probeSpell: 0.7,
  partition: 0.7,
  swizzle: 0.2,
  regionalOutage: 0.7,
  storm: 0.3,
  redelivery: 0.1,
  delay: 0.05,
  clockJump: 0.5,
  suspension: 0.5,
  diskFull: 0.3,
  busy: 0.02,
  crashBeforeStore: 0.002,
  crashAfterStore: 0.002,
  crashAtTimer: 0.0005,
  crashWhileSending: 0.1,
  crashAfterSend: 0.1,
  channelSpell: 0.5,
  badAnswer: 0.3,
  change: 0.2,
  byHand: 0.3,
  acknowledgement: 0.5,
  retryByHand: 0.5,
  maintenance: 0.4,
};

export const NO_FAULTS = mapped(() => 0);

export function drawFaults(random: Random): Faults {
  return mapped((name) => (random.chance(0.25) ? CHANCES[name] : 0));
}

/** Each fault with a chance of its own. The entries of a record that has them all are all of them. */
function mapped(chanceOf: (name: keyof Faults) => number): Faults {
  return Object.fromEntries(
    Object.keys(CHANCES).map((name) => [name, chanceOf(name as keyof Faults)]),
  ) as unknown as Faults;
}
