/** What every importer gives out: things as `upwatch.yml` has them, and a line for everything that was lost. */
import type { DraftObject } from '@upwatch/server/foreign';

/** The lists of `upwatch.yml`, in the order in which they name one another. */
export const SECTIONS = [
  'tags',
  'environments',
  'secrets',
  'alertChannels',
  'monitors',
  'notificationPolicies',
  'resourceGroups',
  'maintenance',
  'statusPages',
  'webhooks',
] as const;
export type Section = (typeof SECTIONS)[number];

/** One thing to be made. */
export interface ImportedThing {
  readonly section: Section;
  /** Which one it is at its source, whatever it is called there: `monitor:12`. */
  readonly ref: string;
  /** What it is called by in all of this import, as `identity.ts` says; unique in its section. */
  readonly name: string;
  /** What the source calls its type. */
  readonly from: string;
  /** As `upwatch.yml` has it: others are called by their names. */
  readonly body: DraftObject;
  /** Where another one is called so here, this one is called otherwise. @default it is taken for that one */
  readonly isMovable?: true;
  /** Why it does not look yet. */
  readonly pausedBecause?: string;
}

/**
 * A line about something.
 * - `lost`: the source says it, Upwatch cannot;
 * - `changed`: it is there, but not to the letter;
 * - `left out`: the whole thing is not imported;
 * - `note`: good to know.
 */
export interface Remark {
  readonly level: 'left out' | 'lost' | 'changed' | 'note';
  /** The thing: `monitor "shop"`. */
  readonly where: string;
  /** The field, as the source calls it. Never its value, where that may be a secret. */
  readonly what: string;
  readonly why: string;
}

/** A thing that the source has by another name than before. */
export interface Moved {
  readonly section: Section;
  /** Names, as the source gives them. */
  readonly from: string;
  readonly to: string;
  /** What it was to this import by its former name. */
  readonly fromRef: string;
  /** What it is to it now. */
  readonly ref: string;
}

export interface Imported {
  /** `Uptime Kuma database`: how it was understood. */
  readonly source: string;
  readonly things: readonly ImportedThing[];
  readonly remarks: readonly Remark[];
  /** @default nothing */
  readonly moved?: readonly Moved[];
}
