/** How the server itself is, put together from everything that knows a part of it. */
import type { SelfTrouble } from '@upwatch/core';
import type { z } from 'zod';
import type { ApiDeps } from './deps.ts';
import type { EngineStats } from './engine-stats.ts';
import { isoTime } from './present/time.ts';
import type { selfDto } from './schemas/self.ts';

type SelfDto = z.infer<typeof selfDto>;
type Reason = SelfDto['reasons'][number];

/** Looks later than that, and loops slower than that, are a sign of too little of everything, milliseconds. */
const LATE_MS = 1000;
const LOOP_DELAY_MS = 500;
const OLDEST_OF = 1;

const TROUBLES: Readonly<Record<SelfTrouble, readonly [Reason['status'], string]>> = {
  network: ['impaired', 'our own network does not work'],
  disk_full: ['impaired', 'the disk is full'],
  store: ['impaired', 'the database cannot be written'],
  outbox: ['degraded', 'alerts are due and nobody sends them'],
  file_descriptors: ['degraded', 'file descriptors, ports or memory ran out'],
};

/** @param askEngine rejects when the engine does not answer */
export async function selfReport(deps: ApiDeps, askEngine: () => Promise<EngineStats>): Promise<SelfDto> {
  const { core, clock, self, startedAtMs, version } = deps;
  const [stats, overdue, outbox, channels, files] = await Promise.all([
    askEngine().catch(() => undefined),
    overdueNow(deps),
    outboxNow(deps),
    channelsNow(deps),
    self.files(),
  ]);
  const view = self.view();
  const loopDelayMs = self.loopDelayP99Ms();
  const reasons = reasonsOf(view.problems, { stats, overdue, loopDelayMs });
  const network = view.problems.find(({ trouble }) => trouble === 'network');
  const memory = process.memoryUsage();
  const { isWritable } = await core.health();
  const heartbeat = self.heartbeat();
  const looks = stats && pick(stats);
  return {
    status: reasons.some(({ status }) => status === 'impaired') ? 'impaired' : reasons.length > 0 ? 'degraded' : 'ok',
    reasons,
    version,
    startedAt: isoTime(startedAtMs),
    uptimeSeconds: seconds(clock.wall() - startedAtMs),
    looking: { ...(looks ?? NOTHING_KNOWN), staleMonitors: overdue.count, oldestOverdue: overdue.oldest ?? null },
    network: {
      isImpaired: network !== undefined,
      reason: network?.detail ?? null,
      since: network ? isoTime(network.sinceMs) : null,
    },
    outbox,
    channels,
    storage: {
      isWritable,
      disk_full: view.problems.some(({ trouble }) => trouble === 'disk_full'),
      ...files,
      historyBuffered: stats?.historyBuffered ?? null,
      historyLost: stats?.historyLost ?? null,
    },
    clock: {
      jumps: view.clock.jumps,
      lastJumpAt: view.clock.lastJumpAtMs === undefined ? null : isoTime(view.clock.lastJumpAtMs),
      lastJumpMs: view.clock.lastJumpMs ?? null,
    },
    heartbeat: heartbeat
      ? {
          state: heartbeat.state,
          lastGivenAt: heartbeat.lastGivenAtMs === undefined ? null : isoTime(heartbeat.lastGivenAtMs),
        }
      : null,
    process: { loopDelayP99Ms: loopDelayMs, residentBytes: memory.rss, heapUsedBytes: memory.heapUsed },
  };
}

const NOTHING_KNOWN = {
  running: null,
  queued: null,
  assigned: null,
  looksTotal: null,
  skippedTotal: null,
  latenessP99Ms: null,
  loopDelayP99Ms: null,
};

function pick({ running, queued, assigned, looksTotal, skippedTotal, latenessP99Ms, loopDelayP99Ms }: EngineStats) {
  return { running, queued, assigned, looksTotal, skippedTotal, latenessP99Ms, loopDelayP99Ms };
}

interface Overdue {
  readonly count: number;
  readonly oldest?: NonNullable<SelfDto['looking']['oldestOverdue']>;
}

async function overdueNow({ core, engine }: ApiDeps): Promise<Overdue> {
  const all = (await core.monitors.counted()).map(({ id, name }) => ({ id, name, overdueMs: engine.overdueMsOf(id) }));
  const late = all.filter(({ overdueMs }) => overdueMs > 0).sort((a, b) => b.overdueMs - a.overdueMs);
  const [first] = late;
  if (!first) return { count: 0 };
  return {
    count: late.length,
    oldest: { monitorId: first.id, name: first.name, overdueSeconds: seconds(first.overdueMs) },
  };
}

async function outboxNow({ core, clock }: ApiDeps): Promise<SelfDto['outbox']> {
  const [counts, [oldest]] = await Promise.all([core.outbox.counts(), core.outbox.open(OLDEST_OF)]);
  return {
    waiting: counts.PENDING + counts.RETRY_PENDING,
    oldestAgeSeconds: oldest ? seconds(Math.max(0, clock.wall() - oldest.createdAtMs)) : null,
  };
}

async function channelsNow({ core }: ApiDeps): Promise<SelfDto['channels']> {
  const [all, reached] = await Promise.all([core.channels.all(), core.outbox.newestDelivered()]);
  return all.map(({ id, name, type, brokenReason }) => {
    const atMs = reached.get(id);
    return {
      id,
      name,
      type,
      lastSuccessAt: atMs === undefined ? null : isoTime(atMs),
      brokenReason: brokenReason ?? null,
    };
  });
}

function reasonsOf(
  problems: ReturnType<ApiDeps['self']['view']>['problems'],
  seen: { readonly stats: EngineStats | undefined; readonly overdue: Overdue; readonly loopDelayMs: number },
): Reason[] {
  const reasons: Reason[] = problems.map(({ trouble, sinceMs, detail }) => {
    const [status, text] = TROUBLES[trouble];
    return {
      code: trouble,
      status,
      message: detail === undefined ? text : `${text}: ${detail}`,
      since: isoTime(sinceMs),
    };
  });
  const add = (code: Reason['code'], message: string, status: Reason['status'] = 'degraded'): void =>
    void reasons.push({ code, status, message, since: null });
  const { stats, overdue } = seen;
  if (!stats) add('engine', 'the engine does not answer', 'impaired');
  else if (stats.latenessP99Ms > LATE_MS) add('late', `looks begin ${Math.round(stats.latenessP99Ms)} ms late (p99)`);
  const loopMs = Math.max(seen.loopDelayMs, stats?.loopDelayP99Ms ?? 0);
  if (loopMs > LOOP_DELAY_MS) add('loop_delay', `the event loop is ${Math.round(loopMs)} ms late (p99)`);
  const { oldest, count } = overdue;
  if (oldest) {
    const others = count > 1 ? ` and of ${count - 1} more` : '';
    add('stale_monitors', `no result of "${oldest.name}"${others} for more than three intervals`);
  }
  return reasons;
}

function seconds(ms: number): number {
  return Math.floor(ms / 1000);
}
