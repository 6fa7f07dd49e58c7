/** What a monitor of Uptime Kuma becomes, and what several of its types have in common. */
import { type DraftObject, numberOf, type Row, textOf } from '@upwatch/server/foreign';

/** What it becomes. */
export interface Kind {
  readonly type: string;
  readonly config: DraftObject;
  readonly assertions?: readonly DraftObject[];
  /** Beside the settings: `pingToken`. */
  readonly extra?: DraftObject;
  /** It tells by itself when it must come: no looks, so nothing to be counted. */
  readonly isPassive?: boolean;
  /** What is not said: field and reason. */
  readonly lost?: readonly (readonly [what: string, why: string])[];
  readonly changed?: readonly (readonly [what: string, why: string])[];
  /** It would not say what it said: it is not to look until somebody has seen to it. */
  readonly pausedBecause?: string;
}
/** Why there is none. */
export interface NoKind {
  readonly lacks: string;
}

const TIMEOUT_MIN_MS = 500;

/** 0 is "not set" for Uptime Kuma, which then gives a look four fifths of the interval. */
export function timeoutMsOf(row: Row, maxMs: number): number {
  const seconds = numberOf(row, 'timeout') || (numberOf(row, 'interval') ?? 60) * 0.8;
  return Math.min(maxMs, Math.max(TIMEOUT_MIN_MS, Math.round(seconds * 1000)));
}

export function ipFamilyOf(row: Row): { readonly ipFamily?: 'ipv4' | 'ipv6' } {
  const family = textOf(row, 'ip_family');
  return family === 'ipv4' || family === 'ipv6' ? { ipFamily: family } : {};
}
