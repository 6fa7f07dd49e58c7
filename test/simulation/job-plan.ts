/** The jobs of a run that report by themselves: what is expected of each, and what it really does in its time. */
import { defaultPolicy } from '@upwatch/core';
import { CHANNEL_IDS } from './routes.ts';
import type { Random } from './random.ts';
import { HOUR, idOf, MINUTE, type Target } from './target.ts';

/** How a job goes for a while. `hangs`: it begins and never ends. `slow`: it ends, and takes longer than it may. */
export type How = 'well' | 'late' | 'overdue' | 'fails' | 'silent' | 'hangs' | 'slow';

export interface JobPlan {
  readonly token: string;
  /** From one run to the next. */
  readonly everyMs: number;
  /** Whether it runs by the wall clock, at whole multiples of that. */
  readonly isByCalendar: boolean;
  readonly graceMs: number;
  /** It says when it begins as well, and may take no longer. */
  readonly maxRunMs?: number;
  /** How it goes from each time on, by the true clock; the last is how it stays. */
  readonly script: readonly { readonly fromMs: number; readonly how: How }[];
}

const HOWS = ['well', 'fails', 'well', 'late', 'well', 'overdue', 'silent', 'well', 'hangs', 'slow'] as const;
const FINALLY = ['well', 'well', 'fails', 'silent', 'hangs'] as const;
const EVERY_MINUTES = [5, 10, 15, 30];
/** A job that is expected so seldom is found out by how long it runs alone. */
const SELDOM_MS = 6 * HOUR;

/** @param before the other targets @param region that all of what they report is put down to */
export function drawJobs(before: readonly Target[], random: Random, region: string, calmMs: number): readonly Target[] {
  return Array.from({ length: 3 }, (_, place) => drawJob(before.length + place, random, region, calmMs));
}

function drawJob(place: number, random: Random, region: string, calmMs: number): Target {
  const job = drawPlan(place, random, calmMs);
  const base = defaultPolicy({ regionCount: 1, frequencySeconds: 300 });
  const rule = { ...base.triggerRules[0]!, count: random.pick([1, 2, 2, 3]) };
  return {
    id: idOf('a000', place),
    key: place + 1,
    name: `job ${place}`,
    intervalMs: 5 * MINUTE,
    policy: { ...base, triggerRules: [rule] },
    script: [],
    final: { [region]: job.script.at(-1)!.how === 'well' ? 'up' : 'down' },
    ...(random.chance(0.3) && { channelIds: [random.pick(CHANNEL_IDS)] }),
    job,
    generation: 1,
    changedAtMs: -Infinity,
    wrongGeneration: 0,
  };
}

function drawPlan(place: number, random: Random, calmMs: number): JobPlan {
  const saysStart = random.chance(0.5);
  const isSeldom = saysStart && random.chance(0.3);
  const finally_ = random.pick(FINALLY);
  return {
    token: `job-${place}`,
    everyMs: random.pick(EVERY_MINUTES) * MINUTE,
    isByCalendar: !isSeldom && random.chance(0.4),
    graceMs: isSeldom ? SELDOM_MS : random.pick([1, 2, 5]) * MINUTE,
    ...(saysStart && { maxRunMs: 3 * MINUTE }),
    script: [...drawScript(random, calmMs, saysStart), { fromMs: calmMs, how: isSeldom ? 'hangs' : finally_ }].map(
      ({ fromMs, how }) => ({ fromMs, how: !saysStart && how === 'hangs' ? ('silent' as const) : how }),
    ),
  };
}

function drawScript(random: Random, calmMs: number, saysStart: boolean): JobPlan['script'] {
  const script: JobPlan['script'][number][] = [{ fromMs: 0, how: 'well' }];
  for (let fromMs = random.int(10, 120) * MINUTE; fromMs < calmMs; fromMs += random.int(10, 120) * MINUTE) {
    const how = random.pick(HOWS);
    script.push({ fromMs, how: how === 'slow' && !saysStart ? 'late' : how });
  }
  return script;
}

/** As a heartbeat monitor is told of it. */
export function configOf({ everyMs, isByCalendar, graceMs, maxRunMs }: JobPlan): Record<string, string | number> {
  const minutes = everyMs / MINUTE;
  return {
    ...(isByCalendar ? { cron: `*/${minutes} * * * *` } : { expectedInterval: everyMs / 1000 }),
    gracePeriod: graceMs / 1000,
    timeZone: 'UTC',
    ...(maxRunMs !== undefined && { maxRunSeconds: maxRunMs / 1000 }),
  };
}
