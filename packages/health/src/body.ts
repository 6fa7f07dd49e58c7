/** What a report looks like on the wire. */
import type { BodyForm } from './accept.ts';
import type { CheckReport, HealthReport, HealthStatus } from './report.ts';

/** A body and its media type. */
export interface Body {
  readonly contentType: string;
  readonly text: string;
}

const JSON_TYPE = 'application/json; charset=utf-8';
const HEALTH_JSON_TYPE = 'application/health+json; charset=utf-8';
const PLAIN_TYPE = 'text/plain; charset=utf-8';

/** @param isDetailed whether messages and measured values may be seen */
export function bodyOf(report: HealthReport, form: BodyForm, isDetailed: boolean): Body {
  switch (form) {
    case 'simple':
      return { contentType: JSON_TYPE, text: JSON.stringify(simple(report, isDetailed)) };
    case 'health+json':
      return { contentType: HEALTH_JSON_TYPE, text: JSON.stringify(healthJson(report, isDetailed)) };
    case 'plain':
      return { contentType: PLAIN_TYPE, text: report.status === 'unhealthy' ? 'unhealthy' : 'ok' };
  }
}

/** An answer that reports nothing: no such check, no such method. */
export function refusal(message: string, form: BodyForm): Body {
  if (form === 'plain') return { contentType: PLAIN_TYPE, text: message };
  return { contentType: JSON_TYPE, text: JSON.stringify({ error: message }) };
}

function simple({ status, message, timestampMs, version, checks }: HealthReport, isDetailed: boolean): object {
  return {
    status,
    timestamp: new Date(timestampMs).toISOString(),
    version,
    message,
    checks: checks && byName(checks, (check) => simpleCheck(check, isDetailed)),
  };
}

/** `JSON.stringify` leaves out what is `undefined`. */
function simpleCheck(check: CheckReport, isDetailed: boolean): object {
  const { status, responseTimeMs, message, observedValue, observedUnit } = check;
  const said = { status, response_time_ms: responseTimeMs };
  return isDetailed ? { ...said, message, observed_value: observedValue, observed_unit: observedUnit } : said;
}

const IETF_STATUS: Readonly<Record<HealthStatus | CheckReport['status'], string>> = {
  healthy: 'pass',
  ok: 'pass',
  warn: 'warn',
  unhealthy: 'fail',
  error: 'fail',
};

/** draft-inadarei-api-health-check-06, section 3. */
function healthJson({ status, message, version, checks }: HealthReport, isDetailed: boolean): object {
  return {
    status: IETF_STATUS[status],
    version,
    releaseId: version,
    output: message,
    checks: checks && byName(checks, (check) => [healthJsonCheck(check, isDetailed)]),
  };
}

/** Section 4; `response_time_ms` is one of the keys that 4.10 leaves to us, as the measured value may be another. */
function healthJsonCheck(check: CheckReport, isDetailed: boolean): object {
  const { status, responseTimeMs, message, observedValue, observedUnit, atMs } = check;
  const isOwn = isDetailed && observedValue !== undefined;
  return {
    status: IETF_STATUS[status],
    time: new Date(atMs).toISOString(),
    observedValue: isOwn ? observedValue : responseTimeMs,
    observedUnit: isOwn ? observedUnit : 'ms',
    // Section 4.8: left out where all is well.
    output: isDetailed && status !== 'ok' ? message : undefined,
    response_time_ms: responseTimeMs,
  };
}

function byName(checks: readonly CheckReport[], present: (check: CheckReport) => unknown): object {
  return Object.fromEntries(checks.map((check) => [check.name, present(check)]));
}
