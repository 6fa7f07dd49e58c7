/** `upwatch watch`: everything, live, in the terminal; a line for each change where there is none. */
import type { Command } from 'commander';
import { clientFor, serverOf } from '../api-client.ts';
import type { ConnectionOptions } from '../contexts/connection.ts';
import { ExitCode } from '../exit.ts';
import { cell, hasColour } from '../render/table.ts';
import { follow } from '../watching/follow.ts';
import { openScreen } from '../watching/screen.ts';
import { type Key, NOTHING_YET, pressed, shownMonitors, type WatchState } from '../watching/watch-state.ts';
import { pageLinesOf, type Screen, scrollMaxOf, viewOf } from '../watching/watch-view.ts';
import { withServer } from './connection.ts';
import { withExamples } from './examples.ts';

/** A person sees no more. */
const DRAW_MS = 80;
const CLOCK_MS = 1000;
const FIRST_MAX = 100;

export function configure(command: Command): void {
  withServer(command).action(async (options: ConnectionOptions) => {
    const signals = new AbortController();
    for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => signals.abort());
    if (process.stdout.isTTY && process.stdin.isTTY) await watchOnScreen(options, signals);
    else await watchInLines(options, signals.signal);
    // A question that is still on its way is not waited for.
    process.exit(ExitCode.Good);
  });
  command.addHelpText('after', '\nKeys: q quits, / filters, Esc clears the filter; arrows and pages scroll');
  withExamples(command, 'upwatch watch', 'upwatch watch --context home', 'upwatch watch | tee changes.txt');
}

async function watchOnScreen(options: ConnectionOptions, end: AbortController): Promise<void> {
  const server = serverOf(options);
  let state: WatchState = NOTHING_YET;
  let timer: NodeJS.Timeout | undefined;
  const shape = (): Screen => ({
    columns: process.stdout.columns,
    rows: process.stdout.rows,
    hasColour: hasColour(process.stdout),
    nowMs: Date.now(),
    url: server.url,
  });
  const change = (changed: (before: WatchState) => WatchState): void => {
    state = changed(state);
    timer ??= setTimeout(draw, DRAW_MS);
  };
  using screen = openScreen(process.stdout, process.stdin, onKey);
  const clock = setInterval(draw, CLOCK_MS);
  process.stdout.on('resize', onResize);
  draw();
  try {
    const firstIds = (): readonly string[] =>
      shownMonitors(state)
        .slice(0, FIRST_MAX)
        .map(({ id }) => id);
    const knows = (id: string): boolean => state.monitors.some((one) => one.id === id);
    await follow({ client: clientFor(server), change, signal: end.signal, firstIds, knows });
  } finally {
    clearInterval(clock);
    clearTimeout(timer);
    process.stdout.off('resize', onResize);
  }

  function draw(): void {
    timer = undefined;
    screen.draw(viewOf(state, shape()));
  }

  function onResize(): void {
    screen.forget();
    draw();
  }

  function onKey(key: Key): void {
    const now = shape();
    // From where it is seen to stand, not from where it was before the list grew shorter.
    const seen = { ...state, scroll: Math.min(state.scroll, scrollMaxOf(state, now)) };
    const next = pressed(seen, key, pageLinesOf(state, now));
    if (!next) return end.abort();
    state = next;
    draw();
  }
}

async function watchInLines(options: ConnectionOptions, signal: AbortSignal): Promise<void> {
  let state: WatchState = NOTHING_YET;
  let isTold = false;
  await follow({
    client: clientFor(serverOf(options)),
    signal,
    firstIds: () => [],
    knows: (wanted) => state.monitors.some(({ id }) => id === wanted),
    change: (changed) => {
      const before = state;
      state = changed(before);
      if (state.link === 'live' && !isTold) {
        isTold = true;
        for (const { name, status, sinceMs } of state.monitors) line(sinceMs, name, status, '');
      }
      if (state.link === 'lost' && before.link !== 'lost') process.stderr.write('no connection, trying again\n');
    },
    onVerdict: ({ data }) => {
      const name = state.monitors.find(({ id }) => id === data.monitorId)?.name ?? data.monitorId;
      line(Date.parse(data.since), name, `${data.previous.verdict} → ${data.verdict}`, data.failure?.message ?? '');
    },
  });
}

function line(atMs: number, name: string, status: string, why: string): void {
  const at = new Date(atMs).toISOString();
  process.stdout.write(`${[at, cell(name), status, cell(why, 300)].join('  ').trimEnd()}\n`);
}
