/** Looks on the wire. */
import { z } from 'zod';
import { additions, named, perDialect } from '../dialect.ts';
import { checkDetails } from './check-details.ts';
import { maintenanceDto } from './maintenance.ts';
import { clamped, flag, search, time, timeMs, uuid, whole } from './values.ts';

export const resultsQuery = z.strictObject({
  from: timeMs.optional(),
  to: timeMs.optional(),
  cursor: z.string().max(200).optional(),
  limit: clamped({ min: 1, max: 200, default: 50 }),
  region: search.optional(),
  passed: flag.optional(),
});

export const WINDOWS = ['24h', '7d', '30d', '90d'] as const;
const window = z.enum(WINDOWS);
const span = { from: timeMs.optional(), to: timeMs.optional() };
export const summaryQuery = perDialect((dialect) =>
  z.strictObject({
    chartWindow: window.optional(),
    ...span,
    ...additions(dialect, {
      region: search.optional().meta({ description: 'Only what was seen from there. Default: from everywhere.' }),
    }),
  }),
);
export const uptimeQuery = z.strictObject({ window: window.optional(), ...span });

const ms = z.number().nullish();
const phases = z.object({ dnsMs: ms, tcpMs: ms, tlsMs: ms, ttfbMs: ms, downloadMs: ms, totalMs: z.number() });
const failure = z.object({ class: z.string(), code: z.string(), message: z.string(), phase: z.string().nullable() });
const severity = z.enum(['fail', 'warn']);
const headers = z.record(z.string(), z.array(z.string()));

const assertionResult = z.object({
  type: z.string(),
  passed: z.boolean(),
  severity,
  message: z.string().nullable(),
  expected: z.string().nullable(),
  actual: z.string().nullable(),
});

const tlsInfo = perDialect((dialect) => {
  return z.object({
    subjectCn: z.string().nullable(),
    subjectSan: z.array(z.string()).nullable(),
    issuerCn: z.string().nullable(),
    issuerOrg: z.string().nullable(),
    notBefore: z.string().nullable(),
    notAfter: z.string().nullable(),
    serialNumber: z.string().nullable(),
    tlsVersion: z.string().nullable(),
    cipherSuite: z.string().nullable(),
    chainValid: z.boolean().nullable(),
    ...additions(dialect, {
      fingerprintSha256: z.string(),
      daysLeft: whole,
      chainNotAfter: z.string(),
      unverifiedReason: failure.nullable(),
    }),
  });
});

const dependencyState = z.enum(['up', 'degraded', 'down']);

/** What the target says of itself, where the monitor reads that. */
const health = z.object({
  dialect: z.string().nullable().meta({ description: 'Null where the answer could not be read.' }),
  verdict: dependencyState,
  dependencies: z.array(
    z.object({
      name: z.string(),
      status: dependencyState,
      latencyMs: z.number().nullable(),
      message: z.string().nullable(),
      isIgnored: z.boolean().meta({ description: 'The monitor names the dependencies that matter, and this is none.' }),
    }),
  ),
  missing: z.array(z.string()).meta({ description: 'Named by the monitor, and not in the answer.' }),
});

const details = perDialect((dialect) => {
  return z.object({
    statusCode: whole.nullable(),
    responseHeaders: headers.nullable(),
    responseBodySnapshot: z.string().nullable(),
    assertionResults: z.array(assertionResult).nullable(),
    tlsInfo: tlsInfo(dialect).nullable(),
    redirectCount: whole.nullable(),
    redirectTarget: z.string().nullable(),
    responseSizeBytes: whole.nullable(),
    checkDetails: checkDetails(dialect),
    ...additions(dialect, {
      phases,
      remoteAddress: z.string().nullable(),
      httpVersion: z.string().nullable(),
      health: health.nullable(),
      redirects: z.array(z.object({ url: z.string(), statusCode: whole, phases })).nullable(),
      attempts: z
        .array(
          z.object({
            startedAt: time,
            statusCode: whole.nullable(),
            remoteAddress: z.string().nullable(),
            phases,
            failure: failure.nullable(),
          }),
        )
        .nullable(),
    }),
  });
});

export const resultDto = perDialect((dialect) => {
  return z
    .object({
      id: uuid,
      timestamp: time,
      region: z.string(),
      responseTimeMs: whole.nullable(),
      passed: z.boolean(),
      failureReason: z.string().nullable(),
      severityHint: z.string().nullable(),
      details: details(dialect).nullable(),
      checkId: uuid.nullable(),
      ...additions(dialect, {
        outcome: z.enum(['up', 'degraded', 'down', 'unknown']),
        kind: z.enum(['scheduled', 'confirming', 'manual']),
        failureCode: z.string().nullable(),
        latenessMs: z.number(),
        attemptCount: whole,
      }),
    })
    .meta(named(dialect, 'CheckResultDto'));
});

export const resultPage = perDialect((dialect) => {
  return z.object({ data: z.array(resultDto(dialect)), nextCursor: z.string().nullable(), hasMore: z.boolean() });
});

const latency = z.number().nullable();

export const summaryDto = perDialect((dialect) => {
  return z
    .object({
      currentStatus: z.enum(['up', 'degraded', 'down', 'paused', 'unknown']),
      latestPerRegion: z.array(
        z.object({
          region: z.string(),
          passed: z.boolean(),
          responseTimeMs: whole.nullable(),
          timestamp: time,
          severityHint: z.string().nullable(),
        }),
      ),
      chartData: z.array(
        z.object({
          bucket: time,
          uptimePercent: z.number().nullable(),
          avgLatencyMs: latency,
          p95LatencyMs: latency,
          p99LatencyMs: latency,
          ...additions(dialect, {
            p50LatencyMs: latency,
            phases: phases.omit({ totalMs: true }).nullable(),
            maintenanceChecks: whole,
          }),
        }),
      ),
      uptime24h: z.number().nullable(),
      uptimeWindow: z.number().nullable(),
      ...additions(dialect, { maintenance: maintenanceDto.nullable() }),
    })
    .meta(named(dialect, 'ResultSummaryDto'));
});

export const uptimeDto = perDialect((dialect) => {
  return z
    .object({
      uptimePercentage: z.number().nullable(),
      totalChecks: whole,
      passedChecks: whole,
      avgLatencyMs: latency,
      p95LatencyMs: latency,
      ...additions(dialect, {
        p50LatencyMs: latency,
        p99LatencyMs: latency,
        unknownChecks: whole,
        maintenanceChecks: whole.meta({ description: 'Looks in maintenance; they are in no other count.' }),
        maintenanceSeconds: z.number().meta({ description: 'How much of the span was maintenance.' }),
        knownSeconds: z.number().meta({ description: 'How much of the rest was seen: an interval for each look.' }),
        unknownSeconds: z.number().meta({ description: 'What is left: with the other two it is the whole span.' }),
      }),
    })
    .meta(named(dialect, 'UptimeDto'));
});

/** What one look made on request shows. */
export const testResultDto = perDialect((dialect) => {
  return z
    .object({
      passed: z.boolean(),
      error: z.string().nullable(),
      statusCode: whole.nullable(),
      responseTimeMs: whole.nullable(),
      responseHeaders: headers.nullable(),
      bodyPreview: z.string().nullable(),
      responseSizeBytes: whole.nullable(),
      redirectCount: whole.nullable(),
      finalUrl: z.string().nullable(),
      assertionResults: z.array(
        z.object({
          assertionType: z.string(),
          passed: z.boolean(),
          severity,
          message: z.string(),
          expected: z.string().nullable(),
          actual: z.string().nullable(),
        }),
      ),
      warnings: z.array(z.string()).nullable(),
      ...additions(dialect, {
        outcome: z.enum(['up', 'degraded', 'down', 'unknown']),
        failure: failure.nullable(),
        details: details(dialect).nullable(),
      }),
    })
    .meta(named(dialect, 'MonitorTestResultDto'));
});
