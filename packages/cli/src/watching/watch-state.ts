/** What `upwatch watch` knows, and what becomes of it when something is heard or pressed. Pure. */
import type { Phases } from '@upwatch/core';

/** One look, as much as is drawn of it. */
export interface Look {
  readonly atMs: number;
  readonly isPassed: boolean;
  readonly ms: number | undefined;
}

export interface WatchedMonitor {
  readonly id: string;
  readonly name: string;
  /** Its resource group, else its first tag; empty for neither. */
  readonly group: string;
  readonly status: string;
  readonly sinceMs: number;
  /** The newest last. */
  readonly looks: readonly Look[];
  readonly phases: Phases | undefined;
}

export interface OpenIncident {
  readonly id: string;
  readonly name: string;
  readonly severity: string;
  readonly sinceMs: number;
  readonly reason: string;
  /** Who has it. */
  readonly withWhom: string | undefined;
}

export interface WatchState {
  readonly monitors: readonly WatchedMonitor[];
  readonly incidents: readonly OpenIncident[];
  readonly link: 'connecting' | 'live' | 'lost';
  readonly filter: string;
  readonly isTyping: boolean;
  /** Lines of the list above the screen. */
  readonly scroll: number;
}

export const NOTHING_YET: WatchState = {
  monitors: [],
  incidents: [],
  link: 'connecting',
  filter: '',
  isTyping: false,
  scroll: 0,
};

const LOOKS_MAX = 120;
const FILTER_MAX = 60;

/** What is read anew keeps the looks that were heard. */
export function withMonitors(state: WatchState, monitors: readonly WatchedMonitor[]): WatchState {
  const before = new Map(state.monitors.map((one) => [one.id, one]));
  const merged = monitors.map((one) => {
    const known = before.get(one.id);
    return known && one.looks.length === 0 ? { ...one, looks: known.looks, phases: known.phases } : one;
  });
  return { ...state, monitors: merged.toSorted(byGroupAndName) };
}

/** shop-2 before shop-10. */
const NATURAL = { numeric: true };

/** Others last. */
function byGroupAndName(a: WatchedMonitor, b: WatchedMonitor): number {
  if (a.group !== b.group)
    return a.group === '' ? 1 : b.group === '' ? -1 : a.group.localeCompare(b.group, undefined, NATURAL);
  return a.name.localeCompare(b.name, undefined, NATURAL);
}

/** A look that was heard or read; one that is known already changes nothing. */
export function withLooks(state: WatchState, id: string, looks: readonly Look[], phases?: Phases): WatchState {
  return withMonitor(state, id, (monitor) => {
    const known = new Set(monitor.looks.map(({ atMs }) => atMs));
    const all = [...monitor.looks, ...looks.filter(({ atMs }) => !known.has(atMs))].toSorted((a, b) => a.atMs - b.atMs);
    return { ...monitor, looks: all.slice(-LOOKS_MAX), phases: phases ?? monitor.phases };
  });
}

export function withVerdict(state: WatchState, id: string, status: string, sinceMs: number): WatchState {
  return withMonitor(state, id, (monitor) => ({ ...monitor, status, sinceMs }));
}

function withMonitor(state: WatchState, id: string, change: (monitor: WatchedMonitor) => WatchedMonitor): WatchState {
  return { ...state, monitors: state.monitors.map((one) => (one.id === id ? change(one) : one)) };
}

/** Those that are shown: whose name or group has the filter in it. */
export function shownMonitors({ monitors, filter }: WatchState): readonly WatchedMonitor[] {
  const wanted = filter.toLowerCase();
  if (wanted === '') return monitors;
  return monitors.filter(({ name, group, status }) => `${name}\n${group}\n${status}`.toLowerCase().includes(wanted));
}

/** A key, as a terminal names it: `up`, `pagedown`, `/`, `a`. */
export interface Key {
  readonly name: string;
  /** What it types, when it types something. */
  readonly text?: string;
}

/** @returns undefined to quit */
export function pressed(state: WatchState, { name, text }: Key, pageLines: number): WatchState | undefined {
  if (name === 'ctrl-c') return undefined;
  if (state.isTyping) return typed(state, name, text);
  const moves: Readonly<Record<string, number>> = {
    up: -1,
    k: -1,
    down: 1,
    j: 1,
    pageup: -pageLines,
    pagedown: pageLines,
    space: pageLines,
    home: -Infinity,
    g: -Infinity,
    end: Infinity,
    G: Infinity,
  };
  if (name === 'q') return undefined;
  if (text === '/') return { ...state, isTyping: true, filter: '', scroll: 0 };
  if (name === 'escape') return { ...state, filter: '', scroll: 0 };
  const move = Object.hasOwn(moves, name) ? moves[name]! : 0;
  return { ...state, scroll: Math.min(1e9, Math.max(0, state.scroll + move)) };
}

function typed(state: WatchState, name: string, text: string | undefined): WatchState {
  if (name === 'return' || name === 'enter') return { ...state, isTyping: false };
  if (name === 'escape') return { ...state, isTyping: false, filter: '' };
  if (name === 'backspace') return { ...state, filter: Array.from(state.filter).slice(0, -1).join(''), scroll: 0 };
  if (text === undefined || /[\u0000-\u001F\u007F]/.test(text)) return state;
  return { ...state, filter: (state.filter + text).slice(0, FILTER_MAX), scroll: 0 };
}
