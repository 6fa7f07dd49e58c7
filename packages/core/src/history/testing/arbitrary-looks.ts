/** Looks of every kind for property tests, and series as a real monitor makes them. */
import * as fc from 'fast-check';
import { FAILURE_CODES } from '../../looking/failure.ts';
import { LOOK_KINDS, type LookRow, LookRows, OUTCOMES } from '../look-rows.ts';
import { keptLatenessUs, keptPhaseUs } from '../quantize.ts';

const HOUR_MS = 3_600_000;
/** An hour like any other. */
export const SOME_HOUR_MS = 490_000 * HOUR_MS;

const durationMs = fc.oneof(
  fc.double({ min: 0, max: 2, noNaN: true }),
  fc.double({ min: 0, max: 30_000, noNaN: true }),
  fc.constantFrom(0, 0.005, 1.275, 1.28, 4_294_967.294),
);

/** One look of `monitorKey` within the hour. */
export function arbitraryLook(monitorKey: fc.Arbitrary<number>): fc.Arbitrary<LookRow> {
  return fc.record(
    {
      monitorKey,
      slotMs: fc.integer({ min: 0, max: HOUR_MS - 1 }).map((offset) => SOME_HOUR_MS + offset),
      latenessMs: durationMs,
      kind: fc.constantFrom(...LOOK_KINDS),
      outcome: fc.constantFrom(...OUTCOMES),
      attempts: fc.integer({ min: 0, max: 255 }),
      phases: fc.record(
        {
          dnsMs: durationMs,
          tcpMs: durationMs,
          tlsMs: durationMs,
          ttfbMs: durationMs,
          downloadMs: durationMs,
          totalMs: durationMs,
        },
        { requiredKeys: ['totalMs'] },
      ),
      statusCode: fc.oneof(fc.constantFrom(0, 200, 503), fc.integer({ min: 0, max: 65_535 })),
      bodyBytes: fc.oneof(fc.constantFrom(0, 15, 4_294_967_294), fc.nat(1_000_000)),
      failureCode: fc.constantFrom(...FAILURE_CODES),
    },
    {
      requiredKeys: [
        'monitorKey',
        'slotMs',
        'latenessMs',
        'kind',
        'outcome',
        'attempts',
        'phases',
        'statusCode',
        'bodyBytes',
      ],
    },
  );
}

/** Rows as the store keeps them: durations quantised. */
export function keptRows(looks: readonly LookRow[], keptIds: readonly number[] = []): LookRows {
  const rows = new LookRows(looks.length);
  for (const look of looks) rows.push(look);
  for (let i = 0; i < rows.length; i++) {
    rows.keptId[i] = keptIds[i] ?? 0;
    rows.latenessUs[i] = keptLatenessUs(rows.latenessUs[i]!);
    for (let p = 0; p < 6; p++) {
      const at = p * rows.capacity + i;
      rows.phaseUs[at] = keptPhaseUs(rows.phaseUs[at]!);
    }
  }
  return rows;
}

/** Chance from a seed (mulberry32): 0 inclusive to 1 exclusive. */
function seededChance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b_79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/**
 * An hour of a site across a continent: cached and fresh DNS, drifting and spiking answers, a body that differs a
 * little each time, now and then a failure.
 */
export function realisticLooks(options: {
  readonly monitorKey?: number;
  readonly seed: number;
  readonly intervalMs: number;
  readonly isHttps: boolean;
  readonly hourMs?: number;
  readonly looks?: number;
}): LookRow[] {
  const chance = seededChance(options.seed);
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - chance())) * Math.cos(2 * Math.PI * chance());
  const around = (ms: number, spread: number): number => ms * Math.exp(normal() * spread);
  const phaseMs = Math.floor((chance() * options.intervalMs) / 20) * 20;
  let drift = 0;
  return Array.from({ length: options.looks ?? Math.floor(HOUR_MS / options.intervalMs) }, (_, i): LookRow => {
    drift = drift * 0.95 + normal() * 0.03;
    const spike = chance() < 0.01 ? 1 + chance() * 5 : 1;
    const isDown = chance() < 0.002;
    const phases = {
      dnsMs: chance() < 0.1 ? around(9, 0.4) : around(0.05, 0.3),
      tcpMs: around(12, 0.03) * spike,
      ...(options.isHttps && { tlsMs: around(28, 0.06) }),
      ttfbMs: around(85 * Math.exp(drift), 0.12) * spike,
      downloadMs: around(1.2, 0.3),
    };
    const totalMs = Object.values(phases).reduce((sum, ms) => sum + ms, 0.02 + chance() * 0.05);
    return {
      monitorKey: options.monitorKey ?? 1,
      slotMs: (options.hourMs ?? SOME_HOUR_MS) + phaseMs + i * options.intervalMs,
      latenessMs: chance() * chance() * 4,
      kind: 'scheduled',
      outcome: isDown ? 'down' : 'up',
      attempts: isDown ? 3 : 1,
      phases: { ...phases, totalMs },
      statusCode: isDown ? 503 : 200,
      bodyBytes: 48_211 + Math.floor(chance() * 40),
      ...(isDown && { failureCode: 'status.unexpected' }),
    };
  });
}
