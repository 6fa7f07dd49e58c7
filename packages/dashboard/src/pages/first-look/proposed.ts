/** What must hold from now on, proposed out of one look that went well; and what the monitor would be. */
import type { CreateAssertionRequest, MonitorTestRequest, MonitorTestResult } from '@upwatch/sdk';

/** An expectation that can be left out. */
export interface Proposal {
  readonly id: 'status' | 'time' | 'certificate';
  /** What its sentence names. */
  readonly value: number | string;
  readonly assertion: CreateAssertionRequest;
}

/** A look takes this many times longer before it is called slow. */
const SLOW_FACTOR = 4;
const SLOW_MS_MIN = 1000;
const CERTIFICATE_DAYS = 14;

/** Slow is degraded, and so is a certificate that ends soon; another status is down. */
export function proposedFor({ statusCode, responseTimeMs, details }: MonitorTestResult): readonly Proposal[] {
  const proposals: Proposal[] = [];
  if (statusCode !== null) {
    const expected = statusCode >= 200 && statusCode < 300 ? '2xx' : String(statusCode);
    const config = { type: 'status_code', expected, operator: 'equals' } as const;
    proposals.push({ id: 'status', value: expected, assertion: { config, severity: 'fail' } });
  }
  if (responseTimeMs !== null) {
    const thresholdMs = slowAfterMs(responseTimeMs);
    proposals.push({
      id: 'time',
      value: thresholdMs,
      assertion: { config: { type: 'response_time', thresholdMs }, severity: 'warn' },
    });
  }
  if (details?.tlsInfo)
    proposals.push({
      id: 'certificate',
      value: CERTIFICATE_DAYS,
      assertion: { config: { type: 'ssl_expiry', minDaysRemaining: CERTIFICATE_DAYS }, severity: 'warn' },
    });
  return proposals;
}

/** Rounded to half seconds: a bound with digits behind it looks as if somebody had measured it. */
function slowAfterMs(responseTimeMs: number): number {
  return Math.max(SLOW_MS_MIN, Math.ceil((responseTimeMs * SLOW_FACTOR) / 500) * 500);
}

/** An address as people type it, as one that can be looked at; undefined for what is none. */
export function addressOf(typed: string): string | undefined {
  const text = typed.trim();
  if (text === '' || /\s/.test(text)) return undefined;
  const whole = /^[a-z][a-z\d+.-]*:\/\//i.test(text) ? text : `https://${text}`;
  if (!URL.canParse(whole)) return undefined;
  const { protocol, hostname } = new URL(whole);
  return /^https?:$/.test(protocol) && hostname !== '' ? whole : undefined;
}

/** The look that shows it, and nothing else. */
export function lookAt(url: string): MonitorTestRequest {
  return { type: 'HTTP', config: { url, method: 'GET' } };
}

/** What people call it: the host, without the `www`. */
export function nameFor(url: string): string {
  return new URL(url).hostname.replace(/^www\./, '');
}
