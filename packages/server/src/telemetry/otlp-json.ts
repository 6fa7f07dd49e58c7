/** Metrics and spans as OTLP/HTTP wants them in JSON (opentelemetry-proto 1.x). Pure. */
import type { Metric, Sample } from '../api/metrics/exposition.ts';
import { DURATION_BOUNDS, type HistogramPoint } from './look-histogram.ts';

/** A part of a trace. */
export interface Span {
  /** 32 hex digits. */
  readonly traceId: string;
  /** 16 hex digits. */
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly kind: 'internal' | 'server' | 'client';
  /** Epoch milliseconds with fractions. */
  readonly startMs: number;
  readonly endMs: number;
  readonly attributes: Attributes;
  /** Why it failed. */
  readonly error?: string;
}

export type Attributes = Readonly<Record<string, string | number | boolean>>;

const KINDS = { internal: 1, server: 2, client: 3 } as const;
const STATUS_ERROR = 2;
const CUMULATIVE = 2;

/** The body of `POST /v1/traces`. */
export function tracesBody(spans: readonly Span[], resource: Attributes): object {
  return {
    resourceSpans: [
      { resource: { attributes: attributesOf(resource) }, scopeSpans: [{ scope: SCOPE, spans: spans.map(spanOf) }] },
    ],
  };
}

/** The body of `POST /v1/metrics`, under the names that Prometheus sees. @param startMs since when counters count */
export function metricsBody(
  metrics: readonly Metric[],
  resource: Attributes,
  { nowMs, startMs }: { readonly nowMs: number; readonly startMs: number },
): object {
  const times = { timeUnixNano: nanos(nowMs), startTimeUnixNano: nanos(startMs) };
  const written = metrics.map(({ name, help, type, samples }) => {
    const dataPoints = samples.map((sample) => pointOf(sample, times));
    const described = { name, description: help };
    if (type === 'gauge') return { ...described, gauge: { dataPoints } };
    return { ...described, sum: { dataPoints, aggregationTemporality: CUMULATIVE, isMonotonic: true } };
  });
  return inResource(written, resource);
}

/** The same of a histogram. */
export function histogramBody(
  { name, help, points }: { readonly name: string; readonly help: string; readonly points: readonly HistogramPoint[] },
  resource: Attributes,
  { nowMs, startMs }: { readonly nowMs: number; readonly startMs: number },
): object {
  const dataPoints = points.map(({ attributes, count, buckets, ...rest }) => ({
    ...rest,
    attributes: attributesOf(attributes),
    timeUnixNano: nanos(nowMs),
    startTimeUnixNano: nanos(startMs),
    count: String(count),
    explicitBounds: DURATION_BOUNDS,
    bucketCounts: buckets.map(String),
  }));
  const histogram = { dataPoints, aggregationTemporality: CUMULATIVE };
  return inResource([{ name, description: help, unit: 's', histogram }], resource);
}

function inResource(metrics: readonly object[], resource: Attributes): object {
  return {
    resourceMetrics: [{ resource: { attributes: attributesOf(resource) }, scopeMetrics: [{ scope: SCOPE, metrics }] }],
  };
}

/** The same metrics in parts of at most so many points, so that no body is too large to be taken. */
export function inParts(metrics: readonly Metric[], pointsMax: number): readonly (readonly Metric[])[] {
  const parts: Metric[][] = [[]];
  let room = pointsMax;
  for (const metric of metrics) {
    for (let from = 0; from < metric.samples.length; ) {
      if (room === 0) {
        parts.push([]);
        room = pointsMax;
      }
      const samples = metric.samples.slice(from, from + room);
      parts.at(-1)!.push({ ...metric, samples });
      from += samples.length;
      room -= samples.length;
    }
  }
  return parts.filter((part) => part.length > 0);
}

const SCOPE = { name: 'upwatch' };

function spanOf({ traceId, spanId, parentSpanId, name, kind, startMs, endMs, attributes, error }: Span): object {
  return {
    traceId,
    spanId,
    ...(parentSpanId !== undefined && { parentSpanId }),
    name,
    kind: KINDS[kind],
    startTimeUnixNano: nanos(startMs),
    endTimeUnixNano: nanos(endMs),
    attributes: attributesOf(attributes),
    ...(error !== undefined && { status: { code: STATUS_ERROR, message: error } }),
  };
}

function pointOf({ value, labels = {} }: Sample, times: object): object {
  return { attributes: attributesOf(labels), ...times, asDouble: value };
}

function attributesOf(attributes: Attributes): readonly object[] {
  return Object.entries(attributes).map(([key, value]) => ({ key, value: valueOf(value) }));
}

/** 64-bit integers are text in protobuf's JSON. */
function valueOf(value: string | number | boolean): object {
  if (typeof value === 'string') return { stringValue: value };
  if (typeof value === 'boolean') return { boolValue: value };
  return Number.isInteger(value) ? { intValue: String(value) } : { doubleValue: value };
}

/** A number of JavaScript holds no nanoseconds of today: milliseconds and the rest apart. */
function nanos(ms: number): string {
  const whole = Math.floor(ms);
  const rest = Math.round((ms - whole) * 1e6);
  return String(BigInt(whole) * 1_000_000n + BigInt(rest));
}
