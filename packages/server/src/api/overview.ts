/** All of it in a few numbers. */
import type { CountedMonitor } from '../stores/port.ts';
import type { ApiDeps } from './deps.ts';
import { uptimeOf } from './history-views.ts';
import { isoTime } from './present/time.ts';

const DAY_MS = 86_400_000;
const MTTR_DAYS = 30;
/** Reading the history of more would cost more than an average is worth: then there is none. */
const AVERAGED_MONITORS_MAX = 500;
/** Averages over a day and a month are not other ones a moment later. */
const AVERAGES_KEPT_MS = 60_000;

type OverviewDeps = Pick<ApiDeps, 'core' | 'engine' | 'history' | 'clock' | 'maintenance' | 'self' | 'config'>;

interface Averages {
  readonly avgUptime24h: number | null;
  readonly avgUptime30d: number | null;
}

/** @returns reads the overview; the averages in it are up to a minute old */
export function overviewReader(deps: OverviewDeps) {
  let kept: { readonly atMs: number; readonly averages: Promise<Averages> } | undefined;

  /** Whoever asks while it is being worked out gets the same. */
  function averages(count: number): Promise<Averages> {
    const nowMs = deps.clock.monotonic();
    if (kept && nowMs - kept.atMs < AVERAGES_KEPT_MS) return kept.averages;
    const working = averagesOf(count, deps);
    kept = { atMs: nowMs, averages: working };
    working.catch(() => (kept = undefined));
    return working;
  }

  return async () => {
    const monitors = await deps.core.monitors.counted();
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
        ...(await averages(monitors.length)),
      },
      incidents: {
        active: incidents.open,
        resolvedToday: incidents.resolvedToday,
        mttr30d: incidents.averageLastedMs === undefined ? null : incidents.averageLastedMs / 1000,
      },
      regions: regionsOf(monitors, deps),
    };
  };
}

/** What each region sees of the monitors that are on, and what is its own fault. */
function regionsOf(monitors: readonly CountedMonitor[], { engine, self, config }: OverviewDeps) {
  const own = self.view().problems.find(({ trouble }) => trouble === 'network');
  const fault = own ? { detail: own.detail ?? null, since: isoTime(own.sinceMs) } : null;
  const regions = new Map<string, Seen>([[config.region, { ...seenFrom(config.region), isOwn: true, fault }]]);
  const newest = engine.newestByRegion();
  for (const { id, isEnabled } of monitors) {
    if (!isEnabled) continue;
    for (const [name, state] of Object.entries(engine.stateOf(id).regions)) {
      const region = regions.get(name) ?? seenFrom(name);
      regions.set(name, region);
      region[state.verdict]++;
      if (state.consecutiveUnknowns !== undefined) region.spoiled++;
    }
  }
  return [...regions.values()]
    .sort((one, other) => one.region.localeCompare(other.region))
    .map((region) => ({ ...region, lastLookAt: lastLookAt(newest.get(region.region)) }));
}

function lastLookAt(slotMs: number | undefined): string | null {
  return slotMs === undefined ? null : isoTime(slotMs);
}

interface Seen extends Record<'up' | 'degraded' | 'down' | 'unknown' | 'spoiled', number> {
  readonly region: string;
  readonly isOwn: boolean;
  readonly fault: { readonly detail: string | null; readonly since: string } | null;
}

function seenFrom(region: string): Seen {
  return { region, isOwn: false, fault: null, up: 0, degraded: 0, down: 0, unknown: 0, spoiled: 0 };
}

async function averagesOf(count: number, deps: OverviewDeps): Promise<Averages> {
  if (count > AVERAGED_MONITORS_MAX) return { avgUptime24h: null, avgUptime30d: null };
  const { items: monitors } = await deps.core.monitors.list({}, { page: 0, size: AVERAGED_MONITORS_MAX });
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
