/** Looks on the wire: from history, or fresh from the probe. */
import {
  type AssertionResult,
  type Facts,
  type HealthFacts,
  type Observation,
  outcomeOf,
  type Outcome,
  type Phases,
  roundedPhases,
  sentenceOf,
  type TlsFacts,
} from '@upwatch/core';
import type { KeptLook } from '../../stores/port.ts';
import { presentCheckDetails } from './check-details.ts';
import { presentFailure } from './failure.ts';
import { resultId } from './result-id.ts';
import { isoTime } from './time.ts';

/** Beyond these a severity hint says how bad it is; an `up` needs none. */
const HINTS: Readonly<Record<Outcome, string | null>> = {
  up: null,
  degraded: 'degraded',
  down: 'down',
  unknown: 'unknown',
};

/** A target that is up or degraded passed; of one that could not be looked at nothing is known, so it did not. */
export function isPassed(outcome: Outcome): boolean {
  return outcome === 'up' || outcome === 'degraded';
}

/** A kept look. */
export function presentResult(look: KeptLook, monitorId: string) {
  const { row, region, observation } = look;
  const id = resultId({ monitorId, region, slotMs: row.slotMs });
  const facts = observation?.facts ?? look.facts ?? {};
  return {
    id,
    timestamp: isoTime(row.slotMs),
    region,
    responseTimeMs: row.outcome === 'unknown' ? null : Math.round(row.phases.totalMs),
    passed: isPassed(row.outcome),
    failureReason: observation?.failure?.message ?? (row.failureCode ? sentenceOf(row.failureCode) : null),
    severityHint: HINTS[row.outcome],
    details: presentDetails({
      facts,
      phases: row.phases,
      statusCode: row.statusCode,
      bodyBytes: row.bodyBytes,
      ...(observation && { observation }),
    }),
    checkId: id,
    outcome: row.outcome,
    kind: row.kind,
    failureCode: row.failureCode ?? null,
    latenessMs: row.latenessMs,
    attemptCount: row.attempts,
  };
}

/** The newest look of a region. */
export function presentRegion(look: KeptLook) {
  const { row, region } = look;
  return {
    region,
    passed: isPassed(row.outcome),
    responseTimeMs: row.outcome === 'unknown' ? null : Math.round(row.phases.totalMs),
    timestamp: isoTime(row.slotMs),
    severityHint: HINTS[row.outcome],
  };
}

/** One look made on request. */
export function presentTest(observation: Observation) {
  const { facts, phases, failure } = observation;
  const outcome = outcomeOf(observation);
  const warnings = observation.assertions.filter((result) => !result.passed && result.severity === 'warn');
  return {
    passed: isPassed(outcome),
    error: failure?.message ?? null,
    statusCode: facts.statusCode ?? null,
    responseTimeMs: Math.round(phases.totalMs),
    responseHeaders: presentHeaders(facts),
    bodyPreview: facts.bodyExcerpt ?? null,
    responseSizeBytes: facts.bodyBytes ?? null,
    redirectCount: facts.redirects?.length ?? 0,
    finalUrl: facts.finalUrl ?? null,
    assertionResults: observation.assertions.map(({ type, ...result }) => ({ assertionType: type, ...texts(result) })),
    warnings: warnings.length > 0 ? warnings.map((warning) => warning.message) : null,
    outcome,
    failure: presentFailure(failure),
    details: presentDetails({
      facts,
      phases,
      statusCode: facts.statusCode ?? 0,
      bodyBytes: facts.bodyBytes ?? 0,
      observation,
    }),
  };
}

interface Shown {
  readonly facts: Facts;
  readonly phases: Phases;
  /** 0 where there was no answer. */
  readonly statusCode: number;
  readonly bodyBytes: number;
  readonly observation?: Observation;
}

function presentDetails({ facts, phases, statusCode, bodyBytes, observation }: Shown) {
  const redirects = facts.redirects ?? [];
  return {
    statusCode: statusCode > 0 ? statusCode : null,
    responseHeaders: presentHeaders(facts),
    responseBodySnapshot: facts.bodyExcerpt ?? null,
    assertionResults: observation ? observation.assertions.map((result) => ({ ...result, ...texts(result) })) : null,
    tlsInfo: facts.tls ? presentTls(facts.tls) : null,
    redirectCount: redirects.length,
    redirectTarget: redirects.length > 0 ? (facts.finalUrl ?? null) : null,
    responseSizeBytes: statusCode > 0 ? bodyBytes : null,
    checkDetails: presentCheckDetails(facts, phases),
    phases: roundedPhases(phases),
    remoteAddress: facts.remoteAddress ?? null,
    httpVersion: facts.httpVersion ?? null,
    health: facts.health ? presentHealth(facts.health) : null,
    redirects: redirects.map(({ url, statusCode: status, phases: took }) => ({
      url,
      statusCode: status,
      phases: took,
    })),
    attempts: observation ? observation.attempts.map(presentAttempt) : null,
  };
}

function presentAttempt(attempt: Observation['attempts'][number]) {
  return {
    startedAt: isoTime(attempt.startedAtMs),
    statusCode: attempt.statusCode ?? null,
    remoteAddress: attempt.remoteAddress ?? null,
    phases: attempt.phases,
    failure: presentFailure(attempt.failure),
  };
}

function texts(result: Omit<AssertionResult, 'type'>) {
  const { passed, severity, message, expected, actual } = result;
  return { passed, severity, message, expected: expected ?? null, actual: actual ?? null };
}

function presentHeaders(facts: Facts): Record<string, string[]> | null {
  if (facts.headers === undefined) return null;
  return Object.fromEntries(Object.entries(facts.headers).map(([name, value]) => [name, [value]]));
}

function presentHealth({ dialect, verdict, dependencies, missing }: HealthFacts) {
  return {
    dialect: dialect ?? null,
    verdict,
    dependencies: dependencies.map(({ name, status, latencyMs, message, isIgnored }) => ({
      name,
      status,
      latencyMs: latencyMs ?? null,
      message: message ?? null,
      isIgnored: isIgnored ?? false,
    })),
    missing: [...(missing ?? [])],
  };
}

function presentTls(tls: TlsFacts) {
  return {
    subjectCn: commonName(tls.subject),
    subjectSan: [...tls.sans],
    issuerCn: commonName(tls.issuer),
    issuerOrg: tls.issuerOrganization ?? null,
    notBefore: isoTime(tls.notBeforeMs),
    notAfter: isoTime(tls.notAfterMs),
    serialNumber: tls.serialNumber,
    tlsVersion: tls.protocol,
    cipherSuite: tls.cipher,
    chainValid: tls.isVerified,
    fingerprintSha256: tls.fingerprint,
    daysLeft: tls.daysLeft,
    chainNotAfter: isoTime(tls.chainNotAfterMs),
    unverifiedReason: presentFailure(tls.unverifiedReason),
  };
}

/** The common name of a distinguished name, or all of it when it has none. */
function commonName(name: string): string {
  return /(?:^|[\n,] *)CN=([^\n,]*)/.exec(name)?.[1] ?? name;
}
