/** The screen of `upwatch watch`: state in, lines out, none wider and not more than the terminal has. Pure. */
import { styleText } from 'node:util';
import { formatMs, phaseBar } from '../render/phase-bar.ts';
import { cell, cut, widthOf } from '../render/table.ts';
import { lasting, statusMark } from '../render/verdict.ts';
import { sparkline } from './sparkline.ts';
import { shownMonitors, type WatchedMonitor, type WatchState } from './watch-state.ts';

export interface Screen {
  readonly columns: number;
  readonly rows: number;
  readonly hasColour: boolean;
  readonly nowMs: number;
  /** Where it is asked. */
  readonly url: string;
}

const STATUSES = ['down', 'degraded', 'up', 'unknown', 'paused'];
const INDENT = 2;
/** Head, foot, and one line of the list. */
const ROWS_MIN = 3;
const NAME_MAX = 44;

export function viewOf(state: WatchState, screen: Screen): readonly string[] {
  const head = headOf(state, screen);
  const incidents = incidentLines(state, screen);
  const room = Math.max(0, screen.rows - 1 - incidents.length - 1);
  const list = listLines(state, screen);
  const from = Math.min(state.scroll, Math.max(0, list.length - room));
  const shown = list.slice(from, from + room);
  const blank = Array.from({ length: room - shown.length }, () => '');
  const foot = footOf(state, screen, { from, to: from + shown.length, of: list.length });
  const lines = [head, ...incidents, ...shown, ...blank, foot].slice(0, Math.max(1, screen.rows));
  // Cut only where the terminal is narrower than a mark and a few letters: colour is lost with it.
  return lines.map((line) => (widthOf(line) > screen.columns ? cut(line, screen.columns) : line));
}

/** Lines that a page moves by. */
export function pageLinesOf(state: WatchState, screen: Screen): number {
  return Math.max(1, screen.rows - 2 - incidentLines(state, screen).length);
}

/** The furthest that it can be scrolled to. */
export function scrollMaxOf(state: WatchState, screen: Screen): number {
  return Math.max(0, listLines(state, screen).length - pageLinesOf(state, screen));
}

function headOf({ monitors, link }: WatchState, screen: Screen): string {
  const counts = STATUSES.map((status) => [status, monitors.filter((one) => one.status === status).length] as const)
    .filter(([, count]) => count > 0)
    .map(([status, count]) => ({ plain: `${markOf(status)} ${count}`, shown: `${mark(status, screen)} ${count}` }));
  const at = new Date(screen.nowMs).toISOString().slice(11, 19);
  const said = { live: 'live', connecting: 'connecting …', lost: 'no connection, trying again …' }[link];
  const right = `${said} ${at}`;
  const left = counts.map(({ plain }) => plain).join('  ');
  const room = screen.columns - widthOf(left) - widthOf(right) - 4;
  const url = room >= 12 ? cut(cell(screen.url), room) : '';
  const gap = screen.columns - widthOf(left) - widthOf(right) - (url === '' ? 0 : widthOf(url) + 2);
  if (gap < 1) return cut(left === '' ? right : left, screen.columns);
  const shown = counts.map((one) => one.shown).join('  ');
  const painted = link === 'lost' ? paint('red', right, screen) : paint('dim', right, screen);
  return `${shown}${url === '' ? '' : `  ${paint('dim', url, screen)}`}${' '.repeat(gap)}${painted}`;
}

/** A third of the screen at most: the newest first, and how many more there are. */
function incidentLines({ incidents }: WatchState, screen: Screen): readonly string[] {
  const room = Math.min(incidents.length, Math.floor((screen.rows - ROWS_MIN) / 3));
  if (room <= 0) return [];
  const newest = incidents.toSorted((a, b) => b.sinceMs - a.sinceMs);
  const shown = newest.length > room ? newest.slice(0, room - 1) : newest;
  const lines = shown.map((one) => {
    const who = one.withWhom === undefined ? '' : ` (${cell(one.withWhom, 20)})`;
    const text = `${cell(one.name)} for ${lasting(screen.nowMs - one.sinceMs)}${who}: ${cell(one.reason, 300)}`;
    return `${mark(one.severity, screen)} ${paint('bold', cut(text, screen.columns - 2), screen)}`;
  });
  if (shown.length === newest.length) return lines;
  return [...lines, cut(`  and ${newest.length - shown.length} more incidents`, screen.columns)];
}

function listLines(state: WatchState, screen: Screen): readonly string[] {
  const monitors = shownMonitors(state);
  if (monitors.length === 0) {
    if (state.link === 'connecting') return [];
    const none = state.filter === '' ? 'nothing is watched yet: upwatch monitors create NAME URL' : 'nothing has that';
    return [cut(none, screen.columns)];
  }
  const widths = widthsOf(monitors, screen.columns);
  const groups = Map.groupBy(monitors, ({ group }) => group);
  return [...groups].flatMap(([group, members]) => {
    const lines = members.map((one) => monitorLine(one, widths, screen));
    return groups.size === 1 && group === '' ? lines : [groupLine(group, members, screen), ...lines];
  });
}

function groupLine(group: string, members: readonly WatchedMonitor[], screen: Screen): string {
  const bad = members.filter(({ status }) => status === 'down' || status === 'degraded').length;
  const name = group === '' ? 'others' : cell(group);
  const text = `${name} ${members.length - bad}/${members.length}`;
  return paint(bad > 0 ? ['bold', 'red'] : 'bold', cut(text, screen.columns), screen);
}

interface Widths {
  readonly name: number;
  readonly since: number;
  readonly spark: number;
  readonly ms: number;
  readonly bar: number;
}

/**
 * What a narrow terminal has no room for is left out: first the phases, then since when, then how long
 * the last look took, then the looks.
 */
function widthsOf(monitors: readonly WatchedMonitor[], columns: number): Widths {
  const longest = Math.max(8, ...monitors.map(({ name }) => widthOf(cell(name))));
  const ms = columns >= 30 ? 8 : 0;
  const since = columns >= 60 ? 10 : 0;
  const bar = columns >= 90 ? Math.min(24, Math.floor((columns - 66) / 2)) : 0;
  const gaps = INDENT + 2 + [ms, since, bar].filter((width) => width > 0).length * 2;
  const room = columns - gaps - ms - since - bar;
  const name = Math.max(1, Math.min(longest, columns >= 40 ? Math.min(NAME_MAX, Math.floor(room * 0.6)) : room));
  const left = room - name - 2;
  return { name, since, ms, bar, spark: left >= 5 ? Math.min(60, left) : 0 };
}

function monitorLine(monitor: WatchedMonitor, widths: Widths, screen: Screen): string {
  const last = monitor.looks.at(-1);
  const parts = [
    padded(cell(monitor.name), widths.name),
    widths.since > 0 ? paint('dim', padded(lasting(screen.nowMs - monitor.sinceMs), widths.since), screen) : '',
    widths.spark > 0 ? sparkline(monitor.looks, widths.spark, screen.hasColour) : '',
    widths.ms > 0 ? (last?.ms === undefined ? '-' : formatMs(last.ms)).padStart(widths.ms) : '',
    widths.bar > 0 && monitor.phases ? phaseBar(monitor.phases, widths.bar, screen.hasColour) : '',
  ];
  return `${' '.repeat(INDENT)}${mark(monitor.status, screen)} ${parts.filter((part) => part !== '').join('  ')}`;
}

function footOf(
  { filter, isTyping }: WatchState,
  screen: Screen,
  { from, to, of }: { readonly from: number; readonly to: number; readonly of: number },
): string {
  if (isTyping) return cut(`/${cell(filter)}▏`, screen.columns);
  const place = to - from < of ? `${from + 1}–${to} of ${of}` : '';
  const said = [
    'q quit',
    filter === '' ? '/ filter' : `/${cell(filter)} (esc clears)`,
    ...(place === '' ? [] : ['↑↓ scroll', place]),
  ];
  return paint('dim', cut(said.join('   '), screen.columns), screen);
}

function padded(text: string, width: number): string {
  const shown = cut(text, width);
  return shown + ' '.repeat(Math.max(0, width - widthOf(shown)));
}

function markOf(status: string): string {
  return statusMark(status.toLowerCase(), false);
}

function mark(status: string, screen: Screen): string {
  return statusMark(status.toLowerCase(), screen.hasColour);
}

function paint(format: Parameters<typeof styleText>[0], text: string, { hasColour }: Screen): string {
  return hasColour ? styleText(format, text, { validateStream: false }) : text;
}
