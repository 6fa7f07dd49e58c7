/** One look as data: a stable format for scripts. */
import { type Observation, outcomeOf, type Phases } from '@upwatch/core';
import { shownUrl } from '../url.ts';

export function checkAsData(url: string, seen: Observation): object {
  const verdict = outcomeOf(seen);
  return {
    url: shownUrl(url),
    up: verdict === 'up' || verdict === 'degraded',
    verdict,
    status: seen.facts.statusCode ?? null,
    responseMs: round(seen.phases.totalMs),
    phases: phasesOf(seen.phases),
    attempts: seen.attempts.map((attempt) => ({
      startedAt: new Date(attempt.startedAtMs).toISOString(),
      status: attempt.statusCode ?? null,
      remoteAddress: attempt.remoteAddress ?? null,
      phases: phasesOf(attempt.phases),
      failure: attempt.failure ?? null,
    })),
    failure: seen.failure ?? null,
    assertions: seen.assertions,
    remoteAddress: seen.facts.remoteAddress ?? null,
    httpVersion: seen.facts.httpVersion ?? null,
    tls: seen.facts.tls ?? null,
    redirects: (seen.facts.redirects ?? []).map((hop) => ({
      ...hop,
      url: shownUrl(hop.url),
      phases: phasesOf(hop.phases),
    })),
    finalUrl: shownUrl(seen.facts.finalUrl ?? url),
    tcp: seen.facts.tcp ?? null,
    dns: seen.facts.dns ?? null,
    icmp: seen.facts.icmp ?? null,
    mcp: seen.facts.mcp ?? null,
    health: seen.facts.health ?? null,
  };
}

function phasesOf(phases: Phases): Record<keyof Phases, number | null> {
  return {
    dnsMs: round(phases.dnsMs),
    tcpMs: round(phases.tcpMs),
    tlsMs: round(phases.tlsMs),
    ttfbMs: round(phases.ttfbMs),
    downloadMs: round(phases.downloadMs),
    totalMs: round(phases.totalMs),
  };
}

/** To a microsecond. */
function round<T extends number | undefined>(ms: T): T extends number ? number : number | null;
function round(ms: number | undefined): number | null {
  return ms === undefined ? null : Math.round(ms * 1000) / 1000;
}
