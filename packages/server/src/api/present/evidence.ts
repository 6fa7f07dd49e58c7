/** What was seen before an incident and at its beginning. */
import { type Incident, lookDifferences, type Observation, outcomeOf, roundedPhases } from '@upwatch/core';
import { presentFailure } from './failure.ts';
import { resultId } from './result-id.ts';
import { isoTime } from './time.ts';

/** @param looks those kept with the incident, oldest first @param good the last one that was good before */
export function presentEvidence({ trigger }: Incident, looks: readonly Observation[], good: Observation | undefined) {
  const bad = looks.filter((look) => outcomeOf(look) === 'down' || outcomeOf(look) === 'degraded');
  const firstBad = bad.find(({ region }) => region === trigger?.region) ?? bad[0];
  const differences = good && firstBad ? lookDifferences(good, firstBad) : [];
  return {
    lastGood: presentLook(good),
    firstBad: presentLook(firstBad),
    differences: differences.map(({ what, before, after }) => ({
      what,
      before: before ?? null,
      after: after ?? null,
    })),
  };
}

function presentLook(look: Observation | undefined) {
  if (!look) return null;
  const { region, slotMs, facts, phases, failure, assertions } = look;
  const { tls } = facts;
  return {
    timestamp: isoTime(slotMs),
    region,
    resultId: resultId(look),
    remoteAddress: facts.remoteAddress ?? null,
    statusCode: facts.statusCode ?? null,
    phases: { ...roundedPhases(phases) },
    headers: facts.headers ? { ...facts.headers } : null,
    certificate: tls
      ? { subject: tls.subject, issuer: tls.issuer, fingerprint: tls.fingerprint, notAfter: isoTime(tls.notAfterMs) }
      : null,
    bodyExcerpt: facts.bodyExcerpt ?? null,
    failure: presentFailure(failure),
    failedAssertions: assertions
      .filter(({ passed }) => !passed)
      .map(({ type, message, expected, actual }) => ({
        type,
        message,
        expected: expected ?? null,
        actual: actual ?? null,
      })),
  };
}
