/** The targets of a run, each with its script, its monitor's policy, and what it depends on. */
import { defaultPolicy, type Outcome, type Policy } from '@upwatch/core';
import { CHANNEL_IDS } from './routes.ts';
import type { Random } from './random.ts';
import { idOf, MINUTE, type Target } from './target.ts';

const INTERVALS_S = [60, 120, 180, 300, 300, 600, 600];
const OUTCOMES = ['up', 'down', 'up', 'degraded', 'up', 'flapping', 'up'] as const;

export function drawTargets(count: number, random: Random, regions: readonly string[], calmMs: number): Target[] {
  const targets: Target[] = [];
  for (let place = 0; place < count; place++) targets.push(drawTarget(targets, random, regions, calmMs));
  return targets;
}

/** @param before what it may be reached through */
function drawTarget(before: readonly Target[], random: Random, regions: readonly string[], calmMs: number): Target {
  const place = before.length;
  const intervalMs = random.pick(INTERVALS_S) * 1000;
  const parent = place > 0 && random.chance(0.25) ? before[0] : undefined;
  const outcomes: readonly Outcome[] = random.chance(0.7)
    ? [random.pick(['up', 'down', 'degraded'] as const)]
    : ['up', 'down'];
  const finalIn = (region: string): Outcome => {
    const own = random.pick(outcomes);
    return parent?.final[region] === 'down' ? 'down' : own;
  };
  return {
    id: idOf('a000', place),
    key: place + 1,
    name: `monitor ${place}`,
    intervalMs,
    policy: drawPolicy(random, regions.length, intervalMs / 1000),
    script: drawScript(random, calmMs),
    final: Object.fromEntries(regions.map((region) => [region, finalIn(region)])),
    ...(parent && { parent }),
    ...(random.chance(0.3) && { channelIds: [random.pick(CHANNEL_IDS)] }),
    generation: 1,
    changedAtMs: -Infinity,
    wrongGeneration: 0,
  };
}

function drawScript(random: Random, calmMs: number): Target['script'] {
  const script: Target['script'][number][] = [];
  for (let fromMs = 0; fromMs < calmMs; ) {
    const outcome = random.pick(OUTCOMES);
    script.push({ fromMs, outcome });
    fromMs += random.int(1, outcome === 'up' ? 180 : 30) * MINUTE;
  }
  return script;
}

/** The default for half of them, as in life; the others each bend one thing. */
function drawPolicy(random: Random, regionCount: number, frequencySeconds: number): Policy {
  const base = defaultPolicy({ regionCount, frequencySeconds });
  const rule = base.triggerRules[0]!;
  switch (random.int(0, 13)) {
    case 0:
      return { ...base, triggerRules: [{ ...rule, count: 3 }] };
    case 1:
      return { ...base, triggerRules: [{ ...rule, count: 3, scope: 'any_region' }] };
    case 2: {
      const window = { type: 'failures_in_window', count: 4, windowMinutes: 20, scope: 'per_region' } as const;
      return { ...base, triggerRules: [rule, { ...window, severity: 'degraded' }] };
    }
    case 3:
      return { ...base, recovery: { ...base.recovery, cooldownMinutes: 0 } };
    case 4:
      return { ...base, confirmation: { ...base.confirmation, minRegionsFailing: 1 } };
    case 5:
      return { ...base, recovery: { ...base.recovery, consecutiveSuccesses: 4 } };
    case 6:
    case 7:
      return { ...base, flapping: { changesMax: 2, windowMinutes: 0 } };
    default:
      return base;
  }
}
