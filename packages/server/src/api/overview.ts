/** All of it in a few numbers. */
import type { Monitor } from '@upwatch/core';
import type { ApiDeps } from './deps.ts';
import { uptimeOf } from './history-views.ts';

const DAY_MS = 86_400_000;
const MTTR_DAYS = 30;
/** Reading the history of more would cost more than an average is worth: then there is none. */
const AVERAGED_MONITORS_MAX = 500;
/** Averages over a day and a month are not other ones a moment later. */
const AVERAGES_KEPT_MS = 60_000;
const PAGE = 200;

type OverviewDeps = Pick<ApiDeps, 'core' | 'engine' | 'history' | 'clock' | 'maintenance'>;

interface Averages {
  readonly avgUptime24h: number | null;
  readonly avgUptime30d: number | null;
}

/** @returns reads the overview; the averages in it are up to a minute old */
export function overviewReader(deps: OverviewDeps) {
  let kept: { readonly atMs: number; readonly averages: Promise<Averages> } | undefined;

  /** Whoever asks while it is being worked out gets the same. */
  function averages(monitors: readonly Monitor[]): Promise<Averages> {
    const nowMs = deps.clock.monotonic();
    if (kept && nowMs - kept.atMs < AVERAGES_KEPT_MS) return kept.averages;
    const working = averagesOf(monitors, deps);
    kept = { atMs: nowMs, averages: working };
    working.catch(() => (kept = undefined));
    return working;
  }

  return async () => {
    const monitors = await allMonitors(deps);
    const statuses = monitors.map((monitor) => deps.engine.statusOf(monitor));
    const count = (status: (typeof statuses)[number]): number => statuses.filter((one) => one === status).length;
    const nowMs = deps.clock.wall();
    const todayMs = Math.floor(nowMs / DAY_MS) * DAY_MS;
    const incidents = await deps.core.incidents.summary({ todayMs, sinceMs: nowMs - MTTR_DAYS * DAY_MS });
    return {
      monitors: {
        total: monitors.length,
        up: count('up'),
        down: count('down'),
        degraded: count('degraded'),
        paused: count('paused'),
        ...(await averages(monitors)),
      },
      incidents: {
        active: incidents.open,
        resolvedToday: incidents.resolvedToday,
        mttr30d: incidents.averageLastedMs === undefined ? null : incidents.averageLastedMs / 1000,
      },
    };
  };
}

async function allMonitors({ core }: OverviewDeps): Promise<readonly Monitor[]> {
  const all: Monitor[] = [];
  for (let page = 0; ; page++) {
    const { items, total } = await core.monitors.list({}, { page, size: PAGE });
    all.push(...items);
    if (items.length < PAGE || all.length >= total) return all;
  }
}

async function averagesOf(monitors: readonly Monitor[], deps: OverviewDeps): Promise<Averages> {
  if (monitors.length > AVERAGED_MONITORS_MAX) return { avgUptime24h: null, avgUptime30d: null };
  const found = { '24h': [] as number[], '30d': [] as number[] };
  for (const monitor of monitors) {
    for (const window of ['24h', '30d'] as const) {
      const { uptimePercentage } = await uptimeOf(monitor, { window }, deps);
      if (uptimePercentage !== null) found[window].push(uptimePercentage);
    }
  }
  return { avgUptime24h: mean(found['24h']), avgUptime30d: mean(found['30d']) };
}

function mean(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}
