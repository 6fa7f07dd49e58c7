/** Looks for tests of history, and how the suite gets at a store. */
import { type Clock, type LookRow, LookRows, type Observation } from '@upwatch/core';
import type { HistoryStore, KeptLook, Rollup } from '../port.ts';

/** Midnight of a day like any other: 2026-03-02 UTC. */
export const HISTORY_T0 = Date.UTC(2026, 2, 2);
export const SHOP = { key: 7, id: '01950000-0000-7000-8000-000000000007' };

export const MINUTE_MS = 60_000;
export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;

/** A fresh, empty history on a clock of its own, which a test closes. */
export interface HistoryRig extends AsyncDisposable {
  readonly store: HistoryStore;
  readonly clock: ManualClock;
  /** Closes it and opens what it kept. */
  reopen(): Promise<void>;
  /** Time passes, and history looks after itself until there is no more to do. */
  pass(ms: number): Promise<void>;
}

export type OpenHistory = () => Promise<HistoryRig>;

/** Declares one promise of the suite. */
export type PromiseOf = (title: string, run: (rig: HistoryRig) => Promise<void>) => void;

/** Stands until it is moved; wall and monotonic clock together. */
export class ManualClock implements Clock {
  #nowMs: number;
  #jumpedMs = 0;

  constructor(nowMs = HISTORY_T0) {
    this.#nowMs = nowMs;
  }

  wall(): number {
    return this.#nowMs + this.#jumpedMs;
  }

  monotonic(): number {
    return this.#nowMs - HISTORY_T0;
  }

  move(ms: number): void {
    this.#nowMs += ms;
  }

  /** The wall clock alone is set. */
  jump(ms: number): void {
    this.#jumpedMs += ms;
  }
}

/** A passed look of the shop, some seconds after midnight. */
export function lookAt(second: number): LookRow {
  return {
    monitorKey: SHOP.key,
    slotMs: HISTORY_T0 + second * 1000,
    latenessMs: 1,
    kind: 'scheduled',
    outcome: 'up',
    attempts: 1,
    phases: { dnsMs: 0.5, tcpMs: 10, tlsMs: 20.48, ttfbMs: 40.96, downloadMs: 1, totalMs: 72.96 },
    statusCode: 200,
    bodyBytes: 5120,
  };
}

export function rowsOf(looks: readonly LookRow[]): LookRows {
  const rows = new LookRows(looks.length);
  for (const look of looks) rows.push(look);
  return rows;
}

/** The whole observation of a look of the shop. */
export function wholeLook(second: number, other: Partial<Observation>): Observation {
  const slotMs = HISTORY_T0 + second * 1000;
  return {
    monitorId: SHOP.id,
    region: 'local',
    slotMs,
    generation: 1,
    kind: 'scheduled',
    startedAtMs: slotMs + 1,
    latenessMs: 1,
    phases: { totalMs: 12 },
    attempts: [{ startedAtMs: slotMs + 1, phases: { totalMs: 12 } }],
    facts: { statusCode: 200, remoteAddress: '192.0.2.1', headers: { server: 'shop' }, bodyExcerpt: 'welcome' },
    assertions: [],
    ...other,
  };
}

export function slotsOf(looks: readonly KeptLook[]): number[] {
  return looks.map(({ row }) => row.slotMs);
}

/** Observations of the shop, to be kept. */
export function toKeep(...observations: readonly Observation[]) {
  return observations.map((observation) => ({ monitorKey: SHOP.key, observation }));
}

/** How many looks were up. */
export function upIn(rollups: readonly Rollup[]): number {
  return rollups.reduce((sum, { looks }) => sum + looks.up, 0);
}

/** A day, counted from the first. */
export function dayOf(day: number) {
  return { fromMs: HISTORY_T0 + day * DAY_MS, toMs: HISTORY_T0 + (day + 1) * DAY_MS };
}

/** The instant some seconds after midnight. */
export function atSecond(second: number): number {
  return HISTORY_T0 + second * 1000;
}

/** Whole numbers from one up to another. */
export function range(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, i) => from + i);
}
