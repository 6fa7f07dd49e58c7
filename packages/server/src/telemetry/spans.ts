/** What happened, as spans. Pure: chance is given. */
import type { LookRow, Monitor, Phases } from '@upwatch/core';
import type { Span } from './otlp-json.ts';

/** A look as it is waited with: made into spans when it is sent. */
interface SeenLook {
  readonly type: 'look';
  readonly row: LookRow;
  readonly region: string;
  readonly monitor: Pick<Monitor, 'id' | 'name' | 'type'>;
}

/** A request to the API that was answered. */
export interface SeenRequest {
  readonly type: 'request';
  readonly method: string;
  /** `/api/v1/monitors/:id`: never what was asked for in it. */
  readonly route: string;
  readonly statusCode: number;
  readonly endMs: number;
  readonly tookMs: number;
  /** As it came, whatever it is. */
  readonly traceparent?: string;
}

export type Seen = SeenLook | SeenRequest;

/** So many random bytes, as hex digits. */
export type RandomHex = (bytes: number) => string;

const PHASES = ['dns', 'tcp', 'tls', 'ttfb', 'download'] as const;
/** https://www.w3.org/TR/trace-context/#traceparent-header */
const TRACEPARENT = /^[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-[0-9a-f]{2}$/;

export function spansOf(seen: Seen, randomHex: RandomHex): readonly Span[] {
  return seen.type === 'look' ? lookSpans(seen, randomHex) : [requestSpan(seen, randomHex)];
}

/** A look, and its phases one after another in it. */
function lookSpans({ row, region, monitor }: SeenLook, randomHex: RandomHex): readonly Span[] {
  const traceId = randomHex(16);
  const spanId = randomHex(8);
  const startMs = row.slotMs + row.latenessMs;
  const attributes = {
    'upwatch.monitor.id': monitor.id,
    'upwatch.monitor.name': monitor.name,
    'upwatch.region': region,
    'upwatch.look.kind': row.kind,
    'upwatch.outcome': row.outcome,
    'upwatch.attempts': row.attempts,
    ...(row.statusCode > 0 && { 'http.response.status_code': row.statusCode }),
    ...(row.failureCode !== undefined && { 'error.type': row.failureCode }),
  };
  const whole: Span = {
    traceId,
    spanId,
    name: `look ${monitor.type}`,
    kind: 'client',
    startMs,
    endMs: startMs + row.phases.totalMs,
    attributes,
    ...(row.failureCode !== undefined && { error: row.failureCode }),
  };
  return [whole, ...phaseSpans(row.phases, whole, randomHex)];
}

function phaseSpans(phases: Phases, { traceId, spanId, startMs }: Span, randomHex: RandomHex): readonly Span[] {
  let atMs = startMs;
  return PHASES.flatMap((name) => {
    const tookMs = phases[`${name}Ms`];
    if (tookMs === undefined) return [];
    const from = atMs;
    atMs += tookMs;
    const place = { traceId, spanId: randomHex(8), parentSpanId: spanId };
    return [{ ...place, name, kind: 'internal', startMs: from, endMs: atMs, attributes: {} } as const];
  });
}

function requestSpan(seen: SeenRequest, randomHex: RandomHex): Span {
  const { method, route, statusCode, endMs, tookMs, traceparent } = seen;
  const [, traceId, parentSpanId] = TRACEPARENT.exec(traceparent ?? '') ?? [];
  return {
    traceId: traceId ?? randomHex(16),
    spanId: randomHex(8),
    ...(parentSpanId !== undefined && { parentSpanId }),
    name: `${method} ${route}`,
    kind: 'server',
    startMs: endMs - tookMs,
    endMs,
    attributes: { 'http.request.method': method, 'http.route': route, 'http.response.status_code': statusCode },
    ...(statusCode >= 500 && { error: String(statusCode) }),
  };
}
