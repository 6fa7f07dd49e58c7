/** Durations as they are handed on and shown: to the microsecond, which is as finely as they mean anything. */
import type { Facts, Phases } from './observation.ts';

/** Milliseconds with three decimals at most. */
export function toMicrosecond(ms: number): number {
  return Math.round(ms * 1000) / 1000;
}

/** Every part and the whole, each rounded by itself. */
export function roundedPhases(phases: Phases): Phases {
  const { dnsMs, tcpMs, tlsMs, ttfbMs, downloadMs, totalMs } = phases;
  return {
    ...(dnsMs !== undefined && { dnsMs: toMicrosecond(dnsMs) }),
    ...(tcpMs !== undefined && { tcpMs: toMicrosecond(tcpMs) }),
    ...(tlsMs !== undefined && { tlsMs: toMicrosecond(tlsMs) }),
    ...(ttfbMs !== undefined && { ttfbMs: toMicrosecond(ttfbMs) }),
    ...(downloadMs !== undefined && { downloadMs: toMicrosecond(downloadMs) }),
    totalMs: toMicrosecond(totalMs),
  };
}

/** Facts whose redirects have rounded phases. */
export function withRoundedHops(facts: Facts): Facts {
  if (!facts.redirects) return facts;
  return { ...facts, redirects: facts.redirects.map((hop) => ({ ...hop, phases: roundedPhases(hop.phases) })) };
}
